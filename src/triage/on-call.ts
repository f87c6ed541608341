import { openFrom, type Calendar } from '../clocks/calendar.ts';
import { dayAfter, onTheWall } from '../clocks/wall-clock.ts';
import type { EscalationRow } from '../policy/desk-rows.ts';
import type { Policy } from '../policy/policy.ts';
import type { Instant, PartnerProfile, Zone } from './desk.ts';
import type { DeskState, LeadRef } from './desk-state.ts';
import { partnerNow } from './partner-now.ts';

/** The zone the desk lives by: its own setting, else that of its support hours. */
export const deskZone = ({ settings }: DeskState, { support }: PartnerProfile): Zone =>
  settings.zone ?? support.hours.zone;

/** When the desk works: its hours as they hold now, with the holidays and make-up days its leads set. */
export const deskCalendar = (desk: DeskState, profile: PartnerProfile): Calendar => {
  const { hours } = partnerNow(profile, desk).support;
  return { ...hours, holidays: desk.settings.holidays, workingDays: desk.settings.makeUpDays };
};

const dayMs = 86_400_000;

/** Whole weeks from the Monday `startsOn` to `date`; negative before. */
const weeksSince = (startsOn: string, date: string): number =>
  Math.floor((Date.parse(date) - Date.parse(startsOn)) / (7 * dayMs));

/** What tells who is on call: the schedule, and who of it is a lead still. */
type Schedule = Pick<DeskState, 'onCall' | 'leads'>;

const isLead = ({ leads }: Schedule, { personId }: LeadRef): boolean =>
  leads.some((lead) => lead.personId === personId);

/** The first one at or after a place of the rotation, and then from its beginning, who is a lead still. */
const leadFrom = (rotation: readonly LeadRef[], at: number, desk: Schedule): LeadRef | null => {
  for (let step = 0; step < rotation.length; step += 1) {
    const one = rotation[(at + step) % rotation.length];
    if (one !== undefined && isLead(desk, one)) return one;
  }
  return null;
};

/**
 * The rotation as it holds now: the turn of somebody who is no lead any more is taken by the next who is, so that
 * everybody else keeps their weeks. Empty: nobody of it is a lead.
 */
export const rotationNow = (desk: Schedule): readonly LeadRef[] => {
  const { rotation } = desk.onCall;
  return rotation.flatMap((_, at) => leadFrom(rotation, at, desk) ?? []);
};

/** The backup lead, if they are a lead still. */
export const backupNow = (desk: Schedule): LeadRef | null => {
  const { backup } = desk.onCall;
  return backup !== null && isLead(desk, backup) ? backup : null;
};

/**
 * Who is on call at `now`: the newest exception that covers it, else the rotation's turn of that week, counted in the
 * wall clock of `zone`. Only leads are ever on call. Null: no schedule says so, or the rotation has not begun.
 */
export const onCallAt = (desk: Schedule, now: Instant, zone: Zone): LeadRef | null => {
  const { startsOn, overrides, rotation } = desk.onCall;
  const at = Date.parse(now);
  const exception = overrides.findLast(
    ({ from, to, lead }) => Date.parse(from) <= at && at < Date.parse(to) && isLead(desk, lead),
  );
  if (exception !== undefined) return exception.lead;
  if (startsOn === null) return null;
  const weeks = weeksSince(startsOn, onTheWall(now, zone).date);
  return weeks < 0 ? null : leadFrom(rotation, weeks % rotation.length, desk);
};

/** The Monday of the week that `date` is in. */
export const mondayOf = (date: string): string => dayAfter(date, 1 - (new Date(date).getUTCDay() || 7));

/** The policy's chain with the desk's own minutes. */
export const deskChainRows = (
  { escalation }: Pick<Policy, 'escalation'>,
  { settings }: Pick<DeskState, 'settings'>,
): readonly EscalationRow[] =>
  escalation.map((row) => ({ ...row, afterMinutes: settings.minutes[row.id] ?? row.afterMinutes }));

/** When this step of the chain is due if the one before was taken at `since`. Null: its hours never come. */
export const chainDueAt = (row: EscalationRow, since: Instant, zone: Zone): Instant | null => {
  const at = new Date(Date.parse(since) + row.afterMinutes * 60_000).toISOString();
  if (row.hours === null) return at;
  const hoursZone = row.hours.zone === 'desk' ? zone : row.hours.zone;
  return openFrom(at, { ...row.hours, zone: hoursZone, holidays: [], workingDays: [] });
};
