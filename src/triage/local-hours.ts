/** Service hours on somebody else's clock, as a phrase. */
import { onTheWall } from '../clocks/wall-clock.ts';
import type { Instant, PartnerProfile, Zone } from './desk.ts';
import { phrase, type Phrase } from './phrase.ts';

type Hours = PartnerProfile['support']['hours'];

const minutesPerDay = 24 * 60;

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};

const clockOf = (minutes: number): string => {
  const inDay = ((minutes % minutesPerDay) + minutesPerDay) % minutesPerDay;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`;
};

/** Minutes a clock in `zone` is ahead of one in `home`, summer time included: both read at the same instant. */
const minutesAhead = (zone: Zone, home: Zone, at: Instant): number => {
  const [there, here] = [onTheWall(at, zone), onTheWall(at, home)];
  const days = (Date.parse(there.date) - Date.parse(here.date)) / 86_400_000;
  return days * minutesPerDay + minutesOf(there.time) - minutesOf(here.time);
};

const dayName = (day: number): Phrase => phrase(`packet.day.${day}`);

/** `Mon–Fri` where the days follow each other, else each by name. */
const daysPhrase = (days: readonly number[]): Phrase => {
  const [first = 1, ...rest] = days;
  const last = days.at(-1) ?? first;
  if (days.length === 7) return phrase('packet.days.every');
  if (rest.length === 0) return dayName(first);
  if (rest.length > 1 && last - first === rest.length)
    return phrase('packet.days.range', { first: dayName(first), last: dayName(last) });
  return phrase('packet.days.and', { first: dayName(first), rest: daysPhrase(rest) });
};

/**
 * The hours as seen in `zone` at the instant `at` (summer time makes it matter). A day is the day service starts
 * there: 09:00–18:00 in Berlin is 17:00–02:00 in Tokyo on the same days.
 */
export const localHours = (hours: Hours, zone: Zone, at: Instant): Phrase => {
  const shift = minutesAhead(zone, hours.zone, at);
  const from = minutesOf(hours.from) + shift;
  const dayShift = Math.floor(from / minutesPerDay);
  const days = [...new Set(hours.days.map((day) => ((day - 1 + dayShift + 7) % 7) + 1))].sort(
    (a, b) => a - b,
  );
  const lasts = minutesOf(hours.to) - minutesOf(hours.from);
  if (lasts >= minutesPerDay) return phrase('packet.hours.all-day', { days: daysPhrase(days) });
  return phrase('packet.hours.between', {
    days: daysPhrase(days),
    from: clockOf(from),
    to: clockOf(minutesOf(hours.to) + shift),
  });
};
