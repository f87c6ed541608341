import { factValues, fields, isField } from './facts.ts';
import type { Facts, Field } from './facts.ts';
import { isObject, shown } from './shape.ts';

/** Why an input cannot be decided. `field` null: the input as a whole. */
type InputProblem = {
  readonly field: string | null;
  readonly value: string;
  readonly allowed: string;
};

type ReadFacts =
  { readonly facts: Facts; readonly problems: readonly [] } | { readonly problems: readonly InputProblem[] };

/**
 * Facts out of parsed JSON. Null and absent are the same; anything outside the vocabulary is a problem, all at once.
 * `doors`: the ids `triedDoors` may name.
 */
export const readFacts = (raw: unknown, doors: readonly string[]): ReadFacts => {
  if (!isObject(raw))
    return { problems: [{ field: null, value: shown(raw), allowed: 'an object of fields' }] };
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
  const problems = [
    ...Object.entries(given).flatMap(([name, value]) => problem(name, value)),
    ...unknownDoors(given['triedDoors'], doors),
  ];
  return problems.length === 0 && areFacts(given) ? { facts: given, problems: [] } : { problems };
};

const problem = (name: string, value: unknown): readonly InputProblem[] => {
  const field = shown(name).slice(1, -1);
  if (!isField(name))
    return [{ field, value: shown(value), allowed: `no such field; the fields are ${fields.join(', ')}` }];
  return isLegal(name, value) ? [] : [{ field, value: shown(value), allowed: allowed(name) }];
};

const unknownDoors = (tried: unknown, doors: readonly string[]): readonly InputProblem[] =>
  (isTextList(tried) ? tried : [])
    .filter((one) => !doors.includes(one))
    .map((one) => ({ field: 'triedDoors', value: shown(one), allowed: doors.join(', ') }));

const areFacts = (given: Readonly<Record<string, unknown>>): given is Facts =>
  Object.entries(given).every(([name, value]) => isField(name) && isLegal(name, value));

const isLegal = (field: Field, value: unknown): boolean => {
  const legal = factValues[field];
  if (legal === 'flag') return typeof value === 'boolean';
  if (legal === 'list') return isTextList(value);
  if (legal === 'text') return isText(field, value);
  if (field === 'reason21v' && Array.isArray(value))
    return value.length > 0 && value.every((one) => isOneOf(legal, one));
  return isOneOf(legal, value);
};

const isOneOf = (legal: readonly string[], value: unknown): boolean => legal.some((one) => one === value);

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');

const languages: ReadonlySet<Field> = new Set(['uiLanguage', 'supportLanguage']);

const isText = (field: Field, value: unknown): boolean => {
  if (typeof value !== 'string' || value.trim() === '') return false;
  return !languages.has(field) || isLanguageTag(value);
};

/** BCP 47, as the platform reads it. */
const isLanguageTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const allowed = (field: Field): string => {
  const legal = factValues[field];
  if (legal === 'flag') return 'true, false';
  if (legal === 'list') return 'a list of texts';
  if (legal === 'text')
    return languages.has(field) ? 'a BCP 47 language tag such as en or zh-Hant-TW' : 'a text';
  const values = legal.join(', ');
  return field === 'reason21v' ? `${values}, or a list of them` : values;
};
