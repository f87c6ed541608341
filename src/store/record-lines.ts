/**
 * Record entries as they are stored, and back. Whatever could name somebody stands in a text of its own, which the
 * chain covers by a salted hash: it can be erased, and the chain holds.
 */
import { randomFillSync } from 'node:crypto';
import type { PersonId } from '../triage/desk.ts';
import type { RecordLine } from '../flow/ports.ts';
import type { RecordEntry } from '../triage/turn.ts';
import { textHash } from './chain.ts';
import type { ChainLink } from './chain.ts';
import { entryDataOf, entryOf, typedOf } from './kept.ts';
import type { BareEntry } from './kept.ts';

/** The name under which an entry keeps who did it: id and name, a line each. Typed texts never begin with an at sign. */
export const authorText = '@by';
/** The name under which an entry keeps what of its data could name somebody, as JSON. */
const namingText = '@data';

type StoredText = {
  readonly name: string;
  readonly salt: string;
  readonly text: string;
  readonly hash: string;
};

/** How the stored author begins, for looking up what one person did. */
export const authorStart = (id: PersonId): string => JSON.stringify(`${id}\n`).slice(0, -1);

const words = /^[A-Za-z0-9]{1,24}(?:-[A-Za-z0-9]{1,24}){0,8}$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;
const guidOrNumber = /^(?:[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|[\d-]{6,})$/i;
/** Fields whose values are somebody's own, however plain they look. */
const namingKeys: ReadonlySet<string> = new Set(['customer', 'customerId', 'about', 'contactName']);

/** Words of closed lists, numbers, flags and instants name nobody; any other text might. */
const mightName = (key: string, value: unknown): boolean => {
  if (typeof value === 'string') {
    if (namingKeys.has(key) || guidOrNumber.test(value)) return true;
    return !words.test(value) && !instant.test(value);
  }
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([inner, part]) => mightName(inner, part));
};

/** What might name somebody leaves a null in its place, which is what is left of it once it is erased. */
const split = (data: RecordEntry['data']) => {
  const entries = Object.entries(data);
  const naming = entries.filter(([key, value]) => mightName(key, value));
  return {
    plain: { ...data, ...Object.fromEntries(naming.map(([key]) => [key, null])) },
    naming: Object.fromEntries(naming),
  };
};

const saltBytes = 12;
const salts = Buffer.alloc(256 * saltBytes);
let saltsUsed = salts.length;

/** Drawn by the hundred: the system's random source costs more to ask than to read from. None is given twice. */
const freshSalt = (): string => {
  if (saltsUsed === salts.length) {
    randomFillSync(salts);
    saltsUsed = 0;
  }
  saltsUsed += saltBytes;
  return salts.toString('base64url', saltsUsed - saltBytes, saltsUsed);
};

/** An entry's two halves: what the chain covers word for word, and the texts it covers by a salted hash. */
export const storedEntry = (
  entry: RecordEntry,
): { readonly json: string; readonly texts: readonly StoredText[] } => {
  const { at, by, byName, what, data, texts } = entry;
  const { plain, naming } = split(data);
  const bare: BareEntry = { at, what, data: plain };
  const apart = Object.keys(naming).length === 0 ? {} : { [namingText]: JSON.stringify(naming) };
  const typed = Object.entries({ ...texts, ...apart, [authorText]: `${by}\n${byName}` });
  const stored = typed.map(([name, value]) => {
    const salt = freshSalt();
    const text = JSON.stringify(value);
    return { name, salt, text, hash: textHash(salt, text) };
  });
  return { json: JSON.stringify(bare), texts: stored };
};

const authorOf = (text: string): Pick<RecordEntry, 'by' | 'byName'> => {
  const [by = '', ...name] = text.split('\n');
  return { by, byName: name.join('\n') };
};

/** An erased text is absent; an erased author has neither id nor name. */
export const recordLine = (caseId: string, link: ChainLink): RecordLine => {
  const left = link.texts.flatMap(({ name, text }) =>
    text === null ? [] : [[name, typedOf(text)] as const],
  );
  const { [authorText]: author = '', [namingText]: naming = '{}', ...texts } = Object.fromEntries(left);
  const { at, what, data } = entryOf(link.entryJson);
  return {
    caseId,
    at,
    ...authorOf(author),
    what,
    data: { ...data, ...entryDataOf(naming) },
    texts,
    seq: link.seq,
    hash: link.hash,
  };
};
