import type { Policy } from '../policy/policy.ts';
import type { CustomerKnown } from './customer-known.ts';
import { customerNotice } from './customer-parts.ts';
import type { Person } from './desk.ts';
import { languageWanted } from './language-wanted.ts';
import { phrase } from './phrase.ts';
import type { Picture } from './picture.ts';

/** What somebody of a customer set for themselves, and the card that says so. `person` null: nothing changed. */
export type Set = { readonly person: Person | null; readonly picture: Picture };

/** With or without messages by themselves; what was asked for stays until it is taken back. */
export const setStopped = (isStopped: boolean, { known: { person, now }, of }: CustomerKnown): Set => ({
  person: {
    ...person,
    version: person.version + 1,
    ofCustomer: {
      customerId: of.id,
      stoppedAt: isStopped ? (person.ofCustomer?.stoppedAt ?? now) : null,
    },
  },
  picture: isStopped
    ? customerNotice('customer-notice.stopped', ['my-resume', 'my-status'])
    : customerNotice('customer-notice.resumed', ['my-status']),
});

/** `wanted`: a tag or any name of a language; none of ours: the card that lists them. */
export const setLanguage = (wanted: string, { known: { person } }: CustomerKnown, policy: Policy): Set => {
  const locale = languageWanted(wanted, policy.vocabulary);
  if (locale === null)
    return {
      person: null,
      picture: { card: 'customer-start', because: phrase('customer-notice.which-language') },
    };
  return {
    person: { ...person, version: person.version + 1, chosenLocale: locale, locale },
    picture: customerNotice('customer-notice.language-set', ['my-status']),
  };
};
