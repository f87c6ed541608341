/**
 * A clock that can be set ahead, so that reminders and escalations can be seen without waiting for them: by a span, or
 * to an instant. It runs on from there; how far it is off the real one is kept beside the data, since after a restart
 * nothing may lie in the future.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds per unit of a span. */
const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };

/** Further than this nobody needs to look, and instants stay far from their limit. */
const longestMs = 366 * 86_400_000;

/** "+2h", "1d 4h", "90m" → milliseconds; null: no span, or none that leads forward. */
export const spanMs = (text: string): number | null => {
  const span = text.trim().replace(/^\+/, '').toLowerCase();
  if (!/^(\d{1,6}\s*[dhm]\s*)+$/.test(span)) return null;
  const parts = [...span.matchAll(/(\d+)\s*([dhm])/g)];
  const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
  return ms > 0 && ms <= longestMs ? ms : null;
};

/** The years a demo may play in: its calendars know no others. */
const years = { first: 2000, last: 2100 } as const;

/** "2026-11-23T09:00Z", also with seconds, a small letter or an offset → milliseconds since 1970; null: no such instant. */
export const instantMs = (text: string): number | null => {
  const written = text.trim().toUpperCase();
  const [, day] = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/.exec(written) ?? [];
  const ms = Date.parse(written);
  if (day === undefined || Number.isNaN(ms)) return null;
  // A day the month does not have would quietly become one of the next month.
  const isDay = new Date(Date.parse(day)).toISOString().startsWith(day);
  const year = Number(day.slice(0, 4));
  return isDay && year >= years.first && year < years.last ? ms : null;
};

/** Where a clock is to stand: so much later than now, or at an instant (milliseconds since 1970). */
export type ClockWish = { readonly byMs: number } | { readonly atMs: number };

/** What stands behind `--clock` or `clock`; null: neither a span nor an instant. */
export const clockWish = (text: string): ClockWish | null => {
  const byMs = spanMs(text);
  if (byMs !== null) return { byMs };
  const atMs = instantMs(text);
  return atMs === null ? null : { atMs };
};

export type DemoClock = {
  /** UTC, ISO 8601. */
  now(): string;
  /** False: it would go back, and so it stays where it is. `mayGoBack`: nothing has happened yet that would then lie ahead. */
  set(wish: ClockWish, mayGoBack?: boolean): boolean;
};

const kept = (file: string): number => {
  try {
    const ms: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof ms === 'number' && Number.isSafeInteger(ms) ? ms : 0;
  } catch {
    return 0;
  }
};

/** `dataFolder` must exist by the time the clock is set. */
export const createDemoClock = (dataFolder: string, realMs: () => number = Date.now): DemoClock => {
  const file = join(dataFolder, 'demo-clock.json');
  let aheadMs = kept(file);
  const nowMs = (): number => realMs() + aheadMs;
  return {
    now: () => new Date(nowMs()).toISOString(),
    set: (wish, mayGoBack = false) => {
      const moveMs = 'byMs' in wish ? wish.byMs : wish.atMs - nowMs();
      if (moveMs < 0 && !mayGoBack) return false;
      aheadMs += moveMs;
      writeFileSync(file, JSON.stringify(aheadMs));
      return true;
    },
  };
};

/** `clock +2h` or `clock 2026-11-23T09:00Z`, as typed in the chat; null: something else was said. */
export const clockCommand = (text: string): ClockWish | null => {
  const [, words] = /^\s*clock\s+(.+)$/i.exec(text) ?? [];
  return words === undefined ? null : clockWish(words);
};
