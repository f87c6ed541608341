/**
 * The one sweeper: claims due rows, delivers them, settles them. It holds no state that matters: what it forgets, the
 * store still has. A conversation's rows go one after another; different conversations go side by side.
 */
import type { Log } from '../log.ts';
import type { Instant } from '../triage/desk.ts';
import { faultFields } from '../log.ts';
import type { Deliver } from './deliver.ts';
import { isReminder } from './ports.ts';
import type { Clock, Due, DueReminder, Settled, Store } from './ports.ts';

export type Sweeper = {
  start(): void;
  /** Something was committed: look now instead of at the next due instant. */
  nudge(): void;
  /** Stops claiming; resolves when what is under way has settled. */
  stop(): Promise<void>;
};

/** Takes a due reminder through its turn. Null: the turn's own commit has ended it, or nothing came of it. */
export type Remind = (due: DueReminder, now: Instant) => Promise<Settled | null>;

type Parts = {
  readonly store: Store;
  readonly deliver: Deliver;
  /** Absent where nobody sets reminders. */
  readonly remind?: Remind;
  readonly clock: Clock;
  readonly log: Log;
};

const batch = 50;
/** A row claimed by a process that died is free again after this. */
const leaseMs = 60_000;
/** The longest nap: a clock that was moved or another process's rows are seen by then. */
const longestNapMs = 5_000;

/** Waits are asked for at the end of a delivery, not at its beginning. */
const fromEnd = (settled: Settled, tookMs: number): Settled =>
  settled.kind === 'again'
    ? { ...settled, dueAt: new Date(Date.parse(settled.dueAt) + tookMs).toISOString() }
    : settled;

/** How the row ended, or null: then its lease lapses and it comes again; nothing is lost by not settling it. */
const settleOne = async (
  due: Due,
  { store, deliver, remind, clock, log }: Parts,
): Promise<Settled | null> => {
  const began = clock.now();
  try {
    const settled = isReminder(due) ? await remind?.(due, began) : await deliver(due, began);
    if (settled == null) return null;
    const moved = fromEnd(settled, Date.parse(clock.now()) - Date.parse(began));
    await store.settle(due, moved);
    return moved;
  } catch (caught) {
    log.error({ row: due.id, ...faultFields(caught) }, 'delivery failed');
    return null;
  }
};

type Round = {
  /** Rows claimed. */
  readonly taken: number;
  /** Where every one of them found its service down: the earliest instant to come back. */
  readonly restUntilMs: number | null;
};

const sweepRound = async (parts: Parts): Promise<Round> => {
  const rows = await parts.store.claimDue(parts.clock.now(), batch, leaseMs);
  const ends = await Promise.all(rows.map((row) => settleOne(row, parts)));
  const free = ends.flatMap((end) => (end?.kind === 'again' && end.isFree === true ? [end.dueAt] : []));
  const isDown = rows.length > 0 && free.length === rows.length;
  return { taken: rows.length, restUntilMs: isDown ? Math.min(...free.map((at) => Date.parse(at))) : null };
};

/** Claims what is due, delivers and settles it; how many rows there were. Never throws because of a row. */
export const sweepOnce = async (parts: Parts): Promise<number> => (await sweepRound(parts)).taken;

export const createSweeper = (parts: Parts): Sweeper => {
  const { store, clock, log } = parts;
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
      const { taken, restUntilMs } = await sweepRound(parts);
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
        nap(wanted && restMs === 0 ? 0 : ms);
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
    },
  };
};
