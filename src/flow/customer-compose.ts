/**
 * Cards for the people of customers. Theirs and the desk's never meet: a card of one side is not drawn for the other,
 * whatever row or button asks for it, and a case only if it is among those they may see now.
 */
import { cardFor } from '../cards/card-for.ts';
import { nothingAround } from '../cards/context.ts';
import type { Picture } from '../triage/picture.ts';
import { partnerNow } from '../triage/partner-now.ts';
import { roomAudience } from './action-token.ts';
import type { Compose, ComposeParts, Reader } from './reader.ts';
import { casesFor, eyesOf } from './customer-eyes.ts';

const customersCards: ReadonlySet<Picture['card']> = new Set([
  'customer-start',
  'customer-cases',
  'customer-case',
  'customer-which',
  'customer-message',
  'customer-notice',
]);

export const isCustomersCard = ({ card }: Picture): boolean => customersCards.has(card);

export const isOfCustomer = ({ person }: Reader): boolean => person?.ofCustomer !== undefined;

export const createCustomerCompose = ({ store, tokens, rules, ...data }: ComposeParts): Compose => {
  const { policy, texts, templates, profile } = data;
  return async (picture, reader, now) => {
    const { person, locale, zone, isRoom } = reader;
    if (person === null || !isOfCustomer(reader) || !isCustomersCard(picture)) return null;
    const eyes = await eyesOf(person, { store, profile, rules });
    if (eyes === null) return null;
    const cases = await casesFor(eyes, store);
    const caseId = 'caseId' in picture ? picture.caseId : null;
    const subject = cases.find(({ id }) => id === caseId) ?? null;
    if (caseId !== null && subject === null) return null;
    return cardFor(picture, {
      policy,
      texts,
      templates,
      locale,
      zone,
      now,
      person,
      profile: partnerNow(profile, await store.desk()),
      case: subject,
      customer: eyes.of,
      suggested: [],
      record: [],
      wouldChange: [],
      around: { ...nothingAround, others: cases.map((one) => ({ case: one, customer: eyes.of })) },
      token: (bound) =>
        tokens.sign({
          ...bound,
          version: bound.caseId === null ? Date.parse(now) : bound.version,
          audience: isRoom === true ? roomAudience : person.id,
        }),
    });
  };
};
