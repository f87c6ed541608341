/*
 * Clocks answer when something is on the wall and in the world: zones, calendars, office hours.
 * They know the numbers of the policy and nothing of cases.
 */
import { Temporal } from 'temporal-polyfill';

/** A moment as a clock on the wall shows it: `date` is YYYY-MM-DD, `time` is HH:MM (24 hours), `weekday` 1 = Monday. */
type WallClock = { readonly date: string; readonly time: string; readonly weekday: number };

const zonedTime = (at: string, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone);

/** Since 1973 no zone is off by parts of a minute, so that all instants of one minute show the same. */
const modern = /^(?:19[89]\d|2\d{3})-\d\d-\d\dT\d\d:\d\d:[0-5]\d(?:\.\d+)?Z$/;
const toMinute = 'YYYY-MM-DDTHH:MM'.length;
const toDay = 'YYYY-MM-DD'.length;

/** What was read off a wall lately: zones are slow, and a turn reads the same clocks again and again. */
const read = new Map<string, WallClock>();
const mostRead = 1_000;
/** What moments wall clocks stood for lately: a turn asks for the start of the same few days again and again. */
const found = new Map<string, string | null>();

/** What a clock in `zone` (IANA) shows at the UTC instant `at`. */
export const onTheWall = (at: string, zone: string): WallClock => {
  if (!modern.test(at)) return readOff(at, zone);
  const key = `${at.slice(0, toMinute)} ${zone}`;
  const before = read.get(key);
  if (before !== undefined) return before;
  const shown = readOff(at, zone);
  if (read.size >= mostRead) read.clear();
  read.set(key, shown);
  return shown;
};

const readOff = (at: string, zone: string): WallClock => {
  const zoned = zonedTime(at, zone);
  return {
    date: zoned.toPlainDate().toString(),
    time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }),
    weekday: zoned.dayOfWeek,
  };
};

/**
 * The UTC instant at which a clock in `zone` shows `date` and `time`; null if they are no date and time.
 * A time the clocks skip in spring is read as the same time after the jump; of a time that comes twice in autumn
 * the first is meant. People report what their clock showed, and an early start does less harm than a late one.
 */
export const instantOf = (date: string, time: string, zone: string): string | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const key = `${date} ${time} ${zone}`;
  const before = found.get(key);
  if (before !== undefined) return before;
  const instant = instantIn(date, time, zone);
  if (found.size >= mostRead) found.clear();
  found.set(key, instant);
  return instant;
};

const instantIn = (date: string, time: string, zone: string): string | null => {
  try {
    const plain = Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' });
    return plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant().toString();
  } catch {
    return null;
  }
};

const dayMs = 86_400_000;

/** The date `days` after `date` (YYYY-MM-DD, one there is); negative counts back. Dates need no zone, and so no Temporal. */
export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, toDay);

/** Whole minutes from `from` to `to`, both UTC instants; negative if `to` is earlier. */
export const minutesBetween = (from: string, to: string): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / 60_000);

/** Whether `zone` is a time zone this machine knows. */
export const isZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};
