/** When a message of ours may reach a customer: not at night, unless it cannot wait or they wait for it. */
import { dayAfter, instantOf, minutesBetween, onTheWall } from '../clocks/wall-clock.ts';
import type { DeskNumbers } from '../policy/policy.ts';
import { severityOrNone } from './case-clocks.ts';
import type { Case } from './case.ts';
import type { Instant, Zone } from './desk.ts';
import { talkOf } from './talk.ts';

type QuietHours = DeskNumbers['quietHours'];

/** Both are HH:MM, so they compare as text; hours that begin later than they end go over midnight. */
const isQuiet = (time: string, { from, to }: QuietHours): boolean =>
  from <= to ? from <= time && time < to : from <= time || time < to;

/** Who has just written is at the screen. */
const isAwaited = (about: Case, now: Instant, { repliesWithinMinutes }: QuietHours): boolean => {
  const newest = talkOf(about).messages.at(-1);
  return newest?.from === 'customer' && minutesBetween(newest.at, now) < repliesWithinMinutes;
};

/**
 * When a message written at `now` about this case goes out: at once, or when the customer's night is over (`zone` is
 * theirs). Severity A and answers to what they have just written never wait.
 */
export const goesAt = (
  about: Case,
  zone: Zone,
  now: Instant,
  { quietHours }: Pick<DeskNumbers, 'quietHours'>,
): Instant => {
  const { date, time } = onTheWall(now, zone);
  if (!isQuiet(time, quietHours) || severityOrNone(about) === 'A' || isAwaited(about, now, quietHours))
    return now;
  const morning = time < quietHours.to ? date : dayAfter(date, 1);
  return instantOf(morning, quietHours.to, zone) ?? now;
};
