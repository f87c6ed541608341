/** All that a turn may know, loaded before it is taken. */
import { randomUUID } from 'node:crypto';
import type { Case } from '../triage/case.ts';
import type { Customer, Instant, PartnerProfile, Person } from '../triage/desk.ts';
import { newDesk } from '../triage/desk-state.ts';
import type { Reading } from '../triage/reading.ts';
import type { Known } from '../triage/turn.ts';
import type { Action } from './action-token.ts';
import { gather } from './gather.ts';
import type { Store } from './ports.ts';

type Wanted = {
  readonly reading: Reading;
  readonly person: Person;
  /** Of the button that was clicked; null for messages. */
  readonly action: Action | null;
  readonly profile: PartnerProfile;
  readonly now: Instant;
};

/** The case a click or a typed number is about. */
const caseOf = async ({ reading, action }: Wanted, store: Store): Promise<Case | null> => {
  if (action?.caseId != null) return store.case(action.caseId);
  return reading.is === 'command' && reading.command.name === 'case'
    ? store.caseByNumber(reading.command.number)
    : null;
};

const customerOf = async (subject: Case | null, store: Store): Promise<Customer | null> =>
  subject?.customerId == null ? null : store.customer(subject.customerId);

const chosenCustomer = async (reading: Reading, store: Store): Promise<Customer | null> =>
  reading.is === 'action' && reading.customerId !== null ? store.customer(reading.customerId) : null;

/** Only free text and `new` open cases; a number nobody uses leaves a gap, which hurts no one. */
const mayOpenCase = (reading: Reading): boolean =>
  reading.is === 'problem' ||
  reading.is === 'new-case' ||
  (reading.is === 'action' && (reading.verb === 'new-case' || reading.verb === 'start-new'));

export const loadKnown = async (wanted: Wanted, store: Store): Promise<Known> => {
  const { reading, person, action, profile, now } = wanted;
  const subject = await caseOf(wanted, store);
  const [customer, chosen, drafts, gathered] = await Promise.all([
    customerOf(subject, store),
    chosenCustomer(reading, store),
    store.drafts(person.id),
    gather(reading, person, store),
  ]);
  return {
    now,
    zone: person.zone,
    person,
    profile,
    case: subject,
    customer,
    chosen,
    cardVersion: action?.caseId == null ? null : action.version,
    drafts,
    ...gathered,
    desk: newDesk,
    similar: [],
    sameIncident: [],
    held: [],
    colleagues: [],
    fresh: { caseId: randomUUID(), number: mayOpenCase(reading) ? await store.nextCaseNumber() : 0 },
  };
};
