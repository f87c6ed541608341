import type { VocabularyRow } from '../policy/policy.ts';
import type { Locale } from './desk.ts';
import { folded } from './words.ts';

/** The language of the product somebody asks for, by tag or by any of its names; null if none of ours is meant. */
export const languageWanted = (text: string, vocabulary: readonly VocabularyRow[]): Locale | null => {
  const wanted = folded(text).trim();
  return (
    vocabulary.find(({ language, words }) => language !== undefined && words.includes(wanted))?.language ??
    null
  );
};
