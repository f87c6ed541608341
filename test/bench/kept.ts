/** What a bot's SQLite file holds after its work, read beside the product's own code. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Kept } from './audit.ts';

/** Keys are `activity:"<conversation>|<id>"`; refused to read on, should that ever change. */
const idOf = (key: string): string => {
  const id = /^activity:".*\|([^|"]+)"$/.exec(key)?.[1];
  if (id === undefined) throw new Error(`a key that names no activity: ${key}`);
  return id;
};

export const keptIn = (folder: string, casesWanted: number): Kept => {
  const db = new DatabaseSync(join(folder, 'handoff.db'));
  try {
    const keys = db.prepare(`select key from inbound_seen where key like 'activity:%'`).all();
    return {
      activityIds: keys.map(({ key }) => idOf(String(key))),
      cases: Number(db.prepare('select count(*) as n from cases').get()?.['n']),
      casesWanted,
      integrity: String(db.prepare('pragma integrity_check').get()?.['integrity_check']),
    };
  } finally {
    db.close();
  }
};
