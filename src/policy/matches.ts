import { isField } from './facts.ts';
import type { Facts, Field, FactValue } from './facts.ts';
import type { When } from './row.ts';

/** One field of a `when`, laid out for reading many times. */
export type Condition = { readonly field: Field; readonly values: readonly FactValue[] };

export const conditions = (when: When): readonly Condition[] =>
  fieldsOf(when).flatMap((field) => {
    const values = when[field];
    return values === undefined ? [] : [{ field, values }];
  });

/** The fields a condition looks at, in the order they are written. */
export const fieldsOf = (when: When | Facts): readonly Field[] => Object.keys(when).filter(isField);

/** An empty list says as little as an absent fact. */
export const isKnown = (facts: Facts, field: Field): boolean => {
  const value = facts[field];
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
};

/** Place of the first condition that does not hold, or -1 when all do. An unknown fact satisfies nothing. */
export const firstMismatch = (wanted: readonly Condition[], facts: Facts): number => {
  let place = 0;
  for (const { field, values } of wanted) {
    if (!satisfies(facts[field], values)) return place;
    place += 1;
  }
  return -1;
};

export const matches = (wanted: readonly Condition[], facts: Facts): boolean =>
  firstMismatch(wanted, facts) === -1;

/** Of a fact that is a list, one element is enough. */
const satisfies = (value: FactValue | undefined, values: readonly FactValue[]): boolean => {
  if (value === undefined) return false;
  if (typeof value !== 'object') return values.includes(value);
  return value.some((one) => values.includes(one));
};
