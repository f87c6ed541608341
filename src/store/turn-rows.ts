/** One turn's changes as the flat rows both databases write. */
import { createHash } from 'node:crypto';
import type { Commit } from '../flow/ports.ts';
import type { Customer, Person } from '../triage/desk.ts';
import type { OutgoingRow, Recipient } from '../triage/turn.ts';
import { msOf } from './moments.ts';
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
  readonly words: readonly string[];
  /** Tells whether the search index has to be touched at all. */
  readonly wordsHash: string;
  readonly summary: string;
  readonly state: string;
};

/** The number itself is searched for apart from the words, so that `1042` is not every year or port called so. */
export const caseRow = ({ case: kase, search, summary }: Commit['cases'][number]): CaseRow => {
  const words = searchTokens(search);
  return {
    id: kase.id,
    number: kase.number,
    version: kase.version,
    owner: kase.owner,
    customerId: kase.customerId,
    stage: kase.stage.at,
    isSensitive: kase.sensitive,
    changedMs: msOf(kase.changedAt),
    words,
    wordsHash: createHash('sha256').update(words.join(' ')).digest('base64url'),
    summary: JSON.stringify(summary),
    state: JSON.stringify(kase),
  };
};

type CustomerRow = Pick<Customer, 'id' | 'version' | 'domain' | 'tenantId'> & {
  readonly state: string;
};

export const customerRow = (customer: Customer): CustomerRow => {
  const { id, version, domain, tenantId } = customer;
  return { id, version, domain, tenantId, state: JSON.stringify(customer) };
};

type PersonRow = Pick<Person, 'id' | 'version'> & { readonly state: string };

export const personRow = (person: Person): PersonRow => ({
  id: person.id,
  version: person.version,
  state: JSON.stringify(person),
});

/** Rows of one lane go out one after another, in order. */
const laneOf = (recipient: Recipient): string => {
  switch (recipient.to) {
    case 'person':
      return personLane(recipient.personId);
    case 'conversation':
      return `conversation:${recipient.address.conversationId}`;
    case 'lead-room':
    case 'on-call':
    case 'backup-lead':
      return recipient.to;
  }
};

export const personLane = (personId: string): string => `person:${personId}`;

type OutboxRow = {
  readonly key: string;
  readonly lane: string;
  readonly dueMs: number;
  readonly row: string;
};

export const outboxRow = (row: OutgoingRow): OutboxRow => ({
  key: row.key,
  lane: laneOf(row.recipient),
  dueMs: msOf(row.dueAt),
  row: JSON.stringify(row),
});

/** Both duplicate keys of a turn, told apart by their first letters; quoted, because an id may hold any character. */
export const seenKeys = (inboundId: string | null, intent: string | null): readonly string[] => [
  ...(inboundId === null ? [] : [`activity:${JSON.stringify(inboundId)}`]),
  ...(intent === null ? [] : [`intent:${JSON.stringify(intent)}`]),
];
