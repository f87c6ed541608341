/**
 * The chain that makes a record's rewriting visible: every entry's hash covers the one before it.
 * Typed texts enter only as salted hashes, so an erasure can remove text and salt and the chain still holds;
 * without the salt a short text cannot be guessed back from its hash.
 */
import { hash } from 'node:crypto';

export type TextHash = { readonly name: string; readonly hash: string };

/** Lower-case hex, 64 characters. */
const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** `text` is the typed text as a JSON string: neither database keeps a NUL or a lone surrogate as it stands. */
export const textHash = (salt: string, text: string): string => sha256(`${salt}\n${text}`);

/** All of an entry that its hash covers besides the one before it. */
export const coveredText = (entryJson: string, texts: readonly TextHash[]): string =>
  [entryJson, ...texts.map(({ name, hash }) => `${name}=${hash}`).sort()].join('\n');

/** `previous` is the hash of the entry before, or the case's id for the first. PostgreSQL computes the same in SQL. */
export const entryHash = (previous: string, covered: string): string => sha256(`${previous}\n${covered}`);

/** One stored entry with what its hash must cover. `text` and `salt` are null once erased. */
export type ChainLink = {
  readonly seq: number;
  readonly entryJson: string;
  readonly hash: string;
  readonly texts: readonly (TextHash & { readonly salt: string | null; readonly text: string | null })[];
};

const isTextIntact = ({ salt, text, hash }: ChainLink['texts'][number]): boolean =>
  salt === null || text === null || textHash(salt, text) === hash;

/** The `seq` of the first entry that was changed, removed or put in later; null if the chain holds. */
export const firstBroken = (caseId: string, links: readonly ChainLink[]): number | null => {
  let previous = caseId;
  for (const [at, link] of links.entries()) {
    if (link.seq !== at + 1) return at + 1;
    if (link.hash !== entryHash(previous, coveredText(link.entryJson, link.texts))) return link.seq;
    if (!link.texts.every(isTextIntact)) return link.seq;
    previous = link.hash;
  }
  return null;
};
