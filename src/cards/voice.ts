import type { Day } from '../policy/policy.ts';
import type { Instant, Locale, Zone } from '../triage/desk.ts';
import type { Phrase } from '../triage/phrase.ts';
import type { Texts } from '../texts/texts.ts';
import { plainWords, words, type Spoken } from './phrase.ts';
import { day, moment } from './time.ts';

type Values = Readonly<Record<string, Spoken>>;

/** Words and times for one reader. `say` and `words` are for text that reads Markdown, `plain` ones for all else. */
export type Voice = {
  readonly locale: Locale;
  readonly zone: Zone;
  say(key: string, values?: Values): string;
  plain(key: string, values?: Values): string;
  words(phrase: Phrase): string;
  plainWords(phrase: Phrase): string;
  /** Plain words of a phrase that lasts and stands on card after card: found once for each language. */
  lastingWords(phrase: Phrase): string;
  moment(instant: Instant): string;
  day(date: Day): string;
  has(key: string): boolean;
};

const lasting = new WeakMap<Texts, Map<Locale, WeakMap<Phrase, string>>>();

const lastingIn = (texts: Texts, locale: Locale): WeakMap<Phrase, string> => {
  const byLocale = lasting.get(texts) ?? new Map<Locale, WeakMap<Phrase, string>>();
  const found = byLocale.get(locale) ?? new WeakMap<Phrase, string>();
  lasting.set(texts, byLocale.set(locale, found));
  return found;
};

const lastingWords = (phrase: Phrase, locale: Locale, texts: Texts): string => {
  const found = lastingIn(texts, locale);
  const said = found.get(phrase) ?? plainWords(phrase, locale, texts);
  found.set(phrase, said);
  return said;
};

export const voiceOf = (texts: Texts, locale: Locale, zone: Zone): Voice => ({
  locale,
  zone,
  say: (key, values) => words(values === undefined ? { key } : { key, values }, locale, texts),
  plain: (key, values) => plainWords(values === undefined ? { key } : { key, values }, locale, texts),
  words: (phrase) => words(phrase, locale, texts),
  plainWords: (phrase) => plainWords(phrase, locale, texts),
  lastingWords: (phrase) => lastingWords(phrase, locale, texts),
  moment: (instant) => moment(instant, zone, locale),
  day: (date) => day(date, locale),
  has: (key) => texts.has(key),
});
