/** What a bot's SQLite file holds after its work, read beside the product's own code. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Kept } from './audit.ts';

export const keptIn = (folder: string, casesWanted: number): Kept => {
  const db = new DatabaseSync(join(folder, 'handoff.db'));
  try {
    const keys = db.prepare('select key from inbound_seen').all();
    return {
      keys: keys.map(({ key }) => String(key)),
      cases: Number(db.prepare('select count(*) as n from cases').get()?.['n']),
      casesWanted,
      integrity: String(db.prepare('pragma integrity_check').get()?.['integrity_check']),
    };
  } finally {
    db.close();
  }
};
