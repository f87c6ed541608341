/**
 * `npm run restore -- --from FILE [--verify]`: reads a backup through and, without `--verify`, puts it in the place of
 * the database. `--quarantine` alone is for a PostgreSQL that was restored by its own tools. The server must be
 * stopped. Exit code 1: refused, nothing was changed; 2: not asked for rightly.
 */
import { resolve } from 'node:path';
import type { Problem } from '../fault.ts';
import { Fault } from '../fault.ts';
import { restore, verify } from '../store/backup.ts';
import { databasePath, openMaintenance } from '../store/maintenance.ts';
import type { StorePlace } from '../store/open.ts';
import { quarantine } from '../store/quarantine.ts';
import { contentLines } from './backup-words.ts';
import { optionsOf, placeOf, runCommand, say, Unasked } from './command.ts';

const usage: Problem = {
  place: 'npm run restore',
  value: 'no backup to read',
  expected: '--from FILE, with --verify to read it through only; or --quarantine alone',
  remedy: 'For example: npm run restore -- --from /backups/handoff-monday.db --verify',
};

const options = {
  from: { type: 'string' },
  verify: { type: 'boolean' },
  quarantine: { type: 'boolean' },
} as const;

const now = (): string => new Date().toISOString();

const aftermath = (held: number): void => {
  say(`${held} messages and overdue reminders are kept from being sent: they may have gone out since.`);
  say('Cards shown until now answer with the case as it is; new cases are numbered 1000 higher.');
  if (held > 0) say('npm run doctor shows what was kept back.');
};

const verifyOnly = async (from: string): Promise<void> => {
  const contents = await verify(from);
  say(`${from} can be restored:`);
  for (const line of contentLines(contents)) say(line);
};

const restoreFile = async (from: string, place: StorePlace): Promise<void> => {
  if (place.databaseUrl !== null) {
    const remedy = 'Use pg_restore, and then: npm run restore -- --quarantine';
    const detail = { place: 'DATABASE_URL', found: 'PostgreSQL', expected: 'the SQLite file', remedy };
    throw new Fault('restore-elsewhere', { detail });
  }
  const path = databasePath(place);
  const { contents, quarantined, aside } = await restore(from, path, now());
  say(`Restored ${from} to ${path}:`);
  for (const line of contentLines(contents)) say(line);
  aftermath(quarantined);
  if (aside !== null) say(`The database that was there is kept as ${aside}; delete it when all is well.`);
};

const quarantineOnly = async (place: StorePlace): Promise<void> => {
  if (place.databaseUrl === null)
    throw new Unasked([
      {
        place: '--quarantine',
        value: 'the SQLite file',
        expected: 'PostgreSQL, restored by its own tools',
        remedy: 'With SQLite, --from does this by itself; nothing was changed.',
      },
    ]);
  const db = await openMaintenance(place);
  try {
    aftermath(await quarantine(db, now()));
  } finally {
    await db.close();
  }
};

const run = async (): Promise<void> => {
  const { from, verify: only, quarantine: alone } = optionsOf(options, usage);
  if (alone === true && from === undefined) return quarantineOnly(placeOf());
  if (typeof from !== 'string' || alone === true) throw new Unasked([usage]);
  return only === true ? verifyOnly(resolve(from)) : restoreFile(resolve(from), placeOf());
};

await runCommand('npm run restore', run);
