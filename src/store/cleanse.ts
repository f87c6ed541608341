/**
 * After an erasure: takes what was deleted out of the files themselves, and looks through their bytes. SQLite keeps
 * words in its search index until the index is merged, and pages in its write-ahead log until it is checkpointed.
 */
import { createReadStream, existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Traces } from './erase-subject.ts';
import { numberIn } from './kept.ts';
import type { Maintenance } from './maintenance.ts';

export type Cleansed = {
  /** Where a trace still stands: `file`, or nowhere. */
  readonly leftIn: readonly string[];
  /** The whole file had to be written anew. */
  readonly rewritten: boolean;
  /** The write-ahead log could not be emptied, because somebody reads. */
  readonly logKept: boolean;
};

/** A shorter text is found everywhere. */
const shortestSought = 8;

const sought = ({ marks, typed }: Traces): readonly Buffer[] =>
  [...new Set([...marks, ...marks.map((mark) => mark.toLowerCase()), ...typed])]
    .map((text) => JSON.stringify(text).slice(1, -1))
    .filter((text) => text.length >= shortestSought)
    .map((text) => Buffer.from(text, 'utf8'));

/** Whether one of the texts stands in the file, read piece by piece with what could be split between two. */
const standsIn = async (file: string, texts: readonly Buffer[]): Promise<boolean> => {
  const overlap = Math.max(0, ...texts.map((text) => text.length - 1));
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const piece = Buffer.concat([tail, Buffer.from(chunk as Uint8Array)]);
    if (texts.some((text) => piece.includes(text))) return true;
    tail = piece.subarray(Math.max(0, piece.length - overlap));
  }
  return false;
};

const search = async (path: string, traces: Traces): Promise<readonly string[]> => {
  const texts = sought(traces);
  const found: string[] = [];
  if (texts.length === 0) return found;
  for (const file of [path, `${path}-wal`])
    if (existsSync(file) && (await standsIn(file, texts))) found.push(file);
  return found;
};

const checkpointTries = 100;

const emptyLog = async ({ read }: Maintenance): Promise<boolean> => {
  for (let nth = 1; nth <= checkpointTries; nth += 1) {
    const [row] = await read('pragma wal_checkpoint(truncate)');
    if (numberIn(row ?? {}, 'busy') === 0) return true;
    await wait(50);
  }
  return false;
};

const mergePages = 250;
/** Turns go between two steps. */
const mergePauseMs = 5;

/** Small steps, each a transaction of its own, until nothing is left to merge (https://sqlite.org/fts5.html#the_merge_command). */
export const mergeIndex = async ({ read }: Maintenance): Promise<void> => {
  let sign = -1;
  for (;;) {
    const [before] = await read('select total_changes() as changes');
    await read(`insert into search (search, rank) values ('merge', ${sign * mergePages})`);
    const [after] = await read('select total_changes() as changes');
    if (numberIn(after ?? {}, 'changes') - numberIn(before ?? {}, 'changes') < 2) return;
    sign = 1;
    await wait(mergePauseMs);
  }
};

const cleanseFile = async (db: Maintenance, path: string, traces: Traces): Promise<Cleansed> => {
  await mergeIndex(db);
  const isEmptied = await emptyLog(db);
  const left = await search(path, traces);
  if (left.length === 0 && isEmptied) return { leftIn: [], rewritten: false, logKept: false };
  await db.read(`insert into search (search) values ('optimize')`);
  await db.read('vacuum');
  const isEmptiedNow = await emptyLog(db);
  return { leftIn: await search(path, traces), rewritten: true, logKept: !isEmptiedNow };
};

const tables = [
  'cases',
  'search',
  'record_texts',
  'outbox',
  'lanes',
  'inbound_seen',
  'persons',
  'customers',
  'desk',
] as const;

export const cleanse = async (db: Maintenance, traces: Traces): Promise<Cleansed> => {
  if (db.path !== null) return cleanseFile(db, db.path, traces);
  for (const table of tables) await db.read(`vacuum ${table}`);
  return { leftIn: [], rewritten: false, logKept: false };
};
