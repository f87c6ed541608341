/** The outbox on PostgreSQL; outbox-order.ts says what its columns mean. Instances claim side by side, SKIP LOCKED. */
import type { DueRow, Settled, Store } from '../flow/ports.ts';
import { numberIn, rowOf, textIn } from './kept.ts';
import type { Columns } from './kept.ts';
import { parkedKeptMs } from './limits.ts';
import { instantOf, msOf } from './moments.ts';
import { isFree, isHead } from './outbox-order.ts';
import type { Client, Sql } from './postgres-client.ts';
import { personLane } from './turn-rows.ts';

const claim: Sql = {
  name: 'claim',
  text: `
    with due as (
      select id, ready_ms, claimed_ms is not null as lapsed from outbox o
      where state = 'waiting' and ready_ms <= $1 and ${isFree('$1')}
      order by ready_ms, id limit $2 for update skip locked
    )
    update outbox set claimed_ms = $1, attempt = attempt + 1, ready_ms = $3
    from due where outbox.id = due.id
    returning outbox.id, outbox.attempt, outbox.row, due.lapsed, due.ready_ms as was_ready_ms`,
};

const sent: Sql = { name: 'sent', text: 'delete from outbox where id = $1' };

const mine = 'id = $1 and attempt = $2 and claimed_ms is not null';

const end: Sql = {
  name: 'end',
  text: `update outbox set claimed_ms = null, key = null, state = $3, why = $4 where ${mine}`,
};

/** A row replaced while under way has no key and is not tried again. */
const outdated = `gone as (delete from outbox where ${mine} and key is null)`;

const again: Sql = {
  name: 'again',
  text: `with ${outdated}
    update outbox set claimed_ms = null, why = $3, ready_ms = $4 where ${mine} and key is not null`,
};

const park: Sql = {
  name: 'park',
  text: `with ${outdated}
    update outbox set state = 'parked', parked_ms = claimed_ms, claimed_ms = null, why = $3
    where ${mine} and key is not null`,
};

const next: Sql = {
  name: 'next-due',
  text: `select ready_ms from outbox o where state = 'waiting' and ${isHead} order by ready_ms, id limit 1`,
};

const unpark: Sql = {
  name: 'unpark',
  text: `
    with expired as (
      update outbox set state = 'dead', key = null, why = 'parked too long'
      where lane = $1 and state = 'parked' and parked_ms < $3
    )
    update outbox set state = 'waiting', ready_ms = $2 where lane = $1 and state = 'parked' and parked_ms >= $3`,
};

const dueRow = (row: Columns): DueRow => ({
  ...rowOf(textIn(row, 'row')),
  id: numberIn(row, 'id'),
  attempt: numberIn(row, 'attempt'),
  lapsed: row['lapsed'] === true,
});

const settle = ({ call }: Client, { id, attempt }: DueRow, settled: Settled): Promise<unknown> => {
  switch (settled.kind) {
    case 'sent':
      return call(sent, [id]);
    case 'dead':
    case 'unknown':
      return call(end, [id, attempt, settled.kind, settled.why]);
    case 'parked':
      return call(park, [id, attempt, settled.why]);
    case 'again':
      return call(again, [id, attempt, settled.why, msOf(settled.dueAt)]);
  }
};

type Outbox = Pick<Store, 'claimDue' | 'settle' | 'nextDueAt' | 'unpark'>;

export const postgresOutbox = (client: Client): Outbox => ({
  claimDue: async (now, limit, leaseMs) => {
    const rows = await client.call(claim, [msOf(now), limit, msOf(now) + leaseMs]);
    const place = (row: Columns) => numberIn(row, 'was_ready_ms');
    return rows.toSorted((a, b) => place(a) - place(b) || numberIn(a, 'id') - numberIn(b, 'id')).map(dueRow);
  },
  settle: async (row, settled) => {
    await settle(client, row, settled);
  },
  nextDueAt: async () => {
    const [row] = await client.call(next, []);
    return row === undefined ? null : instantOf(numberIn(row, 'ready_ms'));
  },
  unpark: async (personId, now) => {
    await client.call(unpark, [personLane(personId), msOf(now), msOf(now) - parkedKeptMs]);
  },
});
