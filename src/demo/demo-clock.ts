/**
 * A clock that can be moved forward, so that reminders and escalations can be seen without waiting for them. How far
 * it was moved is kept beside the data: after a restart nothing may lie in the future.
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

export type DemoClock = {
  /** UTC, ISO 8601. */
  now(): string;
  /** Forward by so many milliseconds. */
  move(ms: number): void;
};

const kept = (file: string): number => {
  try {
    const ms: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof ms === 'number' && Number.isSafeInteger(ms) && ms > 0 ? ms : 0;
  } catch {
    return 0;
  }
};

/** `dataFolder` must exist by the time the clock is moved. */
export const createDemoClock = (dataFolder: string, realMs: () => number = Date.now): DemoClock => {
  const file = join(dataFolder, 'demo-clock.json');
  let aheadMs = kept(file);
  return {
    now: () => new Date(realMs() + aheadMs).toISOString(),
    move: (ms) => {
      aheadMs += ms;
      writeFileSync(file, JSON.stringify(aheadMs));
    },
  };
};

/** `clock +2h`, as typed in the chat; null: something else was said. */
export const clockCommand = (text: string): number | null => {
  const [, span] = /^\s*clock\s+(.+)$/i.exec(text) ?? [];
  return span === undefined ? null : spanMs(span);
};
