/** The doctor on the database and the disk it stands on. Looks only; a server may be at work. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Fault, faultProblem } from '../fault.ts';
import { isWritable, lookAtDisk, lookAtOutbox, lookAtWriting } from '../operations-look.ts';
import { verify } from '../store/backup.ts';
import { brokenRecords } from '../store/export.ts';
import { databasePath, openServerUnchanged, openUnchanged } from '../store/maintenance.ts';
import type { Maintenance } from '../store/maintenance.ts';
import type { StorePlace } from '../store/open.ts';
import { outboxFigures } from '../store/outbox-figures.ts';
import type { Writing } from '../store/postgres-rights.ts';
import { own } from '../store/sqlite-file.ts';
import { steps } from '../store/sqlite-schema.ts';
import { inWords, note, ok, wrong } from './doctor-findings.ts';
import type { Finding } from './doctor-findings.ts';
import { systemProblem } from './system-problem.ts';

const megabyte = 1_048_576;
/** A larger file is not read through: it would take minutes. */
const readThroughUpTo = 1_024 * megabyte;

export const faultFinding = (about: string, caught: unknown): Finding => {
  const problem = caught instanceof Fault ? faultProblem(caught) : systemProblem(caught, about);
  if (problem === null)
    return wrong(about, caught instanceof Error ? caught.message : 'an unknown failure', 'See the log.');
  return wrong(about, `${problem.place}: ${problem.value}`, problem.remedy);
};

/** The nearest folder above that exists: the server makes the rest. */
const existing = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));

const writable = (folder: string): Finding => {
  const remedy = 'Give the account Handoff runs under write permission, or set another DATA_FOLDER.';
  return isWritable(folder)
    ? ok('folder', `${folder} can be written`)
    : wrong('folder', `${folder} cannot be written`, remedy);
};

/**
 * Asked by trying to be it for a moment; a server that starts just then waits for its operator to start it again. The
 * file a server leaves is not made here: it would be the admin's, and closed to the server.
 */
const owner = (path: string): Finding => {
  const none = note('server', 'none is at work on this database');
  if (!existsSync(`${path}.owner`)) return none;
  try {
    own(path).release();
    return none;
  } catch (caught) {
    if (caught instanceof Fault && caught.code === 'store-owned')
      return ok('server', faultProblem(caught).value);
    return faultFinding('server', caught);
  }
};

const small = async (path: string): Promise<Finding> => {
  const { cases, records, schema, bytes } = await verify(path);
  const size = (bytes / megabyte).toFixed(1);
  const version = schema < steps.length ? `${schema} (the next start makes it ${steps.length})` : schema;
  return ok(
    'database',
    `${path}: schema ${version}, ${size} MB, every page intact; ${cases} cases, ${records} records, every hash chain holds`,
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

const figures = async (db: Maintenance): Promise<readonly Finding[]> =>
  lookAtOutbox(await outboxFigures(db.read, new Date().toISOString())).map(inWords);

/** Up to its one last step a restore works on a draft beside the database; what it replaced is kept there, too. */
const restores = (path: string): readonly Finding[] => {
  const own = basename(path);
  const beside = readdirSync(dirname(path));
  const kept = beside.filter((name) => name.startsWith(`${own}.before-`));
  if (beside.includes(`${own}.restoring`))
    return [
      note(
        'restore',
        'one is under way or did not come to its end: the database of before it stands; run it again',
      ),
    ];
  return kept.length === 0
    ? []
    : [note('restore', `a restored database stands; what was there before is kept: ${kept.join(', ')}`)];
};

/** What makes a file no backup makes it no database either, with another way out. */
const damage = (caught: unknown): Finding => {
  const finding = faultFinding('database', caught);
  if (finding.is !== 'wrong' || !(caught instanceof Fault) || caught.code !== 'backup-unusable')
    return finding;
  const remedy =
    'If a newer Handoff wrote it, start that one. Else restore a backup: npm run restore -- --from FILE';
  return { ...finding, remedy };
};

/** What a copy or a mount gone wrong leaves: no backup is needed for that. */
const noFile = (path: string): Finding | null => {
  const there = statSync(path);
  if (there.isDirectory())
    return wrong('database', `${path}: a folder`, 'Move the folder away, or set another DATA_FOLDER.');
  const remedy =
    'Restore a backup into its place (npm run restore -- --from FILE), or move it away to begin anew.';
  return there.size === 0 ? wrong('database', `${path}: an empty file`, remedy) : null;
};

const file = async (place: StorePlace): Promise<readonly Finding[]> => {
  const path = resolve(databasePath(place));
  const folder = existing(dirname(path));
  const ground = [writable(folder), inWords(lookAtDisk(folder))];
  if (!existsSync(path))
    // In a closed folder nobody knows.
    return isWritable(folder)
      ? [...ground, note('database', `${path}: none yet; the first start makes it`)]
      : ground;
  const instead = noFile(path);
  if (instead !== null) return [...ground, instead];
  try {
    const found = await (statSync(path).size > readThroughUpTo ? large(path) : small(path));
    const db = openUnchanged(path);
    try {
      return [...ground, owner(path), found, ...restores(path), ...(await figures(db))];
    } finally {
      await db.close();
    }
  } catch (caught) {
    return [...ground, damage(caught)];
  }
};

/** An admin who grants them wants all of them. */
const writing = (found: Writing): readonly Finding[] => lookAtWriting(found, Infinity).map(inWords);

const server = async (url: string): Promise<readonly Finding[]> => {
  const db = await openServerUnchanged(url);
  // Loaded only where wanted, like all of PostgreSQL.
  const { writingAt } = await import('../store/postgres-rights.ts');
  try {
    const { records, broken } = await brokenRecords(db, newestRecords);
    const chains =
      broken.length === 0
        ? ok('database', `PostgreSQL answers, its schema is current; the newest ${records} records hold`)
        : wrong('database', `tampered with: ${broken.join(', ')}`, 'Restore a backup.');
    return [chains, ...writing(await writingAt(db.read)), ...(await figures(db))];
  } finally {
    await db.close();
  }
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, checked 2026-11-20: insufficient_privilege. */
const forbidden = '42501';

const isForbidden = ({ cause }: Fault): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === forbidden;

/** Tables are made at the first start only by who may make them: with PostgreSQL 15 the owner of the database alone. */
const unmade = async (url: string): Promise<readonly Finding[]> => {
  const { makingAt } = await import('../store/postgres-rights.ts');
  return writing(await makingAt(url));
};

/** Whoever may not even read the version of the schema may do nothing. */
const refusal = async (caught: unknown, { databaseUrl }: StorePlace): Promise<readonly Finding[]> => {
  if (caught instanceof Fault && isForbidden(caught))
    return writing({ isReadOnly: false, missing: ['select on handoff_schema'] });
  const isOlder = caught instanceof Fault && caught.code === 'store-older';
  const inTheWay = isOlder && databaseUrl !== null ? await unmade(databaseUrl) : [];
  return [faultFinding('database', caught), ...inTheWay];
};

export const examineStore = async (place: StorePlace): Promise<readonly Finding[]> => {
  try {
    return await (place.databaseUrl === null ? file(place) : server(place.databaseUrl));
  } catch (caught) {
    return refusal(caught, place);
  }
};
