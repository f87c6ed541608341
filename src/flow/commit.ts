/** A turn's changes in the shape the store keeps. */
import { caseSummary, searchText } from '../triage/case-summary.ts';
import type { Case } from '../triage/case.ts';
import type { Customer, Instant, PersonId } from '../triage/desk.ts';
import { nothing } from '../triage/turn-parts.ts';
import type { OutgoingRow, Turn } from '../triage/turn.ts';
import type { Commit, DueReminder, ShownCard } from './ports.ts';

/** What a turn is committed under. */
type Keys = {
  readonly inboundId: string | null;
  readonly intent: string | null;
  readonly shown: ShownCard | null;
  readonly settles?: DueReminder;
  readonly unparks?: PersonId | null;
  readonly now: Instant;
};

type CustomerOf = (subject: Case) => Customer | null;

export const commitOf = (
  { cases, picture, ...changes }: Turn,
  { inboundId, intent, shown, settles, unparks, now }: Keys,
  customerOf: CustomerOf,
): Commit => ({
  ...changes,
  inboundId,
  intent,
  answer: picture === null ? null : JSON.stringify(picture),
  cases: cases.map((one) => ({
    case: one,
    search: searchText(one, customerOf(one)),
    summary: caseSummary(one, customerOf(one)?.name ?? ''),
  })),
  settles: settles ?? null,
  unparks: unparks ?? null,
  shown,
  now,
});

/** Only rows, under keys of their own: what is said to somebody without a turn. */
export const rowsOnly = (rows: readonly OutgoingRow[], inboundId: string | null, now: Instant): Commit =>
  commitOf({ ...nothing, rows }, { inboundId, intent: null, shown: null, now }, () => null);

/** A turn that only looked. It leaves no trace, so looking again is free. */
export const changesNothing = ({ person, customer, desk, settles, unparks, ...lists }: Commit): boolean =>
  [person, customer, desk, settles, unparks].every((one) => one === null) &&
  [lists.cases, lists.record, lists.rows, lists.reminders, lists.drop].every((list) => list.length === 0);
