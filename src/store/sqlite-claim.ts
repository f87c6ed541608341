/** Which row of a lane is claimed, and what is told with it, in SQLite; outbox-order.ts says what the columns mean. */
import type { DatabaseSync } from 'node:sqlite';
import type { Due } from '../flow/ports.ts';
import { noticeScope, noticesInOne, overdueMs } from './budgets.ts';
import { messageOf, numberIn, rowOf, textIn, type Columns } from './kept.ts';
import { scopeFreeMs } from './sqlite-lanes.ts';
import { mayFold } from './turn-rows.ts';

/** The first row of the lane, or the first that is no notice while the person can be told no more of them. */
const headOf = (
  db: DatabaseSync,
): ((lane: string, nowMs: number, noticesFreeMs: number) => Columns | null) => {
  const columns = 'id, notice, claimed_ms, attempt, order_ms, ready_ms, queued_ms, row';
  const first = db.prepare(`
    select ${columns} from outbox where lane = ? and state = 'waiting' order by order_ms, id limit 1`);
  const plain = db.prepare(`
    select ${columns} from outbox
    where lane = ? and state = 'waiting' and notice = 0 and tenant <> '' order by order_ms, id limit 1`);
  return (lane, nowMs, noticesFreeMs) => {
    const found = first.get(lane);
    const isHeld =
      found?.['notice'] === 1 && noticesFreeMs > nowMs && noticesFreeMs > numberIn(found, 'ready_ms');
    return (isHeld ? plain.get(lane) : found) ?? null;
  };
};

/** Ends rows with the one that tells them. A row that tells others stays: they would be lost with it. */
const folding = (db: DatabaseSync) => {
  const fold = `
    update outbox as o set state = 'folded', key = null, folded_into = :id, ended_ms = :nowMs,
      why = 'told with another row'
    where o.lane = :lane and o.state = 'waiting' and o.id <> :id and o.claimed_ms is null and o.order_ms <= :nowMs
      and not exists (select 1 from outbox c where c.folded_into = o.id)`;
  const overdue = db.prepare(`${fold} and min(o.order_ms, o.queued_ms) <= :nowMs - ${overdueMs}`);
  const notices = db.prepare(`${fold} and o.id in (
    select n.id from outbox n
    where n.lane = :lane and n.state = 'waiting' and n.notice = 1 and n.id <> :id and n.order_ms <= :nowMs
    order by n.urgency = 'urgent' desc, n.order_ms, n.id limit ${noticesInOne - 1})`);
  const folded = db.prepare('select row from outbox where folded_into = ? order by order_ms, id');
  return {
    overdue: (id: number, lane: string, nowMs: number) => void overdue.run({ id, lane, nowMs }),
    notices: (id: number, lane: string, nowMs: number) => void notices.run({ id, lane, nowMs }),
    rowsOf: (id: number) => folded.all(id).map((row) => messageOf(textIn(row, 'row'))),
  };
};

export type Claimed = { readonly row: Due; readonly wasReadyMs: number; readonly isNotice: boolean };

/** Claims the first row of a lane that can be claimed, else null. To be run inside a transaction. */
export const claimHead = (
  db: DatabaseSync,
): ((lane: string, nowMs: number, leaseMs: number) => Claimed | null) => {
  const head = headOf(db);
  const freeMs = scopeFreeMs(db);
  const claim = db.prepare(`
    update outbox set claimed_ms = ?, attempt = attempt + 1, returned = 0, ready_ms = ? where id = ?`);
  const fold = folding(db);
  return (lane, nowMs, leaseMs) => {
    const noticesFreeMs = freeMs(noticeScope(lane));
    const found = head(lane, nowMs, noticesFreeMs);
    // Rows may be erased or moved behind the lane's back; then it is only refreshed.
    if (found === null || numberIn(found, 'ready_ms') > nowMs) return null;
    const id = numberIn(found, 'id');
    const orderMs = numberIn(found, 'order_ms');
    const isNotice = found['notice'] === 1;
    const lapsed = found['claimed_ms'] !== null;
    const wasHeld = isNotice && noticesFreeMs > Math.max(orderMs, numberIn(found, 'queued_ms'));
    // Nobody knows whether a lapsed row arrived, so nothing more is hung on it.
    if (!lapsed && orderMs <= nowMs - overdueMs && mayFold(lane)) fold.overdue(id, lane, nowMs);
    else if (!lapsed && wasHeld) fold.notices(id, lane, nowMs);
    claim.run(nowMs, nowMs + leaseMs, id);
    const folded = fold.rowsOf(id);
    const row: Due = {
      ...rowOf(textIn(found, 'row')),
      id,
      attempt: numberIn(found, 'attempt') + 1,
      lapsed,
      ...(folded.length === 0 ? {} : { folded }),
    };
    return { row, wasReadyMs: numberIn(found, 'ready_ms'), isNotice };
  };
};
