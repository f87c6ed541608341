/**
 * After an older database took the place of a newer one: what it had not sent may have been sent since, by the database
 * it replaced. Nothing of that is sent; cards shown before are too old to act; no case number is given out twice.
 */
import type { Instant } from '../triage/desk.ts';
import { numberIn, rowOf, textIn } from './kept.ts';
import type { Columns } from './kept.ts';
import type { Maintenance, Rows } from './maintenance.ts';
import { msOf } from './moments.ts';
import { quarantined } from './outbox-figures.ts';

/** More cases than a desk opens between two backups. */
const numbersSkipped = 1_000;

/** A digest tells how things stand when it is told: late is as good. Anything else overdue was told already. */
const isHeld = (row: Columns, nowMs: number): boolean => {
  const kept = rowOf(textIn(row, 'row'));
  if (!('reminder' in kept)) return true;
  return kept.reminder.of !== 'digest' && numberIn(row, 'order_ms') <= nowMs;
};

const skipNumbers = async (rows: Rows, kind: Maintenance['kind']): Promise<void> => {
  if (kind === 'postgres')
    await rows(`select setval('case_numbers', nextval('case_numbers') + $1)`, numbersSkipped);
  else await rows(`update numbers set value = value + $1 where name = 'case'`, numbersSkipped);
};

const rebuildLanes = async (rows: Rows): Promise<void> => {
  await rows('delete from lanes');
  await rows(`
    insert into lanes (lane, tenant, next_ms, urgent_ms)
    select h.lane, h.tenant, h.ready_ms,
      (select min(u.order_ms) from outbox u where u.lane = h.lane and u.state = 'waiting' and u.urgency = 'urgent')
    from outbox h where h.id = (
      select f.id from outbox f where f.lane = h.lane and f.state = 'waiting' order by f.order_ms, f.id limit 1)`);
};

/** How many messages and reminders are kept from being sent. Only while no server is at work. */
export const quarantine = (db: Maintenance, now: Instant): Promise<number> =>
  db.inTransaction(async (rows) => {
    const waiting = await rows(`select id, order_ms, row from outbox where state in ('waiting', 'parked')`);
    const held = waiting.filter((row) => isHeld(row, msOf(now)));
    for (const row of held)
      await rows(
        `update outbox set state = 'dead', key = null, claimed_ms = null, ended_ms = $2, why = '${quarantined}'
         where id = $1`,
        numberIn(row, 'id'),
        msOf(now),
      );
    await rebuildLanes(rows);
    // Its next start makes another key: buttons of cards shown until now are answered with the card as it is.
    await rows(`delete from secrets where name = 'action-token'`);
    await skipNumbers(rows, db.kind);
    return held.length;
  });
