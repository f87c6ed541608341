/**
 * Our own search tokens, so that both databases find the same cases: words in lower case, and for
 * scripts written without spaces overlapping pieces of two characters (許可証 → 許可, 可証, 証).
 * A ready-made trigram index finds no two-character word, and most Japanese and Chinese words are that short.
 */

/** Limit: of a longer text only the first distinct tokens are found; a tsvector may not pass 1 MB of UTF-8. */
const maxTokens = 20_000;
const maxCharacters = 150_000;
/** Limit: words longer than this are found by their beginning. */
const maxWordLength = 64;

const paired = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]';
const pairedStart = new RegExp(`^${paired}`, 'u');
const runs = new RegExp(`${paired}+|(?:(?!${paired})[\\p{L}\\p{N}\\p{M}])+`, 'gu');

/** Half-width kana, full-width Latin and ligatures become their ordinary forms. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

type Run = { readonly text: string; readonly isPaired: boolean };

/** Words, and stretches of paired script, in order. */
const runsOf = (text: string): readonly Run[] =>
  (plain(text).match(runs) ?? []).map((run) => ({ text: run, isPaired: pairedStart.test(run) }));

/** Every character begins a token, the last one alone, so that a single character is found as a beginning. */
const piecesOf = (run: string): readonly string[] => {
  const characters = Array.from(run);
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
};

const word = (text: string): string =>
  text.length <= maxWordLength ? text : Array.from(text).slice(0, maxWordLength).join('');

const tokensOf = function* (text: string): Generator<string> {
  for (const run of runsOf(text)) yield* run.isPaired ? piecesOf(run.text) : [word(run.text)];
};

/** Distinct tokens of a text to be found by; at most 20,000. */
export const searchTokens = (text: string): readonly string[] => {
  const tokens = new Set<string>();
  let characters = 0;
  for (const token of tokensOf(text)) {
    if (tokens.has(token)) continue;
    characters += token.length;
    if (tokens.size === maxTokens || characters > maxCharacters) break;
    tokens.add(token);
  }
  return [...tokens];
};

/** A token that must be there; `isBeginning`: any token that starts so will do. */
export type WantedToken = { readonly token: string; readonly isBeginning: boolean };

/** Limit: a query's further tokens are not looked at. */
const maxWanted = 32;

const wantedOf = (run: Run, isLast: boolean): readonly WantedToken[] => {
  if (!run.isPaired) return [{ token: word(run.text), isBeginning: isLast && run.text.length > 1 }];
  const pieces = piecesOf(run.text);
  if (pieces.length === 1) return pieces.map((token) => ({ token, isBeginning: true }));
  return pieces.slice(0, -1).map((token) => ({ token, isBeginning: false }));
};

/** What a query asks for: all of its tokens; the last word may still be a beginning, as while typing. */
export const wantedTokens = (query: string): readonly WantedToken[] => {
  const found = runsOf(query);
  return found.flatMap((run, at) => wantedOf(run, at === found.length - 1)).slice(0, maxWanted);
};

/**
 * The same query without beginnings, or null where it has none or is a single character. It is asked first: whole
 * words that fill the list spare the many words a common beginning stands for.
 */
export const wholeWords = (wanted: readonly WantedToken[]): readonly WantedToken[] | null => {
  const last = wanted.at(-1);
  if (last?.isBeginning !== true || pairedStart.test(last.token)) return null;
  return wanted.map(({ token }) => ({ token, isBeginning: false }));
};

/** The case number a query means: `1042`, `H-1042`, `h1042`, `#1042`, full-width too; else null. */
export const numberIn = (query: string): number | null => {
  const digits = /^\s*(?:h\s*-?|#)?\s*(\d{1,9})\s*$/.exec(plain(query))?.[1];
  return digits === undefined ? null : Number(digits);
};
