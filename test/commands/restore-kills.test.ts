import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../src/app.ts';
import { backUp, restore, verify } from '../../src/store/backup.ts';
import { openMaintenance } from '../../src/store/maintenance.ts';
import { aCase, anEntry, keeping } from '../store/samples.ts';
import { aFolder, run } from './desk-at-work.ts';

const program = fileURLToPath(new URL('./restoring-process.ts', import.meta.url));
const later = '2026-11-21T11:00:00.000Z';

describe('A restore that is killed', function () {
  this.timeout(120_000);
  let ground = '';
  before(async () => {
    // One case is in the backup; the database that is replaced has another one, too.
    ground = aFolder();
    const place = { dataFolder: ground, databaseUrl: null };
    const keep = async (id: string, number: number): Promise<void> => {
      const store = await openStore(place);
      await store.commit(keeping(aCase({ id, number }), 'mail', { record: [anEntry({ caseId: id })] }));
      await store.close();
    };
    await keep('old', 1_001);
    const db = await openMaintenance(place);
    await backUp(db, join(ground, 'backup.db'));
    await db.close();
    await keep('new', 1_002);
  });
  after(() => rmSync(ground, { recursive: true, force: true }));

  /** Which database stands there: the one with two cases, or what came out of the backup. */
  const standing = async (folder: string): Promise<'before' | 'restored'> => {
    const { cases } = await verify(join(folder, 'handoff.db'));
    return cases === 2 ? 'before' : 'restored';
  };

  it('leaves the whole old database or the whole restored one, at whichever step it dies, and can be done again', async () => {
    const seen = new Map<string, number>();
    let ended = false;
    for (let nth = 1; !ended; nth += 1) {
      assert.ok(nth < 200, 'it never came to its end');
      const folder = aFolder();
      cpSync(ground, folder, { recursive: true });
      const [backup, path] = [join(folder, 'backup.db'), join(folder, 'handoff.db')];
      const died = spawnSync(process.execPath, [program, backup, path, String(nth)], { encoding: 'utf8' });
      ended = died.stdout === 'restored\n';
      assert.ok(ended || died.signal === 'SIGKILL', died.stderr);
      const is = await standing(folder);
      seen.set(is, (seen.get(is) ?? 0) + 1);
      // A server that starts now works on it, and a second try comes to its end.
      const store = await openStore({ dataFolder: folder, databaseUrl: null });
      assert.equal((await store.caseByNumber(1_002)) === null, is === 'restored', `step ${String(nth)}`);
      assert.notEqual(await store.caseByNumber(1_001), null);
      await store.close();
      await restore(backup, path, later);
      assert.equal(await standing(folder), 'restored');
      assert.deepEqual(
        readdirSync(folder).filter((name) => name.includes('restoring')),
        [],
      );
      rmSync(folder, { recursive: true, force: true });
    }
    assert.ok((seen.get('before') ?? 0) >= 10, 'it was hardly killed before');
    assert.ok((seen.get('restored') ?? 0) >= 2, 'it was never killed after');
  });

  it('is told by the doctor: which database stands there, and what is kept beside it', async () => {
    const folder = aFolder();
    cpSync(ground, folder, { recursive: true });
    const [backup, path] = [join(folder, 'backup.db'), join(folder, 'handoff.db')];
    spawnSync(process.execPath, [program, backup, path, '12']);
    const half = await run('doctor', [], { DATA_FOLDER: folder });
    assert.match(
      half.out,
      /note +restore: .*did not come to its end: the database of before it stands; run it again/,
    );
    await restore(backup, path, later);
    const done = await run('doctor', [], { DATA_FOLDER: folder });
    assert.match(done.out, /note +restore: a restored database stands; .*handoff\.db\.before-2026/);
    rmSync(folder, { recursive: true, force: true });
  });
});
