/** A turn's changes in the shape the store keeps. */
import { caseSummary, searchText } from '../triage/case-summary.ts';
import type { Case } from '../triage/case.ts';
import type { Customer, Instant } from '../triage/desk.ts';
import type { OutgoingRow, Turn } from '../triage/turn.ts';
import type { Commit, ShownCard } from './ports.ts';

/** What a turn is committed under. */
type Keys = {
  readonly inboundId: string;
  readonly intent: string | null;
  readonly shown: ShownCard | null;
  readonly now: Instant;
};

type CustomerOf = (subject: Case) => Customer | null;

export const commitOf = (
  turn: Turn,
  { inboundId, intent, shown, now }: Keys,
  customerOf: CustomerOf,
): Commit => ({
  inboundId,
  intent,
  answer: turn.picture === null ? null : JSON.stringify(turn.picture),
  cases: turn.cases.map((one) => ({
    case: one,
    search: searchText(one, customerOf(one)),
    summary: caseSummary(one, customerOf(one)?.name ?? ''),
  })),
  person: turn.person,
  customer: turn.customer,
  record: turn.record,
  rows: turn.rows,
  shown,
  now,
});

/** Only rows, under keys of their own: what is said to somebody without a turn. */
export const rowsOnly = (rows: readonly OutgoingRow[], inboundId: string, now: Instant): Commit => ({
  inboundId,
  intent: null,
  answer: null,
  cases: [],
  person: null,
  customer: null,
  record: [],
  rows,
  shown: null,
  now,
});

/** A turn that only looked. It leaves no trace, so looking again is free. */
export const changesNothing = ({ cases, person, customer, record, rows }: Commit): boolean =>
  cases.length === 0 && person === null && customer === null && record.length === 0 && rows.length === 0;
