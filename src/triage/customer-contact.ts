import type { OwnWords, PartnerProfile, Person } from './desk.ts';
import { typed, type Phrase } from './phrase.ts';

/** The partner's words in the reader's language; where there are none, in the desk's own, else as they are. */
const inLanguage = (words: OwnWords, wanted: string, own: string): string =>
  typeof words === 'string' ? words : (words[wanted] ?? words[own] ?? Object.values(words)[0] ?? '');

/** Who the partner is and how to reach them, for a sentence to somebody of a customer. */
export const partnerContact = (
  { name, support, language }: PartnerProfile,
  { locale }: Pick<Person, 'locale'>,
): { readonly partner: Phrase; readonly contact: Phrase } => ({
  partner: typed(name),
  contact: typed(inLanguage(support.contactMethod, locale, language)),
});
