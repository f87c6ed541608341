/** Closed cases are not kept for ever. */
import type { Instant } from '../triage/desk.ts';
import { closedBefore, dropCase } from './erase-rows.ts';
import type { Maintenance } from './maintenance.ts';

const casesPerTransaction = 50;

/** Forgets closed cases nothing happened to since `before`, with their records. How many there were. */
export const forgetClosed = async (db: Maintenance, before: Instant): Promise<number> => {
  let forgotten = 0;
  for (;;) {
    const gone = await db.inTransaction(async (rows) => {
      const batch = await closedBefore(rows, before, casesPerTransaction);
      for (const kase of batch) await dropCase(rows, db.kind, kase);
      return batch.length;
    });
    forgotten += gone;
    if (gone < casesPerTransaction) return forgotten;
  }
};
