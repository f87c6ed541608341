/**
 * Rounds of the outbox: rows are claimed, delivered or remembered, and settled. It holds no state that matters: what
 * it forgets, the store still has. A conversation's rows go one after another; different conversations go side by
 * side, and one that hangs holds up nobody.
 */
import { faultFields, type Log } from '../log.ts';
import type { Instant } from '../triage/desk.ts';
import type { Deliver } from './deliver.ts';
import { isReminder } from './ports.ts';
import type { Clock, Due, DueReminder, Settled, Store } from './ports.ts';

/** Takes a due reminder through its turn. Null: the turn's own commit has ended it, or nothing came of it. */
export type Remind = (due: DueReminder, now: Instant) => Promise<Settled | null>;

export type SweepParts = {
  readonly store: Store;
  readonly deliver: Deliver;
  /** To one person in a minute; more wait and are told in one. Absent: as many as there are. */
  readonly mostNotices?: number;
  /** Absent where nobody sets reminders. */
  readonly remind?: Remind;
  readonly clock: Clock;
  readonly log: Log;
};

const batch = 50;
/** A row claimed by a process that died is free again after this. */
const leaseMs = 60_000;
/** Waits are asked for at the end of a delivery, not at its beginning. */
const fromEnd = (settled: Settled, tookMs: number): Settled =>
  settled.kind === 'again'
    ? { ...settled, dueAt: new Date(Date.parse(settled.dueAt) + tookMs).toISOString() }
    : settled;

/** How the row ended, or null: then its lease lapses and it comes again; nothing is lost by not settling it. */
const settleOne = async (
  due: Due,
  { store, deliver, remind, clock, log }: SweepParts,
): Promise<Settled | null> => {
  const began = clock.now();
  try {
    const settled = isReminder(due) ? await remind?.(due, began) : await deliver(due, began);
    if (settled == null) return null;
    const moved = fromEnd(settled, Date.parse(clock.now()) - Date.parse(began));
    await store.settle(due, moved);
    if (moved.kind === 'dead' || moved.kind === 'unknown')
      log.warn({ row: due.id, end: moved.kind, why: moved.why }, 'a message was given up');
    return moved;
  } catch (caught) {
    log.error({ row: due.id, ...faultFields(caught) }, 'delivery failed');
    return null;
  }
};

export type Round = {
  /** Rows claimed. */
  readonly taken: number;
  /** Where every one of them found its service down: the earliest instant to come back. */
  readonly restUntilMs: number | null;
};

type Ends = readonly (Settled | null)[];

const roundOf = (ends: Ends): Round => {
  const held = ends.flatMap((end) => (end?.kind === 'again' && end.isHeld === true ? [end.dueAt] : []));
  const isDown = ends.length > 0 && held.length === ends.length;
  return { taken: ends.length, restUntilMs: isDown ? Math.min(...held.map((at) => Date.parse(at))) : null };
};

/** Claims up to `most` rows and begins with all of them. */
const begin = async (parts: SweepParts, most: number): Promise<readonly Promise<Settled | null>[]> => {
  const { store, clock, mostNotices } = parts;
  const rows = await store.claimDue(clock.now(), most, leaseMs, mostNotices);
  return rows.map((row) => settleOne(row, parts));
};

/** Claims what is due, delivers and settles it; how many rows there were. Never throws because of a row. */
export const sweepOnce = async (parts: SweepParts): Promise<number> =>
  roundOf(await Promise.all(await begin(parts, batch))).taken;

/** How long a round waits for its slowest delivery before it looks for others. */
const roundPatienceMs = 250;

/**
 * Rounds that do not wait for a hanging conversation: it stays under way, claimed and counted, while the others go
 * on. `idle` resolves when nothing is under way.
 */
export const createRounds = (parts: SweepParts) => {
  const underWay = new Set<Promise<Settled | null>>();

  const follow = (delivery: Promise<Settled | null>): void => {
    underWay.add(delivery);
    void delivery.finally(() => underWay.delete(delivery));
  };

  /** Null: not all have ended, and nobody waits for the slow ones. */
  const endsInTime = (begun: readonly Promise<Settled | null>[]): Promise<Ends | null> => {
    const late = new Promise<null>((resolve) => setTimeout(resolve, roundPatienceMs, null).unref());
    return Promise.race([Promise.all(begun), late]);
  };

  return {
    next: async (): Promise<Round> => {
      if (underWay.size >= batch) await Promise.race(underWay);
      const begun = await begin(parts, batch - underWay.size);
      for (const delivery of begun) follow(delivery);
      const ends = begun.length === 0 ? [] : await endsInTime(begun);
      return ends === null ? { taken: begun.length, restUntilMs: null } : roundOf(ends);
    },
    idle: async (): Promise<void> => {
      await Promise.all(underWay);
    },
  };
};
