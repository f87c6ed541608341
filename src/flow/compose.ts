/**
 * A picture becomes a card: what it names is loaded at the moment of showing, in the reader's language and zone, with
 * every button bound to the reader. Null: there is nothing left to show (the case is gone or not theirs to see).
 */
import { wouldChange } from '../policy/explain.ts';
import type { WouldChange } from '../policy/decision.ts';
import { cardFor } from '../cards/card-for.ts';
import type { CardContext } from '../cards/context.ts';
import { wholeDirectory } from '../cards/question-view.ts';
import type { Case } from '../triage/case.ts';
import type { Customer, CustomerId, Person } from '../triage/desk.ts';
import { partnerNow } from '../triage/partner-now.ts';
import type { Picture } from '../triage/picture.ts';
import { roomAudience } from './action-token.ts';
import { createCustomerCompose, isCustomersCard, isOfCustomer } from './customer-compose.ts';
import { aroundOf } from './compose-around.ts';
import type { Compose, ComposeParts, Reader } from './reader.ts';
import { roomCards } from './room-cards.ts';
import { nobodyAs } from './who.ts';

const caseIdOf = (picture: Picture): string | null => ('caseId' in picture ? picture.caseId : null);

/** A sensitive case is its owner's and the leads' alone. */
const maySee = (subject: Case, person: Person | null): boolean =>
  person !== null && (!subject.sensitive || subject.owner === person.id || person.isLead);

/** Posts of a case that became sensitive stay, and say no more than that. */
const mayRoomSee = ({ card }: Picture, subject: Case | null): boolean =>
  roomCards.has(card) && (subject?.sensitive !== true || card === 'lead-case' || card === 'from-customer');

const mayShow = (picture: Picture, subject: Case | null, { person, isRoom }: Reader): boolean =>
  isRoom === true ? mayRoomSee(picture, subject) : subject === null || maySee(subject, person);

/** Customers the card shows as chosen: a list without them would show nothing in their place. */
const namedIn = (
  { inputs }: Extract<Picture, { card: 'case' }>,
  { guesses }: Case,
): readonly CustomerId[] => [
  ...(inputs['customer'] === undefined ? [] : [inputs['customer']]),
  ...guesses.flatMap(({ field, value }) => (field === 'customer' ? [String(value)] : [])),
];

export const createCompose = (parts: ComposeParts): Compose => {
  const { store, policy, texts, templates, profile, tokens } = parts;

  const customerOf = async (subject: Case | null): Promise<Customer | null> =>
    subject?.customerId == null ? null : store.customer(subject.customerId);

  const suggested = async (picture: Picture, subject: Case | null): Promise<readonly Customer[]> => {
    if (picture.card !== 'case' || subject?.stage.at !== 'intake') return [];
    const named = await Promise.all(namedIn(picture, subject).map((id) => store.customer(id)));
    const begun = await store.findCustomers('', wholeDirectory);
    const all = [...named.filter((one) => one !== null), ...begun];
    const seen = new Set<CustomerId>();
    return all.filter(({ id }) => !seen.has(id) && seen.add(id));
  };

  const changes = (picture: Picture, subject: Case | null): readonly WouldChange[] =>
    picture.card === 'case' && picture.panel === 'verdict' && subject?.stage.at === 'decided'
      ? wouldChange(subject.facts, policy)
      : [];

  const record = async (picture: Picture, subject: Case | null): Promise<CardContext['record']> =>
    subject !== null && (picture.card === 'export' || (picture.card === 'case' && picture.panel === 'record'))
      ? store.record(subject.id)
      : [];

  const composeTheirs = createCustomerCompose(parts);

  return async (picture, reader, now) => {
    if (isCustomersCard(picture) || isOfCustomer(reader)) return composeTheirs(picture, reader, now);
    const caseId = caseIdOf(picture);
    const subject = caseId === null ? null : await store.case(caseId);
    if ((caseId !== null && subject === null) || !mayShow(picture, subject, reader)) return null;
    const person = reader.person ?? nobodyAs({ ...reader, name: '' });
    const customer = await customerOf(subject);
    const mayLook = person.isLead && reader.isRoom !== true;
    const around = await aroundOf(picture, { subject, customer, reader: person.id, now, mayLook }, parts);
    return cardFor(picture, {
      policy,
      texts,
      templates,
      locale: reader.locale,
      zone: reader.zone,
      now,
      person,
      profile: partnerNow(profile, around.desk),
      case: subject,
      customer,
      suggested: await suggested(picture, subject),
      record: await record(picture, subject),
      wouldChange: changes(picture, subject),
      around,
      token: (bound) =>
        tokens.sign({
          ...bound,
          version: bound.caseId === null ? Date.parse(now) : bound.version,
          audience: reader.isRoom === true ? roomAudience : person.id,
        }),
    });
  };
};
