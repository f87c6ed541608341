/**
 * `npm run backup -- --out FILE`: a backup of the SQLite database as of one moment, while the server runs, read through
 * before it counts. Exit code 1: it could not be made; 2: not asked for rightly. A file that exists is never replaced.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../fault.ts';
import { Fault } from '../fault.ts';
import { backUp } from '../store/backup.ts';
import { openMaintenance } from '../store/maintenance.ts';
import { contentLines } from './backup-words.ts';
import { optionsOf, placeOf, runCommand, say, Unasked } from './command.ts';

const usage: Problem = {
  place: 'npm run backup',
  value: 'no file to write',
  expected: '--out FILE',
  remedy: 'For example: npm run backup -- --out /backups/handoff-monday.db',
};

const outIn = (given: unknown): string => {
  if (typeof given !== 'string' || given.trim() === '') throw new Unasked([usage]);
  const out = resolve(given);
  if (!existsSync(out)) return out;
  const remedy = 'Name a file that does not exist yet; nothing was changed.';
  throw new Unasked([{ place: out, value: 'a file that exists', expected: 'a new one', remedy }]);
};

const elsewhere = (): Fault =>
  new Fault('backup-elsewhere', {
    detail: {
      place: 'DATABASE_URL',
      found: 'PostgreSQL',
      expected: 'the built-in SQLite file',
      remedy:
        'PostgreSQL has its own: pg_dump --format=custom --file handoff.dump "$DATABASE_URL". After pg_restore, and before the server starts, run: npm run restore -- --quarantine',
    },
  });

const run = async (): Promise<void> => {
  const out = outIn(optionsOf({ out: { type: 'string' } }, usage)['out']);
  const place = placeOf();
  if (place.databaseUrl !== null) throw elsewhere();
  const db = await openMaintenance(place);
  try {
    const startedAt = performance.now();
    const contents = await backUp(db, out);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    say(`Backed up to ${out} in ${seconds} s, and read through:`);
    for (const line of contentLines(contents)) say(line);
    say('It holds customers’ and colleagues’ data: keep it as safe as the server.');
  } finally {
    await db.close();
  }
};

await runCommand('npm run backup', run);
