/** One turn into SQLite. Everything is checked before anything is written, so a refused turn leaves nothing. */
import type { DatabaseSync } from 'node:sqlite';
import type { Commit, Committed, ShownCard } from '../flow/ports.ts';
import type { Customer, Person } from '../triage/desk.ts';
import type { DeskState } from '../triage/desk-state.ts';
import type { RecordEntry } from '../triage/turn.ts';
import { coveredText, entryHash } from './chain.ts';
import { numberIn, textIn, textOrNullIn } from './kept.ts';
import type { Columns } from './kept.ts';
import { storedEntry } from './record-lines.ts';
import { seenKeptMs } from './limits.ts';
import { msOf } from './moments.ts';
import { putCustomer, useCustomer } from './sqlite-customers.ts';
import { changeRows, endReminder, unparkRows } from './sqlite-outbox.ts';
import { caseRow, deskRow, outgoingRows, personRow, seenKeys } from './turn-rows.ts';
import type { CaseRow } from './turn-rows.ts';

type Seen = { readonly answer: string | null };

export const seenBefore = (db: DatabaseSync): ((keys: readonly string[]) => Seen | null) => {
  // One key after another: SQLite sorts a list of them into a table before it looks.
  const find = db.prepare('select answer from inbound_seen where key = ?');
  return (keys) => {
    for (const key of keys) {
      const row = find.get(key);
      if (row !== undefined) return { answer: textOrNullIn(row, 'answer') };
    }
    return null;
  };
};

const remember = (db: DatabaseSync): ((commit: Commit) => void) => {
  const insert = db.prepare('insert into inbound_seen (key, answer, at_ms) values (?, ?, ?)');
  const forget = db.prepare('delete from inbound_seen where at_ms < ?');
  let forgottenOn = '';
  return ({ inboundId, intent, answer, now }) => {
    const nowMs = msOf(now);
    for (const key of seenKeys(inboundId, intent)) insert.run(key, answer, nowMs);
    const today = now.slice(0, 10);
    if (today === forgottenOn) return;
    forget.run(nowMs - seenKeptMs);
    forgottenOn = today;
  };
};

/** Stored version of a row, 0 if there is none. */
const versionIn = (
  db: DatabaseSync,
  table: 'persons' | 'customers' | 'desk',
): ((id: string | number) => number) => {
  const find = db.prepare(`select version from ${table} where id = ?`);
  return (id) => {
    const row = find.get(id);
    return row === undefined ? 0 : numberIn(row, 'version');
  };
};

/** What is stored of a case before a turn; absent: it is new. */
type StoredCase = Columns | undefined;

type Found = { readonly isCurrent: boolean; readonly before: ReadonlyMap<string, StoredCase> };

const found = (db: DatabaseSync): ((commit: Commit) => Found) => {
  const caseBefore = db.prepare(`
    select version, words_hash, owner, customer_id, stage, sensitive, opened_ms, product, symptom, incident_id
    from cases where id = ?`);
  const personVersion = versionIn(db, 'persons');
  const customerVersion = versionIn(db, 'customers');
  const deskVersion = versionIn(db, 'desk');
  const byNumber = db.prepare('select 1 from cases where number = ?');
  const isNext = (stored: number, value: { readonly version: number }) => stored === value.version - 1;
  return ({ cases, person, customer, desk }) => {
    const before = new Map(cases.map(({ case: { id } }) => [id, caseBefore.get(id)]));
    const versionOf = (id: string) => numberIn(before.get(id) ?? { version: 0 }, 'version');
    const isCurrent =
      cases.every(({ case: kase }) => isNext(versionOf(kase.id), kase)) &&
      cases.every(({ case: kase }) => kase.version > 1 || byNumber.get(kase.number) === undefined) &&
      (person === null || isNext(personVersion(person.id), person)) &&
      (customer === null || isNext(customerVersion(customer.id), customer)) &&
      (desk === null || isNext(deskVersion(1), desk));
    return { isCurrent, before };
  };
};

/** Whether a case is found by the same columns as before, apart from when it changed: then most indexes stay as they are. */
const isInPlace = (row: CaseRow, old: Columns): boolean =>
  old['owner'] === row.owner &&
  old['customer_id'] === row.customerId &&
  old['stage'] === row.stage &&
  old['sensitive'] === (row.isSensitive ? 1 : 0) &&
  old['opened_ms'] === row.openedMs &&
  old['product'] === row.product &&
  old['symptom'] === row.symptom &&
  old['incident_id'] === row.incidentId;

const putCase = (db: DatabaseSync): ((row: CaseRow, old: StoredCase, nowMs: number) => void) => {
  const write = db.prepare(`
    insert into cases (number, id, version, owner, customer_id, customer_tenant, stage, sensitive, changed_ms,
      opened_ms, product, symptom, incident_id, words_hash, summary, state)
    values (:number, :id, :version, :owner, :customerId, (select tenant_id from customers where id = :customerId),
      :stage, :sensitive, :changedMs, :openedMs, :product, :symptom, :incidentId, :wordsHash, :summary, :state)
    on conflict (number) do update set version = excluded.version, owner = excluded.owner,
      customer_id = excluded.customer_id, customer_tenant = excluded.customer_tenant, stage = excluded.stage,
      sensitive = excluded.sensitive, changed_ms = excluded.changed_ms,
      product = excluded.product, symptom = excluded.symptom, incident_id = excluded.incident_id, words_hash = excluded.words_hash,
      summary = excluded.summary, state = excluded.state`);
  const rewrite = db.prepare(`
    update cases set version = ?, changed_ms = ?, words_hash = ?, summary = ?, state = ? where number = ?`);
  const highWater = db.prepare(`update numbers set value = max(value, ?) where name = 'case'`);
  const unindex = db.prepare('delete from search where rowid = ?');
  const index = db.prepare('insert into search (rowid, words) values (?, ?)');
  const use = useCustomer(db);
  return (changed, old, nowMs) => {
    const { words, isSensitive, ...row } = changed;
    if (old !== undefined && isInPlace(changed, old))
      rewrite.run(row.version, row.changedMs, row.wordsHash, row.summary, row.state, row.number);
    else write.run({ ...row, sensitive: isSensitive ? 1 : 0 });
    if (old === undefined) highWater.run(row.number);
    if (row.customerId !== null && old?.['customer_id'] !== row.customerId) use(row.customerId, nowMs);
    if (old?.['words_hash'] === row.wordsHash) return;
    if (old !== undefined) unindex.run(row.number);
    index.run(row.number, words.join(' '));
  };
};

const appendEntry = (db: DatabaseSync): ((entry: RecordEntry) => void) => {
  const last = db.prepare('select seq, hash from record where case_id = ? order by seq desc limit 1');
  const addEntry = db.prepare('insert into record (case_id, seq, entry, hash) values (?, ?, ?, ?)');
  const addText = db.prepare(
    'insert into record_texts (case_id, seq, name, salt, text, hash) values (?, ?, ?, ?, ?, ?)',
  );
  return (entry) => {
    const { caseId } = entry;
    const previous = last.get(caseId);
    const seq = previous === undefined ? 1 : numberIn(previous, 'seq') + 1;
    const { json, texts } = storedEntry(entry);
    const before = previous === undefined ? caseId : textIn(previous, 'hash');
    const hash = entryHash(before, coveredText(json, texts));
    addEntry.run(caseId, seq, json, hash);
    for (const text of texts) addText.run(caseId, seq, text.name, text.salt, text.text, text.hash);
  };
};

const putPerson = (db: DatabaseSync): ((person: Person) => void) => {
  const write = db.prepare(`
    insert into persons (id, version, state) values (:id, :version, :state)
    on conflict (id) do update set version = excluded.version, state = excluded.state`);
  return (person) => void write.run({ ...personRow(person) });
};

const putDesk = (db: DatabaseSync): ((desk: DeskState) => void) => {
  const write = db.prepare(`
    insert into desk (id, version, state) values (1, :version, :state)
    on conflict (id) do update set version = excluded.version, state = excluded.state`);
  return (desk) => void write.run({ ...deskRow(desk) });
};

export const putShownCard = (db: DatabaseSync): ((shown: ShownCard) => void) => {
  const write = db.prepare(`
    insert into shown_cards (case_id, conversation_id, activity_id) values (?, ?, ?)
    on conflict (case_id, conversation_id) do update set activity_id = excluded.activity_id`);
  return ({ caseId, conversationId, activityId }) => void write.run(caseId, conversationId, activityId);
};

type Writers = {
  readonly person: (person: Person) => void;
  readonly customer: (customer: Customer) => void;
  readonly desk: (desk: DeskState) => void;
  readonly shown: (shown: ShownCard) => void;
};

const optionalParts = (commit: Commit, { person, customer, desk, shown }: Writers): void => {
  if (commit.customer !== null) customer(commit.customer);
  if (commit.person !== null) person(commit.person);
  if (commit.desk !== null) desk(commit.desk);
  if (commit.shown !== null) shown(commit.shown);
};

const outgoing = (db: DatabaseSync): ((commit: Commit) => void) => {
  const change = changeRows(db);
  const unpark = unparkRows(db);
  return (commit) => {
    change(commit.drop, outgoingRows(commit));
    if (commit.unparks !== null) unpark(commit.unparks, commit.now);
  };
};

/** To be run inside a transaction. */
export const commitTurn = (db: DatabaseSync): ((commit: Commit) => Committed) => {
  const seen = seenBefore(db);
  const find = found(db);
  const writers = {
    person: putPerson(db),
    customer: putCustomer(db),
    desk: putDesk(db),
    shown: putShownCard(db),
  };
  const saveCase = putCase(db);
  const append = appendEntry(db);
  const queue = outgoing(db);
  const endDue = endReminder(db);
  const keepAnswer = remember(db);
  return (commit) => {
    const earlier = seen(seenKeys(commit.inboundId, commit.intent));
    if (earlier !== null) return { kind: 'already-seen', answer: earlier.answer };
    const { isCurrent, before } = find(commit);
    if (!isCurrent) return { kind: 'stale' };
    if (commit.settles !== null && !endDue(commit.settles)) return { kind: 'already-seen', answer: null };
    optionalParts(commit, writers);
    for (const row of commit.cases) saveCase(caseRow(row), before.get(row.case.id), msOf(commit.now));
    for (const entry of commit.record) append(entry);
    queue(commit);
    keepAnswer(commit);
    return { kind: 'committed' };
  };
};
