/**
 * The tables on PostgreSQL (15 and newer), as steps from nothing to today, all missing ones in one transaction. A step
 * that was ever released is never edited. Names and meanings are those of sqlite-schema.ts.
 *
 * A turn is one call of `commit_turn`: one round trip instead of a dozen. It either does everything or raises:
 * HS001 somebody else was first; a unique violation means the same, found by an index.
 */

import { lanesStep } from './postgres-lanes-step.ts';
import { leads } from './postgres-leads-step.ts';
import { noticesStep } from './postgres-notices-step.ts';
import { searchStep } from './postgres-search-step.ts';
import { wordsStep } from './postgres-words-step.ts';

const tables = `
  create table cases (
    number bigint primary key,
    id text not null constraint cases_id unique,
    version bigint not null,
    owner text not null,
    customer_id text,
    customer_tenant text,
    stage text not null,
    sensitive boolean not null,
    changed_ms bigint not null,
    words_hash text not null,
    summary text not null,
    state text not null
  );
  create index cases_open on cases (owner, changed_ms desc, number desc) where stage <> 'closed';
  create index cases_drafts on cases (owner, changed_ms desc, number desc) where stage = 'intake';
  create index cases_customer on cases (customer_tenant, number desc);
  create sequence case_numbers start 1001;

  create table search (number bigint primary key, words tsvector not null);
  create index search_words on search using gin (words);

  create table record (
    case_id text not null, seq bigint not null, entry text not null, hash text not null,
    primary key (case_id, seq)
  );
  create table record_texts (
    case_id text not null, seq bigint not null, name text not null,
    salt text, text text, hash text not null,
    primary key (case_id, seq, name)
  );

  create table persons (id text primary key, version bigint not null, state text not null);

  create table customers (
    id text primary key,
    version bigint not null,
    domain text not null,
    tenant_id text,
    used_ms bigint,
    revision bigint not null,
    state text not null
  );
  create index customers_domain on customers (domain);
  create index customers_used on customers (used_ms desc nulls last, id);
  create index customers_revision on customers (revision);

  create table outbox (
    id bigint generated always as identity primary key,
    key text constraint outbox_key unique,
    lane text not null,
    state text not null check (state in ('waiting', 'parked', 'unknown', 'dead')),
    order_ms bigint not null,
    ready_ms bigint not null,
    claimed_ms bigint,
    attempt bigint not null default 0,
    parked_ms bigint,
    why text,
    row text not null
  );
  create index outbox_ready on outbox (ready_ms, id) where state = 'waiting';
  create index outbox_lane on outbox (lane, order_ms, id) where state = 'waiting';
  create index outbox_parked on outbox (lane) where state = 'parked';

  create table inbound_seen (key text primary key, answer text, at_ms bigint not null);
  create index inbound_seen_at on inbound_seen (at_ms);

  create table shown_cards (
    case_id text not null, conversation_id text not null, activity_id text not null,
    primary key (case_id, conversation_id)
  );

  create table secrets (name text primary key, value text not null);

  create table numbers (name text primary key, value bigint not null);
  insert into numbers values ('customers-revision', 0);
`;

/** One part of a turn each. The row lock on the revision makes later revisions visible only after earlier ones. */
const parts = `
  create function put_customer(item jsonb) returns void language plpgsql as $$
  declare next_revision bigint;
  begin
    update numbers set value = value + 1 where name = 'customers-revision' returning value into next_revision;
    if (item->>'version')::bigint = 1 then
      insert into customers (id, version, domain, tenant_id, revision, state)
      values (item->>'id', 1, item->>'domain', item->>'tenantId', next_revision, item->>'state');
    else
      update customers set version = (item->>'version')::bigint, domain = item->>'domain',
        tenant_id = item->>'tenantId', revision = next_revision, state = item->>'state'
      where id = item->>'id' and version = (item->>'version')::bigint - 1;
      if not found then raise exception 'stale' using errcode = 'HS001'; end if;
    end if;
    update cases set customer_tenant = item->>'tenantId'
    where customer_id = item->>'id' and customer_tenant is distinct from item->>'tenantId';
  end $$;

  create function put_person(item jsonb) returns void language plpgsql as $$
  begin
    if (item->>'version')::bigint = 1 then
      insert into persons values (item->>'id', 1, item->>'state');
    else
      update persons set version = (item->>'version')::bigint, state = item->>'state'
      where id = item->>'id' and version = (item->>'version')::bigint - 1;
      if not found then raise exception 'stale' using errcode = 'HS001'; end if;
    end if;
  end $$;

  create function put_case(item jsonb, now_ms bigint) returns void language plpgsql as $$
  declare
    before record;
    tenant text;
  begin
    select words_hash, customer_id into before from cases where id = item->>'id';
    select tenant_id into tenant from customers where id = item->>'customerId';
    if (item->>'version')::bigint = 1 then
      insert into cases values ((item->>'number')::bigint, item->>'id', 1, item->>'owner', item->>'customerId', tenant,
        item->>'stage', (item->>'isSensitive')::boolean, (item->>'changedMs')::bigint, item->>'wordsHash',
        item->>'summary', item->>'state');
    else
      update cases set version = (item->>'version')::bigint, owner = item->>'owner',
        customer_id = item->>'customerId', customer_tenant = tenant, stage = item->>'stage',
        sensitive = (item->>'isSensitive')::boolean, changed_ms = (item->>'changedMs')::bigint,
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

  create function append_entry(item jsonb) returns void language plpgsql as $$
  declare
    last record;
    next_seq bigint;
    next_hash text;
  begin
    perform pg_advisory_xact_lock(hashtextextended(item->>'caseId', 4217));
    select seq, hash into last from record where case_id = item->>'caseId' order by seq desc limit 1;
    next_seq := coalesce(last.seq, 0) + 1;
    next_hash := encode(sha256(convert_to(
      coalesce(last.hash, item->>'caseId') || E'\\n' || (item->>'covered'), 'UTF8')), 'hex');
    insert into record values (item->>'caseId', next_seq, item->>'entry', next_hash);
    insert into record_texts
    select item->>'caseId', next_seq, t->>'name', t->>'salt', t->>'text', t->>'hash'
    from jsonb_array_elements(item->'texts') t;
  end $$;

  create function queue_row(item jsonb) returns void language plpgsql as $$
  begin
    delete from outbox where key = item->>'key' and claimed_ms is null;
    update outbox set key = null where key = item->>'key';
    insert into outbox (key, lane, state, order_ms, ready_ms, row)
    values (item->>'key', item->>'lane', 'waiting', (item->>'dueMs')::bigint, (item->>'dueMs')::bigint, item->>'row');
  end $$;
`;

const turn = `
  create function commit_turn(turn jsonb) returns jsonb language plpgsql as $$
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
    insert into inbound_seen
    select key, turn->>'answer', now_ms from jsonb_array_elements_text(turn->'keys') key;
    perform put_customer(c) from jsonb_array_elements(turn->'customers') c;
    perform put_person(p) from jsonb_array_elements(turn->'persons') p;
    perform put_case(c, now_ms) from jsonb_array_elements(turn->'cases') c;
    for item in select value from jsonb_array_elements(turn->'record') loop
      perform append_entry(item);
    end loop;
    for item in select value from jsonb_array_elements(turn->'rows') loop
      perform queue_row(item);
    end loop;
    insert into shown_cards
    select s->>'caseId', s->>'conversationId', s->>'activityId' from jsonb_array_elements(turn->'shown') s
    on conflict (case_id, conversation_id) do update set activity_id = excluded.activity_id;
    return jsonb_build_object('kind', 'committed');
  end $$;
`;

/** How the test posts of a `check` ended, by its run and target. */
const checks = `
  create table checks (
    run text not null, target text not null, outcome text not null, at_ms bigint not null, primary key (run, target)
  );
`;

/**
 * Customers talk with the bot: they are found by their tenant, and the desk's own people among them. Looked for as
 * text, in which a quoted name of a member cannot be somebody's words: jsonb refuses the NUL a name may hold.
 */
const customers = `
  update customers set tenant_id = lower(tenant_id) where tenant_id <> lower(tenant_id);
  update cases set customer_tenant = lower(customer_tenant) where customer_tenant <> lower(customer_tenant);
  create index customers_tenant on customers (tenant_id, id) where tenant_id is not null;
  create index persons_desk on persons (id) where position('"ofCustomer":{' in state) = 0;
`;

export const steps: readonly string[] = [
  tables + parts + turn,
  leads,
  lanesStep,
  checks,
  customers,
  noticesStep,
  searchStep,
  wordsStep,
];
