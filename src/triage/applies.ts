import type { Facts } from '../policy/facts.ts';
import { conditions, matches, type Condition } from '../policy/matches.ts';
import type { When } from '../policy/policy.ts';

const laidOut = new WeakMap<When, readonly Condition[]>();

/** A row is asked for every page and packet, so its conditions are laid out once. */
const conditionsOf = (when: When): readonly Condition[] => {
  const known = laidOut.get(when);
  if (known !== undefined) return known;
  const fresh = conditions(when);
  laidOut.set(when, fresh);
  return fresh;
};

/** Whether a row is meant for these facts; one without conditions is meant for all. */
export const applies = (when: When | undefined, facts: Facts): boolean =>
  when === undefined || matches(conditionsOf(when), facts);
