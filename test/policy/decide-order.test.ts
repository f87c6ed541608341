import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadPolicy, policyFileNames } from '../../src/policy/check.ts';
import { decide } from '../../src/policy/decide.ts';
import { policy } from './policy.ts';
import { randomFacts, randomFrom } from './random-facts.ts';

/** The shipped files as they are read. */
const files = (): Readonly<Record<string, readonly unknown[]>> =>
  Object.fromEntries(
    policyFileNames.map((name) => {
      const place = new URL(`../../src/policy/data/${name}.json`, import.meta.url);
      return [name, JSON.parse(readFileSync(place, 'utf8')) as readonly unknown[]];
    }),
  );

describe('what goes with a verdict', () => {
  const asked = Array.from({ length: 2_000 }, (_, seed) => randomFacts(policy, randomFrom(seed)));
  const decisions = asked.map((facts) => decide(facts, policy));
  const places = new Map(policy.warnings.map(({ id, rank }) => [id, rank]));
  const urgency = { 'changes-the-door': 0, 'changes-a-step': 1, background: 2 } as const;
  const ranks = new Map(policy.updates.map(({ id, rank }) => [id, urgency[rank]]));
  const isRising = (numbers: readonly number[]): boolean =>
    numbers.every((one, at) => at === 0 || (numbers[at - 1] ?? 0) <= one);

  it('rests on what the last gate asked, where nobody is asked to escalate', () => {
    const gates = policy.gates.flatMap((table) => [...table.gates, table.otherwise]);
    const deciding = new Map(gates.map(({ id, decides }) => [id, decides]));
    const others = decisions.filter(({ outcome }) => !outcome.startsWith('escalate'));
    assert.ok(others.some(({ because }) => because.length > 0));
    for (const { because, trail } of others)
      for (const { rule, fact } of because)
        assert.ok(
          deciding.get(trail.at(-1)?.gate ?? '')?.some((one) => one.rule === rule && one.fact === fact),
          `${rule} ${fact}`,
        );
  });

  it('warns of the most pressing first', () => {
    assert.ok(decisions.some(({ warnings }) => warnings.length > 2));
    for (const { warnings } of decisions)
      assert.ok(isRising(warnings.map((id) => places.get(id) ?? -1)), warnings.join());
  });

  it('names what changes the door first', () => {
    assert.ok(decisions.some(({ updates }) => updates.length > 1));
    for (const { updates } of decisions)
      assert.ok(isRising(updates.map((id) => ranks.get(id) ?? -1)), updates.join());
  });

  it('goes by rank, not by where a row stands in its file', () => {
    const { policy: turned } = loadPolicy({
      ...files(),
      warnings: files()['warnings']?.toReversed(),
      updates: files()['updates']?.toReversed(),
    });
    assert.ok(turned !== null);
    for (const facts of asked) {
      const { warnings, updates } = decide(facts, turned);
      assert.ok(isRising(warnings.map((id) => places.get(id) ?? -1)), warnings.join());
      assert.ok(isRising(updates.map((id) => ranks.get(id) ?? -1)), updates.join());
    }
  });
});
