import type { Policy } from '../policy/policy.ts';
import { aftermath } from './aftermath.ts';
import type { Case } from './case.ts';
import type { Noted } from './event.ts';
import { accountOf, nextVersion, nothing } from './turn-parts.ts';
import type { Known, OutgoingRow, Turn } from './turn.ts';

/** A case after a step, with what the step noted and whom it tells beside the leads. */
export type Change = {
  readonly before: Case;
  readonly after: Case;
  readonly noted: readonly Noted[];
  readonly rows?: readonly OutgoingRow[];
};

/** One row per key: what a step says itself goes before what follows from it. */
const onceEach = (rows: readonly OutgoingRow[]): readonly OutgoingRow[] =>
  rows.filter(({ key }, at) => rows.findIndex((other) => other.key === key) === at);

/**
 * What a card asks: without what people were told, said and who took notice, which no answer depends on. A
 * message to a customer is compared with what was previewed when it is sent.
 */
const asked = (about: Case): Readonly<Record<string, unknown>> => {
  const { version: _version, changedAt: _changedAt, follow, talk: _talk, ...rest } = about;
  const { acknowledged: _acknowledged, chain: _chain, toldOnce: _told, ...others } = follow;
  const { inLeadRoomSince: _since, quiet: _quiet, ...held } = others;
  return { ...rest, follow: held };
};

/** Most of a case goes through a turn untouched, and need not be written out to be compared. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

const asksTheSame = (before: Case, after: Case): boolean => {
  const [one, other] = [asked(before), asked(after)];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
    isSame(one[key], other[key]),
  );
};

/** Time alone, or a lead who takes notice, must not make a card stale that somebody is about to answer. */
const counted = (before: Case, after: Case): Case => {
  const quiet = asksTheSame(before, after) ? before.follow.quiet + 1 : 0;
  return { ...after, follow: { ...after.follow, quiet } };
};

/** A change as a turn: the case in its next version, its account, its notices and reminders. Shows nothing. */
export const changeTurn = (
  { before, after, noted, rows = [] }: Change,
  known: Known,
  policy: Policy,
): Turn => {
  const follows = aftermath(before, after, noted, { known, policy });
  return {
    ...nothing,
    cases: [nextVersion(counted(before, follows.case), known)],
    record: accountOf(before, [...noted, ...follows.noted], known),
    rows: onceEach([...rows, ...follows.rows]),
    reminders: follows.reminders,
    drop: follows.drop,
  };
};

/** Several changes of one turn, taken together. */
export const together = (turns: readonly Turn[]): Turn => ({
  ...nothing,
  cases: turns.flatMap(({ cases }) => cases),
  record: turns.flatMap(({ record }) => record),
  rows: turns.flatMap(({ rows }) => rows),
  reminders: turns.flatMap(({ reminders }) => reminders),
  drop: turns.flatMap(({ drop }) => drop),
});
