/** Lanes and budgets in SQLite; outbox-order.ts says what their columns mean. All to be run inside a transaction. */
import type { DatabaseSync } from 'node:sqlite';
import type { Budget } from './budgets.ts';
import { forgetEveryMs, longestWindowMs, tenantScope } from './budgets.ts';
import { numberIn, textIn } from './kept.ts';
import type { Columns } from './kept.ts';
import { byTurn } from './outbox-order.ts';
import type { OpenLane } from './outbox-order.ts';
import { endedForgotten, endedKeptMs, parkedKeptMs } from './limits.ts';
import { isReminderLane, nobodysTenant } from './turn-rows.ts';

/** Reminders are never urgent, are no notices, and have no budgets. */
const putReminders = (db: DatabaseSync): ((lane: string) => boolean) => {
  const put = db.prepare(`
    insert into lanes (lane, tenant, next_ms)
    select h.lane, h.tenant, max(h.ready_ms,
      coalesce((select max(c.ready_ms) from outbox c where c.lane = h.lane and c.claimed_ms is not null), 0))
    from (select lane, tenant, ready_ms from outbox where lane = ? and state = 'waiting'
      order by order_ms, id limit 1) h
    where true
    on conflict (lane) do update set next_ms = excluded.next_ms`);
  return (lane) => put.run(lane).changes > 0;
};

const putMessages = (db: DatabaseSync): ((lane: string) => boolean) => {
  const put = db.prepare(`
    insert into lanes (lane, tenant, next_ms, urgent_ms)
    select h.lane, h.tenant,
      max(
        case when h.notice = 1 and n.free_ms > h.ready_ms then min(n.free_ms, coalesce(
          (select p.ready_ms from outbox p where p.lane = h.lane and p.state = 'waiting' and p.notice = 0 and p.tenant <> ''
            order by p.order_ms, p.id limit 1), n.free_ms)) else h.ready_ms end,
        coalesce((select max(c.ready_ms) from outbox c where c.lane = h.lane and c.claimed_ms is not null), 0),
        coalesce((select max(b.free_ms, b.last_ms) from budgets b where b.scope = h.lane), 0)),
      (select min(u.order_ms) from outbox u where u.lane = h.lane and u.state = 'waiting' and u.urgency = 'urgent')
    from (select lane, tenant, ready_ms, notice from outbox where lane = ? and state = 'waiting'
      order by order_ms, id limit 1) h
    left join budgets n on n.scope = 'notices:' || h.lane
    where true
    on conflict (lane) do update set next_ms = excluded.next_ms, urgent_ms = excluded.urgent_ms`);
  return (lane) => put.run(lane).changes > 0;
};

/** Brings a lane's row up to date with the outbox; a lane where nothing waits has none. */
export const refreshLane = (db: DatabaseSync): ((lane: string) => void) => {
  const reminders = putReminders(db);
  const messages = putMessages(db);
  const drop = db.prepare('delete from lanes where lane = ?');
  return (lane) => {
    const put = isReminderLane(lane) ? reminders : messages;
    if (!put(lane)) drop.run(lane);
  };
};

/** Counts one send of a lane or tenant, and works out when its next may come. */
export const chargeScope = (
  db: DatabaseSync,
): ((scope: string, budgets: readonly Budget[], nowMs: number) => void) => {
  const use = db.prepare(`
    insert into budgets (scope, used, free_ms, last_ms) values (:scope, 1, 0, :nowMs)
    on conflict (scope) do update set used = used + 1, last_ms = :nowMs returning used`);
  const note = db.prepare('insert into sends (scope, nth, at_ms) values (?, ?, ?)');
  const sendAt = db.prepare('select at_ms from sends where scope = ? and nth = ?');
  const free = db.prepare('update budgets set free_ms = ? where scope = ?');
  return (scope, budgets, nowMs) => {
    const used = numberIn(use.get({ scope, nowMs }) ?? {}, 'used');
    note.run(scope, used, nowMs);
    const ends = budgets.map(({ most, windowMs }) => {
      const first = used < most ? undefined : sendAt.get(scope, used - most + 1);
      return first === undefined ? 0 : numberIn(first, 'at_ms') + windowMs;
    });
    const freeMs = Math.max(...ends);
    if (freeMs > 0) free.run(freeMs, scope);
  };
};

/** What was parked too long dies though nobody came back; a folded row stays as long as the one that tells it. */
const forgetEnded = (db: DatabaseSync): ((nowMs: number) => void) => {
  const expire = db.prepare(`
    update outbox set state = 'dead', key = null, ended_ms = ?, why = 'parked too long'
    where state = 'parked' and parked_ms < ?`);
  const forget = db.prepare(`
    delete from outbox where id in (
      select o.id from outbox o
      where o.ended_ms < ? and not exists (select 1 from outbox h where h.id = o.folded_into)
      order by o.ended_ms limit ${endedForgotten})`);
  return (nowMs) => {
    expire.run(nowMs, nowMs - parkedKeptMs);
    forget.run(nowMs - endedKeptMs);
  };
};

/** Takes out, now and then, what no longer counts, and what ended so long ago that nobody asks. */
export const forgetOld = (db: DatabaseSync): ((nowMs: number) => void) => {
  const sends = db.prepare('delete from sends where at_ms < ?');
  const budgets = db.prepare('delete from budgets where last_ms < ?');
  const ended = forgetEnded(db);
  let forgottenMs = 0;
  return (nowMs) => {
    if (Math.abs(nowMs - forgottenMs) < forgetEveryMs) return;
    forgottenMs = nowMs;
    sends.run(nowMs - longestWindowMs);
    budgets.run(nowMs - longestWindowMs);
    ended(nowMs);
  };
};

/** From when what is counted under this name may be sent again; 0: now. */
export const scopeFreeMs = (db: DatabaseSync): ((scope: string) => number) => {
  const find = db.prepare('select free_ms from budgets where scope = ?');
  return (scope) => {
    const row = find.get(scope);
    return row === undefined ? 0 : numberIn(row, 'free_ms');
  };
};

/** The tenants for whom something waits. Each is found by a step down the index, however many lanes it has. */
export const waitingTenants = (db: DatabaseSync): (() => readonly string[]) => {
  const all = db.prepare(`
    with recursive tenants (tenant) as (
      select min(tenant) from lanes
      union all
      select (select min(l.tenant) from lanes l where l.tenant > t.tenant) from tenants t where t.tenant is not null
    )
    select tenant from tenants where tenant is not null`);
  return () => all.all().map((row) => textIn(row, 'tenant'));
};

/** Lanes that can be claimed at `nowMs`, in order, at most `limit` of each tenant and kind. */
export const openLanes = (db: DatabaseSync): ((nowMs: number, limit: number) => readonly OpenLane[]) => {
  const tenants = waitingTenants(db);
  const freeMs = scopeFreeMs(db);
  const urgent = db.prepare(`
    select lane, urgent_ms as since_ms from lanes
    where tenant = :tenant and urgent_ms <= :nowMs and next_ms <= :nowMs order by urgent_ms limit :limit`);
  const usual = db.prepare(`
    select lane, next_ms as since_ms from lanes indexed by lanes_next
    where tenant = :tenant and next_ms <= :nowMs and (urgent_ms is null or urgent_ms > :nowMs)
    order by next_ms limit :limit`);
  const laneOf = (row: Columns, tenant: string, rank: number): OpenLane => ({
    lane: textIn(row, 'lane'),
    tenant,
    rank,
    sinceMs: numberIn(row, 'since_ms'),
  });
  const lanesOf = (tenant: string, nowMs: number, limit: number): readonly OpenLane[] => {
    const values = { tenant, nowMs, limit };
    const rank = tenant === nobodysTenant ? 0 : 2;
    return [
      ...urgent.all(values).map((row) => laneOf(row, tenant, 1)),
      ...usual.all(values).map((row) => laneOf(row, tenant, rank)),
    ];
  };
  return (nowMs, limit) =>
    tenants()
      .filter((tenant) => freeMs(tenantScope(tenant)) <= nowMs)
      .flatMap((tenant) => lanesOf(tenant, nowMs, limit))
      .toSorted(byTurn);
};
