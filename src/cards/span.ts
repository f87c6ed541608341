import type { Instant } from '../triage/desk.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';

const minuteMs = 60_000;

/** Whole minutes from one instant to another; negative where the second is earlier. */
const minutesBetween = (from: Instant, to: Instant): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / minuteMs);

/** "12 min", "1 h 12 min", "2 days 3 h": coarser the longer it is. The sign is not told. */
export const spanWords = (minutes: number): Phrase => {
  const all = Math.abs(minutes);
  const hours = Math.floor(all / 60);
  if (hours === 0) return phrase('span.minutes', { minutes: all });
  if (hours >= 24) return daysWords(Math.floor(hours / 24), hours % 24);
  return all % 60 === 0
    ? phrase('span.hours', { hours })
    : phrase('span.hours-minutes', { hours, minutes: all % 60 });
};

const daysWords = (days: number, hours: number): Phrase =>
  hours === 0 ? phrase('span.days', { days }) : phrase('span.days-hours', { days, hours });

/** From one instant to another, in words. */
export const spanBetween = (from: Instant, to: Instant): Phrase => spanWords(minutesBetween(from, to));
