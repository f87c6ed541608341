import type { Facts } from '../policy/facts.ts';
import { conditions, matches } from '../policy/matches.ts';
import type { When } from '../policy/policy.ts';
import { madeOnce } from './made-once.ts';

/** A row is asked for every page and packet, so its conditions are laid out once. */
const conditionsOf = madeOnce(conditions);

/** Whether a row is meant for these facts; one without conditions is meant for all. */
export const applies = (when: When | undefined, facts: Facts): boolean =>
  when === undefined || matches(conditionsOf(when), facts);
