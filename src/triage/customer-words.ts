import type { VocabularyRow } from '../policy/policy.ts';
import type { Customer } from './desk.ts';
import { findWords, folded, placeOf } from './words.ts';

/** Each group costs a look-up in the directory. */
const mostGroups = 6;

const domains = /\b[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b/giu;
/** "at contoso", "for Northwind Traders": up to three words that follow. */
const named =
  /\b(?:at|for|from|customer|client)\s+((?:\p{Lu}\.\s*)*(?:[\p{L}&][\p{L}\p{N}&'-]*(?:\.[\p{L}\p{N}-]+)*)(?:\s+[\p{Lu}][\p{L}\p{N}&'-]*){0,2})/gu;
/** …社, …様, …公司; 客户…, 客戶…, 顧客…: what stands before or behind the word that marks a customer. */
const marked =
  /(?:株式会社|有限会社)?([\p{Script=Han}\p{Script=Katakana}ーa-z0-9]{2,12}?)(?:(?<!会)社|様|さま|公司|集团|集團)|(?:客户|客戶|顧客)[「“"]?([\p{L}\p{N}]{2,12}?)(?=[的のでが」”"，、\s]|$)/giu;
const beforeParticle = /([\p{Script=Han}\p{Script=Katakana}ー]{2,12})(?:の|で|的)/gu;
/** A name that opens the text, with a space or a comma behind it: コーホー醸造 今朝から… */
const opening = /^([\p{Script=Han}\p{Script=Katakana}ー]{2,20})(?=[\s、，,:])/gu;
const latinWords = /[a-z][a-z0-9&'-]{3,}/giu;

const groupsOf = (pattern: RegExp, text: string): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match.slice(1).find(Boolean) ?? match[0]);

/** Words the vocabulary knows mean something else. */
const isTaken = (words: string, vocabulary: readonly VocabularyRow[]): boolean => {
  const lower = folded(words);
  return vocabulary.some((row) => row.words.some((word) => word === lower));
};

/**
 * Words of a text that may name a customer, likeliest first: domains, what follows "at" or stands before 社, 様, 公司
 * or の, then words nobody knows. They are only looked up; a guess needs a customer that really is called so.
 */
export const customerWords = (text: string, vocabulary: readonly VocabularyRow[]): readonly string[] => {
  const composed = text.normalize('NFKC');
  const groups = [domains, named, marked, beforeParticle, opening, latinWords].flatMap((pattern) =>
    groupsOf(pattern, composed),
  );
  // A single letter begins the names of half the directory.
  const fresh = groups.filter((words) => words.length > 1 && !isTaken(words, vocabulary));
  return fresh
    .filter((words, index) => fresh.findIndex((other) => folded(other) === folded(words)) === index)
    .slice(0, mostGroups);
};

/** A name the text marks as one ("at Adventure Works", …様), though the directory may not know it. */
export const markedName = (text: string, vocabulary: readonly VocabularyRow[]): string | null =>
  [named, marked]
    .flatMap((pattern) => groupsOf(pattern, text.normalize('NFKC')))
    .find((words) => words.length > 1 && !isTaken(words, vocabulary)) ?? null;

const firstLabel = (domain: string): string => domain.split('.')[0] ?? domain;

/**
 * A customer's name at the head of a text without spaces, with the particle behind it: one in Latin letters, or one
 * that a space or a comma sets apart.
 */
const heading =
  /^(?:[a-z0-9][a-z0-9.&-]*\s*(?:の|では|で|的|、|，)?\s*|[\p{Script=Han}\p{Script=Katakana}ー]{2,20}[\s、，]+)(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/iu;

/** The parts of a text that stand for the customer; a headline can do without them. */
export const customerPhrases = (text: string, vocabulary: readonly VocabularyRow[]): readonly string[] => {
  const phrases = [...text.matchAll(named)].flatMap(([whole, name]) =>
    name === undefined || isTaken(name, vocabulary) ? [] : [whole],
  );
  const head = heading.exec(text)?.[0];
  const isName =
    head !== undefined &&
    !findWords(head, vocabulary).some(({ row }) => row.ignore !== true || row.hints !== undefined);
  return isName ? [head, ...phrases] : phrases;
};

/** Whether the words really name this customer: its name, a word of its name, or its domain. */
const namesCustomer = (words: string, { name, domain }: Customer): boolean => {
  const wanted = folded(words);
  if (wanted.length < 2) return false;
  return (
    folded(domain) === wanted ||
    folded(firstLabel(domain)) === folded(firstLabel(words)) ||
    placeOf(folded(name), wanted) >= 0
  );
};

type Candidate = { readonly customer: Customer; readonly words: string };

/** "Fabrikam, Inc." and "fabrikam inc" are one name. */
const unpunctuated = (text: string): string =>
  folded(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The customer's whole name as it was typed, or null where the text does not have it. */
const wholeName = (text: string, { name }: Customer): string | null => {
  const bare = unpunctuated(name);
  if (bare === '' || placeOf(unpunctuated(text), bare) < 0) return null;
  const typed = new RegExp(bare.split(' ').join('[^\\p{L}\\p{N}]+'), 'iu').exec(text.normalize('NFKC'));
  return typed?.[0] ?? null;
};

/**
 * Whom a text most likely means: the customer whose whole name stands in it, the longest name first, because
 * "Contoso" is also a part of "Contoso Suites"; failing that the first whose words name it.
 */
export const likeliestCustomer = (text: string, candidates: readonly Candidate[]): Candidate | null => {
  const whole = candidates.flatMap(({ customer }) => {
    const words = wholeName(text, customer);
    return words === null ? [] : [{ customer, words }];
  });
  const [longest] = whole.toSorted((a, b) => b.words.length - a.words.length);
  return longest ?? candidates.find(({ customer, words }) => namesCustomer(words, customer)) ?? null;
};
