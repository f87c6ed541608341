import { addBusinessMs } from '../clocks/calendar.ts';
import type { EscalationRow, LeadEvent } from '../policy/desk-rows.ts';
import type { Policy } from '../policy/policy.ts';
import { clockReminders, deskClockRows, severityOrNone } from './case-clocks.ts';
import type { Case } from './case.ts';
import type { DeskState } from './desk-state.ts';
import type { Noted } from './event.ts';
import { noted } from './event.ts';
import { withdrawnNews } from './customer-news.ts';
import { followOn, type FollowContext } from './follow-on.ts';
import { leadEventOf } from './lead-events.ts';
import { leadNotices, leadPost, targetOf } from './lead-notice.ts';
import { chainDueAt, deskCalendar, deskChainRows, deskZone } from './on-call.ts';
import { sharedCauseOf, sharedNotice, type SharedCause } from './shared-cause.ts';
import type { Known, OutgoingRow, ReminderRow } from './turn.ts';

/** What follows from a change of a case: its clocks, who is told, what is remembered and what is no longer true. */
export type Aftermath = {
  readonly case: Case;
  readonly noted: readonly Noted[];
  readonly rows: readonly OutgoingRow[];
  readonly reminders: readonly ReminderRow[];
  readonly drop: readonly string[];
};

const followContext = ({ now, desk, profile }: Known): FollowContext => ({
  now,
  desk,
  calendar: deskCalendar(desk, profile),
});

const clockRow = (caseId: string, clock: string, threshold: string, dueAt: string): ReminderRow => ({
  key: `${caseId}|${clock}|${threshold}`,
  dueAt,
  reminder: { of: 'clock', caseId, clock, threshold },
});

const minuteMs = 60_000;

/** When a wait that is one row of the clocks is over, counted as the row says. Null: no row, or the desk never opens. */
const endOf = (
  clock: 'approval' | 'offer',
  since: string,
  { desk, profile }: Known,
  policy: Policy,
): string | null => {
  const row = deskClockRows(policy, desk).find((one) => one.clock === clock);
  if (row === undefined) return null;
  const ms = row.minutes * minuteMs;
  return row.counts === 'business'
    ? addBusinessMs(since, ms, deskCalendar(desk, profile))
    : new Date(Date.parse(since) + ms).toISOString();
};

/** When a critical case may go on without a lead's word; null: it is not waiting for one, or not critical. */
export const mayGoOnAt = (about: Case, known: Known, policy: Policy): string | null => {
  const { approval } = about.follow;
  if (approval?.state !== 'wanted' || !isCritical(about)) return null;
  return endOf('approval', approval.since, known, policy);
};

/** Where the rules give no severity, the impact tells how pressing it is. */
const isCritical = (about: Case): boolean =>
  severityOrNone(about) === 'A' || (severityOrNone(about) === 'none' && about.facts.impact === 'critical');

/** When a hand-over that nobody accepted goes to the lead. */
const offerEndsAt = ({ follow }: Case, known: Known, policy: Policy): string | null =>
  follow.offeredTo === null ? null : endOf('offer', follow.offeredTo.since, known, policy);

/** All that has to be remembered of a case as it stands. */
export const remindersOf = (about: Case, known: Known, policy: Policy): readonly ReminderRow[] => {
  if (about.stage.at === 'closed') return [];
  const clocks = clockReminders(about, { policy, desk: known.desk, profile: known.profile }).map(
    ({ clock, threshold, dueAt }) => clockRow(about.id, clock, threshold, dueAt),
  );
  const goOnAt = mayGoOnAt(about, known, policy);
  const offerAt = offerEndsAt(about, known, policy);
  return [
    ...clocks,
    ...(goOnAt === null ? [] : [clockRow(about.id, 'approval', 'owner', goOnAt)]),
    ...(offerAt === null ? [] : [clockRow(about.id, 'offer', 'lead', offerAt)]),
    ...chainReminder(about, known, policy),
  ];
};

/** The chain's next step; none once somebody has acknowledged. A private case never reaches the whole room. */
const chainReminder = (about: Case, known: Known, policy: Policy): readonly ReminderRow[] => {
  const { chain, acknowledged } = about.follow;
  if (chain === null || acknowledged !== null) return [];
  const row = chainRow(about, chain.step + 1, policy, known.desk);
  const dueAt = row === null ? null : chainDueAt(row, chain.since, deskZone(known.desk, known.profile));
  return row === null || dueAt === null
    ? []
    : [
        {
          key: `${about.id}|chain|${row.step}`,
          dueAt,
          reminder: { of: 'chain', caseId: about.id, step: row.step },
        },
      ];
};

/** The first row for this step that holds for the case; rows for private cases hold for no other. */
export const chainRow = (about: Case, step: number, policy: Policy, desk: DeskState): EscalationRow | null =>
  deskChainRows(policy, desk).find(
    (row) =>
      row.step === step &&
      row.severities.includes(severityOrNone(about)) &&
      (about.sensitive || !row.onlyPrivate) &&
      !(about.sensitive && row.tells === 'lead-room'),
  ) ?? null;

/** New and moved reminders, and the keys of those that are no longer true. What has rung already does not ring again. */
const remindersAfter = (
  before: readonly ReminderRow[],
  after: readonly ReminderRow[],
): Pick<Aftermath, 'reminders' | 'drop'> => ({
  reminders: after.filter((row) => !before.some(({ key, dueAt }) => key === row.key && dueAt === row.dueAt)),
  drop: before.map(({ key }) => key).filter((key) => !after.some((row) => row.key === key)),
});

/**
 * Reminders of the desk's open cases when what they are counted by has changed: hours, holidays, minutes. What has
 * rung already does not ring again.
 */
export const movedReminders = (
  before: Known,
  after: Known,
  policy: Policy,
): Pick<Aftermath, 'reminders' | 'drop'> => {
  const moves = before.open.map((about) => {
    const was = remindersOf(about, before, policy);
    const pending = was.filter(({ dueAt }) => Date.parse(dueAt) > Date.parse(before.now));
    const rung = was.filter((row) => !pending.includes(row));
    const is = remindersOf(about, after, policy).filter(({ key }) => !rung.some((row) => row.key === key));
    return remindersAfter(pending, is);
  });
  return {
    reminders: moves.flatMap(({ reminders }) => reminders),
    drop: moves.flatMap(({ drop }) => drop),
  };
};

/** A case whose leads are told of `event`: it is posted or not, and the chain begins where nobody has acknowledged. */
export const told = (event: LeadEvent, about: Case, known: Known, policy: Policy): Case => {
  const target = targetOf(event, about, policy, known.desk);
  if (target === 'nobody' || target === 'digest') return about;
  const { follow } = about;
  const isPosted = target !== 'lead' && (target === 'lead-room' || known.desk.leadRoom !== null);
  const begins =
    follow.chain === null && follow.acknowledged === null && chainRow(about, 1, policy, known.desk) !== null;
  return {
    ...about,
    follow: {
      ...follow,
      inLeadRoomSince: isPosted ? (follow.inLeadRoomSince ?? known.now) : follow.inLeadRoomSince,
      chain: begins ? { step: 0, since: known.now } : follow.chain,
    },
  };
};

/** A case that became private leaves the room: its post is rewritten one last time, without it being shown. */
const roomRows = (
  before: Case,
  after: Case,
  rows: readonly OutgoingRow[],
  known: Known,
): readonly OutgoingRow[] => {
  const isPosted = after.follow.inLeadRoomSince !== null && before.follow.inLeadRoomSince !== null;
  return isPosted && !rows.some(({ key }) => key === `lead|${after.id}`)
    ? [...rows, leadPost(after, known.now, false)]
    : rows;
};

/** With what the leads hear of only once marked as told. */
const withShared = (about: Case, shared: SharedCause | null): Case =>
  shared === null
    ? about
    : { ...about, follow: { ...about.follow, toldOnce: [...about.follow.toldOnce, shared.event] } };

const approvalNoted = (before: Case, after: Case): readonly Noted[] =>
  after.follow.approval?.state === 'wanted' && before.follow.approval?.state !== 'wanted'
    ? [noted('approval-wanted')]
    : [];

/**
 * What a step means beyond the case's own answers. `entries`: what the step noted. Reminders are told apart by
 * comparing before and after, so that a change that moves no clock touches none.
 */
export const aftermath = (
  before: Case,
  after: Case,
  entries: readonly Noted[],
  { known, policy }: { readonly known: Known; readonly policy: Policy },
): Aftermath => {
  const followed: Case = { ...after, follow: followOn(before, after, followContext(known)) };
  const event = leadEventOf(before, followed, entries);
  const shared = sharedCauseOf(followed, known, policy);
  const next = withShared(event === null ? followed : told(event, followed, known, policy), shared);
  const notices = event === null ? [] : leadNotices(event, followed, known, policy);
  const rows = shared === null ? notices : [...notices, ...sharedNotice(shared, next, known, policy)];
  const changes = remindersAfter(remindersOf(before, known, policy), remindersOf(next, known, policy));
  const isOver = next.stage.at === 'closed';
  return {
    case: next,
    noted: [...approvalNoted(before, next), ...(shared === null ? [] : [noted(shared.event)])],
    rows: [...roomRows(before, next, rows, known), ...withdrawnNews(before, next, known)],
    reminders: changes.reminders,
    drop: isOver ? [`${next.id}|*`, `notice|${next.id}|*`] : changes.drop,
  };
};
