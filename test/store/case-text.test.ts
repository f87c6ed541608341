import assert from 'node:assert/strict';
import { Fault } from '../../src/fault.ts';
import type { TrailStep } from '../../src/policy/decision.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { caseText } from '../../src/store/case-text.ts';
import { caseOf } from '../../src/store/kept.ts';
import type { Case } from '../../src/triage/case.ts';
import { policy } from '../policy/policy.ts';
import { randomFacts, randomFrom } from '../policy/random-facts.ts';
import { aCase, now } from './samples.ts';

const decided = (facts: Facts): Case =>
  aCase({
    facts,
    stage: { at: 'decided' },
    decision: { verdict: decide(facts, policy), policyVersion: '1', at: now },
  });

describe('a case kept as text', () => {
  const cases = Array.from({ length: 300 }, (_, seed) => decided(randomFacts(policy, randomFrom(seed))));

  it('comes back as it was, verdict and trail', () => {
    for (const one of cases) assert.deepEqual(caseOf(caseText(one)), one);
    assert.deepEqual(caseOf(caseText(aCase())), aCase());
  });

  it('comes back whatever its gates are called', () => {
    const [one = aCase()] = cases;
    const trail: readonly TrailStep[] = [
      { gate: 'a: b, "c"\n', fired: true, by: [] },
      { gate: '-', fired: false, by: ['cloud', 'product'] },
    ];
    const { decision } = one;
    assert.ok(decision !== null);
    const strange = { ...one, decision: { ...decision, verdict: { ...decision.verdict, trail } } };
    assert.deepEqual(caseOf(caseText(strange)), strange);
  });

  it('is read as well as it was kept before its trail was shortened', () => {
    for (const one of cases) assert.deepEqual(caseOf(JSON.stringify(one)), one);
  });

  it('takes less room than its JSON', () => {
    const room = (text: (one: Case) => string) => cases.reduce((sum, one) => sum + text(one).length, 0);
    assert.ok(room(caseText) < 0.9 * room((one) => JSON.stringify(one)));
  });

  it('is refused where a step of its trail is none', () => {
    const [one = aCase()] = cases;
    assert.throws(() => caseOf(caseText(one).replace(/"[+-][a-z-]+:/, '"')), Fault);
  });
});
