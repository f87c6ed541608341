/**
 * Notices to one person are counted apart, and more than are allowed hold up nothing else: outbox-order.ts says how.
 * And whoever comes back is noted with their turn, so that nothing is parked that was tried before they did.
 */
const tables = `
  alter table outbox add column notice boolean not null default false;
  alter table outbox add column returned boolean not null default false;
  alter table outbox add column ended_ms bigint;
  update outbox set notice = true where lane like 'person:%'
    and (row like '%"picture":{"card":"alert"%' or row like '%"picture":{"card":"alerts"%');
  update outbox set ended_ms = greatest(order_ms, queued_ms) where state in ('unknown', 'dead', 'folded');
  create index outbox_plain on outbox (lane, order_ms, id) where state = 'waiting' and not notice;
  create index outbox_ended on outbox (ended_ms) where ended_ms is not null;
`;

const lanes = `
  create or replace function refresh_lane(the_lane text) returns void language plpgsql as $$
  declare
    head record;
    head_ms bigint;
    notices_ms bigint;
  begin
    select ready_ms, notice into head from outbox
    where lane = the_lane and state = 'waiting' order by order_ms, id limit 1;
    if not found then
      delete from lanes where lane = the_lane;
      return;
    end if;
    head_ms := head.ready_ms;
    if head.notice then
      select b.free_ms into notices_ms from budgets b where b.scope = 'notices:' || the_lane;
      if notices_ms > head_ms then
        head_ms := least(notices_ms, (select p.ready_ms from outbox p
          where p.lane = the_lane and p.state = 'waiting' and not p.notice order by p.order_ms, p.id limit 1));
      end if;
    end if;
    update lanes set
      next_ms = greatest(head_ms,
        (select max(c.ready_ms) from outbox c where c.lane = the_lane and c.claimed_ms is not null),
        (select greatest(b.free_ms, b.last_ms) from budgets b where b.scope = the_lane)),
      urgent_ms = (select min(u.order_ms) from outbox u
        where u.lane = the_lane and u.state = 'waiting' and u.urgency = 'urgent')
    where lane = the_lane;
  end $$;

  create or replace function queue_row(item jsonb) returns void language plpgsql as $$
  begin
    perform drop_rows(jsonb_build_object('from', item->>'key', 'to', item->>'key'));
    perform lock_lane(item->>'lane', item->>'tenant');
    insert into outbox (key, lane, tenant, urgency, notice, state, order_ms, ready_ms, queued_ms, row)
    values (item->>'key', item->>'lane', item->>'tenant', item->>'urgency', (item->>'isNotice')::boolean, 'waiting',
      (item->>'dueMs')::bigint, (item->>'dueMs')::bigint, (item->>'queuedMs')::bigint, item->>'row');
    perform refresh_lane(item->>'lane');
  end $$;
`;

const claims = `
  -- The first row of the lane, or the first that is no notice while the person can be told no more of them.
  create function head_of(the_lane text, now_ms bigint, notices_ms bigint) returns setof outbox language plpgsql as $$
  declare head outbox;
  begin
    select * into head from outbox where lane = the_lane and state = 'waiting' order by order_ms, id limit 1;
    if head.notice and notices_ms > now_ms and notices_ms > head.ready_ms then
      return query select * from outbox
        where lane = the_lane and state = 'waiting' and not notice order by order_ms, id limit 1;
    elsif head.id is not null then
      return next head;
    end if;
  end $$;

  -- Nobody knows whether a lapsed row arrived, so nothing more is hung on it; a row that tells others ends by itself.
  create function fold_rows(head outbox, now_ms bigint, overdue_ms bigint, notices_ms bigint, most_folded bigint)
  returns void language plpgsql as $$
  begin
    if head.claimed_ms is not null then return; end if;
    if head.order_ms <= now_ms - overdue_ms and head.lane !~ '^(conversation:|reminder:|lead-room)' then
      update outbox o set state = 'folded', key = null, folded_into = head.id, ended_ms = now_ms,
        why = 'told with another row'
      where o.lane = head.lane and o.state = 'waiting' and o.id <> head.id and o.claimed_ms is null
        and o.order_ms <= now_ms and least(o.order_ms, o.queued_ms) <= now_ms - overdue_ms
        and not exists (select 1 from outbox c where c.folded_into = o.id);
    elsif head.notice and notices_ms > greatest(head.order_ms, head.queued_ms) then
      update outbox o set state = 'folded', key = null, folded_into = head.id, ended_ms = now_ms,
        why = 'told with another row'
      where o.claimed_ms is null and not exists (select 1 from outbox c where c.folded_into = o.id) and o.id in (
        select n.id from outbox n
        where n.lane = head.lane and n.state = 'waiting' and n.notice and n.id <> head.id and n.order_ms <= now_ms
        order by n.urgency = 'urgent' desc, n.order_ms, n.id limit most_folded);
    end if;
  end $$;

  drop function claim_head(text, bigint, bigint, bigint);
  create function claim_head(the_lane text, now_ms bigint, lease_ms bigint, overdue_ms bigint, most_folded bigint)
  returns jsonb language plpgsql as $$
  declare
    head outbox;
    notices_ms bigint;
  begin
    select b.free_ms into notices_ms from budgets b where b.scope = 'notices:' || the_lane;
    notices_ms := coalesce(notices_ms, 0);
    select * into head from head_of(the_lane, now_ms, notices_ms);
    if head.id is null or head.ready_ms > now_ms then return null; end if;
    perform fold_rows(head, now_ms, overdue_ms, notices_ms, most_folded);
    update outbox set claimed_ms = now_ms, attempt = attempt + 1, returned = false, ready_ms = now_ms + lease_ms
    where id = head.id;
    return jsonb_build_object('id', head.id, 'attempt', head.attempt + 1, 'lapsed', head.claimed_ms is not null,
      'readyMs', head.ready_ms, 'row', head.row, 'isNotice', head.notice, 'folded',
      (select coalesce(jsonb_agg(f.row order by f.order_ms, f.id), '[]') from outbox f where f.folded_into = head.id));
  end $$;

  -- Rows may be erased or moved behind a lane's back; then it is only refreshed.
  drop function claim_due(bigint, integer, bigint, bigint, bigint[], bigint[], bigint[], bigint[]);
  create function claim_due(now_ms bigint, most integer, lease_ms bigint, overdue_ms bigint,
    lane_most bigint[], lane_windows bigint[], tenant_most bigint[], tenant_windows bigint[],
    notice_most bigint[], notice_windows bigint[], most_folded bigint)
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
      head := claim_head(open.lane, now_ms, lease_ms, overdue_ms, most_folded);
      if head is not null then
        return next head;
        left_over := left_over - 1;
      end if;
      if head is not null and open.tenant <> '' then
        perform charge_scope(open.lane, lane_most, lane_windows, now_ms);
        perform charge_scope('tenant:' || open.tenant, tenant_most, tenant_windows, now_ms);
      end if;
      if (head->>'isNotice')::boolean then
        perform charge_scope('notices:' || open.lane, notice_most, notice_windows, now_ms);
      end if;
      perform refresh_lane(open.lane);
    end loop;
  end $$;
`;

const ends = `
  create or replace function settle_row(
    the_id bigint, the_attempt bigint, kind text, the_why text, again_ms bigint, is_free boolean)
  returns void language plpgsql as $$
  declare held record;
  begin
    select lane, tenant into held from outbox where id = the_id;
    if not found then return; end if;
    perform lock_lane(held.lane, held.tenant);
    if kind = 'sent' then
      delete from outbox where id = the_id;
    elsif kind in ('dead', 'unknown') then
      update outbox set ended_ms = claimed_ms, claimed_ms = null, key = null, state = kind, why = the_why
      where id = the_id and attempt = the_attempt and claimed_ms is not null;
    else
      delete from outbox where id = the_id and attempt = the_attempt and key is null;
      if kind = 'parked' then
        update outbox set why = the_why, claimed_ms = null,
          state = case when returned then 'waiting' else 'parked' end,
          ready_ms = case when returned then claimed_ms else ready_ms end,
          parked_ms = case when returned then parked_ms else claimed_ms end
        where id = the_id and attempt = the_attempt and claimed_ms is not null;
      else
        update outbox set why = the_why, claimed_ms = null, ready_ms = again_ms,
          attempt = case when is_free then attempt - 1 else attempt end
        where id = the_id and attempt = the_attempt and claimed_ms is not null;
      end if;
    end if;
    perform refresh_lane(held.lane);
  end $$;

  -- What is under way was tried too early to know that the person is back, so it is not parked for having failed.
  create or replace function unpark_lane(the_lane text, now_ms bigint, oldest_ms bigint) returns void
  language plpgsql as $$
  declare held record;
  begin
    select tenant into held from outbox where lane = the_lane and (state = 'parked' or claimed_ms is not null) limit 1;
    if not found then return; end if;
    perform lock_lane(the_lane, held.tenant);
    update outbox set state = 'dead', key = null, ended_ms = now_ms, why = 'parked too long'
    where lane = the_lane and state = 'parked' and parked_ms < oldest_ms;
    update outbox set returned = true where lane = the_lane and claimed_ms is not null;
    update outbox set state = 'waiting', ready_ms = now_ms where lane = the_lane and state = 'parked';
    perform refresh_lane(the_lane);
  end $$;

  -- What was parked too long dies though nobody came back; a folded row stays as long as the one that tells it.
  create function forget_ended(now_ms bigint, parked_before_ms bigint, ended_before_ms bigint, most bigint)
  returns void language plpgsql as $$
  begin
    update outbox set state = 'dead', key = null, ended_ms = now_ms, why = 'parked too long'
    where state = 'parked' and parked_ms < parked_before_ms;
    delete from outbox where id in (
      select o.id from outbox o
      where o.ended_ms < ended_before_ms and not exists (select 1 from outbox h where h.id = o.folded_into)
      order by o.ended_ms limit most);
  end $$;

  alter function commit_turn(jsonb) rename to keep_turn;
  create function commit_turn(turn jsonb) returns jsonb language plpgsql as $$
  declare committed jsonb := keep_turn(turn);
  begin
    if committed->>'kind' = 'committed' then
      perform unpark_lane(u->>'lane', (turn->>'nowMs')::bigint, (u->>'oldestMs')::bigint)
      from jsonb_array_elements(turn->'unparks') u;
    end if;
    return committed;
  end $$;
`;

export const noticesStep: string = tables + lanes + claims + ends;
