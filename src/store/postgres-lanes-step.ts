/**
 * Lanes and budgets: what waits is looked up by lane, and how often was sent is counted. outbox-order.ts says what the
 * columns mean. A function that changes a lane's rows holds the lane's lock from before its first change to the commit,
 * so nobody refreshes a lane from rows they do not see. Claims pass by a lane that is held.
 */
import { isReplaceable } from './outbox-order.ts';

const tables = `
  alter table outbox add column tenant text not null default '';
  alter table outbox add column urgency text not null default 'usual' check (urgency in ('urgent', 'usual'));
  alter table outbox add column queued_ms bigint not null default 0;
  alter table outbox add column folded_into bigint;
  alter table outbox drop constraint outbox_state_check;
  alter table outbox add constraint outbox_state_check
    check (state in ('waiting', 'parked', 'unknown', 'dead', 'folded'));
  update outbox set queued_ms = order_ms, tenant = case
    when lane like 'person:%' then split_part(substr(lane, 8), '/', 1)
    when lane like 'conversation:%' then lower(coalesce(row::json #>> '{recipient,address,tenantId}', ''))
    when lane like 'reminder:%' then '' else 'leads' end;
  drop index outbox_ready;
  create index outbox_urgent on outbox (lane, order_ms) where state = 'waiting' and urgency = 'urgent';
  create index outbox_claimed on outbox (lane) where claimed_ms is not null;
  create index outbox_folded on outbox (folded_into) where folded_into is not null;

  create table lanes (lane text primary key, tenant text not null, next_ms bigint not null, urgent_ms bigint);
  create index lanes_next on lanes (tenant, next_ms);
  create index lanes_urgent on lanes (tenant, urgent_ms) where urgent_ms is not null;
  insert into lanes (lane, tenant, next_ms) select distinct lane, tenant, 0 from outbox where state = 'waiting';

  create table budgets (scope text primary key, used bigint not null, free_ms bigint not null, last_ms bigint not null);
  create index budgets_last on budgets (last_ms);
  create table sends (scope text not null, nth bigint not null, at_ms bigint not null, primary key (scope, nth));
  create index sends_at on sends (at_ms);
`;

/** A lane where nothing waits is locked as a row that says so, and taken out when it is refreshed. */
const lanes = `
  create function lock_lane(the_lane text, the_tenant text) returns void language plpgsql as $$
  begin
    insert into lanes values (the_lane, the_tenant, 0, null) on conflict (lane) do update set tenant = lanes.tenant;
  end $$;

  create function refresh_lane(the_lane text) returns void language plpgsql as $$
  declare head record;
  begin
    select ready_ms into head from outbox
    where lane = the_lane and state = 'waiting' order by order_ms, id limit 1;
    if not found then
      delete from lanes where lane = the_lane;
      return;
    end if;
    update lanes set
      next_ms = greatest(head.ready_ms,
        (select max(c.ready_ms) from outbox c where c.lane = the_lane and c.claimed_ms is not null),
        (select greatest(b.free_ms, b.last_ms) from budgets b where b.scope = the_lane)),
      urgent_ms = (select min(u.order_ms) from outbox u
        where u.lane = the_lane and u.state = 'waiting' and u.urgency = 'urgent')
    where lane = the_lane;
  end $$;

  create function charge_scope(the_scope text, most bigint[], windows bigint[], now_ms bigint) returns void
  language plpgsql as $$
  declare nth_now bigint;
  begin
    insert into budgets values (the_scope, 1, 0, now_ms)
    on conflict (scope) do update set used = budgets.used + 1, last_ms = now_ms
    returning used into nth_now;
    insert into sends values (the_scope, nth_now, now_ms);
    update budgets set free_ms = coalesce((
      select max(s.at_ms + b.window_ms) from unnest(most, windows) b (most, window_ms)
      join sends s on s.scope = the_scope and s.nth = nth_now - b.most + 1), 0)
    where scope = the_scope;
  end $$;
`;

const changes = `
  create or replace function drop_rows(item jsonb) returns void language plpgsql as $$
  declare held record;
  begin
    for held in select distinct lane, tenant from outbox
      where key collate "C" between item->>'from' and item->>'to' order by lane
    loop
      perform lock_lane(held.lane, held.tenant);
      delete from outbox where lane = held.lane
        and key collate "C" between item->>'from' and item->>'to' and ${isReplaceable};
      update outbox set key = null where lane = held.lane and key collate "C" between item->>'from' and item->>'to';
      perform refresh_lane(held.lane);
    end loop;
  end $$;

  create or replace function queue_row(item jsonb) returns void language plpgsql as $$
  begin
    perform drop_rows(jsonb_build_object('from', item->>'key', 'to', item->>'key'));
    perform lock_lane(item->>'lane', item->>'tenant');
    insert into outbox (key, lane, tenant, urgency, state, order_ms, ready_ms, queued_ms, row)
    values (item->>'key', item->>'lane', item->>'tenant', item->>'urgency', 'waiting', (item->>'dueMs')::bigint,
      (item->>'dueMs')::bigint, (item->>'queuedMs')::bigint, item->>'row');
    perform refresh_lane(item->>'lane');
  end $$;

  create or replace function end_reminder(item jsonb) returns boolean language plpgsql as $$
  declare held record;
  begin
    select lane, tenant into held from outbox where id = (item->>'id')::bigint;
    if not found then return false; end if;
    perform lock_lane(held.lane, held.tenant);
    delete from outbox where id = (item->>'id')::bigint and attempt = (item->>'attempt')::bigint
      and claimed_ms is not null;
    if not found then return false; end if;
    perform refresh_lane(held.lane);
    return true;
  end $$;

  create function settle_row(the_id bigint, the_attempt bigint, kind text, the_why text, again_ms bigint, is_free boolean)
  returns void language plpgsql as $$
  declare held record;
  begin
    select lane, tenant into held from outbox where id = the_id;
    if not found then return; end if;
    perform lock_lane(held.lane, held.tenant);
    if kind = 'sent' then
      delete from outbox where id = the_id;
    elsif kind in ('dead', 'unknown') then
      update outbox set claimed_ms = null, key = null, state = kind, why = the_why
      where id = the_id and attempt = the_attempt and claimed_ms is not null;
    else
      delete from outbox where id = the_id and attempt = the_attempt and key is null;
      update outbox set why = the_why,
        state = case when kind = 'parked' then 'parked' else 'waiting' end,
        parked_ms = case when kind = 'parked' then claimed_ms else parked_ms end,
        ready_ms = case when kind = 'parked' then ready_ms else again_ms end,
        attempt = case when is_free then attempt - 1 else attempt end,
        claimed_ms = null
      where id = the_id and attempt = the_attempt and claimed_ms is not null;
    end if;
    perform refresh_lane(held.lane);
  end $$;

  create function unpark_lane(the_lane text, now_ms bigint, oldest_ms bigint) returns void language plpgsql as $$
  declare held record;
  begin
    select tenant into held from outbox where lane = the_lane and state = 'parked' limit 1;
    if not found then return; end if;
    perform lock_lane(the_lane, held.tenant);
    update outbox set state = 'dead', key = null, why = 'parked too long'
    where lane = the_lane and state = 'parked' and parked_ms < oldest_ms;
    update outbox set state = 'waiting', ready_ms = now_ms where lane = the_lane and state = 'parked';
    perform refresh_lane(the_lane);
  end $$;
`;

/** The tenants for whom something waits, each found by a step down the index; `budget_ms`: from when they may be sent to. */
const claims = `
  create function waiting_tenants() returns table (tenant text, budget_ms bigint) language sql stable as $$
    with recursive found (tenant) as (
      select min(l.tenant) from lanes l
      union all
      select (select min(l.tenant) from lanes l where l.tenant > f.tenant) from found f where f.tenant is not null
    )
    select f.tenant, coalesce(b.free_ms, 0) from found f
    left join budgets b on b.scope = 'tenant:' || f.tenant where f.tenant is not null
  $$;

  create function open_lanes(now_ms bigint, most integer)
  returns table (lane text, tenant text, rank integer, since_ms bigint) language sql stable as $$
    select o.* from waiting_tenants() t cross join lateral (
      (select l.lane, l.tenant, 1, l.urgent_ms from lanes l
       where l.tenant = t.tenant and l.urgent_ms <= now_ms and l.next_ms <= now_ms
       order by l.urgent_ms limit most)
      union all
      (select l.lane, l.tenant, case when l.tenant = '' then 0 else 2 end, l.next_ms from lanes l
       where l.tenant = t.tenant and l.next_ms <= now_ms and (l.urgent_ms is null or l.urgent_ms > now_ms)
       order by l.next_ms limit most)
    ) o where t.budget_ms <= now_ms
  $$;

  create function claim_head(the_lane text, now_ms bigint, lease_ms bigint, overdue_ms bigint) returns jsonb
  language plpgsql as $$
  declare head record;
  begin
    select * into head from outbox where lane = the_lane and state = 'waiting' order by order_ms, id limit 1;
    if not found or head.ready_ms > now_ms then return null; end if;
    if head.claimed_ms is null and the_lane !~ '^(conversation:|reminder:|lead-room)' and head.order_ms <= now_ms - overdue_ms then
      update outbox set state = 'folded', key = null, folded_into = head.id, why = 'told with another row'
      where lane = the_lane and state = 'waiting' and id <> head.id and claimed_ms is null
        and order_ms <= now_ms and least(order_ms, queued_ms) <= now_ms - overdue_ms;
    end if;
    update outbox set claimed_ms = now_ms, attempt = attempt + 1, ready_ms = now_ms + lease_ms where id = head.id;
    return jsonb_build_object('id', head.id, 'attempt', head.attempt + 1, 'lapsed', head.claimed_ms is not null,
      'readyMs', head.ready_ms, 'row', head.row, 'folded',
      (select coalesce(jsonb_agg(f.row order by f.order_ms, f.id), '[]') from outbox f where f.folded_into = head.id));
  end $$;

  -- Rows may be erased or moved behind a lane's back; then it is only refreshed.
  create function claim_due(now_ms bigint, most integer, lease_ms bigint, overdue_ms bigint,
    lane_most bigint[], lane_windows bigint[], tenant_most bigint[], tenant_windows bigint[])
  returns setof jsonb language plpgsql as $$
  declare
    open record;
    head jsonb;
    left_over integer := most;
  begin
    for open in select * from open_lanes(now_ms, most) o order by o.rank, o.since_ms, o.lane loop
      exit when left_over = 0;
      perform 1 from lanes l where l.lane = open.lane and l.next_ms <= now_ms for update skip locked;
      continue when not found;
      if open.tenant <> '' then
        -- Holding the tenant's row from here on, no other instance counts for it until this claim is committed.
        insert into budgets values ('tenant:' || open.tenant, 0, 0, now_ms)
        on conflict (scope) do update set last_ms = greatest(budgets.last_ms, now_ms);
        continue when (select free_ms from budgets where scope = 'tenant:' || open.tenant) > now_ms;
      end if;
      head := claim_head(open.lane, now_ms, lease_ms, overdue_ms);
      if head is not null then
        return next head;
        left_over := left_over - 1;
      end if;
      if head is not null and open.tenant <> '' then
        perform charge_scope(open.lane, lane_most, lane_windows, now_ms);
        perform charge_scope('tenant:' || open.tenant, tenant_most, tenant_windows, now_ms);
      end if;
      perform refresh_lane(open.lane);
    end loop;
  end $$;
`;

export const lanesStep: string = tables + lanes + changes + claims;
