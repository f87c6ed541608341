/** What waits, what is stuck and what comes due, for those who watch a server. Ids and texts never leave. */
import type { Instant } from '../triage/desk.ts';
import { numberIn, rowOf, textIn } from './kept.ts';
import type { Rows } from './maintenance.ts';
import { msOf } from './moments.ts';

export type OutboxFigures = {
  /** Messages by state, reminders not among them. */
  readonly messages: Readonly<Record<'waiting' | 'parked' | 'unknown' | 'dead' | 'quarantined', number>>;
  /** How long the message that is due longest has been due; 0: none is. */
  readonly oldestDueMs: number;
  /** Reminders that are due and not yet taken. */
  readonly overdueReminders: number;
  /** Reminders of clocks that come due within the hour, by clock: what may run out next. */
  readonly clocksAtRisk: Readonly<Record<string, number>>;
};

/** Why a row is dead that a restored backup had not sent yet: it may have gone out since. */
export const quarantined = 'from before a restore';

const hourMs = 3_600_000;

const count = async (rows: Rows, sql: string, ...values: readonly number[]): Promise<number> =>
  numberIn((await rows(`select count(*) as many from outbox where ${sql}`, ...values))[0] ?? {}, 'many');

const clocksAtRisk = async (rows: Rows, nowMs: number): Promise<Record<string, number>> => {
  const found = await rows(
    `select row from outbox where lane like 'reminder:%' and state = 'waiting' and order_ms <= $1`,
    nowMs + hourMs,
  );
  const clocks: Record<string, number> = {};
  for (const row of found) {
    const due = rowOf(textIn(row, 'row'));
    if (!('reminder' in due) || due.reminder.of !== 'clock') continue;
    clocks[due.reminder.clock] = (clocks[due.reminder.clock] ?? 0) + 1;
  }
  return clocks;
};

export const outboxFigures = async (rows: Rows, now: Instant): Promise<OutboxFigures> => {
  const nowMs = msOf(now);
  const byState = await rows(`
    select state, count(*) as many, coalesce(sum(case when why = '${quarantined}' then 1 else 0 end), 0) as held
    from outbox where lane not like 'reminder:%' group by state`);
  const of = (state: string): number =>
    byState.filter((row) => row['state'] === state).reduce((sum, row) => sum + numberIn(row, 'many'), 0);
  const held = byState.reduce((sum, row) => sum + numberIn(row, 'held'), 0);
  const [oldest] = await rows(
    `select coalesce(min(order_ms), $1) as oldest from outbox
     where state = 'waiting' and order_ms <= $1 and lane not like 'reminder:%'`,
    nowMs,
  );
  return {
    messages: {
      waiting: of('waiting'),
      parked: of('parked'),
      unknown: of('unknown'),
      dead: of('dead') - held,
      quarantined: held,
    },
    oldestDueMs: nowMs - numberIn(oldest ?? {}, 'oldest'),
    overdueReminders: await count(
      rows,
      `state = 'waiting' and lane like 'reminder:%' and order_ms <= $1`,
      nowMs,
    ),
    clocksAtRisk: await clocksAtRisk(rows, nowMs),
  };
};
