import type { Instant, Zone } from './desk.ts';

/**
 * A sentence not yet in a language. Triage never holds words; it names a text key and its values,
 * or carries what somebody typed, marked as such. The cards room turns it into text.
 */
export type Phrase =
  | { readonly key: string; readonly values?: Readonly<Record<string, PhraseValue>> }
  | { readonly typed: string };

/** A point in time to be written in the reader's language, in the one zone named here. */
export type Moment = { readonly instant: Instant; readonly zone: Zone };

export type PhraseValue = string | number | Phrase | readonly Phrase[] | Moment;

export const typed = (text: string): Phrase => ({ typed: text });
export const phrase = (key: string, values?: Readonly<Record<string, PhraseValue>>): Phrase =>
  values === undefined ? { key } : { key, values };
