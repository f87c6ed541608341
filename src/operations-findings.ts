/** What a running server finds out about itself when a lead asks: in bounded time, and never by throwing. */
import type { Config } from './config.ts';
import { Fault } from './fault.ts';
import type { Clock, Findings } from './flow/ports.ts';
import {
  databaseSilent,
  folderClosed,
  isWritable,
  lookAtConfiguration,
  lookAtCredential,
  lookAtDisk,
  lookAtOutbox,
  lookAtRecords,
  lookAtWriting,
  lookOutside,
  notLookedAt,
} from './operations-look.ts';
import type { Probe } from './outbound/probe.ts';
import { brokenRecords } from './store/export.ts';
import type { Maintenance } from './store/maintenance.ts';
import { outboxFigures } from './store/outbox-figures.ts';
import type { Finding } from './triage/finding.ts';

type Parts = {
  readonly config: Config;
  readonly clock: Clock;
  /** The database beside the turns; rejects with a Fault. */
  readonly use: () => Promise<Maintenance>;
  /** Tries the addresses outside. */
  readonly probe: () => Promise<Probe>;
};

/** A lead waits for the card; a message being sent holds its place in the outbox for a minute. */
const patienceMs = 10_000;
/** Walking a record's chain takes the event loop a moment: the doctor walks more of them, in its own process. */
const newestRecords = 100;

const within = async (
  about: Finding['about'],
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => resolve([notLookedAt(about)]), patienceMs);
  });
  try {
    return await Promise.race([look(), late]);
  } catch {
    return [notLookedAt(about)];
  } finally {
    clearTimeout(timer);
  }
};

const disk = ({ databaseUrl, dataFolder }: Config): Promise<readonly Finding[]> => {
  // With PostgreSQL the data stands on another machine's disk.
  if (databaseUrl !== null) return Promise.resolve([]);
  return Promise.resolve(isWritable(dataFolder) ? [lookAtDisk(dataFolder)] : [folderClosed()]);
};

const writingOf = async ({ read }: Maintenance): Promise<readonly Finding[]> => {
  // Loaded only where wanted: a bot on SQLite starts without it.
  const { writingAt } = await import('./store/postgres-rights.ts');
  return lookAtWriting(await writingAt(read));
};

const database = async ({ clock, use }: Parts): Promise<readonly Finding[]> => {
  try {
    const db = await use();
    db.insistInPlace();
    const { records, broken } = await brokenRecords(db, newestRecords);
    const writing = db.kind === 'sqlite' ? [] : await writingOf(db);
    const outbox = lookAtOutbox(await outboxFigures(db.read, clock.now()));
    return [lookAtRecords(records, broken), ...writing, ...outbox];
  } catch (caught) {
    if (caught instanceof Fault) return databaseSilent(caught.code);
    throw caught;
  }
};

const outside = async ({ config, probe }: Parts): Promise<readonly Finding[]> =>
  config.bot === null ? [] : lookOutside(await probe());

export const createFindings =
  (parts: Parts): Findings =>
  async () => {
    const found = await Promise.all([
      within('disk', () => disk(parts.config)),
      within('database', () => database(parts)),
      within('network', () => outside(parts)),
    ]);
    return [
      ...lookAtConfiguration(parts.config),
      ...found.flat(),
      lookAtCredential(parts.config, Date.now()),
    ];
  };
