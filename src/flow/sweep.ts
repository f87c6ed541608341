/**
 * The one sweeper: claims due rows, delivers them, settles them. It holds no state that matters: what it forgets, the
 * store still has. A conversation's rows go one after another; different conversations go side by side.
 */
import type { Log } from '../log.ts';
import { faultFields } from '../log.ts';
import type { Deliver } from './deliver.ts';
import type { Clock, DueRow, Store } from './ports.ts';

export type Sweeper = {
  start(): void;
  /** Something was committed: look now instead of at the next due instant. */
  nudge(): void;
  /** Stops claiming; resolves when what is under way has settled. */
  stop(): Promise<void>;
};

type Parts = { readonly store: Store; readonly deliver: Deliver; readonly clock: Clock; readonly log: Log };

const batch = 50;
/** A row claimed by a process that died is free again after this. */
const leaseMs = 60_000;
/** The longest nap: a clock that was moved or another process's rows are seen by then. */
const longestNapMs = 5_000;

const settleOne = async (row: DueRow, { store, deliver, clock, log }: Parts): Promise<void> => {
  try {
    await store.settle(row, await deliver(row, clock.now()));
  } catch (caught) {
    // The lease lapses and the row comes again; nothing is lost by not settling it.
    log.error({ row: row.id, ...faultFields(caught) }, 'delivery failed');
  }
};

/** Claims what is due, delivers and settles it; how many rows there were. Never throws because of a row. */
export const sweepOnce = async (parts: Parts): Promise<number> => {
  const rows = await parts.store.claimDue(parts.clock.now(), batch, leaseMs);
  await Promise.all(rows.map((row) => settleOne(row, parts)));
  return rows.length;
};

export const createSweeper = (parts: Parts): Sweeper => {
  const { store, clock, log } = parts;
  let running = false;
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> | null = null;
  let wanted = false;

  /** Whether somebody asked for another look since the last one. */
  const takeWish = (): boolean => {
    const was = wanted;
    wanted = false;
    return was;
  };

  const sweepAll = async (): Promise<void> => {
    for (;;) {
      const taken = await sweepOnce(parts);
      if (!running || (taken === 0 && !takeWish())) return;
    }
  };

  const napMs = async (): Promise<number> => {
    const dueAt = await store.nextDueAt();
    if (dueAt === null) return longestNapMs;
    return Math.max(10, Math.min(longestNapMs, Date.parse(dueAt) - Date.parse(clock.now())));
  };

  const nap = (ms: number): void => {
    if (!running) return;
    timer = setTimeout(wake, ms);
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
        nap(wanted ? 0 : ms);
      });
  };

  return {
    start: () => {
      running = true;
      wake();
    },
    nudge: () => {
      wanted = true;
      wake();
    },
    stop: async () => {
      running = false;
      if (timer !== null) clearTimeout(timer);
      await round;
    },
  };
};
