import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from '../../src/store/sqlite.ts';
import { storeContract } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'handoff-store-'));
let count = 0;
let path = '';

/** Beside the open store, as another program would. */
const behindItsBack = (sql: string, caseId: string, seq: number): Promise<void> => {
  const db = new DatabaseSync(path, { timeout: 1000 });
  db.prepare(sql).run(caseId, seq);
  db.close();
  return Promise.resolve();
};

const tampering = {
  text: `update record_texts set text = replace(text, '9', '8') where case_id = ? and seq = ? and name = 'description'`,
  entry: `update record set entry = replace(entry, 'critical', 'criticaI') where case_id = ? and seq = ?`,
};

after(() => rmSync(folder, { recursive: true }));

storeContract('SQLite', {
  open: () => {
    path = join(folder, `${(count += 1)}.db`);
    return open({ path });
  },
  read: (sql, ...values) => {
    const db = new DatabaseSync(path, { timeout: 1000 });
    const rows = db.prepare(sql).all(Object.fromEntries(values.map((value, at) => [`$${at + 1}`, value])));
    db.close();
    return Promise.resolve(rows);
  },
  tamper: (what, caseId, seq) => behindItsBack(tampering[what], caseId, seq),
  removeEntry: (caseId, seq) =>
    behindItsBack('delete from record where case_id = ? and seq = ?', caseId, seq),
});
