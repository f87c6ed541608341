import { businessMsBetween, type Calendar } from '../clocks/calendar.ts';
import type { Case } from './case.ts';
import type { Instant } from './desk.ts';
import type { DeskState } from './desk-state.ts';
import type { Approval, Follow, Holder } from './follow.ts';

/** What the following of a case looks at beside the case. */
export type FollowContext = {
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly desk: DeskState;
};

/** The case in other hands: handling time runs while they are the desk's, and only then. */
export const moveTo = (
  follow: Follow,
  holder: Holder | 'nobody',
  { now, calendar }: FollowContext,
): Follow => {
  const { spentMs, runningSince } = follow.handling;
  const kept: Holder = holder === 'nobody' ? follow.holder : holder;
  if (holder === 'desk') {
    return { ...follow, holder: kept, handling: { spentMs, runningSince: runningSince ?? now } };
  }
  const more = runningSince === null ? 0 : businessMsBetween(runningSince, now, calendar);
  return { ...follow, holder: kept, handling: { spentMs: spentMs + more, runningSince: null } };
};

const outcomeOf = ({ decision }: Case): string | null => decision?.verdict.outcome ?? null;

/** Outcomes that end in a request at somebody else's door. */
const toFile: readonly (string | null)[] = [
  'escalate-microsoft',
  'escalate-21vianet',
  'refer-indirect-provider',
];

/** A case that comes back from a door, or from its end, is decided anew even where the verdict reads the same. */
const cameBack = (before: Case, after: Case): boolean =>
  before.stage.at === 'handed-over' ||
  before.stage.at === 'closed' ||
  after.bounces.length > before.bounces.length;

const waitsToBeFiled = (before: Case, after: Case, { now }: FollowContext): Instant | null => {
  if (after.stage.at !== 'decided') return after.follow.decidedAt;
  if (!toFile.includes(outcomeOf(after))) return null;
  return cameBack(before, after) ? now : (after.follow.decidedAt ?? now);
};

/** Whose move the new state is; null: as it was. */
const holderAfter = (before: Case, after: Case): Holder | 'nobody' | null => {
  const isSame = before.stage.at === after.stage.at && outcomeOf(before) === outcomeOf(after);
  switch (after.stage.at) {
    case 'intake':
      return before.stage.at === 'intake' ? null : 'desk';
    case 'closed':
      return 'nobody';
    case 'handed-over':
      return before.stage.at === 'handed-over' ? null : 'vendor';
    case 'decided':
      if (outcomeOf(after) === 'wait-known-incident') return 'vendor';
      return isSame && !cameBack(before, after) ? null : 'desk';
  }
};

/** Doors that only open with a lead's word: 21Vianet, and whatever a published incident would explain. */
const needsApproval = ({ decision, facts }: Case): boolean =>
  decision?.verdict.outcome === 'escalate-21vianet' ||
  (decision?.verdict.outcome === 'escalate-microsoft' && facts.incidentOverride !== undefined);

/** Where a desk has no lead yet, nobody could approve, so nothing is held. */
const approvalAfter = (before: Case, after: Case, { now, desk }: FollowContext): Approval | null => {
  const { approval } = after.follow;
  if (after.stage.at !== 'decided') return approval;
  if (!needsApproval(after) || (approval === null && desk.leads.length === 0)) return null;
  const wanted: Approval = { state: 'wanted', since: now };
  if (approval === null || cameBack(before, after)) return wanted;
  const isChanged = after.decision?.at !== before.decision?.at;
  return approval.state === 'sent-back' && isChanged ? wanted : approval;
};

/** What a change of the case means for its clocks, its holder and its approval. */
export const followOn = (before: Case, after: Case, context: FollowContext): Follow => {
  const holder = holderAfter(before, after);
  const moved = holder === null ? after.follow : moveTo(after.follow, holder, context);
  return {
    ...moved,
    decidedAt: waitsToBeFiled(before, after, context),
    approval: approvalAfter(before, after, context),
  };
};
