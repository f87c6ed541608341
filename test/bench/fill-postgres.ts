/** A PostgreSQL database full of cases: the product's own schema and rows, copied in from files, indexes made last. */
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openStore } from '../../src/app.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { coveredText, entryHash } from '../../src/store/chain.ts';
import { storedEntry } from '../../src/store/record-lines.ts';
import { caseRow } from '../../src/store/turn-rows.ts';
import { aCommit, aPerson } from '../store/samples.ts';
import { customerOf, customersKnown, firstNumber, ownerOf, peopleKnown, seed } from './seeds.ts';

type Column = string | number | boolean | null;

/** https://www.postgresql.org/docs/current/sql-copy.html, text format, checked 2026-11-20. */
const copied = (columns: readonly Column[]): string =>
  `${columns
    .map((value) =>
      value === null
        ? '\\N'
        : String(value)
            .replaceAll('\\', '\\\\')
            .replaceAll('\n', '\\n')
            .replaceAll('\r', '\\r')
            .replaceAll('\t', '\\t'),
    )
    .join('\t')}\n`;

/** Without places, as array_to_tsvector makes it; tokens hold letters, digits and marks only. */
const tsvector = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' ');

const tables = {
  cases:
    'number, id, version, owner, customer_id, customer_tenant, stage, sensitive, changed_ms, opened_ms, product, symptom, incident_id, words_hash, summary, state',
  search: 'number, words',
  record: 'case_id, seq, entry, hash',
  record_texts: 'case_id, seq, name, salt, text, hash',
} as const;
type Table = keyof typeof tables;

const rowsOf = (nth: number, verdict: Decision): Readonly<Record<Table, string>> => {
  const one = seed(nth, verdict);
  const row = caseRow(one);
  const { json, texts } = storedEntry(one.entry);
  const hash = entryHash(row.id, coveredText(json, texts));
  const tenant = one.case.customerId === null ? null : tenantOf(one.case.customerId);
  const head = [row.number, row.id, row.version, row.owner, row.customerId, tenant, row.stage, false];
  const told = [row.changedMs, row.openedMs, row.product, row.symptom, row.incidentId, row.wordsHash];
  return {
    cases: copied([...head, ...told, row.summary, row.state]),
    search: copied([row.number, tsvector(row.words)]),
    record: copied([row.id, 1, json, hash]),
    record_texts: texts
      .map((text) => copied([row.id, 1, text.name, text.salt, text.text, text.hash]))
      .join(''),
  };
};

const tenants = new Map(
  Array.from({ length: customersKnown }, (_, nth) => customerOf(nth)).map(({ id, tenantId }) => [
    id,
    tenantId,
  ]),
);
const tenantOf = (customerId: string): string | null => tenants.get(customerId) ?? null;

/** As many cases as are copied at once; keeps the files small. */
const atOnce = 50_000;

const writeFiles = (folder: string, from: number, to: number, verdict: Decision): void => {
  const files = (Object.keys(tables) as Table[]).map((table) => ({
    table,
    path: join(folder, table),
    text: '',
    file: openSync(join(folder, table), 'w', 0o644),
  }));
  for (let nth = from; nth < to; nth += 1) {
    const rows = rowsOf(nth, verdict);
    for (const one of files) {
      one.text += rows[one.table];
      if (one.text.length < 1_000_000 && nth < to - 1) continue;
      writeSync(one.file, one.text);
      one.text = '';
    }
  }
  for (const { file } of files) closeSync(file);
};

/** The server reads while the next files are written, so it is told everything at once. */
const copyFiles = async (client: pg.Client, folder: string): Promise<void> => {
  const copies = Object.entries(tables).map(
    ([table, columns]) => `copy ${table} (${columns}) from '${join(folder, table)}'`,
  );
  await client.query(copies.join('; '));
};

const copyAll = async (client: pg.Client, count: number, verdict: Decision): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-bench-copy-'));
  // The server reads the files as a user of its own.
  chmodSync(folder, 0o755);
  const halves = ['even', 'odd'].map((name) => join(folder, name));
  for (const half of halves) mkdirSync(half, { mode: 0o755 });
  let copying = Promise.resolve();
  try {
    for (let from = 0; from < count; from += atOnce) {
      const half = halves[(from / atOnce) % 2] ?? folder;
      writeFiles(half, from, Math.min(count, from + atOnce), verdict);
      await copying;
      copying = copyFiles(client, half);
    }
    await copying;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What is quicker to build once than to keep up row by row: how to take it away, and its own definition of it. */
const built = `
  select format('alter table %I drop constraint %I', relname, conname) as away,
    format('alter table %I add constraint %I %s', relname, conname, pg_get_constraintdef(o.oid)) as back
  from pg_constraint o join pg_class c on c.oid = o.conrelid
  where relnamespace = current_schema()::regnamespace and relname = any($1) and contype in ('p', 'u')
  union all
  select format('drop index %I', indexname), indexdef from pg_indexes
  where schemaname = current_schema() and tablename = any($1)
    and indexname not in (select conname from pg_constraint)`;

const withoutIndexes = async (client: pg.Client, fill: () => Promise<void>): Promise<void> => {
  const { rows } = await client.query<{ away: string; back: string }>(built, [Object.keys(tables)]);
  for (const { away } of rows) await client.query(away);
  await fill();
  await client.query(`set maintenance_work_mem = '1GB'`);
  for (const { back } of rows) await client.query(back);
};

/** Fills the empty database at `url` with `count` cases. */
export const fillPostgres = async (url: string, count: number, verdict: Decision): Promise<void> => {
  const store = await openStore({ dataFolder: '', databaseUrl: url });
  await store.putCustomers(Array.from({ length: customersKnown }, (_, nth) => customerOf(nth)));
  for (let nth = 0; nth < peopleKnown; nth += 1)
    await store.commit(aCommit({ person: aPerson({ id: ownerOf(nth), objectId: `agent-${nth}` }) }));
  await store.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set synchronous_commit = off');
    await withoutIndexes(client, () => copyAll(client, count, verdict));
    await client.query(`select setval('case_numbers', ${firstNumber + count - 1})`);
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
};
