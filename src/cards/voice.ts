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
  /** Plain words of a phrase that may last and stand on card after card: put together once for each language. */
  lastingWords(phrase: Phrase): string;
  /** A text made of a lasting value (a row of the policy), what `name` says and the language alone: made once. */
  lasting(of: object, name: string, make: () => string): string;
  moment(instant: Instant): string;
  day(date: Day): string;
  has(key: string): boolean;
};

type Lasting = WeakMap<object, Map<string, string>>;
const lastingTexts = new WeakMap<Texts, Map<Locale, Lasting>>();

const lastingIn = (texts: Texts, locale: Locale): Lasting => {
  const byLocale = lastingTexts.get(texts) ?? new Map<Locale, Lasting>();
  const found: Lasting = byLocale.get(locale) ?? new WeakMap<object, Map<string, string>>();
  lastingTexts.set(texts, byLocale.set(locale, found));
  return found;
};

const lastingText = (found: Lasting, of: object, name: string, make: () => string): string => {
  const texts = found.get(of) ?? new Map<string, string>();
  const known = texts.get(name);
  if (known !== undefined) return known;
  const made = make();
  found.set(of, texts.set(name, made));
  return made;
};

export const voiceOf = (texts: Texts, locale: Locale, zone: Zone): Voice => {
  const kept = lastingIn(texts, locale);
  return {
    locale,
    zone,
    say: (key, values) => words(values === undefined ? { key } : { key, values }, locale, texts),
    plain: (key, values) => plainWords(values === undefined ? { key } : { key, values }, locale, texts),
    words: (phrase) => words(phrase, locale, texts),
    plainWords: (phrase) => plainWords(phrase, locale, texts),
    // What has nothing to be put in is said as fast as remembered.
    lastingWords: (phrase) =>
      'typed' in phrase || phrase.values === undefined
        ? plainWords(phrase, locale, texts)
        : lastingText(kept, phrase, '', () => plainWords(phrase, locale, texts)),
    lasting: (of, name, make) => lastingText(kept, of, name, make),
    moment: (instant) => moment(instant, zone, locale),
    day: (date) => day(date, locale),
    has: (key) => texts.has(key),
  };
};
