/** Where a chain of processes keeps its data, and how to look at it without disturbing it. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/app.ts';
import type { Store } from '../../src/flow/ports.ts';
import type { PostgresServer } from '../store/postgres-server.ts';

export type Place = {
  readonly kind: 'sqlite' | 'postgres';
  /** Of the process's environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Opens what a process would find if it started now; SQLite's files are copied first. `sound`: every page is whole. */
  readonly look: <T>(
    at: (store: Store) => Promise<T>,
  ) => Promise<{ readonly seen: T; readonly sound: boolean }>;
  readonly remove: () => void;
};

const integrityOf = (file: string): boolean => {
  const db = new DatabaseSync(file);
  const verdict = db.prepare('pragma integrity_check').get()?.['integrity_check'];
  db.close();
  return verdict === 'ok';
};

const lookAt = async <T>(store: Store, at: (store: Store) => Promise<T>): Promise<T> => {
  try {
    return await at(store);
  } finally {
    await store.close();
  }
};

export const sqlitePlace = (): Place => {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-kills-'));
  return {
    kind: 'sqlite',
    variables: { DATA_FOLDER: folder },
    look: async (at) => {
      const copy = mkdtempSync(join(tmpdir(), 'handoff-kills-look-'));
      cpSync(folder, copy, { recursive: true });
      // The copy's lock and shared memory belong to nobody; recovery begins from file and log alone.
      for (const left of ['handoff.db-shm', 'handoff.db.owner']) rmSync(join(copy, left), { force: true });
      const store = await openStore({ dataFolder: copy, databaseUrl: null });
      const seen = await lookAt(store, at);
      const file = join(copy, 'handoff.db');
      const sound = existsSync(file) && integrityOf(file);
      rmSync(copy, { recursive: true, force: true });
      return { seen, sound };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

export const postgresPlace = async (server: PostgresServer): Promise<Place> => {
  const url = await server.fresh();
  const folder = mkdtempSync(join(tmpdir(), 'handoff-kills-'));
  return {
    kind: 'postgres',
    variables: { DATA_FOLDER: folder, DATABASE_URL: url },
    look: async (at) => ({
      seen: await lookAt(await openStore({ dataFolder: folder, databaseUrl: url }), at),
      sound: true,
    }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
