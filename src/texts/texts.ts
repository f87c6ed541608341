/*
 * The words room: answers "how is this said in this language?" and knows nothing of who asks or why.
 * Messages are ICU MessageFormat (https://unicode-org.github.io/icu/userguide/format_parse/messages/).
 */
import { argumentNames, type ArgumentNames } from './arguments.ts';
import { isPlain, messageOf, type Message, type TextValues } from './message.ts';

/** One language the product speaks. `takes` are BCP 47 prefixes; the longest match over all rows wins. */
export type LocaleRow = { readonly id: string; readonly name: string; readonly takes: readonly string[] };
export type Catalogue = Readonly<Record<string, string>>;

/** Something wrong in a catalogue, in the shape every start-up check of the house reports. */
type TextProblem = {
  readonly place: string;
  readonly value: string;
  readonly expected: string;
  readonly remedy: string;
};

export type Texts = {
  /** The message in that language. Throws on an unknown key: the start-up check lists those, so none is left. */
  say(locale: string, key: string, values?: TextValues): string;
  /** The same without the emphasis of the message; typed asterisks in its values stay. */
  sayPlain(locale: string, key: string, values?: TextValues): string;
  has(key: string): boolean;
  keys(): ReadonlySet<string>;
  readonly locales: readonly LocaleRow[];
};

const noValues: TextValues = {};

/** Language tags longer than this are noise: the longest registered tags stay far below it. */
const longestTag = 100;
const wellFormedTag = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/;
/** The language whose catalogue the others are compared with, and the answer to an unknown tag. */
const fallbackLocale = 'en';

type Taken = { readonly id: string; readonly prefix: string };
/** By the rows themselves: they are read once and asked for every turn. */
const taken = new WeakMap<readonly LocaleRow[], readonly Taken[]>();

/** What the rows take, the longest first. */
const takenBy = (locales: readonly LocaleRow[]): readonly Taken[] => {
  const known = taken.get(locales);
  if (known !== undefined) return known;
  const sorted = locales
    .flatMap(({ id, takes }) => takes.map((prefix) => ({ id, prefix: prefix.toLowerCase() })))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  taken.set(locales, sorted);
  return sorted;
};

/** The product's language for a tag as Teams sent it; anything unknown or malformed is English. */
export const localeFor = (tag: string | null, locales: readonly LocaleRow[]): string => {
  if (tag === null || tag.length > longestTag) return fallbackLocale;
  const asked = tag.trim().toLowerCase().replaceAll('_', '-');
  if (!wellFormedTag.test(asked)) return fallbackLocale;
  const match = takenBy(locales).find(({ prefix }) => asked === prefix || asked.startsWith(`${prefix}-`));
  return match?.id ?? fallbackLocale;
};

/** Puts the catalogues together. What is missing or unreadable is found by `textProblems`, not here. */
export const textsFrom = (
  catalogues: Readonly<Record<string, Catalogue>>,
  locales: readonly LocaleRow[],
): Texts => speaking(catalogues, locales, keysOf(catalogues));

/** What is missing, unreadable or differently filled, all at once. Parses every message: for a tenth of a second. */
export const textProblems = (
  catalogues: Readonly<Record<string, Catalogue>>,
  locales: readonly LocaleRow[],
): readonly TextProblem[] => {
  const keys = [...keysOf(catalogues)];
  const english = namesOf(catalogues[fallbackLocale] ?? {}, fallbackLocale);
  return locales.flatMap(({ id }) => localeProblems(id, catalogues[id] ?? {}, keys, english));
};

const keysOf = (catalogues: Readonly<Record<string, Catalogue>>): ReadonlySet<string> =>
  new Set(Object.values(catalogues).flatMap((catalogue) => Object.keys(catalogue)));

const speaking = (
  catalogues: Readonly<Record<string, Catalogue>>,
  locales: readonly LocaleRow[],
  keys: ReadonlySet<string>,
): Texts => {
  // Asked a hundred times per card: by language, then by key, so that no new name has to be put together.
  const messages = (change: (message: string) => string) => {
    const compiled = new Map<string, Map<string, Message>>();
    let latest = '';
    let ofLocale = new Map<string, Message>();
    return (locale: string, key: string): Message => {
      // A card is said in one language from beginning to end.
      if (locale !== latest) {
        ofLocale = compiled.get(locale) ?? new Map<string, Message>();
        latest = locale;
      }
      const known = ofLocale.get(key);
      if (known !== undefined) return known;
      const message = catalogues[locale]?.[key] ?? catalogues[fallbackLocale]?.[key];
      if (message === undefined) throw new Error(`no text has the key ${key}`);
      const fresh = messageOf(locale, key, change(message));
      compiled.set(locale, ofLocale.set(key, fresh));
      return fresh;
    };
  };
  const asWritten = messages((message) => message);
  const plain = messages((message) => message.replaceAll('**', ''));
  return {
    say: (locale, key, values) => asWritten(locale, key)(values ?? noValues),
    sayPlain: (locale, key, values) => plain(locale, key)(values ?? noValues),
    has: (key) => keys.has(key),
    keys: () => keys,
    locales,
  };
};

type NamesByKey = ReadonlyMap<string, ArgumentNames>;

const noNames: ArgumentNames = { kind: 'readable', names: new Set() };

const namesOf = (catalogue: Catalogue, locale: string): NamesByKey =>
  new Map(
    Object.entries(catalogue).map(([key, message]) => [
      key,
      isPlain(message) ? noNames : argumentNames(message, locale),
    ]),
  );

const localeProblems = (
  locale: string,
  catalogue: Catalogue,
  keys: readonly string[],
  english: NamesByKey,
): readonly TextProblem[] => {
  const own = locale === fallbackLocale ? english : namesOf(catalogue, locale);
  return keys.flatMap((key) => {
    const message = catalogue[key];
    if (message === undefined || message.trim() === '') return [missing(locale, key, message)];
    const names = own.get(key) ?? noNames;
    return messageProblems({ place: `texts/${locale}: ${key}`, message, names }, english.get(key) ?? names);
  });
};

const missing = (locale: string, key: string, message: string | undefined): TextProblem => ({
  place: `texts/${locale}: ${key}`,
  value: message === undefined ? 'nothing' : 'an empty text',
  expected: 'a text in every language',
  remedy: `Write "${key}" in ${locale}.`,
});

type Said = { readonly place: string; readonly message: string; readonly names: ArgumentNames };

const messageProblems = ({ place, message, names }: Said, wanted: ArgumentNames): readonly TextProblem[] => {
  if (names.kind === 'unreadable') {
    return [{ place, value: message, expected: 'an ICU message', remedy: `Mend it: ${names.why}.` }];
  }
  // An unreadable English message is reported under English.
  if (wanted.kind === 'unreadable') return [];
  const differs = [...onlyIn(names.names, wanted.names), ...onlyIn(wanted.names, names.names)];
  if (differs.length === 0) return [];
  const remedy = `Use exactly the values of the English text; differs in ${differs.join(', ')}.`;
  return [{ place, value: message, expected: 'the same values as in English', remedy }];
};

const onlyIn = (these: ReadonlySet<string>, those: ReadonlySet<string>): readonly string[] =>
  [...these].filter((name) => !those.has(name));
