/** Record entries as they are stored, and back. */
import { randomBytes } from 'node:crypto';
import type { RecordLine } from '../flow/ports.ts';
import type { RecordEntry } from '../triage/turn.ts';
import { textHash } from './chain.ts';
import type { ChainLink } from './chain.ts';
import { entryOf, typedOf } from './kept.ts';
import type { BareEntry } from './kept.ts';

/** The name under which an entry keeps who did it, so that a person can be erased from a chain that holds. */
const authorText = '@by';

type StoredText = {
  readonly name: string;
  readonly salt: string;
  readonly text: string;
  readonly hash: string;
};

/** An entry's two halves: what the chain covers word for word, and the texts it covers by a salted hash. */
export const storedEntry = (
  entry: RecordEntry,
): { readonly json: string; readonly texts: readonly StoredText[] } => {
  const { at, by, byName, what, data, texts } = entry;
  const bare: BareEntry = { at, by, what, data };
  const typed = Object.entries({ ...texts, [authorText]: byName });
  const stored = typed.map(([name, value]) => {
    const salt = randomBytes(12).toString('base64url');
    const text = JSON.stringify(value);
    return { name, salt, text, hash: textHash(salt, text) };
  });
  return { json: JSON.stringify(bare), texts: stored };
};

/** An erased text is absent; an erased author has no name. */
export const recordLine = (caseId: string, link: ChainLink): RecordLine => {
  const left = link.texts.flatMap(({ name, text }) =>
    text === null ? [] : [[name, typedOf(text)] as const],
  );
  const { [authorText]: byName = '', ...texts } = Object.fromEntries(left);
  return { caseId, ...entryOf(link.entryJson), byName, texts, seq: link.seq, hash: link.hash };
};
