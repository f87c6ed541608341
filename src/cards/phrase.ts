import type { Moment, Phrase, PhraseValue } from '../triage/phrase.ts';
import type { Texts } from '../texts/texts.ts';
import { literal, visible } from './escape.ts';
import { moment } from './time.ts';

/** Text made here that is Markdown already: a link, a line put together from escaped parts. */
export type Markdown = { readonly markdown: string };
/** What may stand in a sentence; strings are shown literally. */
export type Spoken = PhraseValue | Markdown;

/** How a value somebody may have typed is written into a sentence. */
type Quote = (value: string) => string;

/** The sentence in that language, for places that read Markdown: every value in it is shown literally. */
export const words = (phrase: Sentence, locale: string, texts: Texts): string =>
  render(phrase, { locale, texts, quote: literal });

/** The same for places without Markdown: input values, button titles, toasts. Emphasis of the message is taken off. */
export const plainWords = (phrase: Sentence, locale: string, texts: Texts): string =>
  render(phrase, { locale, texts, quote: visible, plain: true });

/** Paragraphs as one plain text, the way a message is sent and kept. */
export const paragraphs = (lines: readonly Phrase[], locale: string, texts: Texts): string =>
  lines.map((line) => plainWords(line, locale, texts)).join('\n\n');

/** A phrase whose values may be Markdown made here. */
type Sentence = Phrase | { readonly key: string; readonly values?: Readonly<Record<string, Spoken>> };

type Speaking = {
  readonly locale: string;
  readonly texts: Texts;
  readonly quote: Quote;
  readonly plain?: true;
};

const noValues: Readonly<Record<string, Spoken>> = {};

const render = (phrase: Sentence, speaking: Speaking): string => {
  if ('typed' in phrase) return speaking.quote(phrase.typed);
  const { texts, locale, plain } = speaking;
  const spoken: Readonly<Record<string, Spoken>> = phrase.values ?? noValues;
  const values: Record<string, string | number> = {};
  for (const name in spoken) {
    const value = spoken[name];
    if (value !== undefined) values[name] = renderValue(value, speaking);
  }
  return plain === true ? texts.sayPlain(locale, phrase.key, values) : texts.say(locale, phrase.key, values);
};

const renderValue = (value: Spoken, speaking: Speaking): string | number => {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return speaking.quote(value);
  if (isList(value)) return listed(value, speaking);
  if ('markdown' in value) return value.markdown;
  return 'instant' in value ? moment(value.instant, value.zone, speaking.locale) : render(value, speaking);
};

const isList = (value: readonly Phrase[] | Phrase | Moment | Markdown): value is readonly Phrase[] =>
  Array.isArray(value);

const lists = new Map<string, Intl.ListFormat>();

const listed = (phrases: readonly Phrase[], speaking: Speaking): string => {
  const format = lists.get(speaking.locale) ?? new Intl.ListFormat(speaking.locale, { type: 'conjunction' });
  lists.set(speaking.locale, format);
  return format.format(phrases.map((one) => render(one, speaking)));
};
