import { openFrom, type Calendar } from '../clocks/calendar.ts';
import { dayAfter, onTheWall } from '../clocks/wall-clock.ts';
import type { EscalationRow } from '../policy/desk-rows.ts';
import type { Instant, PartnerProfile, Zone } from './desk.ts';
import type { DeskState, LeadRef, OnCall } from './desk-state.ts';

/** The zone the desk lives by: its own setting, else that of its support hours. */
export const deskZone = ({ settings }: DeskState, { support }: PartnerProfile): Zone =>
  settings.zone ?? support.hours.zone;

/** When the desk works: the profile's hours with the holidays and make-up days its leads set. */
export const deskCalendar = (desk: DeskState, profile: PartnerProfile): Calendar => ({
  days: profile.support.hours.days,
  from: profile.support.hours.from,
  to: profile.support.hours.to,
  zone: deskZone(desk, profile),
  holidays: desk.settings.holidays,
  workingDays: desk.settings.makeUpDays,
});

const dayMs = 86_400_000;

/** Whole weeks from the Monday `startsOn` to `date`; negative before. */
const weeksSince = (startsOn: string, date: string): number =>
  Math.floor((Date.parse(date) - Date.parse(startsOn)) / (7 * dayMs));

/**
 * Who is on call at `now`: the newest exception that covers it, else the rotation's turn of that week, counted in the
 * wall clock of `zone`. Null: no schedule says so, or the rotation has not begun.
 */
export const onCallAt = (
  { rotation, startsOn, overrides }: OnCall,
  now: Instant,
  zone: Zone,
): LeadRef | null => {
  const at = Date.parse(now);
  const exception = overrides.findLast(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to));
  if (exception !== undefined) return exception.lead;
  if (startsOn === null) return null;
  const weeks = weeksSince(startsOn, onTheWall(now, zone).date);
  return weeks < 0 ? null : (rotation[weeks % rotation.length] ?? null);
};

/** The Monday of the week that `date` is in. */
export const mondayOf = (date: string): string => dayAfter(date, 1 - (new Date(date).getUTCDay() || 7));

/** When this step of the chain is due if the one before was taken at `since`. Null: its hours never come. */
export const chainDueAt = (row: EscalationRow, since: Instant, zone: Zone): Instant | null => {
  const at = new Date(Date.parse(since) + row.afterMinutes * 60_000).toISOString();
  if (row.hours === null) return at;
  const hoursZone = row.hours.zone === 'desk' ? zone : row.hours.zone;
  return openFrom(at, { ...row.hours, zone: hoursZone, holidays: [], workingDays: [] });
};
