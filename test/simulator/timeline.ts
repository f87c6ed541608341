/**
 * Virtual time. Things happen at instants, one after another; between two of them everything under way runs as far as
 * it can without time passing. A day takes no longer than what happens in it.
 */
import { setImmediate as tick } from 'node:timers/promises';

type Happening = { readonly atMs: number; readonly place: number; readonly run: () => void };

export type Timeline = ReturnType<typeof createTimeline>;

const isBefore = (one: Happening, other: Happening): boolean =>
  one.atMs < other.atMs || (one.atMs === other.atMs && one.place < other.place);

export const createTimeline = (startsAt: string) => {
  let nowMs = Date.parse(startsAt);
  let place = 0;
  let underWay = 0;
  const ahead: Happening[] = [];

  const after = (delayMs: number, run: () => void): void => {
    const next: Happening = { atMs: nowMs + Math.max(0, delayMs), place: (place += 1), run };
    let low = 0;
    let high = ahead.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = ahead[middle];
      if (other !== undefined && isBefore(other, next)) low = middle + 1;
      else high = middle;
    }
    ahead.splice(low, 0, next);
  };

  /** Until everything that needs no time has come to rest: waiting for time, or done. */
  const rest = async (): Promise<void> => {
    do await tick();
    while (underWay > 0);
  };

  return {
    nowMs: () => nowMs,
    now: () => new Date(nowMs).toISOString(),
    after,
    pause: (delayMs: number) => new Promise<void>((resolve) => after(delayMs, resolve)),
    /** Work of the machine itself, which takes no virtual time; `rest` waits for it. */
    working: async <T>(work: () => Promise<T>): Promise<T> => {
      underWay += 1;
      try {
        return await work();
      } finally {
        underWay -= 1;
      }
    },
    rest,
    /** The next instant happens. False: nothing lies ahead before `untilMs`. */
    step: async (untilMs: number): Promise<boolean> => {
      const [next] = ahead;
      if (next === undefined || next.atMs > untilMs) return false;
      ahead.shift();
      nowMs = Math.max(nowMs, next.atMs);
      next.run();
      await rest();
      return true;
    },
  };
};
