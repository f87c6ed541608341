/**
 * The tables, as steps from nothing to today. A step that was ever released is never edited; the next one is added.
 * All missing steps run in one transaction: a kill leaves the old schema or the new one.
 *
 * Instants in columns ending `_ms` are milliseconds since 1970, UTC. JSON columns hold the whole value; a column
 * beside it repeats only what is looked up.
 */

/** "HAND": tells our file from any other SQLite database. */
export const applicationId = 0x48414e44;

export const steps: readonly string[] = [
  `
  create table cases (
    number integer primary key,
    id text not null unique,
    version integer not null,
    owner text not null,
    customer_id text,
    customer_tenant text,
    stage text not null,
    sensitive integer not null,
    changed_ms integer not null,
    words_hash text not null,
    summary text not null,
    state text not null
  ) strict;
  create index cases_open on cases (owner, changed_ms desc, number desc) where stage <> 'closed';
  create index cases_drafts on cases (owner, changed_ms desc, number desc) where stage = 'intake';
  create index cases_customer on cases (customer_tenant, number desc);

  create virtual table search using fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3'
  );

  create table record (
    case_id text not null,
    seq integer not null,
    entry text not null,
    hash text not null,
    primary key (case_id, seq)
  ) strict, without rowid;
  create table record_texts (
    case_id text not null,
    seq integer not null,
    name text not null,
    salt text,
    text text,
    hash text not null,
    primary key (case_id, seq, name)
  ) strict, without rowid;

  create table persons (id text primary key, version integer not null, state text not null)
    strict, without rowid;

  create table customers (
    id text primary key,
    version integer not null,
    domain text not null,
    tenant_id text,
    used_ms integer,
    revision integer not null,
    state text not null
  ) strict;
  create index customers_domain on customers (domain);
  create index customers_used on customers (used_ms desc);
  create index customers_revision on customers (revision);

  create table outbox (
    id integer primary key autoincrement,
    key text,
    lane text not null,
    state text not null check (state in ('waiting', 'parked', 'unknown', 'dead')),
    order_ms integer not null,
    ready_ms integer not null,
    claimed_ms integer,
    attempt integer not null default 0,
    parked_ms integer,
    why text,
    row text not null
  ) strict;
  create unique index outbox_key on outbox (key) where key is not null;
  create index outbox_ready on outbox (ready_ms, id) where state = 'waiting';
  create index outbox_lane on outbox (lane, order_ms, id) where state = 'waiting';
  create index outbox_parked on outbox (lane) where state = 'parked';

  create table inbound_seen (key text primary key, answer text, at_ms integer not null)
    strict, without rowid;
  create index inbound_seen_at on inbound_seen (at_ms);

  create table shown_cards (
    case_id text not null,
    conversation_id text not null,
    activity_id text not null,
    primary key (case_id, conversation_id)
  ) strict, without rowid;

  create table secrets (name text primary key, value text not null) strict, without rowid;

  create table numbers (name text primary key, value integer not null) strict, without rowid;
  insert into numbers values ('case', 1000), ('customers-revision', 0);
  `,
  // The leads' side: the desk's own state, and what boards, figures and the cross-customer signal look cases up by.
  `
  create table desk (id integer primary key check (id = 1), version integer not null, state text not null) strict;

  alter table cases add column opened_ms integer not null default 0;
  alter table cases add column product text;
  alter table cases add column symptom text;
  alter table cases add column incident_id text;
  update cases set
    opened_ms = cast(round((julianday(state ->> '$.openedAt') - 2440587.5) * 86400000) as integer),
    product = state ->> '$.facts.product',
    symptom = state ->> '$.facts.symptom',
    incident_id = state ->> '$.incidentId';
  update cases set state = json_set(state, '$.follow', json('{"holder":"desk","handling":{"spentMs":0,"runningSince":null},"nextUpdateAt":null,"promisedAt":null,"customerToldAt":null,"decidedAt":null,"acknowledged":null,"approval":null,"chain":null,"vendor":[],"severityByLead":null,"linked":[],"inLeadRoomSince":null,"toldOnce":[],"signal":null,"quiet":0,"offeredTo":null}'))
  where state ->> '$.follow' is null;
  create index cases_opened on cases (opened_ms, number);
  create index cases_alike on cases (product, symptom, opened_ms) where symptom is not null;
  create index cases_of_incident on cases (incident_id) where incident_id is not null;
  create index cases_at_work on cases (opened_ms, number) where stage <> 'closed';
  `,
  // What waits is looked up by lane, and how often was sent is counted: outbox-order.ts says what these columns mean.
  // SQLite cannot change a check, so the outbox is made anew; it holds little.
  `
  create table outbox_next (
    id integer primary key autoincrement,
    key text,
    lane text not null,
    tenant text not null,
    urgency text not null check (urgency in ('urgent', 'usual')),
    state text not null check (state in ('waiting', 'parked', 'unknown', 'dead', 'folded')),
    order_ms integer not null,
    ready_ms integer not null,
    queued_ms integer not null,
    claimed_ms integer,
    attempt integer not null default 0,
    parked_ms integer,
    folded_into integer,
    why text,
    row text not null
  ) strict;
  insert into outbox_next (id, key, lane, tenant, urgency, state, order_ms, ready_ms, queued_ms, claimed_ms, attempt,
    parked_ms, why, row)
  select id, key, lane, case
      when lane like 'person:%' then substr(lane, 8, instr(lane || '/', '/') - 8)
      when lane like 'conversation:%' then lower(coalesce(row ->> '$.recipient.address.tenantId', ''))
      when lane like 'reminder:%' then '' else 'leads' end,
    'usual', state, order_ms, ready_ms, order_ms, claimed_ms, attempt, parked_ms, why, row from outbox;
  drop table outbox;
  alter table outbox_next rename to outbox;
  create unique index outbox_key on outbox (key) where key is not null;
  create index outbox_lane on outbox (lane, order_ms, id) where state = 'waiting';
  create index outbox_urgent on outbox (lane, order_ms) where state = 'waiting' and urgency = 'urgent';
  create index outbox_claimed on outbox (lane) where claimed_ms is not null;
  create index outbox_parked on outbox (lane) where state = 'parked';
  create index outbox_folded on outbox (folded_into) where folded_into is not null;

  create table lanes (lane text primary key, tenant text not null, next_ms integer not null, urgent_ms integer)
    strict, without rowid;
  create index lanes_next on lanes (tenant, next_ms);
  create index lanes_urgent on lanes (tenant, urgent_ms) where urgent_ms is not null;
  insert into lanes (lane, tenant, next_ms) select distinct lane, tenant, 0 from outbox where state = 'waiting';

  create table budgets (scope text primary key, used integer not null, free_ms integer not null, last_ms integer not null)
    strict, without rowid;
  create index budgets_last on budgets (last_ms);
  create table sends (scope text not null, nth integer not null, at_ms integer not null, primary key (scope, nth))
    strict, without rowid;
  create index sends_at on sends (at_ms);
  `,
  // How the test posts of a `check` ended, by its run and target.
  `
  create table checks (run text not null, target text not null, outcome text not null, at_ms integer not null,
    primary key (run, target)) strict, without rowid;
  `,
  // Customers talk with the bot: they are found by their tenant, and the desk's own people among them.
  `
  update customers set tenant_id = lower(tenant_id) where tenant_id <> lower(tenant_id);
  update cases set customer_tenant = lower(customer_tenant) where customer_tenant <> lower(customer_tenant);
  create index customers_tenant on customers (tenant_id, id) where tenant_id is not null;
  create index persons_desk on persons (id) where state ->> '$.ofCustomer' is null;
  `,
  // Notices are counted by person, a return is noted on what is under way, and what has ended can be forgotten.
  `
  alter table outbox add column notice integer not null default 0;
  alter table outbox add column returned integer not null default 0;
  alter table outbox add column ended_ms integer;
  update outbox set notice = 1 where lane like 'person:%'
    and (row like '%"picture":{"card":"alert"%' or row like '%"picture":{"card":"alerts"%');
  update outbox set ended_ms = max(order_ms, queued_ms) where state in ('unknown', 'dead', 'folded');
  create index outbox_plain on outbox (lane, order_ms, id) where state = 'waiting' and notice = 0;
  create index outbox_ended on outbox (ended_ms) where ended_ms is not null;
  `,
  // Reminders are no messages, and most of what waits: the index of what may go past a notice leaves them out.
  `
  drop index outbox_plain;
  create index outbox_plain on outbox (lane, order_ms, id) where state = 'waiting' and notice = 0 and tenant <> '';
  `,
];
