/** One message of a catalogue, ready to be said: what is in it is found out once, what it is filled with each time. */
import { IntlMessageFormat } from 'intl-messageformat';

export type TextValues = Readonly<Record<string, string | number>>;
export type Message = (values: TextValues) => string;

/** Most messages are plain sentences; only those with ICU syntax pay for a parser. */
export const isPlain = (message: string): boolean => !/[{}'#]/.test(message);

/** A sentence with values put in as they are: no plural, no choice, no quoting. */
const isFilled = (message: string): boolean => /^(?:[^{}'#]|\{\w+\})*$/.test(message);

/** `key` is named where a value is missing. */
export const messageOf = (locale: string, key: string, message: string): Message => {
  if (isPlain(message)) return () => message;
  if (isFilled(message)) return filled(key, message);
  const format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
  const write = sequence(format.getAst(), { locale, key });
  return write === null
    ? (values) => format.format<string>({ ...values }).toString()
    : (values) => write(values, null);
};

/** Reads one value; throws where it is missing. */
const valueNamed = (name: string, key: string): ((values: TextValues) => string | number) => {
  // What every object inherits would be found without being given.
  const isInherited = name in {};
  return (values) => {
    const value = !isInherited || Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`the text ${key} lacks its value ${name}`);
    return value;
  };
};

/** What the general formatter does here, it does in ten times the time. */
const filled = (key: string, message: string): Message => {
  // Words and names of values in turn.
  const [first = '', ...rest] = message.split(/[{}]/);
  const places = rest.flatMap((name, at) =>
    at % 2 === 0 ? [{ value: valueNamed(name, key), words: rest[at + 1] ?? '' }] : [],
  );
  return (values) => {
    let text = first;
    for (const { value, words } of places) text += String(value(values)) + words;
    return text;
  };
};

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
type Choice = Extract<Element, { options: unknown }>;
type Plural = Extract<Choice, { pluralType?: unknown }>;
/** `count`: the number of the plural this stands in, which `#` says; null outside of one. */
type Part = (values: TextValues, count: number | null) => string;
type Of = { readonly locale: string; readonly key: string };

/** Element types of the ICU parser. */
const literal = 0;
const argument = 1;
const pound = 7;

/**
 * Words, values, plurals and choices, as the general formatter says them: it collects parts in lists at every saying
 * and keeps formats of its own for every message. Null where there is anything else in it, dates for example.
 */
const sequence = (elements: readonly Element[], of: Of): Part | null => {
  const parts: Part[] = [];
  for (const element of elements) {
    const part = partOf(element, of);
    if (part === null) return null;
    parts.push(part);
  }
  return (values, count) => {
    let text = '';
    for (const part of parts) text += part(values, count);
    return text;
  };
};

const partOf = (element: Element, of: Of): Part | null => {
  if ('options' in element) return 'pluralType' in element ? plural(element, of) : select(element, of);
  const type: number = element.type;
  if (type === pound) {
    const written = numbersIn(of.locale);
    return (_, count) => (count === null ? '' : written.format(count));
  }
  if (!('value' in element)) return null;
  const { value: words } = element;
  if (type === literal) return () => words;
  if (type !== argument) return null;
  const value = valueNamed(words, of.key);
  return (values) => String(value(values));
};

const optionsOf = ({ options }: Choice, of: Of): ReadonlyMap<string, Part> | null => {
  const found = new Map<string, Part>();
  for (const [name, { value }] of Object.entries(options)) {
    const part = sequence(value, of);
    if (part === null) return null;
    found.set(name, part);
  }
  return found;
};

const select = (element: Choice, of: Of): Part | null => {
  const options = optionsOf(element, of);
  const other = options?.get('other');
  if (options === null || other === undefined) return null;
  const value = valueNamed(element.value, of.key);
  return (values) => (options.get(String(value(values))) ?? other)(values, null);
};

const plural = (element: Plural, of: Of): Part | null => {
  const options = optionsOf(element, of);
  const other = options?.get('other');
  if (options === null || other === undefined) return null;
  const value = valueNamed(element.value, of.key);
  const { offset } = element;
  const rules = pluralsIn(of.locale, element.pluralType);
  return (values) => {
    const given = value(values);
    const count = Number(given) - offset;
    const part = options.get(`=${given}`) ?? options.get(rules.select(count)) ?? other;
    return part(values, count);
  };
};

const numberFormats = new Map<string, Intl.NumberFormat>();

/** One for all messages of a language. */
const numbersIn = (locale: string): Intl.NumberFormat => {
  const format = numberFormats.get(locale) ?? new Intl.NumberFormat(locale);
  numberFormats.set(locale, format);
  return format;
};

const pluralRules = new Map<string, Intl.PluralRules>();

const pluralsIn = (locale: string, type: Plural['pluralType']): Intl.PluralRules => {
  const id = `${locale} ${type}`;
  const rules = pluralRules.get(id) ?? new Intl.PluralRules(locale, { type });
  pluralRules.set(id, rules);
  return rules;
};
