/**
 * The way into the database for those who look after it (erasing, exporting, counting): one statement at a time, the
 * same text on both databases, beside a server at work. Turns never come this way.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '../fault.ts';
import type { Columns } from './kept.ts';
import type { StorePlace } from './open.ts';
import type { Client } from './postgres-client.ts';
import { isBusy, storeFault } from './sqlite-faults.ts';
import { openFile } from './sqlite-file.ts';

type Value = string | number | null;
/** Runs one statement with its values as `$1`, `$2`, … */
export type Rows = (sql: string, ...values: readonly Value[]) => Promise<readonly Columns[]>;

export type Maintenance = {
  readonly kind: 'sqlite' | 'postgres';
  /** The SQLite file; null with PostgreSQL. */
  readonly path: string | null;
  readonly read: Rows;
  /** Throws a Fault once the file was moved, replaced or deleted. */
  insistInPlace(): void;
  /** All of it or nothing. May run again where another was first. */
  inTransaction<T>(run: (rows: Rows) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

const busyWaitMs = 20;
/** A server's transactions take milliseconds. */
const patienceMs = 15_000;

/** Waits with a timer while another process holds the lock: busy_timeout would hold the event loop. */
const patiently = async <T>(path: string, run: () => T): Promise<T> => {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return run();
    } catch (caught) {
      if (!isBusy(caught) || performance.now() > until) throw storeFault(caught, path);
      await wait(busyWaitMs);
    }
  }
};

const rowsOn =
  (db: DatabaseSync, path: string): Rows =>
  async (sql, ...values) => {
    const named = Object.fromEntries(values.map((value, at) => [`$${at + 1}`, value]));
    return patiently(path, () => db.prepare(sql).all(named));
  };

const onFile = (db: DatabaseSync, path: string, stillThere: () => void, end: () => void): Maintenance => {
  const rows = rowsOn(db, path);
  return {
    kind: 'sqlite',
    path,
    read: rows,
    insistInPlace: stillThere,
    inTransaction: async (run) => {
      await patiently(path, () => db.exec('begin immediate'));
      try {
        const value = await run(rows);
        db.exec('commit');
        return value;
      } catch (caught) {
        if (db.isTransaction) db.exec('rollback');
        throw storeFault(caught, path);
      }
    },
    close: () => {
      if (db.isOpen) end();
      return Promise.resolve();
    },
  };
};

/** A SQLite file beside its server, brought up to date. */
export const openDatabaseFile = (path: string): Maintenance => {
  const { db, stillThere, close } = openFile(path, 'command');
  return onFile(db, path, stillThere, close);
};

/** A file as it is, a backup for example: nothing in it is changed, not even to bring it up to date. */
export const openUnchanged = (path: string): Maintenance => {
  const db = new DatabaseSync(path, { readOnly: true });
  return onFile(
    db,
    path,
    () => undefined,
    () => db.close(),
  );
};

const onServer = (client: Client): Maintenance => {
  // No name: a statement that is run once need not be kept prepared.
  const on =
    (call: typeof client.call): Rows =>
    (sql, ...values) =>
      call({ name: '', text: sql }, values);
  return {
    kind: 'postgres',
    path: null,
    read: on(client.call),
    insistInPlace: () => undefined,
    inTransaction: (run) => client.inTransaction((call) => run(on(call))),
    close: () => client.close(),
  };
};

export const databasePath = ({ dataFolder }: StorePlace): string => join(dataFolder, 'handoff.db');

/** A PostgreSQL as it is: nothing in it is changed, not even to bring it up to date. */
export const openServerUnchanged = async (url: string): Promise<Maintenance> => {
  const { connectUnchanged } = await import('./postgres-client.ts');
  return onServer(await connectUnchanged(url));
};

const openServer = async (url: string): Promise<Maintenance> => {
  const { connect } = await import('./postgres-client.ts');
  return onServer(await connect(url));
};

/** Refuses with a Fault where there is no database: looking after one must not make an empty one. */
export const openMaintenance = async (place: StorePlace): Promise<Maintenance> => {
  if (place.databaseUrl !== null) return openServer(place.databaseUrl);
  const path = databasePath(place);
  if (!existsSync(path))
    throw new Fault('store-absent', {
      detail: {
        place: path,
        found: 'no database',
        expected: 'the database of a Handoff that ran here',
        remedy: 'Set DATA_FOLDER (or DATABASE_URL) to what the server uses.',
      },
    });
  return openDatabaseFile(path);
};
