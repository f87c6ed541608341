/** All that a turn may know, loaded before it is taken. */
import type { Case } from '../triage/case.ts';
import type { Customer, Instant, Person } from '../triage/desk.ts';
import { partnerNow } from '../triage/partner-now.ts';
import { nobodyReached } from '../triage/reachable.ts';
import type { Reading, Verb } from '../triage/reading.ts';
import type { Known } from '../triage/turn.ts';
import type { Action } from './action-token.ts';
import { colleaguesOf } from './desk-people.ts';
import { gather } from './gather.ts';
import { loadAround } from './load-around.ts';
import { newId } from './new-id.ts';
import type { Parts } from './parts.ts';
import { affectedBy, reachOf } from './reach.ts';
import type { Store } from './ports.ts';

type Sources = Pick<Parts, 'store' | 'policy' | 'profile' | 'texts' | 'rules' | 'hasMail'>;

type Wanted = {
  readonly reading: Reading;
  readonly person: Person;
  /** Of the button that was clicked; null for messages. */
  readonly action: Action | null;
  readonly now: Instant;
  /** Of the case this may open; absent: the next free one. */
  readonly number?: number;
};

/** The case a click or a typed number is about. */
const caseOf = async ({ reading, action }: Wanted, store: Store): Promise<Case | null> => {
  if (action?.caseId != null) return store.case(action.caseId);
  return reading.is === 'command' && reading.command.name === 'case'
    ? store.caseByNumber(reading.command.number)
    : null;
};

const chosenCustomer = async (reading: Reading, store: Store): Promise<Customer | null> =>
  reading.is === 'action' && reading.customerId !== null ? store.customer(reading.customerId) : null;

/** Only free text and `new` open cases; a number nobody uses leaves a gap, which hurts no one. */
const mayOpenCase = (reading: Reading): boolean =>
  reading.is === 'problem' ||
  reading.is === 'new-case' ||
  (reading.is === 'action' && (reading.verb === 'new-case' || reading.verb === 'start-new'));

const handsOver = (reading: Reading): boolean =>
  reading.is === 'action'
    ? reading.verb === 'hand-over' || reading.verb === 'offer-cases'
    : reading.is === 'command' && reading.command.name === 'hand-over';

/** A person's open cases, whole: more than anybody gives away at once. */
const mostHeld = 100;

const heldBy = async ({ reading, person }: Wanted, store: Store): Promise<readonly Case[]> => {
  if (!handsOver(reading)) return [];
  const summaries = await store.openCases(person.id, mostHeld);
  const cases = await Promise.all(summaries.map(({ id }) => store.case(id)));
  return cases.filter((one) => one !== null);
};

/** What is changed in the desk's settings moves the clocks of all its cases. */
const movesClocks = (reading: Reading): boolean =>
  reading.is === 'action' && reading.verb === 'save-settings';

/** Clicks that name somebody of the desk. All others are taken without knowing who there is. */
const namesColleague: ReadonlySet<Verb> = new Set(['assign', 'offer-cases', 'save-settings']);

const colleaguesFor = (reading: Reading, sources: Sources): Promise<Known['colleagues']> =>
  reading.is === 'action' && namesColleague.has(reading.verb) ? colleaguesOf(sources) : Promise.resolve([]);

/** Clicks that compose or send a message to the customer. */
const writes: ReadonlySet<Verb> = new Set(['preview-customer', 'send-customer']);

/** Who can be written to, for the few clicks that write. */
const reachFor = async (
  { reading }: Wanted,
  about: Case | null,
  customer: Customer | null,
  sources: Sources,
): Promise<Pick<Known, 'reach' | 'affected'>> => {
  const verb = reading.is === 'action' && about !== null ? reading.verb : null;
  if (about === null || verb === null) return { reach: nobodyReached, affected: [] };
  const incidentId = about.incidentId ?? inputsOf(reading)['incidentId'] ?? null;
  return {
    reach: writes.has(verb) ? await reachOf(about, customer, sources) : nobodyReached,
    affected: verb === 'tell-all' ? await affectedBy(about, incidentId, sources) : [],
  };
};

const inputsOf = (reading: Reading): Readonly<Record<string, string>> =>
  reading.is === 'action' ? reading.inputs : {};

export const loadKnown = async (wanted: Wanted, sources: Sources): Promise<Known> => {
  const { reading, person, action, now } = wanted;
  const { store, profile } = sources;
  const subject = await caseOf(wanted, store);
  const [around, colleagues, chosen, drafts, held, open, gathered] = await Promise.all([
    loadAround(subject, inputsOf(reading), now, sources),
    colleaguesFor(reading, sources),
    chosenCustomer(reading, store),
    reading.is === 'problem' ? store.drafts(person.id) : [],
    heldBy(wanted, store),
    movesClocks(reading) ? store.openCasesOfDesk() : [],
    gather(reading, person, store),
  ]);
  return {
    now,
    zone: person.zone,
    person,
    profile: partnerNow(profile, around.desk),
    partnerFile: profile,
    case: subject,
    ...around,
    ...(await reachFor(wanted, subject, around.customer, sources)),
    colleagues,
    chosen,
    cardVersion: action?.caseId == null ? null : action.version,
    drafts,
    held,
    open,
    ...gathered,
    fresh: {
      caseId: newId(now),
      number: wanted.number ?? (mayOpenCase(reading) ? await store.nextCaseNumber() : 0),
    },
  };
};
