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

const render = (phrase: Sentence, speaking: Speaking): string => {
  if ('typed' in phrase) return speaking.quote(phrase.typed);
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(phrase.values ?? {}))
    values[name] = renderValue(value, speaking);
  if (speaking.plain === undefined) return speaking.texts.say(speaking.locale, phrase.key, values);
  return withoutEmphasis(speaking, phrase.key, values);
};

/** Values are put in after the asterisks are gone, so that typed asterisks stay. */
const withoutEmphasis = (
  { texts, locale }: Speaking,
  key: string,
  values: Readonly<Record<string, string | number>>,
): string => {
  const names = Object.keys(values);
  if (names.length === 0) return texts.say(locale, key).replaceAll('**', '');
  const held: Record<string, string | number> = {};
  for (const [index, name] of names.entries())
    held[name] = typeof values[name] === 'number' ? values[name] : `\uE000${index}\uE001`;
  return texts
    .say(locale, key, held)
    .replaceAll('**', '')
    .replace(/\uE000(\d+)\uE001/g, (_, index) => String(values[names[Number(index)] ?? ''] ?? ''));
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
