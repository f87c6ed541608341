/** Finds a customer by a name half remembered: misspelt, begun, or a piece of it. Held in memory, fed from the table. */
import MiniSearch from 'minisearch';
import type { Customer, CustomerId } from '../triage/desk.ts';
import { searchTokens } from './tokens.ts';

export type CustomerIndex = {
  /** The directory's revision this index has seen; 0 before the first. */
  revision(): number;
  /** Takes in what changed since. */
  follow(revision: number, changed: readonly Customer[]): void;
  /** Best first. */
  find(query: string, limit: number): readonly CustomerId[];
};

type Entry = {
  readonly id: CustomerId;
  readonly name: string;
  readonly domain: string;
  readonly label: string;
};

/** `contoso` of `contoso.onmicrosoft.com` says more than the rest, which half the directory shares. */
const entryOf = ({ id, name, domain }: Customer): Entry => ({
  id,
  name,
  domain: domain.toLowerCase(),
  label: domain.split('.')[0] ?? domain,
});

const spaceless = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;

/** Mistakes forgiven in a word: none in a short one, one from four letters, two (a swap is two) from seven; none in pairs of kanji. */
const mistakes = (term: string): number | false => {
  if (spaceless.test(term) || term.length < 4) return false;
  return term.length < 7 ? 1 : 2;
};

const isBegun = (term: string): boolean =>
  spaceless.test(term) ? Array.from(term).length === 1 : term.length >= 2;

/** A query's pairs: the single last character is only there so that single characters can be found. */
const queryTokens = (query: string): string[] => {
  const tokens = searchTokens(query);
  const pairs = tokens.filter((token) => !spaceless.test(token) || Array.from(token).length > 1);
  return [...(pairs.length > 0 ? pairs : tokens)];
};

/** So many answers are kept: a desk's messages name the same few customers again and again. */
const mostFound = 500;

export const createCustomerIndex = (): CustomerIndex => {
  let seen = 0;
  const found = new Map<string, readonly CustomerId[]>();
  const index = new MiniSearch<Entry>({
    fields: ['name', 'label', 'domain'],
    tokenize: (text, field) => (field === 'domain' ? [text] : [...searchTokens(text)]),
    processTerm: (term) => term,
    searchOptions: {
      tokenize: (query) => [...queryTokens(query), query.trim().toLowerCase()],
      boost: { name: 2, label: 2, domain: 1 },
      fuzzy: mistakes,
      prefix: isBegun,
      maxFuzzy: 2,
    },
  });
  return {
    revision: () => seen,
    follow: (revision, changed) => {
      for (const entry of changed.map(entryOf)) {
        if (index.has(entry.id)) index.replace(entry);
        else index.add(entry);
      }
      seen = revision;
      found.clear();
    },
    find: (query, limit) => {
      const key = `${limit} ${query}`;
      const before = found.get(key);
      if (before !== undefined) return before;
      const ids = index
        .search(query)
        .slice(0, limit)
        .map(({ id }) => String(id));
      if (found.size >= mostFound) found.clear();
      found.set(key, ids);
      return ids;
    },
  };
};
