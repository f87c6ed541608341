/** The outbox in SQLite; outbox-order.ts says what its columns mean. */
import type { DatabaseSync } from 'node:sqlite';
import type { Due, DueReminder, Settled } from '../flow/ports.ts';
import type { Instant, PersonId } from '../triage/desk.ts';
import { conversationBudgets, noticeBudgets, noticeScope, tenantBudgets, tenantScope } from './budgets.ts';
import { numberIn, textIn } from './kept.ts';
import { parkedKeptMs } from './limits.ts';
import { instantOf, msOf } from './moments.ts';
import { isReplaceable } from './outbox-order.ts';
import { claimHead } from './sqlite-claim.ts';
import {
  chargeScope,
  forgetOld,
  openLanes,
  refreshLane,
  scopeFreeMs,
  waitingTenants,
} from './sqlite-lanes.ts';
import { droppedKeys, lanesOf, nobodysTenant } from './turn-rows.ts';
import type { OutboxRow } from './turn-rows.ts';

/** What is under way is left to end, and not tried again. Gives the lanes to refresh. */
const dropRows = (db: DatabaseSync): ((name: string) => readonly string[]) => {
  const dropOne = dropRow(db);
  const drop = db.prepare(
    `delete from outbox where key >= ? and key <= ? and ${isReplaceable} returning lane`,
  );
  const outdate = db.prepare('update outbox set key = null where key >= ? and key <= ?');
  return (name) => {
    const { from, to } = droppedKeys(name);
    if (from === to) return dropOne(name);
    const lanes = drop.all(from, to).map((row) => textIn(row, 'lane'));
    outdate.run(from, to);
    return lanes;
  };
};

/** A turn names up to a dozen keys, most of them of no row: those cost one look. */
const dropRow = (db: DatabaseSync): ((key: string) => readonly string[]) => {
  const find = db.prepare(`select id, lane, ${isReplaceable} as replaceable from outbox where key = ?`);
  const drop = db.prepare('delete from outbox where id = ?');
  const outdate = db.prepare('update outbox set key = null where id = ?');
  return (key) => {
    const row = find.get(key);
    if (row === undefined) return [];
    const change = row['replaceable'] === 1 ? drop : outdate;
    change.run(numberIn(row, 'id'));
    return change === drop ? [textIn(row, 'lane')] : [];
  };
};

/** Takes the place of an unsent row of the same key. Gives the lanes to refresh. */
const queueRow = (db: DatabaseSync): ((row: OutboxRow) => readonly string[]) => {
  const drop = dropRow(db);
  const insert = db.prepare(`
    insert into outbox (key, lane, tenant, urgency, notice, state, order_ms, ready_ms, queued_ms, row)
    values (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)`);
  return ({ key, lane, tenant, urgency, isNotice, dueMs, queuedMs, row }) => {
    const lanes = drop(key);
    insert.run(key, lane, tenant, urgency, isNotice ? 1 : 0, dueMs, dueMs, queuedMs, row);
    return [lane, ...lanes];
  };
};

/** To be run inside a transaction. Drops before it queues: a turn may set again what it drops. A lane is refreshed once. */
export const changeRows = (
  db: DatabaseSync,
): ((dropped: readonly string[], queued: readonly OutboxRow[]) => void) => {
  const drop = dropRows(db);
  const queue = queueRow(db);
  const refresh = refreshLane(db);
  return (dropped, queued) => {
    const lanes = [...dropped.flatMap(drop), ...queued.flatMap(queue)];
    for (const lane of new Set(lanes)) refresh(lane);
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

/** To be run inside a transaction. */
export const claimDue = (
  db: DatabaseSync,
): ((now: Instant, limit: number, leaseMs: number, mostNotices?: number) => readonly Due[]) => {
  const forget = forgetOld(db);
  const open = openLanes(db);
  const freeMs = scopeFreeMs(db);
  const claim = claimHead(db);
  const charge = chargeScope(db);
  const refresh = refreshLane(db);
  return (now, limit, leaseMs, mostNotices) => {
    const nowMs = msOf(now);
    forget(nowMs);
    const claimed = [];
    for (const { lane, tenant } of open(nowMs, limit)) {
      if (claimed.length === limit) break;
      if (freeMs(tenantScope(tenant)) > nowMs) continue;
      const head = claim(lane, nowMs, leaseMs);
      if (head !== null) claimed.push(head);
      if (head !== null && tenant !== nobodysTenant) {
        charge(lane, conversationBudgets, nowMs);
        charge(tenantScope(tenant), tenantBudgets, nowMs);
        if (head.isNotice) charge(noticeScope(lane), noticeBudgets(mostNotices), nowMs);
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
    update outbox set
      state = iif(returned, 'waiting', 'parked'),
      ready_ms = iif(returned, claimed_ms, ready_ms),
      parked_ms = iif(returned, parked_ms, claimed_ms),
      claimed_ms = null, why = :why ${mine}`);
  const end = db.prepare(
    `update outbox set ended_ms = claimed_ms, claimed_ms = null, key = null, state = :state, why = :why ${mine}`,
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
  const freeMs = scopeFreeMs(db);
  const first = db.prepare('select min(next_ms) as next_ms from lanes where tenant = ?');
  return () => {
    const next = tenants().map((tenant) =>
      Math.max(freeMs(tenantScope(tenant)), numberIn(first.get(tenant) ?? {}, 'next_ms')),
    );
    return next.length === 0 ? null : instantOf(Math.min(...next));
  };
};

/**
 * To be run inside a transaction. What was parked too long is not worth sending any more; what is under way was tried
 * too early to know that the person is back, so it is not parked for having failed.
 */
export const unparkRows = (db: DatabaseSync): ((personId: PersonId, now: Instant) => void) => {
  const expire = db.prepare(`
    update outbox set state = 'dead', key = null, ended_ms = ?, why = 'parked too long'
    where lane = ? and state = 'parked' and parked_ms < ?`);
  const note = db.prepare('update outbox set returned = 1 where lane = ? and claimed_ms is not null');
  const free = db.prepare(`
    update outbox set state = 'waiting', ready_ms = ? where lane = ? and state = 'parked'`);
  const refresh = refreshLane(db);
  return (personId, now) => {
    for (const lane of lanesOf(personId)) {
      expire.run(msOf(now), lane, msOf(now) - parkedKeptMs);
      note.run(lane);
      if (free.run(msOf(now), lane).changes > 0) refresh(lane);
    }
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
