/** A SQLite file full of cases: the product's own schema and rows, put in without the turns that led to them. */
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/app.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { coveredText, entryHash } from '../../src/store/chain.ts';
import { storedEntry } from '../../src/store/record-lines.ts';
import { caseRow } from '../../src/store/turn-rows.ts';
import { aCommit, aPerson } from '../store/samples.ts';
import { customerOf, customersKnown, firstNumber, peopleKnown, ownerOf, seed, type Seed } from './seeds.ts';

const inserting = (db: DatabaseSync): ((one: Seed) => void) => {
  const putCase = db.prepare(`
    insert into cases (number, id, version, owner, customer_id, customer_tenant, stage, sensitive, changed_ms,
      opened_ms, product, symptom, incident_id, words_hash, summary, state)
    values (:number, :id, :version, :owner, :customerId, (select tenant_id from customers where id = :customerId),
      :stage, 0, :changedMs, :openedMs, :product, :symptom, :incidentId, :wordsHash, :summary, :state)`);
  const index = db.prepare('insert into search (rowid, words) values (?, ?)');
  const addEntry = db.prepare('insert into record (case_id, seq, entry, hash) values (?, 1, ?, ?)');
  const addText = db.prepare(
    'insert into record_texts (case_id, seq, name, salt, text, hash) values (?, 1, ?, ?, ?, ?)',
  );
  return (one) => {
    const { words, isSensitive: _, ...row } = caseRow(one);
    putCase.run(row);
    index.run(row.number, words.join(' '));
    const { json, texts } = storedEntry(one.entry);
    addEntry.run(row.id, json, entryHash(row.id, coveredText(json, texts)));
    for (const { name, salt, text, hash } of texts) addText.run(row.id, name, salt, text, hash);
  };
};

/** What is quicker to build once than to keep up row by row. Its own definitions bring it back. */
const withoutIndexes = (db: DatabaseSync, fill: () => void): void => {
  const indexes = db
    .prepare(
      `select name, sql from sqlite_schema where type = 'index' and tbl_name = 'cases' and sql is not null`,
    )
    .all();
  for (const { name } of indexes) db.exec(`drop index ${String(name)}`);
  fill();
  for (const { sql } of indexes) db.exec(String(sql));
};

/** Makes `handoff.db` in the folder, with `count` cases. */
export const fillSqlite = async (dataFolder: string, count: number, verdict: Decision): Promise<void> => {
  const store = await openStore({ dataFolder, databaseUrl: null });
  await store.putCustomers(Array.from({ length: customersKnown }, (_, nth) => customerOf(nth)));
  for (let nth = 0; nth < peopleKnown; nth += 1)
    await store.commit(aCommit({ person: aPerson({ id: ownerOf(nth), objectId: `agent-${nth}` }) }));
  await store.close();
  const db = new DatabaseSync(`${dataFolder}/handoff.db`);
  // Only while it is filled: the product opens it with its own settings. Without any journal SQLite of Node refuses.
  db.exec('pragma journal_mode = memory; pragma synchronous = off; pragma cache_size = -1000000; begin');
  withoutIndexes(db, () => {
    const insert = inserting(db);
    for (let nth = 0; nth < count; nth += 1) insert(seed(nth, verdict));
  });
  db.prepare(`update numbers set value = ? where name = 'case'`).run(firstNumber + count - 1);
  db.exec('commit; analyze');
  db.close();
};
