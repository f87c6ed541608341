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
];
