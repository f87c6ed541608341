import { bareVerdict, decide } from './decide.ts';
import type { Bare } from './decide.ts';
import type { WouldChange } from './decision.ts';
import { factValues, fields } from './facts.ts';
import type { Facts, Field, FactValue } from './facts.ts';
import type { Policy } from './policy.ts';

/**
 * What the case simply is. A verdict that would differ for another customer or product explains nothing, and a health
 * check that was made is a deed, not a judgement.
 */
const notJudged: ReadonlySet<Field> = new Set(['subject', 'customer', 'cloud', 'product', 'healthChecked']);

/**
 * Other verdicts that one other answer would lead to: each judgement answer is flipped to every other value and
 * decided again. In asking order; per field one entry for each different result. Answers that no gate looked at on
 * the way cannot change anything and are not tried.
 */
export const wouldChange = (facts: Facts, policy: Policy): readonly WouldChange[] => {
  const now = decide(facts, policy);
  const lookedAt = new Set<Field>(['severityChosen', ...now.trail.flatMap(({ by }) => by)]);
  return fields
    .filter((field) => facts[field] !== undefined && lookedAt.has(field) && !notJudged.has(field))
    .flatMap((field) => flips(field, facts, policy, now));
};

const flips = (field: Field, facts: Facts, policy: Policy, now: Bare): readonly WouldChange[] => {
  const seen = new Set([resultOf(now)]);
  return otherValues(field, facts).flatMap((value) => {
    const then = bareVerdict({ ...facts, [field]: value }, policy);
    const result = resultOf(then);
    if (seen.has(result)) return [];
    seen.add(result);
    return [{ field, value, ...then }];
  });
};

const resultOf = ({ outcome, channel, blocker, severity }: Bare): string =>
  [outcome, channel, blocker, severity].join(' ');

const otherValues = (field: Field, facts: Facts): readonly FactValue[] => {
  const legal = factValues[field];
  if (legal === 'flag') return [facts[field] !== true];
  return typeof legal === 'object' ? legal.filter((value) => value !== facts[field]) : [];
};
