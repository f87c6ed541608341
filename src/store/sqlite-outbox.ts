/** The outbox in SQLite; outbox-order.ts says what its columns mean. */
import type { DatabaseSync } from 'node:sqlite';
import type { Due, DueReminder, Settled } from '../flow/ports.ts';
import type { Instant, PersonId } from '../triage/desk.ts';
import { conversationBudgets, overdueMs, tenantBudgets, tenantScope } from './budgets.ts';
import { messageOf, numberIn, rowOf, textIn } from './kept.ts';
import { parkedKeptMs } from './limits.ts';
import { instantOf, msOf } from './moments.ts';
import { isReplaceable } from './outbox-order.ts';
import {
  chargeScope,
  forgetSends,
  openLanes,
  refreshLane,
  tenantFreeMs,
  waitingTenants,
} from './sqlite-lanes.ts';
import { droppedKeys, mayFold, nobodysTenant, personLane } from './turn-rows.ts';
import type { OutboxRow } from './turn-rows.ts';

/** To be run inside a transaction. What is under way is left to end, and not tried again. */
export const dropRows = (db: DatabaseSync): ((name: string) => void) => {
  const drop = db.prepare(`
    delete from outbox where key >= :from and key <= :to and ${isReplaceable} returning lane`);
  const outdate = db.prepare('update outbox set key = null where key >= :from and key <= :to');
  const refresh = refreshLane(db);
  return (name) => {
    const range = droppedKeys(name);
    const lanes = drop.all(range).map((row) => textIn(row, 'lane'));
    outdate.run(range);
    for (const lane of new Set(lanes)) refresh(lane);
  };
};

/** To be run inside a transaction. Takes the place of an unsent row of the same key. */
export const queueRow = (db: DatabaseSync): ((row: OutboxRow) => void) => {
  const drop = dropRows(db);
  const insert = db.prepare(`
    insert into outbox (key, lane, tenant, urgency, state, order_ms, ready_ms, queued_ms, row)
    values (:key, :lane, :tenant, :urgency, 'waiting', :dueMs, :dueMs, :queuedMs, :row)`);
  const refresh = refreshLane(db);
  return (row) => {
    drop(row.key);
    insert.run({ ...row });
    refresh(row.lane);
  };
};

/** To be run inside a transaction. Whether the reminder was still this claim's to end. */
export const endReminder = (db: DatabaseSync): ((due: DueReminder) => boolean) => {
  const end = db.prepare(`
    delete from outbox where id = ? and attempt = ? and claimed_ms is not null returning lane`);
  const refresh = refreshLane(db);
  return ({ id, attempt }) => {
    const ended = end.get(id, attempt);
    if (ended === undefined) return false;
    refresh(textIn(ended, 'lane'));
    return true;
  };
};

/** Long overdue rows of a person are told with their first: `folded` are all that end with it, in order. */
const folding = (db: DatabaseSync) => {
  const fold = db.prepare(`
    update outbox set state = 'folded', key = null, folded_into = :id, why = 'told with another row'
    where lane = :lane and state = 'waiting' and id <> :id and claimed_ms is null
      and order_ms <= :nowMs and min(order_ms, queued_ms) <= :nowMs - ${overdueMs}`);
  const folded = db.prepare('select row from outbox where folded_into = ? order by order_ms, id');
  return {
    fold: (id: number, lane: string, nowMs: number) => void fold.run({ id, lane, nowMs }),
    rowsOf: (id: number) => folded.all(id).map((row) => messageOf(textIn(row, 'row'))),
  };
};

/** Claims the first row of a lane that can be claimed. To be run inside a transaction. */
const claimHead = (db: DatabaseSync) => {
  const head = db.prepare(`
    select id, claimed_ms, attempt, order_ms, ready_ms, row from outbox
    where lane = ? and state = 'waiting' order by order_ms, id limit 1`);
  const claim = db.prepare(`
    update outbox set claimed_ms = ?, attempt = attempt + 1, ready_ms = ? where id = ?`);
  const { fold, rowsOf } = folding(db);
  return (lane: string, nowMs: number, leaseMs: number) => {
    const found = head.get(lane);
    // Rows may be erased or moved behind the lane's back; then it is only refreshed.
    if (found === undefined || numberIn(found, 'ready_ms') > nowMs) return null;
    const id = numberIn(found, 'id');
    const lapsed = found['claimed_ms'] !== null;
    // Nobody knows whether a lapsed row arrived, so nothing more is hung on it.
    const isOverdue = numberIn(found, 'order_ms') <= nowMs - overdueMs;
    if (isOverdue && !lapsed && mayFold(lane)) fold(id, lane, nowMs);
    claim.run(nowMs, nowMs + leaseMs, id);
    const folded = rowsOf(id);
    const row: Due = {
      ...rowOf(textIn(found, 'row')),
      id,
      attempt: numberIn(found, 'attempt') + 1,
      lapsed,
      ...(folded.length === 0 ? {} : { folded }),
    };
    return { row, wasReadyMs: numberIn(found, 'ready_ms') };
  };
};

/** To be run inside a transaction. */
export const claimDue = (
  db: DatabaseSync,
): ((now: Instant, limit: number, leaseMs: number) => readonly Due[]) => {
  const forget = forgetSends(db);
  const open = openLanes(db);
  const freeMs = tenantFreeMs(db);
  const claim = claimHead(db);
  const charge = chargeScope(db);
  const refresh = refreshLane(db);
  return (now, limit, leaseMs) => {
    const nowMs = msOf(now);
    forget(nowMs);
    const claimed = [];
    for (const { lane, tenant } of open(nowMs, limit)) {
      if (claimed.length === limit) break;
      if (freeMs(tenant) > nowMs) continue;
      const head = claim(lane, nowMs, leaseMs);
      if (head !== null) claimed.push(head);
      if (head !== null && tenant !== nobodysTenant) {
        charge(lane, conversationBudgets, nowMs);
        charge(tenantScope(tenant), tenantBudgets, nowMs);
      }
      refresh(lane);
    }
    return claimed
      .toSorted((a, b) => a.wasReadyMs - b.wasReadyMs || a.row.id - b.row.id)
      .map(({ row }) => row);
  };
};

/** The row's changes alone: its lane is refreshed after. */
const settleOnly = (db: DatabaseSync): ((row: Due, settled: Settled) => void) => {
  const sent = db.prepare('delete from outbox where id = ?');
  const outdated = db.prepare('delete from outbox where id = ? and key is null and attempt = ?');
  const mine = 'where id = :id and attempt = :attempt and claimed_ms is not null';
  const again = db.prepare(`
    update outbox set claimed_ms = null, ready_ms = :readyMs, why = :why, attempt = attempt - :free ${mine}`);
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
    if (settled.kind === 'parked') return void park.run({ id, attempt, why });
    const free = settled.isFree === true ? 1 : 0;
    again.run({ id, attempt, why, free, readyMs: msOf(settled.dueAt) });
  };
};

/**
 * To be run inside a transaction. A claim that lapsed and was taken by another attempt is not settled by the first,
 * unless it was sent: then no further attempt may be made.
 */
export const settleRow = (db: DatabaseSync): ((row: Due, settled: Settled) => void) => {
  const laneOf = db.prepare('select lane from outbox where id = ?');
  const settle = settleOnly(db);
  const refresh = refreshLane(db);
  return (row, settled) => {
    const found = laneOf.get(row.id);
    if (found === undefined) return;
    settle(row, settled);
    refresh(textIn(found, 'lane'));
  };
};

/** For each tenant with waiting rows: its earliest lane, or the end of its own pause. */
export const nextDueAt = (db: DatabaseSync): (() => Instant | null) => {
  const tenants = waitingTenants(db);
  const freeMs = tenantFreeMs(db);
  const first = db.prepare('select min(next_ms) as next_ms from lanes where tenant = ?');
  return () => {
    const next = tenants().map((tenant) =>
      Math.max(freeMs(tenant), numberIn(first.get(tenant) ?? {}, 'next_ms')),
    );
    return next.length === 0 ? null : instantOf(Math.min(...next));
  };
};

/** To be run inside a transaction. What was parked too long is not worth sending any more. */
export const unparkRows = (db: DatabaseSync): ((personId: PersonId, now: Instant) => void) => {
  const expire = db.prepare(`
    update outbox set state = 'dead', key = null, why = 'parked too long'
    where lane = ? and state = 'parked' and parked_ms < ?`);
  const free = db.prepare(`
    update outbox set state = 'waiting', ready_ms = ? where lane = ? and state = 'parked'`);
  const refresh = refreshLane(db);
  return (personId, now) => {
    const lane = personLane(personId);
    expire.run(lane, msOf(now) - parkedKeptMs);
    if (free.run(msOf(now), lane).changes > 0) refresh(lane);
  };
};

/**
 * Once, by the process that owns the file: what an earlier process had claimed, it will never settle. And rows put back
 * by hand have no lane yet.
 */
export const lapseClaims = (db: DatabaseSync): void => {
  const claimed = db.prepare(`
    select distinct lane from outbox o
    where claimed_ms is not null
      or (state = 'waiting' and not exists (select 1 from lanes l where l.lane = o.lane))`);
  const refresh = refreshLane(db);
  const lanes = claimed.all().map((row) => textIn(row, 'lane'));
  db.exec(`update outbox set ready_ms = min(ready_ms, order_ms) where claimed_ms is not null`);
  for (const lane of lanes) refresh(lane);
};
