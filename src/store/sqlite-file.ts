/**
 * The database's file: born complete or not at all, recognised before it is touched, owned by one server.
 * A bad file is refused and left as it is; an empty database is never put in its place.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '../fault.ts';
import { isBusy, storeFault } from './sqlite-faults.ts';
import { applicationId, steps } from './sqlite-schema.ts';

const refused = (code: string, place: string, found: string, remedy: string): Fault =>
  new Fault(code, { detail: { place, found, remedy } });

const restore = 'Nothing was changed. Restore a backup into its place, or move the file away to begin anew.';

/** Every SQLite file begins so (https://sqlite.org/fileformat2.html, checked 2026-11-20). */
const signature = 'SQLite format 3\0';

const firstBytes = (path: string): string => {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(signature.length);
    return bytes.toString('latin1', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
};

/** SQLite itself would silently fill an empty file, and we are always born with a header. */
const checkExisting = (path: string): void => {
  const stat = statSync(path);
  if (stat.isDirectory())
    throw refused('store-is-folder', path, 'a folder', 'Move the folder away, or set another DATA_FOLDER.');
  if (stat.size === 0) throw refused('store-corrupt', path, 'an empty file', restore);
  if (firstBytes(path) !== signature)
    throw refused('store-corrupt', path, 'a file that is no SQLite database', restore);
};

const makeFolder = (path: string): void => {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const detail = {
      place: folder,
      found: 'a folder that cannot be made',
      remedy: 'Set DATA_FOLDER to a folder the account Handoff runs under may write to.',
    };
    throw new Fault('store-cannot-open', { detail, cause });
  }
};

const pragma = (db: DatabaseSync, name: string): unknown => db.prepare(`pragma ${name}`).get()?.[name];

/** Runs the steps that are missing, all in one transaction. Refuses what is not ours or newer than we are. */
const migrate = (db: DatabaseSync, path: string, all: readonly string[] = steps): void => {
  const version = Number(pragma(db, 'user_version'));
  const isNew = version === 0 && pragma(db, 'schema_version') === 0;
  if (!isNew && pragma(db, 'application_id') !== applicationId)
    throw refused('store-foreign', path, 'the database of another program', 'Set another DATA_FOLDER.');
  if (version > all.length)
    throw refused(
      'store-newer',
      path,
      `schema ${version}, written by a newer Handoff; this one knows up to ${all.length}`,
      'Start the newer Handoff again, or restore a backup made before the upgrade.',
    );
  if (version === all.length) return;
  db.exec('begin immediate');
  try {
    for (const step of all.slice(version)) db.exec(step);
    db.exec(`pragma application_id = ${applicationId}; pragma user_version = ${all.length}; commit`);
  } catch (cause) {
    if (db.isTransaction) db.exec('rollback');
    throw cause;
  }
};

/** A rename is durable once its folder is; Windows has no such call and needs none. */
const syncFolder = (path: string): void => {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/** Built beside and renamed, so that a kill leaves no half database under the name that counts. */
const bear = (path: string): void => {
  const draft = `${path}.new`;
  for (const left of [draft, `${draft}-journal`]) rmSync(left, { force: true });
  const db = new DatabaseSync(draft);
  try {
    migrate(db, draft);
  } finally {
    db.close();
  }
  renameSync(draft, path);
  syncFolder(path);
};

type Ownership = { release(): void };

const ownedBy = (db: DatabaseSync): string => {
  try {
    const row = db.prepare('select pid, host, since from owner').get();
    return row === undefined
      ? ''
      : ` (process ${String(row['pid'])} on ${String(row['host'])}, since ${String(row['since'])})`;
  } catch {
    return '';
  }
};

const ownerFile = (path: string): DatabaseSync => {
  try {
    return new DatabaseSync(path, { timeout: 0 });
  } catch (caught) {
    throw storeFault(caught, path);
  }
};

/**
 * One server per file. The lock is SQLite's own, on a small file beside: the system drops it with the process, so a
 * killed server never blocks the next start, and a process id that was given away again cannot mislead.
 */
export const own = (path: string): Ownership => {
  const db = ownerFile(`${path}.owner`);
  try {
    db.exec('begin immediate; create table if not exists owner (pid, host, since); delete from owner');
    const insert = db.prepare('insert into owner values (?, ?, ?)');
    insert.run(process.pid, hostname(), new Date().toISOString());
    db.exec('commit; begin immediate');
  } catch (caught) {
    const holder = ownedBy(db);
    db.close();
    if (!isBusy(caught)) throw storeFault(caught, `${path}.owner`);
    throw refused('store-owned', path, `another Handoff server at work${holder}`, 'Stop that server first.');
  }
  return { release: () => db.close() };
};

/** Only a small file is read through at the start; a large one shows its damage at first use or to the doctor. */
const readThroughUpTo = 16 * 1024 * 1024;

const checkPages = (db: DatabaseSync, path: string): void => {
  if (statSync(path).size > readThroughUpTo) return;
  const verdict = pragma(db, 'quick_check');
  if (verdict !== 'ok') throw refused('store-corrupt', path, `damage: ${String(verdict)}`, restore);
};

/**
 * Pages the log grows to (16 MB) before they are copied into the database: a turn changes the same few pages as the
 * turns before it, and each is copied once for all of them. What is in the log is as safe as in the database.
 */
const logPages = 4_000;
const cacheKb = 8_000;

const connect = (path: string): DatabaseSync => {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    checkPages(db, path);
    migrate(db, path);
    // FULL: a commit survives a power cut; the usual NORMAL of other drivers does not in WAL.
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on');
    db.exec(`pragma wal_autocheckpoint = ${logPages}; pragma cache_size = -${cacheKb}`);
    return db;
  } catch (caught) {
    db.close();
    throw storeFault(caught, path);
  }
};

export type OpenFile = {
  readonly db: DatabaseSync;
  /** Throws once the file was moved, replaced or deleted under us: what is written then would be lost. */
  readonly stillThere: () => void;
  readonly close: () => void;
};

const guardOf = (path: string): (() => void) => {
  const { ino, dev } = statSync(path);
  return () => {
    const now = statSync(path, { throwIfNoEntry: false });
    if (now?.ino === ino && now.dev === dev) return;
    throw refused('store-gone', path, 'no longer the file that was opened', 'Stop Handoff and put it back.');
  };
};

const inMemory = (): OpenFile => {
  const db = new DatabaseSync(':memory:');
  migrate(db, ':memory:');
  return { db, stillThere: () => undefined, close: () => db.close() };
};

/** Opens the file as its one server, or (a command) beside a server. Makes it if there is none. */
export const openFile = (path: string, as: 'server' | 'command'): OpenFile => {
  if (path === ':memory:') return inMemory();
  makeFolder(path);
  const isThere = existsSync(path);
  if (isThere) checkExisting(path);
  const ownership = as === 'server' || !isThere ? own(path) : null;
  try {
    if (!existsSync(path)) bear(path);
    const db = connect(path);
    if (as === 'command') ownership?.release();
    const close = () => {
      db.close();
      if (as === 'server') ownership?.release();
    };
    return { db, stillThere: guardOf(path), close };
  } catch (caught) {
    ownership?.release();
    throw storeFault(caught, path);
  }
};
