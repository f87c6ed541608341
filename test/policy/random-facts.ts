import { decide } from '../../src/policy/decide.ts';
import { factValues, fields } from '../../src/policy/facts.ts';
import type { Facts, Field, FactValue } from '../../src/policy/facts.ts';
import type { Policy } from '../../src/policy/policy.ts';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32, public domain). */
type Random = () => number;

export const randomFrom = (seed: number): Random => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const pick = <T>(values: readonly T[], random: Random): T => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
};

const texts: Readonly<Partial<Record<Field, readonly string[]>>> = {
  supportLanguage: ['en', 'en-GB', 'EN-us', 'ja', 'zh-Hant', 'de', 'enq'],
};

const anyValue = (field: Field, random: Random): FactValue => {
  const legal = factValues[field];
  if (legal === 'flag') return random() < 0.5;
  if (legal === 'list') return ['pc-azure-portal'];
  if (legal === 'text') return pick(texts[field] ?? ['some words'], random);
  if (field === 'reason21v' && random() < 0.3) return [pick(legal, random), pick(legal, random)];
  return pick(legal, random);
};

const answered = (facts: Facts, missing: readonly Field[], random: Random): Facts =>
  missing.reduce<Facts>((known, field) => ({ ...known, [field]: anyValue(field, random) }), facts);

/**
 * A random interview to its verdict. Most answers end an interview early, so three times out of four an answer that
 * ends it is drawn again (up to five times): the rules behind the last questions need as many cases as the first.
 */
const grown = (policy: Policy, random: Random): Facts => {
  let facts: Facts = {};
  for (let step = 0; step < 60; step += 1) {
    const { missing } = decide(facts, policy);
    if (missing.length === 0) return facts;
    let next = answered(facts, missing, random);
    for (let draws = 0; draws < 5 && random() < 0.75 && isOver(next, policy); draws += 1)
      next = answered(facts, missing, random);
    facts = next;
  }
  return facts;
};

const isOver = (facts: Facts, policy: Policy): boolean => decide(facts, policy).missing.length === 0;

/** What a disturbance may add: descriptions decide nothing, so they are left to the fields that are known. */
const decisive = fields.filter((field) => factValues[field] !== 'text' || field === 'supportLanguage');

const disturbed = (facts: Facts, random: Random): Facts => {
  const field = pick(random() < 0.6 ? decisive : fields.filter((one) => facts[one] !== undefined), random);
  if (random() < 0.7) return { ...facts, [field]: anyValue(field, random) };
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name !== field));
};

/** Facts as a desk might have them: an interview, then up to three facts changed, added or forgotten. */
export const randomFacts = (policy: Policy, random: Random): Facts => {
  let facts = grown(policy, random);
  for (let left = Math.floor(random() * 4); left > 0; left -= 1) facts = disturbed(facts, random);
  return facts;
};
