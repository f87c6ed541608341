import assert from 'node:assert/strict';
import { decide } from '../../src/policy/decide.ts';
import type { Facts } from '../../src/policy/facts.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { oracle } from './oracle.ts';
import { randomFacts, randomFrom } from './random-facts.ts';

/** Decides `count` random fact sets twice; stops at the first disagreement and shows the facts. */
export const agreeOn = (count: number, seed: number, policy: Policy): void => {
  const random = randomFrom(seed);
  for (let index = 0; index < count; index += 1) agree(randomFacts(policy, random), policy);
};

/** Throws with the facts when the two decisions differ on them. */
export const agree = (facts: Facts, policy: Policy): void => {
  const { outcome, channel, blocker, missing, severity, sla, warnings, updates, today } = decide(
    facts,
    policy,
  );
  const expected = oracle(facts);
  assert.deepEqual(
    {
      ...{ outcome, channel, blocker, missing, severity, sla, today },
      warnings: warnings.toSorted(),
      updates: updates.toSorted(),
    },
    { ...expected, warnings: [...expected.warnings].sort(), updates: [...expected.updates].sort() },
    `the two decisions differ on ${JSON.stringify(facts)}`,
  );
};
