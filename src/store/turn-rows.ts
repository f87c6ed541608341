/** One turn's changes as the flat rows both databases write. */
import { hash } from 'node:crypto';
import type { Commit } from '../flow/ports.ts';
import type { Customer, Person } from '../triage/desk.ts';
import type { DeskState } from '../triage/desk-state.ts';
import type { OutgoingRow, Recipient, Reminder, ReminderRow, Urgency } from '../triage/turn.ts';
import { caseText } from './case-text.ts';
import { msOf } from './moments.ts';
import { recently } from './recent.ts';
import { searchTokens } from './tokens.ts';

export type CaseRow = {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly owner: string;
  readonly customerId: string | null;
  readonly stage: string;
  readonly isSensitive: boolean;
  readonly changedMs: number;
  readonly openedMs: number;
  /** Null while not told. */
  readonly product: string | null;
  readonly symptom: string | null;
  readonly incidentId: string | null;
  readonly words: readonly string[];
  /** Tells whether the search index has to be touched at all. */
  readonly wordsHash: string;
  readonly summary: string;
  readonly state: string;
};

/** Most turns change nothing a case is found by. */
const indexed = recently((search: string): Pick<CaseRow, 'words' | 'wordsHash'> => {
  const words = searchTokens(search);
  return { words, wordsHash: hash('sha256', words.join(' '), 'base64url') };
}, 200_000);

/** The number itself is searched for apart from the words, so that `1042` is not every year or port called so. */
export const caseRow = ({ case: kase, search, summary }: Commit['cases'][number]): CaseRow => {
  const { words, wordsHash } = indexed(search);
  return {
    id: kase.id,
    number: kase.number,
    version: kase.version,
    owner: kase.owner,
    customerId: kase.customerId,
    stage: kase.stage.at,
    isSensitive: kase.sensitive,
    changedMs: msOf(kase.changedAt),
    openedMs: msOf(kase.openedAt),
    product: kase.facts.product ?? null,
    symptom: kase.facts.symptom ?? null,
    incidentId: kase.incidentId,
    words,
    wordsHash,
    summary: JSON.stringify(summary),
    state: caseText(kase),
  };
};

/** `tenantId`: whose people this customer's cases are shown to, in lower case. */
type CustomerRow = Pick<Customer, 'id' | 'version' | 'domain' | 'tenantId'> & {
  readonly state: string;
};

/** A reseller stands in the customer's place, also one whose tenant is not known: then nobody sees the cases. */
const shownTenant = ({ tenantId, reseller }: Customer): string | null =>
  (reseller ? reseller.tenantId : tenantId)?.toLowerCase() ?? null;

export const customerRow = (customer: Customer): CustomerRow => {
  const { id, version, domain } = customer;
  return { id, version, domain, tenantId: shownTenant(customer), state: JSON.stringify(customer) };
};

type PersonRow = Pick<Person, 'id' | 'version'> & { readonly state: string };

export const personRow = (person: Person): PersonRow => ({
  id: person.id,
  version: person.version,
  state: JSON.stringify(person),
});

type DeskRow = { readonly version: number; readonly state: string };

export const deskRow = (desk: DeskState): DeskRow => ({
  version: desk.version,
  state: JSON.stringify(desk),
});

/** Rows of one lane go out one after another, in order. */
const laneOf = (recipient: Recipient): string => {
  switch (recipient.to) {
    case 'person':
      return personLane(recipient.personId);
    case 'contact':
      return contactLane(recipient.personId);
    case 'conversation':
      return `conversation:${recipient.address.conversationId}`;
    case 'lead-room':
    case 'on-call':
    case 'backup-lead':
      return recipient.to;
  }
};

/** As the turn makes a person's id. */
export const personIdIn = (tenantId: string, objectId: string): string =>
  `${tenantId}/${objectId}`.toLowerCase();

export const personLane = (personId: string): string => `person:${personId}`;
const contactLane = (personId: string): string => `contact:${personId}`;

/** All that waits for one person, whichever side they are on; in the order lanes are locked in. */
export const lanesOf = (personId: string): readonly string[] => [contactLane(personId), personLane(personId)];

/**
 * Whose budget a row counts against: a person's id begins with their tenant. Who the leads are is known only when it
 * is sent. Limit: what goes to them is counted for itself, which is three conversations of the desk's own tenant.
 */
const tenantOf = (recipient: Recipient): string => {
  switch (recipient.to) {
    case 'person':
    case 'contact':
      return recipient.personId.split('/', 1)[0] ?? '';
    case 'conversation':
      return recipient.address.tenantId.toLowerCase();
    case 'lead-room':
    case 'on-call':
    case 'backup-lead':
      return 'leads';
  }
};

/** A reminder becomes a turn, not a message: it counts against nobody's budget. */
export const nobodysTenant = '';

export type OutboxRow = {
  readonly key: string;
  readonly lane: string;
  readonly tenant: string;
  readonly urgency: Urgency;
  /** Whether it counts among the notices to one person. */
  readonly isNotice: boolean;
  readonly dueMs: number;
  readonly queuedMs: number;
  readonly row: string;
};

/** Who the leads are is known only when it is sent: then it becomes a row for each of them, and is a notice. */
const isNotice = ({ recipient, picture }: OutgoingRow): boolean =>
  recipient.to === 'person' && (picture.card === 'alert' || picture.card === 'alerts');

/** `nowMs`: of the turn that queues it. */
const outboxRow = (row: OutgoingRow, nowMs: number): OutboxRow => ({
  key: row.key,
  lane: laneOf(row.recipient),
  tenant: tenantOf(row.recipient),
  urgency: row.urgency ?? 'usual',
  isNotice: isNotice(row),
  dueMs: msOf(row.dueAt),
  queuedMs: nowMs,
  row: JSON.stringify(row),
});

const reminders = 'reminder:';

/** Reminders of one case come one after another. Nothing else begins so: the outbox tells them by it. */
const reminderLane = (reminder: Reminder): string =>
  `${reminders}${'caseId' in reminder ? reminder.caseId : ''}`;

export const isReminderLane = (lane: string): boolean => lane.startsWith(reminders);

const reminderRow = (row: ReminderRow, nowMs: number): OutboxRow => ({
  key: row.key,
  lane: reminderLane(row.reminder),
  tenant: nobodysTenant,
  urgency: 'usual',
  isNotice: false,
  dueMs: msOf(row.dueAt),
  queuedMs: nowMs,
  row: JSON.stringify(row),
});

/**
 * What a turn leaves to do outside. What a reminder makes is as late as the reminder: after a downtime it is told with
 * all else that is long overdue.
 */
export const outgoingRows = ({ rows, reminders, settles, now }: Commit): readonly OutboxRow[] => {
  const nowMs = msOf(now);
  const sinceMs = settles === null ? nowMs : Math.min(nowMs, msOf(settles.dueAt));
  return [
    ...rows
      .map((row) => outboxRow(row, nowMs))
      .map((row) => (row.dueMs > nowMs ? row : { ...row, dueMs: Math.min(row.dueMs, sinceMs) })),
    ...reminders.map((row) => reminderRow(row, nowMs)),
  ];
};

/** Whether long overdue rows of this lane are told in one: where one person gets them. */
export const mayFold = (lane: string): boolean => !/^(conversation:|contact:|reminder:|lead-room)/.test(lane);

/** What `drop` names: one key, or all that begin alike, from the beginning itself up to what no key reaches. */
export const droppedKeys = (name: string): { readonly from: string; readonly to: string } =>
  name.endsWith('*')
    ? { from: name.slice(0, -1), to: `${name.slice(0, -1)}\u{10ffff}` }
    : { from: name, to: name };

/** Both duplicate keys of a turn, told apart by their first letters; quoted, because an id may hold any character. */
export const seenKeys = (inboundId: string | null, intent: string | null): readonly string[] => [
  ...(inboundId === null ? [] : [`activity:${JSON.stringify(inboundId)}`]),
  ...(intent === null ? [] : [`intent:${JSON.stringify(intent)}`]),
];
