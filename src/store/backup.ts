/**
 * Backups of the SQLite file: made under load as of one moment, looked through before anybody relies on them, and put
 * in place so that nothing they had not sent yet is sent again.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../fault.ts';
import type { Instant } from '../triage/desk.ts';
import { brokenRecords } from './export.ts';
import { numberIn } from './kept.ts';
import { openDatabaseFile, openUnchanged } from './maintenance.ts';
import type { Maintenance } from './maintenance.ts';
import { quarantine } from './quarantine.ts';
import { isBusy, storeFault } from './sqlite-faults.ts';
import { own } from './sqlite-file.ts';
import { applicationId, steps } from './sqlite-schema.ts';

export type Contents = {
  readonly cases: number;
  readonly customers: number;
  readonly people: number;
  readonly entries: number;
  readonly unsent: number;
  /** Records whose hash chain was walked; all of them hold. */
  readonly records: number;
  /** Of the newest case. */
  readonly newestAt: Instant | null;
  readonly schema: number;
  readonly bytes: number;
};

const refused = (place: string, found: string, remedy: string): Fault =>
  new Fault('backup-unusable', {
    detail: { place, found, expected: 'an intact backup of Handoff', remedy },
  });

const another = 'Use another backup; nothing was changed.';
const signature = 'SQLite format 3\0';

const checkHeader = (path: string): void => {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    throw refused(path, 'no file', 'Check the path; nothing was changed.');
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(signature.length);
    if (bytes.toString('latin1', 0, readSync(file, bytes)) !== signature)
      throw refused(path, 'a file that is no SQLite database', another);
  } finally {
    closeSync(file);
  }
};

const checkKind = async ({ read }: Maintenance, path: string): Promise<number> => {
  const [id] = await read('pragma application_id');
  if (numberIn(id ?? {}, 'application_id') !== applicationId)
    throw refused(path, 'the database of another program', another);
  const [version] = await read('pragma user_version');
  const schema = numberIn(version ?? {}, 'user_version');
  if (schema > steps.length)
    throw refused(
      path,
      `schema ${schema}, written by a newer Handoff; this one knows up to ${steps.length}`,
      'Install that Handoff first; nothing was changed.',
    );
  return schema;
};

const counts = `
  select (select count(*) from cases) as cases, (select count(*) from customers) as customers,
    (select count(*) from persons) as people, (select count(*) from record) as entries,
    (select count(*) from outbox where state in ('waiting', 'parked')) as unsent,
    (select max(changed_ms) from cases) as newest`;

const contentsOf = async (db: Maintenance, path: string): Promise<Contents> => {
  const schema = await checkKind(db, path);
  const [verdict] = await db.read('pragma integrity_check(1)');
  if (verdict?.['integrity_check'] !== 'ok')
    throw refused(path, `damage: ${String(verdict?.['integrity_check'])}`, another);
  const { records, broken } = await brokenRecords(db);
  if (broken.length > 0)
    throw refused(path, `a record that was tampered with: ${broken.slice(0, 5).join(', ')}`, another);
  const row = (await db.read(counts))[0] ?? {};
  return {
    cases: numberIn(row, 'cases'),
    customers: numberIn(row, 'customers'),
    people: numberIn(row, 'people'),
    entries: numberIn(row, 'entries'),
    unsent: numberIn(row, 'unsent'),
    records,
    newestAt: row['newest'] === null ? null : new Date(numberIn(row, 'newest')).toISOString(),
    schema,
    bytes: statSync(path).size,
  };
};

/** Reads a backup through: pages, schema, every record's hash chain. Changes nothing; refuses with a Fault. */
export const verify = async (path: string): Promise<Contents> => {
  checkHeader(path);
  let db: Maintenance | null = null;
  try {
    db = openUnchanged(path);
    return await contentsOf(db, path);
  } catch (caught) {
    const fault = storeFault(caught, path);
    throw fault.code === 'store-corrupt' ? refused(path, 'a damaged file', another) : fault;
  } finally {
    await db?.close();
  }
};

const sync = (path: string): void => {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
};

/** A rename is durable once its folder is; Windows has no such call and needs none. */
const syncFolder = (path: string): void => {
  if (process.platform !== 'win32') sync(dirname(path));
};

/** One read transaction of SQLite: the server goes on writing, the copy is of one moment, and what was erased is not in it. */
const copyOut = async (db: Maintenance, draft: string): Promise<void> => {
  rmSync(draft, { force: true });
  try {
    await db.read('vacuum into $1', draft);
  } catch (cause) {
    rmSync(draft, { force: true });
    const remedy = 'Name a file in a folder this account may write to, on a disk with room.';
    throw new Fault('backup-not-written', {
      detail: { place: draft, found: 'a file that cannot be written', expected: 'one that can', remedy },
      cause,
    });
  }
};

/** Makes a backup at `out`, whole and looked through, or none. */
export const backUp = async (db: Maintenance, out: string): Promise<Contents> => {
  mkdirSync(dirname(out), { recursive: true });
  const draft = `${out}.part`;
  await copyOut(db, draft);
  try {
    const contents = await verify(draft);
    sync(draft);
    renameSync(draft, out);
    syncFolder(out);
    return contents;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** What is in the write-ahead log goes into the file it belongs to; a damaged file keeps what it has. */
const settleOld = async (path: string): Promise<void> => {
  try {
    const old = openDatabaseFile(path);
    await old.read('pragma wal_checkpoint(truncate)');
    await old.close();
  } catch (caught) {
    if (isBusy(caught)) throw storeFault(caught, path);
  }
};

/** Keeps the file that is replaced, with its log, beside the new one. */
const setAside = (path: string, aside: string): void => {
  for (const part of ['', '-wal', '-shm'])
    if (existsSync(path + part)) copyFileSync(path + part, aside + part, constants.COPYFILE_EXCL);
};

export type Restored = {
  readonly contents: Contents;
  /** Messages and overdue reminders that are not sent. */
  readonly quarantined: number;
  /** Where the replaced database is now, or null if there was none. */
  readonly aside: string | null;
};

const prepared = async (from: string, draft: string, now: Instant): Promise<number> => {
  for (const part of ['', '-wal', '-shm']) rmSync(draft + part, { force: true });
  copyFileSync(from, draft);
  const db = openDatabaseFile(draft);
  try {
    return await quarantine(db, now);
  } finally {
    await db.close();
    sync(draft);
  }
};

/**
 * Puts a backup in the place of the database. Refuses while a server owns it; until the last step, one rename, the old
 * database is what stands there.
 */
export const restore = async (from: string, path: string, now: Instant): Promise<Restored> => {
  const contents = await verify(from);
  mkdirSync(dirname(path), { recursive: true });
  const ownership = own(path);
  const draft = `${path}.restoring`;
  try {
    const held = await prepared(from, draft, now);
    const aside = existsSync(path) ? `${path}.before-${now.replace(/[:.]/g, '')}` : null;
    if (aside !== null) {
      await settleOld(path);
      setAside(path, aside);
    }
    for (const part of ['-wal', '-shm']) rmSync(path + part, { force: true });
    renameSync(draft, path);
    syncFolder(path);
    return { contents, quarantined: held, aside };
  } finally {
    for (const part of ['', '-wal', '-shm']) rmSync(draft + part, { force: true });
    ownership.release();
  }
};
