import { openFrom } from '../clocks/calendar.ts';
import { dayAfter, instantOf, onTheWall } from '../clocks/wall-clock.ts';
import type { Instant, PartnerProfile } from './desk.ts';
import type { DeskState } from './desk-state.ts';
import { deskCalendar } from './on-call.ts';

/** When the next daily digest is due: the leads' hour of the next working day after `now`. Null: none is wanted. */
export const nextDigestAt = (now: Instant, desk: DeskState, profile: PartnerProfile): Instant | null => {
  const { digestAt } = desk.settings;
  if (digestAt === null) return null;
  const calendar = { ...deskCalendar(desk, profile), from: '00:00', to: '24:00' };
  const todayAt = instantOf(onTheWall(now, calendar.zone).date, digestAt, calendar.zone);
  const isAhead = todayAt !== null && Date.parse(todayAt) > Date.parse(now);
  const today = onTheWall(now, calendar.zone).date;
  const earliest = instantOf(isAhead ? today : dayAfter(today, 1), '00:00', calendar.zone);
  const day = earliest === null ? null : openFrom(earliest, calendar);
  return day === null ? null : instantOf(onTheWall(day, calendar.zone).date, digestAt, calendar.zone);
};
