/**
 * The leads' side: the desk's own state, what boards, figures and the cross-customer signal look cases up by, and
 * reminders that a turn sets, drops and ends. Keys are compared by code point, whatever the database's language.
 * Escapes are taken out before a state is read as JSON: PostgreSQL refuses to read beside a NUL or half a character.
 */
export const leads = `
  create table desk (id bigint primary key check (id = 1), version bigint not null, state text not null);

  alter table cases add column opened_ms bigint not null default 0;
  alter table cases add column product text;
  alter table cases add column symptom text;
  alter table cases add column incident_id text;
  update cases set
    opened_ms = round(extract(epoch from (told ->> 'openedAt')::timestamptz) * 1000)::bigint,
    product = told #>> '{facts,product}',
    symptom = told #>> '{facts,symptom}',
    incident_id = told ->> 'incidentId'
  from (
    select number as told_number, regexp_replace(state, '\\\\u[0-9a-fA-F]{4}', '\\\\n', 'g')::json as told from cases
  ) as readable
  where number = told_number;
  update cases set state = left(state, -1) || ',"follow":{"holder":"desk","handling":{"spentMs":0,"runningSince":null},"nextUpdateAt":null,"promisedAt":null,"customerToldAt":null,"decidedAt":null,"acknowledged":null,"approval":null,"chain":null,"vendor":[],"severityByLead":null,"linked":[],"inLeadRoomSince":null,"toldOnce":[],"signal":null,"quiet":0,"offeredTo":null}}'
  where position('"follow":' in state) = 0;
  create index cases_opened on cases (opened_ms, number);
  create index cases_alike on cases (product, symptom, opened_ms) where symptom is not null;
  create index cases_of_incident on cases (incident_id) where incident_id is not null;
  create index cases_at_work on cases (opened_ms, number) where stage <> 'closed';
  create index outbox_keys on outbox (key collate "C");

  create function put_desk(item jsonb) returns void language plpgsql as $$
  begin
    if (item->>'version')::bigint = 1 then
      insert into desk values (1, 1, item->>'state');
    else
      update desk set version = (item->>'version')::bigint, state = item->>'state'
      where version = (item->>'version')::bigint - 1;
      if not found then raise exception 'stale' using errcode = 'HS001'; end if;
    end if;
  end $$;

  create or replace function put_case(item jsonb, now_ms bigint) returns void language plpgsql as $$
  declare
    before record;
    tenant text;
  begin
    select words_hash, customer_id into before from cases where id = item->>'id';
    select tenant_id into tenant from customers where id = item->>'customerId';
    if (item->>'version')::bigint = 1 then
      insert into cases values ((item->>'number')::bigint, item->>'id', 1, item->>'owner', item->>'customerId', tenant,
        item->>'stage', (item->>'isSensitive')::boolean, (item->>'changedMs')::bigint, item->>'wordsHash',
        item->>'summary', item->>'state', (item->>'openedMs')::bigint, item->>'product', item->>'symptom',
        item->>'incidentId');
    else
      update cases set version = (item->>'version')::bigint, owner = item->>'owner',
        customer_id = item->>'customerId', customer_tenant = tenant, stage = item->>'stage',
        sensitive = (item->>'isSensitive')::boolean, changed_ms = (item->>'changedMs')::bigint,
        opened_ms = (item->>'openedMs')::bigint, product = item->>'product', symptom = item->>'symptom',
        incident_id = item->>'incidentId',
        words_hash = item->>'wordsHash', summary = item->>'summary', state = item->>'state'
      where id = item->>'id' and version = (item->>'version')::bigint - 1;
      if not found then raise exception 'stale' using errcode = 'HS001'; end if;
    end if;
    if before.customer_id is distinct from item->>'customerId' then
      update customers set used_ms = now_ms where id = item->>'customerId';
    end if;
    if before.words_hash is distinct from item->>'wordsHash' then
      insert into search
      values ((item->>'number')::bigint, array_to_tsvector(array(select jsonb_array_elements_text(item->'words'))))
      on conflict (number) do update set words = excluded.words;
    end if;
  end $$;

  create function drop_rows(item jsonb) returns void language plpgsql as $$
  begin
    delete from outbox
    where key collate "C" between item->>'from' and item->>'to' and claimed_ms is null;
    update outbox set key = null where key collate "C" between item->>'from' and item->>'to';
  end $$;

  create function end_reminder(item jsonb) returns boolean language plpgsql as $$
  begin
    delete from outbox where id = (item->>'id')::bigint and attempt = (item->>'attempt')::bigint
      and claimed_ms is not null and key is not null;
    return found;
  end $$;

  create or replace function commit_turn(turn jsonb) returns jsonb language plpgsql as $$
  declare
    earlier record;
    item jsonb;
    now_ms bigint := (turn->>'nowMs')::bigint;
  begin
    select answer into earlier from inbound_seen
    where key in (select jsonb_array_elements_text(turn->'keys')) order by key limit 1;
    if found then
      return jsonb_build_object('kind', 'already-seen', 'answer', earlier.answer);
    end if;
    for item in select value from jsonb_array_elements(turn->'settles') loop
      if not end_reminder(item) then
        return jsonb_build_object('kind', 'already-seen', 'answer', null);
      end if;
    end loop;
    insert into inbound_seen
    select key, turn->>'answer', now_ms from jsonb_array_elements_text(turn->'keys') key;
    perform put_desk(d) from jsonb_array_elements(turn->'desks') d;
    perform put_customer(c) from jsonb_array_elements(turn->'customers') c;
    perform put_person(p) from jsonb_array_elements(turn->'persons') p;
    perform put_case(c, now_ms) from jsonb_array_elements(turn->'cases') c;
    for item in select value from jsonb_array_elements(turn->'record') loop
      perform append_entry(item);
    end loop;
    perform drop_rows(d) from jsonb_array_elements(turn->'drop') d;
    for item in select value from jsonb_array_elements(turn->'rows') loop
      perform queue_row(item);
    end loop;
    insert into shown_cards
    select s->>'caseId', s->>'conversationId', s->>'activityId' from jsonb_array_elements(turn->'shown') s
    on conflict (case_id, conversation_id) do update set activity_id = excluded.activity_id;
    return jsonb_build_object('kind', 'committed');
  end $$;
`;
