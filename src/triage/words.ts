import type { VocabularyRow } from '../policy/policy.ts';

// eslint-disable-next-line no-control-regex -- all of ASCII
const ascii = /^[\u0000-\u007F]*$/;

/** Width and case do not matter: ＦＩＮＤ is find. */
export const folded = (text: string): string =>
  (ascii.test(text) ? text : text.normalize('NFKC')).toLowerCase();

/** Scripts written without spaces: there a word may stand anywhere. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const isLetter = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/** Whether a word ends where another letter of a spaced script goes on. */
const standsAlone = (text: string, at: number, word: string): boolean => {
  const before = text[at - 1];
  const after = text[at + word.length];
  const joins = (inner: string | undefined, outer: string | undefined): boolean =>
    isLetter(inner) && isLetter(outer) && !unspaced.test(inner ?? '') && !unspaced.test(outer ?? '');
  return !joins(word[0], before) && !joins(word.at(-1), after);
};

/** Where `word` stands in `text` (both folded) as a word of its own; -1 if nowhere. */
export const placeOf = (text: string, word: string): number => {
  let at = text.indexOf(word);
  while (at >= 0 && !standsAlone(text, at, word)) at = text.indexOf(word, at + 1);
  return at;
};

/** A vocabulary row found in a text, with the words as they were typed. */
export type Found = { readonly row: VocabularyRow; readonly words: string; readonly at: number };

const findRow = (row: VocabularyRow, text: string, typedText: string): readonly Found[] => {
  const hit = row.words
    .map((word) => ({ word, at: placeOf(text, word) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.word.length - a.word.length)[0];
  if (hit === undefined) return [];
  return [{ row, at: hit.at, words: typedText.slice(hit.at, hit.at + hit.word.length) }];
};

const overlap = (one: Found, other: Found): boolean =>
  one.at < other.at + other.words.length && other.at < one.at + one.words.length;

/** The rows whose words stand in the text, the longest words first. Words inside longer ones do not count: "azure ad" hides "azure". */
export const findWords = (text: string, rows: readonly VocabularyRow[]): readonly Found[] => {
  const composed = text.normalize('NFKC');
  const lower = folded(text);
  // Folding may change the length of rare letters; then places in the typed text are not known.
  const typedText = lower.length === composed.length ? composed : lower;
  const found = rows
    .flatMap((row) => findRow(row, lower, typedText))
    .sort((a, b) => b.words.length - a.words.length || a.at - b.at);
  return found.filter(
    (one) => !found.some((other) => other.words.length > one.words.length && overlap(one, other)),
  );
};
