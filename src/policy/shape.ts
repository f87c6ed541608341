import { factValues, fields, isField } from './facts.ts';
import type { Facts, Field, FactValue } from './facts.ts';
import type { When } from './row.ts';

/** Something wrong in the policy's files. All of them are reported at once. */
export type Problem = {
  /** File and path inside it, such as `doors.json[3].steps[0].says`. */
  readonly place: string;
  readonly value: string;
  readonly expected: string;
  readonly remedy: string;
};

/** Where a value stands, and the list its problems are added to. */
export type At = { readonly place: string; readonly problems: Problem[] };

/** True if the value has the shape; otherwise it has added at least one problem. */
export type Check<T> = (raw: unknown, at: At) => raw is T;

export const text: Check<string> = (raw, at): raw is string =>
  typeof raw === 'string' && raw !== '' ? true : wrong(raw, at, 'a text that is not empty');

export const flag: Check<boolean> = (raw, at): raw is boolean =>
  typeof raw === 'boolean' ? true : wrong(raw, at, 'true or false');

export const number: Check<number> = (raw, at): raw is number =>
  typeof raw === 'number' && Number.isFinite(raw) ? true : wrong(raw, at, 'a number');

/** ISO date that exists. */
export const day: Check<string> = (raw, at): raw is string =>
  typeof raw === 'string' && isDay(raw) ? true : wrong(raw, at, 'a date such as 2026-11-18');

const isDay = (raw: string): boolean => {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(raw) ? Date.parse(raw) : NaN;
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(raw);
};

export const oneOf =
  <const V extends string>(values: readonly V[]): Check<V> =>
  (raw, at): raw is V =>
    values.some((value) => value === raw) ? true : wrong(raw, at, `one of ${values.join(', ')}`);

export const orNull =
  <T>(check: Check<T>): Check<T | null> =>
  (raw, at): raw is T | null =>
    raw === null || check(raw, at);

export const optional =
  <T>(check: Check<T>): Check<T | undefined> =>
  (raw, at): raw is T | undefined =>
    raw === undefined || check(raw, at);

export const list =
  <T>(check: Check<T>): Check<readonly T[]> =>
  (raw, at): raw is readonly T[] => {
    if (!Array.isArray(raw)) return wrong(raw, at, 'a list');
    const items: readonly unknown[] = raw;
    return all(items.map((item, index) => check(item, inside(at, `[${index}]`))));
  };

/** Every member is checked, and no other member may stand there. */
export const object =
  <T>(members: { readonly [K in keyof T]-?: Check<T[K]> }): Check<T> =>
  (raw, at): raw is T => {
    if (!isObject(raw)) return wrong(raw, at, 'an object');
    const checks = new Map<string, Check<unknown>>(Object.entries(members));
    const found = [...checks].map(([name, check]) => check(raw[name], inside(at, `.${name}`)));
    return all([...found, ...strangers(raw, checks, at)]);
  };

/** A tagged choice: the member that is present tells which shape is meant. */
export const choice =
  <A, B>(tag: string, first: Check<A>, second: Check<B>): Check<A | B> =>
  (raw, at): raw is A | B =>
    isObject(raw) && tag in raw ? first(raw, at) : second(raw, at);

/** A value some fact may have; of a fact with free text nothing can be listed. */
const factValue =
  (field: Field): Check<FactValue> =>
  (raw, at): raw is FactValue => {
    const legal = factValues[field];
    if (legal === 'flag') return flag(raw, at);
    if (field === 'supportLanguage') return oneOf(['en', 'local'])(raw, at);
    return typeof legal === 'object' ? oneOf(legal)(raw, at) : text(raw, at);
  };

export const anyFactValue: Check<FactValue> = (raw, at): raw is FactValue =>
  typeof raw === 'boolean' || text(raw, at);

export const field: Check<Field> = oneOf(fields);

export const when: Check<When> = (raw, at): raw is When => {
  if (!isObject(raw)) return wrong(raw, at, 'an object of fields and lists of their values');
  return all(
    Object.entries(raw).map(([name, values]) => {
      const here = inside(at, `.${name}`);
      return isField(name) ? list(factValue(name))(values, here) : wrong(name, here, 'the name of a fact');
    }),
  );
};

export const facts: Check<Facts> = (raw, at): raw is Facts => {
  if (!isObject(raw)) return wrong(raw, at, 'an object of facts');
  return all(
    Object.entries(raw).map(([name, value]) => {
      const here = inside(at, `.${name}`);
      return isField(name) ? factValue(name)(value, here) : wrong(name, here, 'the name of a fact');
    }),
  );
};

export const inside = ({ place, problems }: At, step: string): At => ({ place: place + step, problems });

/** Adds one problem; its value is false, so that a check can end with it. */
export const wrong = (raw: unknown, at: At, expected: string): false => {
  const remedy = raw === undefined ? 'Add it.' : 'Correct it.';
  at.problems.push({ place: at.place, value: shown(raw), expected, remedy });
  return false;
};

export const shown = (raw: unknown): string =>
  raw === undefined ? 'nothing' : JSON.stringify(raw).slice(0, 80);

export const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

const all = (found: readonly boolean[]): boolean => found.every(Boolean);

const strangers = (raw: object, known: ReadonlyMap<string, unknown>, at: At): readonly boolean[] =>
  Object.keys(raw)
    .filter((name) => !known.has(name))
    .map((name) => wrong(name, inside(at, `.${name}`), `only ${[...known.keys()].join(', ')}`));
