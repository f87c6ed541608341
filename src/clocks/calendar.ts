import { instantOf, onTheWall } from './wall-clock.ts';

/**
 * When a desk works. Wall-clock times of `zone` (IANA), HH:MM, `to` up to 24:00; days 1 = Monday; dates YYYY-MM-DD.
 * `workingDays` are worked although their weekday is not, or although they are a holiday (make-up days).
 * Limit: a shift ends on the day it begins.
 */
export type Calendar = {
  readonly zone: string;
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly holidays: readonly string[];
  readonly workingDays: readonly string[];
};

type Window = { readonly opensMs: number; readonly closesMs: number };

/** Days without a single opening after which a calendar counts as never open. */
const longestRestDays = 400;

const dayMs = 86_400_000;

/** Calendar arithmetic without a zone; walking many days through Temporal costs a hundred times more. */
const nextDate = (date: string): string => new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10);

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

const isWorked = (date: string, { days, holidays, workingDays }: Calendar): boolean =>
  workingDays.includes(date) || (days.includes(weekdayOf(date)) && !holidays.includes(date));

/** What was worked out before: zones are slow, and every clock of a desk asks for the same few days. */
const known = new Map<string, number>();
const mostKnown = 5_000;

const wallMs = (date: string, time: string, zone: string): number => {
  const key = `${date} ${time} ${zone}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const instant = time === '24:00' ? instantOf(nextDate(date), '00:00', zone) : instantOf(date, time, zone);
  const ms = instant === null ? NaN : Date.parse(instant);
  if (known.size >= mostKnown) known.clear();
  known.set(key, ms);
  return ms;
};

/** The opening of one date; null: not worked. */
const windowOf = (date: string, calendar: Calendar): Window | null => {
  if (!isWorked(date, calendar)) return null;
  const opensMs = wallMs(date, calendar.from, calendar.zone);
  const closesMs = wallMs(date, calendar.to, calendar.zone);
  return closesMs > opensMs ? { opensMs, closesMs } : null;
};

/** Openings that end after `at`, in order, until there is none for more than a year. */
function* openingsFrom(at: string, calendar: Calendar): Generator<Window> {
  const startMs = Date.parse(at);
  let date = onTheWall(at, calendar.zone).date;
  for (let rest = 0; rest < longestRestDays; rest += 1) {
    const window = windowOf(date, calendar);
    if (window !== null && window.closesMs > startMs) {
      rest = 0;
      yield { opensMs: Math.max(window.opensMs, startMs), closesMs: window.closesMs };
    }
    date = nextDate(date);
  }
}

const instantAt = (ms: number): string => new Date(ms).toISOString();

/** Milliseconds of business time from `from` to `to`, both UTC instants; 0 if `to` is not later. */
export const businessMsBetween = (from: string, to: string, calendar: Calendar): number => {
  const endMs = Date.parse(to);
  let sum = 0;
  if (endMs <= Date.parse(from)) return sum;
  for (const { opensMs, closesMs } of openingsFrom(from, calendar)) {
    if (opensMs >= endMs) break;
    sum += Math.min(closesMs, endMs) - opensMs;
  }
  return sum;
};

/** Times are read to the minute: less than one never waits for the next opening. */
const leastLeftMs = 60_000;

/**
 * When `ms` of business time will have passed since `at`; null if the calendar has no such time within a year. Eight
 * hours from some seconds past 10:00 end when the desk closes at 18:00, not some seconds into the next day.
 */
export const addBusinessMs = (at: string, ms: number, calendar: Calendar): string | null => {
  if (ms <= 0) return at;
  let left = ms;
  for (const { opensMs, closesMs } of openingsFrom(at, calendar)) {
    const openMs = closesMs - opensMs;
    if (left < openMs + leastLeftMs) return instantAt(Math.min(opensMs + left, closesMs));
    left -= openMs;
  }
  return null;
};

/** `at` itself while the calendar is open, else its next opening; null if there is none within a year. */
export const openFrom = (at: string, calendar: Calendar): string | null => {
  for (const { opensMs } of openingsFrom(at, calendar)) return instantAt(opensMs);
  return null;
};
