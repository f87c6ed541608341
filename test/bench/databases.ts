/** Both stores, small and large, filled with the same cases; made once, when a part first asks for them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../src/flow/ports.ts';
import { openStore } from '../../src/app.ts';
import { fillPostgres } from './fill-postgres.ts';
import { fillSqlite } from './fill-sqlite.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { longVerdict } from './verdicts.ts';

export type Engine = 'SQLite' | 'PostgreSQL';
export const engines: readonly Engine[] = ['SQLite', 'PostgreSQL'];

export type Databases = {
  /** Of the large ones. */
  readonly many: number;
  /** Runs with an open store of so many cases, then closes it. */
  readonly withStore: <T>(engine: Engine, count: number, run: (store: Store) => Promise<T>) => Promise<T>;
  /** Folder of a SQLite database of so many cases. */
  readonly folder: (count: number) => Promise<string>;
  readonly postgresVersion: () => string | null;
  readonly close: () => Promise<void>;
};

/** `parent`: an empty folder. `say`: what takes long. */
export const createDatabases = (parent: string, many: number, say: (line: string) => void): Databases => {
  const folders = new Map<number, Promise<string>>();
  const urls = new Map<number, Promise<string>>();
  let server: Promise<Postgres> | null = null;
  let version: string | null = null;

  const filling = async (what: string, fill: () => Promise<void>): Promise<void> => {
    const from = performance.now();
    await fill();
    say(`${what} made in ${((performance.now() - from) / 1_000).toFixed(0)} s`);
  };

  const makeFolder = async (count: number): Promise<string> => {
    const folder = join(parent, `cases-${count}`);
    mkdirSync(folder);
    await filling(`SQLite with ${count} cases`, () => fillSqlite(folder, count, longVerdict));
    return folder;
  };

  const makeUrl = async (count: number): Promise<string> => {
    server ??= startPostgres();
    const postgres = await server;
    ({ version } = postgres);
    const url = await postgres.fresh();
    await filling(`PostgreSQL with ${count} cases`, () => fillPostgres(url, count, longVerdict));
    return url;
  };

  const once =
    (made: Map<number, Promise<string>>, make: (count: number) => Promise<string>) => (count: number) => {
      const place = made.get(count) ?? make(count);
      made.set(count, place);
      return place;
    };
  const folder = once(folders, makeFolder);
  const url = once(urls, makeUrl);

  const open = async (engine: Engine, count: number): Promise<Store> =>
    engine === 'SQLite'
      ? openStore({ dataFolder: await folder(count), databaseUrl: null })
      : openStore({ dataFolder: '', databaseUrl: await url(count) });

  return {
    many,
    folder,
    withStore: async (engine, count, run) => {
      const store = await open(engine, count);
      try {
        return await run(store);
      } finally {
        await store.close();
      }
    },
    postgresVersion: () => version,
    close: async () => (await server)?.stop(),
  };
};
