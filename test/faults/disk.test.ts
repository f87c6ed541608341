import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { open } from '../../src/store/sqlite.ts';
import { aCase, anEntry, keeping } from '../store/samples.ts';

const turns = 25;

describe('A machine that loses power', function () {
  this.timeout(60_000);
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-power-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('fault 6: whatever is cut off the log behind an acknowledged turn, that turn and all before it are there', async () => {
    const path = join(folder, 'handoff.db');
    const store = await open({ path });
    /** Length of the log when turn n was acknowledged. */
    const acknowledged: number[] = [];
    for (let n = 1; n <= turns; n += 1) {
      const one = aCase({ id: `case-${String(n)}`, number: 1_000 + n });
      await store.commit(keeping(one, 'mail', { record: [anEntry({ caseId: one.id })] }));
      acknowledged.push(statSync(`${path}-wal`).size);
    }
    const log = readFileSync(`${path}-wal`);
    copyFileSync(path, join(folder, 'whole.db'));
    await store.close();

    const casesAfterCut = (length: number): number => {
      const copy = join(folder, 'cut.db');
      copyFileSync(join(folder, 'whole.db'), copy);
      writeFileSync(`${copy}-wal`, log.subarray(0, length));
      rmSync(`${copy}-shm`, { force: true });
      const db = new DatabaseSync(copy);
      assert.equal(db.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok');
      const { n } = db.prepare('select count(*) as n from cases').get() ?? {};
      db.close();
      return Number(n);
    };
    for (const [at, size] of acknowledged.entries())
      for (const length of [size, size + 1_000, size + 5_000].filter((one) => one <= log.length))
        assert.ok(casesAfterCut(length) > at, `cut at ${String(length)}: turn ${String(at + 1)} is lost`);
    // And what was cut in the middle of the first turn is not there at all.
    assert.equal(casesAfterCut((acknowledged[0] ?? 0) - 1), 0);
    assert.equal(casesAfterCut(log.length), turns);
  });
});
