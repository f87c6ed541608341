/** One message of a catalogue, ready to be said: what is in it is found out once, what it is filled with each time. */
import { IntlMessageFormat } from 'intl-messageformat';

export type TextValues = Readonly<Record<string, string | number>>;
export type Message = (values: TextValues) => string;

/** Most messages are plain sentences; only those with ICU syntax pay for a parser. */
export const isPlain = (message: string): boolean => !/[{}'#]/.test(message);

/** A sentence with values put in as they are: no plural, no choice, no quoting. */
const isFilled = (message: string): boolean => /^(?:[^{}'#]|\{\w+\})*$/.test(message);

type Wanted = string | string[] | undefined;

/** One for all messages that want the same. */
const kept = <Options, Format>(
  make: (locales: Wanted, options: Options | undefined) => Format,
): ((locales?: Wanted, options?: Options) => Format) => {
  const known = new Map<string, Format>();
  return (locales, options) => {
    const key = options === undefined ? String(locales) : `${String(locales)} ${JSON.stringify(options)}`;
    const format = known.get(key) ?? make(locales, options);
    known.set(key, format);
    return format;
  };
};

/** The general formatter keeps formats of its own for every message, and finds them again slowly. */
const formatters = {
  getNumberFormat: kept(
    (locales, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locales, options),
  ),
  getDateTimeFormat: kept(
    (locales, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locales, options),
  ),
  getPluralRules: kept(
    (locales, options?: Intl.PluralRulesOptions) => new Intl.PluralRules(locales, options),
  ),
};

/** `key` is named where a value is missing. */
export const messageOf = (locale: string, key: string, message: string): Message => {
  if (isPlain(message)) return () => message;
  if (isFilled(message)) return filled(key, message);
  const format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true, formatters });
  return (values) => format.format<string>({ ...values }).toString();
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
