/** A stored chain link as a line of the record. */
import type { RecordLine } from '../flow/ports.ts';
import type { ChainLink } from './chain.ts';
import { entryOf } from './kept.ts';

/** The name under which an entry keeps who did it, so that a person can be erased from a chain that holds. */
export const authorText = '@by';

/** An erased text is absent; an erased author has no name. */
export const recordLine = (caseId: string, link: ChainLink): RecordLine => {
  const left = link.texts.flatMap(({ name, text }) => (text === null ? [] : [[name, text] as const]));
  const { [authorText]: byName = '', ...texts } = Object.fromEntries(left);
  return { caseId, ...entryOf(link.entryJson), byName, texts, seq: link.seq, hash: link.hash };
};
