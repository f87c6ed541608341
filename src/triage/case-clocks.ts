import type { ClockReading, ClockReminder } from '../clocks/clock.ts';
import { readClocks, remindersFor, type ClockRules, type Watched } from '../clocks/read-clocks.ts';
import type { ClockRow, SeverityOrNone } from '../policy/desk-rows.ts';
import type { Policy } from '../policy/policy.ts';
import { severityOf } from './case-summary.ts';
import type { Case } from './case.ts';
import type { Instant, PartnerProfile } from './desk.ts';
import type { DeskState } from './desk-state.ts';
import { deskCalendar } from './on-call.ts';
import { submittedVerdict } from './submitted.ts';

export type ClockContext = {
  readonly policy: Policy;
  readonly desk: DeskState;
  readonly profile: PartnerProfile;
  readonly now: Instant;
};

export const severityOrNone = (about: Case): SeverityOrNone => severityOf(about) ?? 'none';

/** The policy's clocks with the desk's own minutes. */
export const deskClockRows = (policy: Policy, { settings }: DeskState): readonly ClockRow[] =>
  policy.clocks.map((row) => ({ ...row, minutes: settings.minutes[row.id] ?? row.minutes }));

/**
 * Minutes of the published first answer for the severity submitted; null where the rules give none: another language,
 * 21Vianet, advice, a target counted in business days, the extra Dynamics support.
 */
const targetMinutes = ({ stage, facts }: Case, policy: Policy): number | null => {
  if (stage.at !== 'handed-over' || stage.filing.severity === null) return null;
  const { sla, channel } = submittedVerdict(facts, stage.filing.severity, policy);
  return channel === stage.filing.door && sla.guaranteed && sla.hours !== null ? sla.hours * 60 : null;
};

/** What the door did since it was filed there; nothing while the case waits at no door. */
export const signsSinceFiling = ({ stage, follow }: Case): Case['follow']['vendor'] =>
  stage.at === 'handed-over' ? follow.vendor.slice(follow.signsBefore ?? 0) : [];

const awaited = (about: Case, policy: Policy): Watched['awaited'] => {
  const minutes = targetMinutes(about, policy);
  if (about.stage.at !== 'handed-over' || minutes === null || signsSinceFiling(about).length > 0) return null;
  return { since: about.stage.filing.filedAt, targetMinutes: minutes };
};

/** They asked and nobody has replied: the question is the last word, and the case is with us. */
const askedSince = (about: Case): Instant | null => {
  const last = signsSinceFiling(about).at(-1);
  return last?.sign === 'asks-us' && about.follow.holder === 'desk' ? last.mark.at : null;
};

const watched = (about: Case, policy: Policy): Watched => {
  const { stage, follow, facts } = about;
  return {
    isOpen: stage.at !== 'closed',
    severity: severityOrNone(about),
    priority: facts.deskPriority ?? 'normal',
    unfiledSince: stage.at === 'decided' ? follow.decidedAt : null,
    awaited: awaited(about, policy),
    handling: stage.at === 'intake' ? null : follow.handling,
    promise:
      follow.nextUpdateAt === null
        ? null
        : { madeAt: follow.promisedAt ?? about.openedAt, dueAt: follow.nextUpdateAt },
    askedSince: askedSince(about),
  };
};

const rulesOf = ({ policy, desk, profile }: Omit<ClockContext, 'now'>): ClockRules => ({
  rows: deskClockRows(policy, desk),
  ownerShare: policy.numbers.ownerIsToldAtShare,
  calendar: deskCalendar(desk, profile),
});

type Read = ClockContext & { readonly readings: readonly ClockReading[] };

/** A card asks for the clocks of a case again and again: for its rows, its big number, its colours, its place in a list. */
const lastRead = new WeakMap<Case, Read>();

const isSame = (one: ClockContext, other: ClockContext): boolean =>
  one.now === other.now &&
  one.desk === other.desk &&
  one.profile === other.profile &&
  one.policy === other.policy;

/** The clocks of a case as they stand now, each of them, also those that are off. */
export const clocksOf = (about: Case, context: ClockContext): readonly ClockReading[] => {
  const before = lastRead.get(about);
  if (before !== undefined && isSame(before, context)) return before.readings;
  const { policy, desk, profile, now } = context;
  const readings = readClocks(watched(about, policy), rulesOf(context), now);
  lastRead.set(about, { policy, desk, profile, now, readings });
  return readings;
};

/** When who has to be told if nothing happens to the case before. */
export const clockReminders = (about: Case, context: Omit<ClockContext, 'now'>): readonly ClockReminder[] =>
  remindersFor(watched(about, context.policy), rulesOf(context));
