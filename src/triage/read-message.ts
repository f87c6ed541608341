import type { Policy, VocabularyRow } from '../policy/policy.ts';
import { isField } from '../policy/facts.ts';
import type { Address } from './desk.ts';
import type { Inbound, What } from './inbound.ts';
import { customerPhrases, customerWords } from './customer-words.ts';
import type { Command, Hint, Reading, ToldProblem } from './reading.ts';
import { toldStart } from './told-start.ts';
import { findWords, folded, type Found } from './words.ts';

type Message = Extract<What, { kind: 'message' }>;

/** What people see of a title at once; longer ones are cut at a word. */
const longestTitle = 80;

const withoutMentions = (text: string): string => text.replace(/<at[^>]*>.*?<\/at>/giu, ' ').trim();
/** Without what people hang around a word: signs, smileys, pictures. */
const bare = (text: string): string =>
  folded(text)
    .replace(/\s[:;]-?[()dp]$/u, '')
    .replace(/^[\s/@]+|[\s!.,?！。、，？~～\p{Extended_Pictographic}]+$/gu, '');

type Opening = { readonly row: VocabularyRow; readonly rest: string };

/** What stands behind the first `length` characters as they are compared; the rest stays exactly as typed. */
const behind = (text: string, length: number): string => {
  const points = [...text];
  const last = points.findIndex((_, at) => folded(points.slice(0, at + 1).join('')).length >= length);
  return points.slice(last + 1).join('');
};

/** The longest command whose words open the text, with what follows them. */
const openingOf = (text: string, vocabulary: readonly VocabularyRow[]): Opening | null => {
  const trimmed = text.replace(/^[\s/]+/u, '');
  const lower = folded(trimmed);
  const hits = vocabulary
    .filter(({ command }) => command !== undefined)
    .flatMap((row) => row.words.map((word) => ({ row, word })))
    .filter(({ word }) => lower === word || lower.startsWith(`${word} `) || lower.startsWith(`${word}:`))
    .sort((a, b) => b.word.length - a.word.length);
  const hit = hits[0];
  return hit === undefined
    ? null
    : {
        row: hit.row,
        rest: behind(trimmed, hit.word.length).replace(/^[\s:：]+/u, ''),
      };
};

const caseNumber = (text: string): number | null => {
  const found = /^(?:h-?|#)(\d{1,9})$/u.exec(bare(text));
  return found?.[1] === undefined ? null : Number(found[1]);
};

/** A command that takes nothing behind it is only meant where nothing stands behind it. */
const commandOf = (
  text: string,
  vocabulary: readonly VocabularyRow[],
  where: Address,
): Command | 'new' | null => {
  const number = caseNumber(text);
  if (number !== null) return { name: 'case', number };
  const opening = openingOf(text, vocabulary) ?? openingOf(bare(text), vocabulary);
  const name = opening?.row.command;
  if (opening === null || name === undefined) return null;
  const { rest } = opening;
  switch (name) {
    case 'new':
      return 'new';
    case 'find':
      if (findWords(rest, vocabulary).some(({ row }) => row.hints?.kind !== undefined)) return null;
      return { name, query: rest.slice(0, 200) };
    case 'language':
      return rest.split(/\s+/u).length > 2 ? null : { name, wanted: rest === '' ? null : rest };
    case 'use-channel':
    case 'board':
      return rest === '' ? { name, where } : null;
    case 'my-cases':
    case 'help':
    case 'check':
    case 'on-call':
    case 'settings':
    case 'hand-over':
      return rest === '' ? { name } : null;
  }
};

/** "Our subscription is down" names a thing that is broken; it is not about the subscription. */
const isOutdone = (hint: Hint, hints: readonly Hint[]): boolean =>
  hint.field === 'kind' &&
  hint.value === 'subscription' &&
  hints.some(({ field, value }) => field === 'kind' && value === 'broken');

const hintsOf = (found: readonly Found[]): readonly Hint[] => {
  const hints = found.flatMap(({ row, words }) =>
    Object.entries(row.hints ?? {}).flatMap(([field, value]) =>
      field === 'kind' || isField(field) ? [{ field, value, words } satisfies Hint] : [],
    ),
  );
  const told = hints.filter((hint) => !isOutdone(hint, hints));
  return told.filter(({ field }, index) => told.findIndex((other) => other.field === field) === index);
};

const firstLine = (text: string): string =>
  text
    .trim()
    .split(/\r?\n|(?<=[.!?。！？])\s/u)[0]
    ?.trim() ?? '';

const cutAtWord = (text: string): string => {
  if (text.length <= longestTitle) return text;
  const cut = text.slice(0, longestTitle);
  const space = cut.lastIndexOf(' ');
  return `${(space > longestTitle / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
};

/** One line that says what is wrong: the first sentence without customer and time, which have fields of their own. */
const titleOf = (text: string, start: string, vocabulary: readonly VocabularyRow[]): string => {
  const line = startless(text, start);
  const short = customerPhrases(line, vocabulary).reduce((rest, words) => rest.replace(words, ' '), line);
  return asTitle(short, text);
};

const startless = (text: string, start: string): string =>
  firstLine(text)
    .replace(start === '' ? /$/u : start, ' ')
    .trim();

/** What is left of a line, mended where words were taken out; the whole first line if nothing is left. */
const asTitle = (line: string, text: string): string => {
  const short = line
    .replace(/\s+(?=[?.,!]|\s|$)/gu, '')
    .replace(/(?<=\p{Lo})\s(?=\p{Lo})/gu, '')
    .replace(/^[\s,.;、，。]+|[\s,.;、，。]+$/gu, '');
  const title = cutAtWord(short === '' ? firstLine(text) : short);
  return title.charAt(0).toUpperCase() + title.slice(1);
};

/** The headline once the customer is known by `name`, as typed: "at wingtip toys" goes as a whole. */
export const titleAbout = ({ text, title, start }: ToldProblem, name: string): string => {
  const typed = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const line = startless(text, start?.words ?? '');
  const behind = new RegExp(`\\b(?:at|for|from|of)\\s+${typed}(?![\\p{L}\\p{N}])`, 'iu');
  const atHead = new RegExp(`^${typed}\\s*(?:の|では|で|的|[、，,:：])\\s*`, 'iu');
  const found = [behind, atHead].find((pattern) => pattern.test(line));
  return found === undefined ? title : asTitle(line.replace(found, ' '), text);
};

/** Reads free text that is known to tell of a problem. */
export const toldProblem = (whole: string, policy: Policy): ToldProblem => {
  const text = whole.slice(0, policy.numbers.longestTextCharacters);
  const start = toldStart(text);
  const words = customerWords(
    start === null ? text : text.normalize('NFKC').replace(start.words, ' '),
    policy.vocabulary,
  );
  return {
    text,
    isCut: text.length < whole.length,
    title: titleOf(text, start?.words ?? '', policy.vocabulary),
    hints: hintsOf(findWords(text, policy.vocabulary)),
    start,
    customerWords: words,
  };
};

/** Enough words to be meant: something the vocabulary knows, or the length of a sentence. */
const saysSomething = (text: string, policy: Policy): boolean => {
  if (findWords(text, policy.vocabulary).some(({ row }) => row.hints !== undefined)) return true;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const unspaced = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const words = text.match(/[\p{L}\p{N}'-]{2,}/gu)?.length ?? 0;
  return unspaced >= 6 || (words >= 4 && letters >= 12);
};

const talkOf = (text: string, vocabulary: readonly VocabularyRow[]): 'greeting' | 'thanks' | null => {
  const lower = bare(text);
  return vocabulary.find(({ talk, words }) => talk !== undefined && words.includes(lower))?.talk ?? null;
};

/** Reads a message: a command, a greeting, a problem told in free text, or nothing that can be understood. */
export const readMessage = ({ id, address }: Inbound, message: Message, policy: Policy): Reading => {
  const text = withoutMentions(message.text);
  if (text === '') return { key: id, is: message.files.length > 0 ? 'files' : 'empty' };
  const command = commandOf(text, policy.vocabulary, address);
  if (command === 'new') {
    const rest = openingOf(text, policy.vocabulary)?.rest ?? '';
    return { key: id, is: 'new-case', told: rest === '' ? null : toldProblem(rest, policy) };
  }
  if (command !== null) return { key: id, is: 'command', command };
  const talk = talkOf(text, policy.vocabulary);
  if (talk !== null) return { key: id, is: talk };
  return saysSomething(text, policy)
    ? { key: id, is: 'problem', told: toldProblem(text, policy) }
    : { key: id, is: 'nonsense' };
};
