/** The doctor on the database and the disk it stands on. Looks only; a server may be at work. */
import { accessSync, constants, existsSync, mkdtempSync, rmdirSync, statSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Fault, faultProblem } from '../fault.ts';
import { verify } from '../store/backup.ts';
import { brokenRecords } from '../store/export.ts';
import { databasePath, openMaintenance, openUnchanged } from '../store/maintenance.ts';
import type { Maintenance } from '../store/maintenance.ts';
import type { StorePlace } from '../store/open.ts';
import { outboxFigures } from '../store/outbox-figures.ts';
import type { OutboxFigures } from '../store/outbox-figures.ts';
import { own } from '../store/sqlite-file.ts';
import { note, ok, wrong } from './doctor-findings.ts';
import type { Finding } from './doctor-findings.ts';

const megabyte = 1_048_576;
/** A busy desk's database grows by less in a month. */
const leastFreeBytes = 512 * megabyte;
/** A larger file is not read through: it would take minutes. */
const readThroughUpTo = 1_024 * megabyte;

export const faultFinding = (about: string, caught: unknown): Finding => {
  if (!(caught instanceof Fault))
    return wrong(about, caught instanceof Error ? caught.message : 'an unknown failure', 'See the log.');
  const { place, value, remedy } = faultProblem(caught);
  return wrong(about, `${place}: ${value}`, remedy);
};

/** The nearest folder above that exists: the server makes the rest. */
const existing = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));

/** Permission bits say little (a root account, a read-only mount): something is really made and taken away. */
const writable = (folder: string): Finding => {
  try {
    accessSync(folder, constants.W_OK);
    rmdirSync(mkdtempSync(join(folder, '.handoff-')));
    return ok('folder', `${folder} can be written`);
  } catch {
    const remedy = 'Give the account Handoff runs under write permission, or set another DATA_FOLDER.';
    return wrong('folder', `${folder} cannot be written`, remedy);
  }
};

const disk = (folder: string): Finding => {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const says = `${Math.floor(free / megabyte)} MB free at ${folder}`;
  return free >= leastFreeBytes
    ? ok('disk', says)
    : wrong('disk', says, 'Make room, or move DATA_FOLDER to a larger disk.');
};

/** Asked by trying to be it for a moment; a server that starts just then waits for its operator to start it again. */
const owner = (path: string): Finding => {
  try {
    own(path).release();
    return note('server', 'none is at work on this database');
  } catch (caught) {
    if (caught instanceof Fault && caught.code === 'store-owned')
      return ok('server', faultProblem(caught).value);
    return faultFinding('server', caught);
  }
};

const small = async (path: string): Promise<Finding> => {
  const { cases, records, schema, bytes } = await verify(path);
  const size = (bytes / megabyte).toFixed(1);
  return ok(
    'database',
    `${path}: schema ${schema}, ${size} MB, every page intact; ${cases} cases, ${records} records, every hash chain holds`,
  );
};

const newestRecords = 1_000;

const large = async (path: string): Promise<Finding> => {
  const db = openUnchanged(path);
  try {
    const { records, broken } = await brokenRecords(db, newestRecords);
    if (broken.length > 0)
      return wrong('database', `${path}: tampered with: ${broken.join(', ')}`, 'Restore a backup.');
    return ok(
      'database',
      `${path}: large, so not read through (npm run backup does); the newest ${records} records hold`,
    );
  } finally {
    await db.close();
  }
};

const stuck = ({ messages, oldestDueMs }: OutboxFigures): readonly Finding[] => {
  const { dead, unknown, parked, waiting, quarantined } = messages;
  return [
    ok('outbox', `${waiting} waiting, ${parked} parked for people who removed or blocked the bot`),
    ...(oldestDueMs > 300_000
      ? [
          wrong(
            'outbox',
            `a message has been due for ${Math.round(oldestDueMs / 60_000)} minutes`,
            'Is the server at work, and does it reach Teams? Its log and /readyz say why it does not send.',
          ),
        ]
      : []),
    ...(dead + unknown > 0
      ? [
          note(
            'outbox',
            `${dead} messages were refused or given up, ${unknown} may or may not have arrived; the cases they were about are unharmed`,
          ),
        ]
      : []),
    ...(quarantined > 0
      ? [note('outbox', `${quarantined} messages of before a restore are kept back and will not be sent`)]
      : []),
  ];
};

const figures = async (db: Maintenance): Promise<readonly Finding[]> =>
  stuck(await outboxFigures(db.read, new Date().toISOString()));

const file = async (place: StorePlace): Promise<readonly Finding[]> => {
  const path = resolve(databasePath(place));
  const folder = existing(dirname(path));
  const ground = [writable(folder), disk(folder)];
  if (!existsSync(path)) return [...ground, note('database', `${path}: none yet; the first start makes it`)];
  try {
    const found = await (statSync(path).size > readThroughUpTo ? large(path) : small(path));
    const db = openUnchanged(path);
    try {
      return [...ground, owner(path), found, ...(await figures(db))];
    } finally {
      await db.close();
    }
  } catch (caught) {
    return [...ground, faultFinding('database', caught)];
  }
};

const server = async (place: StorePlace): Promise<readonly Finding[]> => {
  const db = await openMaintenance(place);
  try {
    const { records, broken } = await brokenRecords(db, newestRecords);
    const chains =
      broken.length === 0
        ? ok('database', `PostgreSQL answers, its schema is current; the newest ${records} records hold`)
        : wrong('database', `tampered with: ${broken.join(', ')}`, 'Restore a backup.');
    return [chains, ...(await figures(db))];
  } finally {
    await db.close();
  }
};

export const examineStore = async (place: StorePlace): Promise<readonly Finding[]> => {
  try {
    return await (place.databaseUrl === null ? file(place) : server(place));
  } catch (caught) {
    return [faultFinding('database', caught)];
  }
};
