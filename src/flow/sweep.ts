/** The one sweeper: it looks when something is due or when somebody says so, and leaves a service that is down alone. */
import { faultFields } from '../log.ts';
import { createRounds, type SweepParts } from './rounds.ts';

export type Sweeper = {
  start(): void;
  /** Something was committed: look now instead of at the next due instant. */
  nudge(): void;
  /** Stops claiming; resolves when what is under way has settled. */
  stop(): Promise<void>;
};

/** The longest nap: a clock that was moved or another process's rows are seen by then. */
const longestNapMs = 5_000;

export const createSweeper = (parts: SweepParts): Sweeper => {
  const { store, clock, log } = parts;
  const rounds = createRounds(parts);
  let running = false;
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> | null = null;
  let wanted = false;
  /** While a service is down: not to look again before this, whoever asks. Milliseconds since 1970. */
  let restMs = 0;

  /** Whether somebody asked for another look since the last one. */
  const takeWish = (): boolean => {
    const was = wanted;
    wanted = false;
    return was;
  };

  /** Until nothing is due, or what is due has to wait for a service that is down. */
  const sweepAll = async (): Promise<void> => {
    for (;;) {
      const { taken, restUntilMs } = await rounds.next();
      restMs = restUntilMs ?? 0;
      if (!running || restUntilMs !== null || (taken === 0 && !takeWish())) return;
    }
  };

  const napMs = async (): Promise<number> => {
    const dueAt = await store.nextDueAt();
    const nowMs = Date.parse(clock.now());
    const nextMs = Math.max(restMs, dueAt === null ? Infinity : Date.parse(dueAt));
    return Math.max(10, Math.min(longestNapMs, nextMs - nowMs));
  };

  const wake = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (round !== null || !running) return;
    round = sweepAll()
      .then(napMs)
      .catch((caught: unknown) => {
        log.error(faultFields(caught), 'sweep failed');
        return longestNapMs;
      })
      .then((ms) => {
        round = null;
        if (running) timer = setTimeout(wake, wanted && restMs === 0 ? 0 : ms);
      });
  };

  return {
    start: () => {
      running = true;
      wake();
    },
    nudge: () => {
      wanted = true;
      if (restMs === 0) wake();
    },
    stop: async () => {
      running = false;
      if (timer !== null) clearTimeout(timer);
      await round;
      await rounds.idle();
    },
  };
};
