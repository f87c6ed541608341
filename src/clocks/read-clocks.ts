import type { ClockRow, SeverityOrNone } from '../policy/desk-rows.ts';
import { addBusinessMs, businessMsBetween, type Calendar } from './calendar.ts';
import { clockIds, type ClockId, type ClockReading, type ClockReminder, type Threshold } from './clock.ts';

/** What the clocks look at: a case in plain values. Instants are UTC; null: there is no such moment. */
export type Watched = {
  readonly isOpen: boolean;
  readonly severity: SeverityOrNone;
  readonly priority: 'high' | 'normal' | 'low';
  /** Decided, to be filed, and not filed since then. */
  readonly unfiledSince: string | null;
  /** Filed where a first answer is published for the severity submitted there, and not answered yet. */
  readonly awaited: { readonly since: string; readonly targetMinutes: number } | null;
  /** `runningSince` null: somebody else holds the case. Null: not counted yet. */
  readonly handling: { readonly spentMs: number; readonly runningSince: string | null } | null;
  readonly promise: { readonly madeAt: string; readonly dueAt: string } | null;
  /** They asked us, and we have not replied. Rings, and is no clock of its own on the cards. */
  readonly askedSince: string | null;
};

export type ClockRules = {
  readonly rows: readonly ClockRow[];
  /** Used part at which the owner is told where no row says otherwise. */
  readonly ownerShare: number;
  readonly calendar: Calendar;
};

/** One clock laid out: `calendar` null counts at any hour; `since` null stands still. */
type Run = {
  readonly since: string | null;
  readonly spentMs: number;
  readonly limitMs: number;
  readonly ownerMs: number;
  readonly calendar: Calendar | null;
};

const minuteMs = 60_000;

/** The first row for this clock and threshold that holds for `kind`. */
const clockRow = (
  rows: readonly ClockRow[],
  clock: ClockRow['clock'],
  at: Threshold,
  kind: ClockRow['of'][number],
): ClockRow | null =>
  rows.find(
    (row) => row.clock === clock && row.at === at && (row.of.length === 0 || row.of.includes(kind)),
  ) ?? null;

type Lived = { readonly since: string | null; readonly spentMs: number };

/** A clock whose length is a row; null where no row gives it one. */
const byRows = (
  clock: ClockRow['clock'],
  kind: ClockRow['of'][number],
  lived: Lived,
  { rows, ownerShare, calendar }: ClockRules,
): Run | null => {
  const lead = clockRow(rows, clock, 'lead', kind);
  if (lead === null) return null;
  const limitMs = lead.minutes * minuteMs;
  const owner = clockRow(rows, clock, 'owner', kind);
  return {
    ...lived,
    limitMs,
    ownerMs: owner === null ? limitMs * ownerShare : owner.minutes * minuteMs,
    calendar: lead.counts === 'business' ? calendar : null,
  };
};

const straight = (since: string, limitMs: number, { ownerShare }: ClockRules): Run => ({
  since,
  spentMs: 0,
  limitMs,
  ownerMs: limitMs * ownerShare,
  calendar: null,
});

const runOf = (clock: ClockId, of: Watched, rules: ClockRules): Run | null => {
  if (!of.isOpen) return null;
  switch (clock) {
    case 'unfiled':
      return of.unfiledSince === null
        ? null
        : byRows('unfiled', of.severity, { since: of.unfiledSince, spentMs: 0 }, rules);
    case 'vendor':
      return of.awaited === null
        ? null
        : straight(of.awaited.since, of.awaited.targetMinutes * minuteMs, rules);
    case 'handling':
      return of.handling === null
        ? null
        : byRows(
            'handling',
            of.priority,
            { since: of.handling.runningSince, spentMs: of.handling.spentMs },
            rules,
          );
    case 'update':
      return of.promise === null
        ? null
        : straight(
            of.promise.madeAt,
            Math.max(0, Date.parse(of.promise.dueAt) - Date.parse(of.promise.madeAt)),
            rules,
          );
  }
};

/** When so much of the run will have been used; null while it stands still, or if the desk never opens. */
const reachedAt = ({ since, spentMs, calendar }: Run, ms: number): string | null => {
  if (since === null) return null;
  const left = Math.max(0, ms - spentMs);
  return calendar === null
    ? new Date(Date.parse(since) + left).toISOString()
    : addBusinessMs(since, left, calendar);
};

const usedMs = ({ since, spentMs, calendar }: Run, now: string): number => {
  if (since === null) return spentMs;
  const elapsed =
    calendar === null ? Date.parse(now) - Date.parse(since) : businessMsBetween(since, now, calendar);
  return spentMs + Math.max(0, elapsed);
};

const shareOf = (run: Run, now: string): number => {
  const used = usedMs(run, now);
  return run.limitMs === 0 ? 1 : used / run.limitMs;
};

const readClock = (clock: ClockId, run: Run | null, now: string): ClockReading => {
  if (run === null) return { clock, state: 'off', dueAt: null, share: null };
  const used = shareOf(run, now);
  const dueAt = reachedAt(run, run.limitMs);
  // A clock that ends on closing is over then, although some seconds of it were never counted.
  const isOver = used >= 1 || (dueAt !== null && Date.parse(dueAt) <= Date.parse(now));
  if (isOver) return { clock, state: 'over', dueAt, share: Math.max(1, used) };
  return { clock, state: run.since === null ? 'paused' : 'running', dueAt, share: used };
};

/** All clocks of a case as they stand at `now`. */
export const readClocks = (of: Watched, rules: ClockRules, now: string): readonly ClockReading[] =>
  clockIds.map((clock) => readClock(clock, runOf(clock, of, rules), now));

/** When who has to be told, for every clock that runs: the owner first, the lead when the time is up. */
export const remindersFor = (of: Watched, rules: ClockRules): readonly ClockReminder[] => {
  const runs = [
    ...clockIds.map((clock) => ({ clock, run: runOf(clock, of, rules) })),
    { clock: 'asks-us' as const, run: askedRun(of, rules) },
  ];
  return runs.flatMap(({ clock, run }) => (run === null ? [] : thresholdsOf(clock, run)));
};

const askedRun = (of: Watched, rules: ClockRules): Run | null =>
  of.isOpen && of.askedSince !== null
    ? byRows('asks-us', of.severity, { since: of.askedSince, spentMs: 0 }, rules)
    : null;

const thresholdsOf = (clock: ClockReminder['clock'], run: Run): readonly ClockReminder[] =>
  (['owner', 'lead'] as const).flatMap((threshold) => {
    const dueAt = reachedAt(run, threshold === 'owner' ? run.ownerMs : run.limitMs);
    return dueAt === null ? [] : [{ clock, threshold, dueAt }];
  });
