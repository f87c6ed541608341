/** Both databases, with a look at everything they keep. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { StorePlace } from '../../src/store/open.ts';
import { sharedPostgres } from './postgres-server.ts';

export type Bench = {
  readonly name: string;
  readonly open: () => Promise<{
    readonly place: StorePlace;
    /** Everything that is kept, as text. */
    readonly dump: () => Promise<string>;
    readonly close: () => Promise<void>;
  }>;
};

const sqliteBench: Bench = {
  name: 'SQLite, in the bytes of its files',
  open: () => {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-erase-'));
    return Promise.resolve({
      place: { dataFolder: folder, databaseUrl: null },
      dump: () =>
        Promise.resolve(
          readdirSync(folder)
            .map((name) => readFileSync(join(folder, name)).toString('latin1'))
            .join('\n'),
        ),
      close: () => {
        rmSync(folder, { recursive: true, force: true });
        return Promise.resolve();
      },
    });
  },
};

const postgresBench: Bench = {
  name: 'PostgreSQL, in its rows and index entries',
  open: async () => {
    const url = await (await sharedPostgres()).fresh();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return {
      place: { dataFolder: '', databaseUrl: url },
      dump: async () => {
        const tables = await client.query<{ name: string }>(
          `select quote_ident(tablename) as name from pg_tables where schemaname = current_schema()`,
        );
        const all: unknown[] = [];
        for (const { name } of tables.rows) all.push((await client.query(`select * from ${name}`)).rows);
        return JSON.stringify(all);
      },
      close: () => client.end(),
    };
  },
};

export const benches: readonly Bench[] = [sqliteBench, postgresBench];
