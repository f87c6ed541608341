/** A PostgreSQL database full of cases: the product's own schema and rows, copied in from files, indexes made last. */
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
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

const copyAll = async (client: pg.Client, count: number, verdict: Decision): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-bench-copy-'));
  // The server reads the files as a user of its own.
  chmodSync(folder, 0o755);
  try {
    for (let from = 0; from < count; from += atOnce) {
      writeFiles(folder, from, Math.min(count, from + atOnce), verdict);
      for (const [table, columns] of Object.entries(tables))
        await client.query(`copy ${table} (${columns}) from '${join(folder, table)}'`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What is quicker to build once than to keep up row by row. Their own definitions bring them back. */
const withoutIndexes = async (client: pg.Client, fill: () => Promise<void>): Promise<void> => {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = current_schema() and tablename in ('cases', 'search', 'record', 'record_texts')
      and indexname not in (select conname from pg_constraint)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await fill();
  await client.query(`set maintenance_work_mem = '1GB'`);
  for (const { definition } of rows) await client.query(definition);
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
