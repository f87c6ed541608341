/** All that a turn of somebody of a customer may know, loaded before it is taken. */
import type { Case } from '../triage/case.ts';
import type { CustomerKnown } from '../triage/customer-known.ts';
import type { CustomerReading } from '../triage/customer-reading.ts';
import type { Instant, Person } from '../triage/desk.ts';
import { partnerNow } from '../triage/partner-now.ts';
import type { Action } from './action-token.ts';
import { casesFor, type CustomerEyes } from './customer-eyes.ts';
import { colleaguesOf } from './desk-people.ts';
import { loadAround, notLoaded } from './load-around.ts';
import { newId } from './new-id.ts';
import type { Parts } from './parts.ts';

type Wanted = {
  readonly reading: CustomerReading;
  readonly person: Person;
  readonly action: Action | null;
  readonly eyes: CustomerEyes;
  readonly now: Instant;
};

/** Words alone open a case only where none is open; with one it is asked first where they belong. */
export const mayOpenCase = (reading: CustomerReading, cases: readonly Case[]): boolean =>
  reading.is === 'action'
    ? reading.verb === 'my-report'
    : reading.is === 'wrote' && cases.every(({ stage }) => stage.at === 'closed');

const named = (cases: readonly Case[], action: Action | null): Case | null =>
  cases.find(({ id }) => id === action?.caseId) ?? null;

export const loadCustomerKnown = async (wanted: Wanted, parts: Parts): Promise<CustomerKnown> => {
  const { reading, person, action, eyes, now } = wanted;
  const { store, profile } = parts;
  const cases = await casesFor(eyes, store);
  const opens = mayOpenCase(reading, cases);
  const subject = named(cases, action);
  const [around, colleagues, number] = await Promise.all([
    loadAround(subject, {}, now, parts),
    opens ? colleaguesOf(parts) : [],
    opens ? store.nextCaseNumber() : 0,
  ]);
  return {
    of: eyes.of,
    role: eyes.viewer.isContact ? 'contact' : 'colleague',
    cases,
    known: {
      now,
      zone: person.zone,
      person,
      profile: partnerNow(profile, around.desk),
      partnerFile: profile,
      case: subject,
      ...around,
      ...notLoaded,
      // The customer they belong to is known, whichever case they speak of.
      customer: around.customer ?? eyes.of,
      colleagues,
      cardVersion: subject === null ? null : (action?.version ?? null),
      fresh: { caseId: newId(now), number },
    },
  };
};
