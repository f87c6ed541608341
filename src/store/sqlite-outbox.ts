/** The outbox in SQLite; outbox-order.ts says what its columns mean. */
import type { DatabaseSync } from 'node:sqlite';
import type { DueRow, Settled } from '../flow/ports.ts';
import type { Instant, PersonId } from '../triage/desk.ts';
import type { OutgoingRow } from '../triage/turn.ts';
import { isFree, isHead } from './outbox-order.ts';
import { numberIn, rowOf, textIn } from './kept.ts';
import { parkedKeptMs } from './limits.ts';
import { instantOf, msOf } from './moments.ts';
import { outboxRow, personLane } from './turn-rows.ts';

/** To be run inside a transaction. */
export const queueRow = (db: DatabaseSync): ((row: OutgoingRow) => void) => {
  const drop = db.prepare('delete from outbox where key = ? and claimed_ms is null');
  const outdate = db.prepare('update outbox set key = null where key = ?');
  const insert = db.prepare(`
    insert into outbox (key, lane, state, order_ms, ready_ms, row) values (?, ?, 'waiting', ?, ?, ?)`);
  return (row) => {
    const { key, lane, dueMs, row: json } = outboxRow(row);
    drop.run(key);
    outdate.run(key);
    insert.run(key, lane, dueMs, dueMs, json);
  };
};

/** To be run inside a transaction. */
export const claimDue = (
  db: DatabaseSync,
): ((now: Instant, limit: number, leaseMs: number) => readonly DueRow[]) => {
  const due = db.prepare(`
    select id, claimed_ms, attempt, row from outbox o
    where state = 'waiting' and ready_ms <= :now and ${isFree(':now')}
    order by ready_ms, id limit :limit`);
  const claim = db.prepare(`
    update outbox set claimed_ms = ?, attempt = attempt + 1, ready_ms = ? where id = ?`);
  return (now, limit, leaseMs) => {
    const nowMs = msOf(now);
    return due.all({ now: nowMs, limit }).map((found) => {
      const id = numberIn(found, 'id');
      claim.run(nowMs, nowMs + leaseMs, id);
      return {
        ...rowOf(textIn(found, 'row')),
        id,
        attempt: numberIn(found, 'attempt') + 1,
        lapsed: found['claimed_ms'] !== null,
      };
    });
  };
};

/**
 * To be run inside a transaction. A claim that lapsed and was taken by another attempt is not settled by the first,
 * unless it was sent: then no further attempt may be made.
 */
export const settleRow = (db: DatabaseSync): ((row: DueRow, settled: Settled) => void) => {
  const sent = db.prepare('delete from outbox where id = ?');
  const outdated = db.prepare('delete from outbox where id = ? and key is null and attempt = ?');
  const mine = 'where id = :id and attempt = :attempt and claimed_ms is not null';
  const again = db.prepare(`update outbox set claimed_ms = null, ready_ms = :readyMs, why = :why ${mine}`);
  const park = db.prepare(`
    update outbox set state = 'parked', parked_ms = claimed_ms, claimed_ms = null, why = :why ${mine}`);
  const end = db.prepare(
    `update outbox set claimed_ms = null, key = null, state = :state, why = :why ${mine}`,
  );
  return ({ id, attempt }, settled) => {
    if (settled.kind === 'sent') return void sent.run(id);
    const isEnd = settled.kind === 'dead' || settled.kind === 'unknown';
    if (isEnd) return void end.run({ id, attempt, state: settled.kind, why: settled.why });
    outdated.run(id, attempt);
    const { why } = settled;
    if (settled.kind === 'parked') park.run({ id, attempt, why });
    else again.run({ id, attempt, why, readyMs: msOf(settled.dueAt) });
  };
};

/** The heads of the lanes: the earliest instant at which one of them can be claimed. */
export const nextDueAt = (db: DatabaseSync): (() => Instant | null) => {
  const next = db.prepare(`
    select ready_ms from outbox o where state = 'waiting' and ${isHead}
    order by ready_ms, id limit 1`);
  return () => {
    const row = next.get();
    return row === undefined ? null : instantOf(numberIn(row, 'ready_ms'));
  };
};

/** To be run inside a transaction. What was parked too long is not worth sending any more. */
export const unparkRows = (db: DatabaseSync): ((personId: PersonId, now: Instant) => void) => {
  const expire = db.prepare(`
    update outbox set state = 'dead', key = null, why = 'parked too long'
    where lane = ? and state = 'parked' and parked_ms < ?`);
  const free = db.prepare(`
    update outbox set state = 'waiting', ready_ms = ? where lane = ? and state = 'parked'`);
  return (personId, now) => {
    const lane = personLane(personId);
    expire.run(lane, msOf(now) - parkedKeptMs);
    free.run(msOf(now), lane);
  };
};

/** Once, by the process that owns the file: what an earlier process had claimed, it will never settle. */
export const lapseClaims = (db: DatabaseSync): void => {
  db.exec(`update outbox set ready_ms = min(ready_ms, order_ms) where claimed_ms is not null`);
};
