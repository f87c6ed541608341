import assert from 'node:assert/strict';
import { decide } from '../../src/policy/decide.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { factValues } from '../../src/policy/facts.ts';
import type { Facts, Field } from '../../src/policy/facts.ts';
import { assertGolden } from './golden.ts';
import type { Interview } from './interviews.ts';
import { combinations, interviews } from './interviews.ts';
import { policy } from './policy.ts';
import { verdictTable } from './verdict-table.ts';

/** Facts nobody has to be asked for (settings, defaults, side remarks), put beside a finished interview one at a time. */
const besides: readonly Facts[] = [
  { production: false },
  { purchasedThrough: 'direct' },
  { supportLanguage: 'ja', businessHours: true },
  { supportLanguage: 'ja', businessHours: false },
  { contactWish: 'phone' },
  { openedDirectly: true },
  { customerOnTrial: true },
  { partnerType: 'indirect-reseller' },
  { incidentOverride: 'engineering-help' },
];

const reachedBy = (verdicts: readonly Decision[]) => ({
  gates: new Set(verdicts.flatMap(({ trail }) => trail.filter(({ fired }) => fired).map(({ gate }) => gate))),
  doors: new Set(verdicts.map(({ channel }) => channel)),
  blockers: new Set(verdicts.map(({ blocker }) => blocker)),
  warnings: new Set(verdicts.flatMap(({ warnings }) => warnings)),
  updates: new Set(verdicts.flatMap(({ updates }) => updates)),
  rules: new Set(verdicts.flatMap(({ rules }) => rules)),
});

describe('every possible interview', function () {
  this.timeout(120_000);
  let all: readonly Interview[] = [];
  const asking: Decision[] = [];
  let varied: readonly Decision[] = [];

  before(() => {
    all = [...interviews(policy, (_facts, question) => asking.push(question))];
    varied = all.flatMap(({ facts }) => besides.map((more) => decide({ ...facts, ...more }, policy)));
  });

  it('ends in exactly one verdict, and the number of interviews is known', () => {
    const longest = Math.max(...all.map(({ steps }) => steps));
    const mean = all.reduce((sum, { steps }) => sum + steps, 0) / all.length;
    console.log(`      ${all.length} interviews, longest ${longest} steps, mean ${mean.toFixed(1)} steps`);
    assert.equal(all.filter(({ verdict }) => verdict.outcome === 'needs-info').length, 0);
    assert.equal(new Set(all.map(({ facts }) => JSON.stringify(facts))).size, all.length);
    assert.ok(all.every(({ verdict }) => (verdict.outcome === 'blocked') === (verdict.blocker !== null)));
    assert.ok(all.every(({ verdict }) => (verdict.outcome === 'blocked') === (verdict.channel === null)));
  });

  it('asks nothing whose answer cannot matter any more', () => {
    assert.deepEqual(idleQuestions(), []);
  });

  it('reaches every gate, door and blocker', () => {
    const reached = reachedBy([...all.map(({ verdict }) => verdict), ...asking, ...varied, askedAgain()]);
    const gates = policy.gates.flatMap((table) => [...table.gates, table.otherwise]).map(({ id }) => id);
    assert.deepEqual(
      gates.filter((id) => !reached.gates.has(id)),
      [],
    );
    assert.deepEqual(
      policy.doors.filter(({ id }) => !reached.doors.has(id)),
      [],
    );
    assert.deepEqual(
      policy.blockers.filter(({ id }) => !reached.blockers.has(id)),
      [],
    );
  });

  it('reaches every warning and every update that something triggers', () => {
    const reached = reachedBy([...all.map(({ verdict }) => verdict), ...asking, ...varied]);
    assert.deepEqual(
      policy.warnings.filter(({ id }) => !reached.warnings.has(id)),
      [],
    );
    const triggered = new Set(policy.tables.updates.flatMap(({ attach }) => attach));
    assert.deepEqual(
      [...triggered].filter((id) => !reached.updates.has(id)),
      [],
    );
  });

  it('cites every rule, and each in what its kind says it does', () => {
    const decisions = [...all.map(({ verdict }) => verdict), ...asking, ...varied];
    const reached = reachedBy(decisions);
    const deciding = new Set([
      ...policy.gates
        .flatMap((table) => [...table.gates, table.otherwise])
        .flatMap(({ rules, decides }) => [...rules, ...decides.map(({ rule }) => rule)]),
      ...policy.tables.sla.flatMap(({ rules }) => rules),
    ]);
    const warned = new Set(policy.warnings.flatMap(({ rules }) => rules));
    const stray = policy.rules.filter(({ id, kind }) => {
      if (!reached.rules.has(id)) return true;
      if (kind === 'decides') return !deciding.has(id);
      return kind === 'warns' && !warned.has(id);
    });
    assert.deepEqual(
      stray.map(({ id, kind }) => `${id} ${kind}`),
      [],
    );
    assert.equal(policy.rules.length, 78);
  });

  it('gives today’s door wherever an update changes it, and a way out of every block', () => {
    const changing = new Set(
      policy.updates.filter(({ rank }) => rank === 'changes-the-door').map(({ id }) => id),
    );
    for (const { verdict } of all) {
      assert.equal(
        verdict.updates.some((id) => changing.has(id)),
        verdict.today !== null,
      );
      const shut = verdict.outcome === 'blocked' || verdict.outcome === 'refer-indirect-provider';
      assert.equal(verdict.wayOut !== null, shut);
    }
  });

  it('comes to the verdicts of the reviewed table', () => {
    assertGolden('verdicts.txt', verdictTable(all));
  });

  /** The one question that only an answered field can put again. */
  const askedAgain = (): Decision => {
    const technical = all.find(({ facts }) => facts.category === 'bug');
    return decide({ ...technical?.facts, healthChecked: false }, policy);
  };
});

type Ends = ReadonlySet<string>;

/** Questions (with the facts at the time) of which every answer leads to the same verdicts. */
const idleQuestions = (): readonly string[] => {
  const idle: string[] = [];
  endsOf({}, idle);
  return idle;
};

const endsOf = (facts: Facts, idle: string[]): Ends => {
  const { missing, ...verdict } = decide(facts, policy);
  if (missing.length === 0) return new Set([resultOf({ missing, ...verdict })]);
  const branches = combinations(missing)
    .filter((answers) => missing.some((field) => answers[field] !== facts[field]))
    .map((answers) => ({ answers, ends: endsOf({ ...facts, ...answers }, idle) }));
  for (const field of missing) {
    if (factValues[field] !== 'text' && field !== 'healthChecked' && !matters(field, branches))
      idle.push(`${field} of ${JSON.stringify(facts)}`);
  }
  return new Set(branches.flatMap(({ ends }) => [...ends]));
};

const resultOf = ({ trail: _trail, rules: _rules, because: _because, ...verdict }: Decision): string =>
  JSON.stringify(verdict);

type Branch = { readonly answers: Facts; readonly ends: Ends };

/** Two answers to this field, all else equal, that lead to different verdicts. */
const matters = (field: Field, branches: readonly Branch[]): boolean => {
  const groups = new Map<string, Set<string>>();
  for (const { answers, ends } of branches) {
    const others = JSON.stringify({ ...answers, [field]: null });
    groups.set(others, (groups.get(others) ?? new Set()).add([...ends].sort().join('\n')));
  }
  return [...groups.values()].some((different) => different.size > 1);
};
