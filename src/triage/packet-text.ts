/**
 * How a packet's words are laid out: times with their zone, shortened titles, one text in pieces.
 * Nothing here knows a form.
 */
import { onTheWall } from '../clocks/wall-clock.ts';
import type { Locale, Zone } from './desk.ts';
import { phrase, typed, type Phrase } from './phrase.ts';

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** Which clock a door reads times on: Microsoft and everybody else UTC, 21Vianet Beijing's. */
export type PacketClock = 'utc' | 'beijing';

const zones: Readonly<Record<PacketClock, Zone>> = { utc: 'UTC', beijing: 'Asia/Shanghai' };

/** `2026-11-20 08:00 UTC`, to the minute; what is no instant ("this morning") stays as it was typed. */
export const timePhrase = (text: string, clock: PacketClock): Phrase => {
  if (!isoInstant.test(text) || Number.isNaN(Date.parse(text))) return typed(text);
  const { date, time } = onTheWall(text, zones[clock]);
  return phrase(`packet.time.${clock}`, { time: `${date} ${time}` });
};

/** At most `most` code points, the last one an ellipsis where something was cut; never half a character. */
export const shorten = (text: string, most: number): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= most) return line;
  const points = Array.from(line);
  return points.length <= most
    ? points.join('')
    : `${points
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
};

/** Below all scripts of East Asia. */
const isWestern = /^[^\u2E80-\uFFFF]*$/;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const han = /\p{Script=Han}/u;
/** Three words in a row: a sentence begins. Names of products and codes are shorter and read everywhere. */
const latinWords = /(?:\p{Script=Latin}{2,}[^\p{Script=Latin}]+){2}\p{Script=Latin}{2,}/u;

const readsHan = (reader: Locale): boolean => /^(ja|zh)/.test(reader);

/**
 * The mark of a text whose letters the reader cannot be expected to read, or null. Kana is Japanese; Han alone is
 * what the writer uses, if the writer uses Han. Latin letters are claimed for no language: they may be any of fifty.
 */
const markFor = (text: string, reader: Locale, writer: Locale | null): string | null => {
  const mayBeEastern = !isWestern.test(text);
  if (mayBeEastern && kana.test(text)) return reader === 'ja' ? null : 'packet.as-typed.ja';
  if (mayBeEastern && han.test(text)) {
    if (writer === null || !readsHan(writer)) return readsHan(reader) ? null : 'packet.as-typed';
    return writer === reader ? null : `packet.as-typed.${writer}`;
  }
  return readsHan(reader) && latinWords.test(text) ? 'packet.as-typed' : null;
};

/** Typed text for a reader of `reader`: untouched, and marked where its language is visibly another. */
export const written = (text: string, reader: Locale, writer: Locale | null): Phrase => {
  const mark = markFor(text, reader, writer);
  return mark === null ? typed(text) : phrase(mark, { text: typed(text) });
};

/** A piece by itself is short enough to be copied in one go on a phone and to leave room on a 28 KB card. */
const longestPiece = 6000;

/** A text that is too long on its own, cut between code points. */
const chopped = (text: string): readonly string[] => {
  if (text.length <= longestPiece) return [text];
  const points = Array.from(text);
  const count = Math.ceil(points.length / longestPiece);
  return Array.from({ length: count }, (_, at) =>
    points.slice(at * longestPiece, (at + 1) * longestPiece).join(''),
  );
};

/** One rendered field: its label and its paragraphs, already in the packet's language. */
export type RenderedField = { readonly label: string; readonly paragraphs: readonly string[] };

const blockOf = ({ label, paragraphs }: RenderedField): readonly string[] => {
  const [first = '', ...rest] = paragraphs;
  return [`${label}\n${first}`, ...rest];
};

const surrogatePairs = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;
/** In code points. */
const length = (text: string): number => text.length - (text.match(surrogatePairs)?.length ?? 0);

/**
 * The whole request as one text, in pieces of at most 6,000 code points. Pieces end between paragraphs; only a
 * single paragraph longer than that is cut inside. Joined by a blank line, the pieces are the whole text.
 */
export const wholeText = (fields: readonly RenderedField[]): readonly string[] => {
  const paragraphs = fields.filter((field) => field.paragraphs.length > 0).flatMap(blockOf);
  const pieces: string[][] = [];
  let room = 0;
  for (const paragraph of paragraphs.flatMap(chopped)) {
    const more = length(paragraph);
    if (more + 2 > room) {
      pieces.push([]);
      room = longestPiece + 2;
    }
    pieces.at(-1)?.push(paragraph);
    room -= more + 2;
  }
  return pieces.map((piece) => piece.join('\n\n'));
};
