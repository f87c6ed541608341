import assert from 'node:assert/strict';
import { decide } from '../../../src/policy/decide.ts';
import type { Facts } from '../../../src/policy/facts.ts';
import { agree } from '../../policy/agree.ts';
import { interviews } from '../../policy/interviews.ts';
import { policy } from '../../policy/policy.ts';

const choices: readonly (readonly Facts[])[] = [
  [{ purchasedThrough: 'us' }, { purchasedThrough: 'other-partner' }, { purchasedThrough: 'direct' }],
  [{ production: true }, { production: false }],
  [
    { supportLanguage: 'en' },
    { supportLanguage: 'ja', businessHours: true },
    { supportLanguage: 'ja', businessHours: false },
  ],
  [{ contactWish: 'portal' }, { contactWish: 'phone' }],
  [{ openedDirectly: false }, { openedDirectly: true }],
];

/** Every way to have the defaulted fields answered before the first question. */
const settings = choices.reduce<readonly Facts[]>(
  (known, more) => known.flatMap((facts) => more.map((one) => ({ ...facts, ...one }))),
  [{}],
);

describe('every possible interview, with every answer to the defaulted fields (long)', () => {
  it('ends in one verdict, the same as by hand', () => {
    let count = 0;
    for (const facts of settings) {
      for (const interview of interviews(policy, undefined, { facts, steps: 0 })) {
        count += 1;
        agree(interview.facts, policy);
      }
    }
    console.log(`      ${count} interviews`);
    assert.ok(count > 500_000);
  });

  it('takes a stated Dynamics topic before the assumed one, and a reason to override an incident', () => {
    for (const { facts } of interviews(policy)) {
      if (facts.product === 'dynamics-365') agree({ ...facts, dynamicsTopic: 'none' }, policy);
      if (facts.knownIncident === 'active-match') {
        const overridden: Facts = { ...facts, incidentOverride: 'engineering-help' };
        assert.notEqual(decide(overridden, policy).outcome, 'wait-known-incident');
        agree(overridden, policy);
      }
    }
  });
});
