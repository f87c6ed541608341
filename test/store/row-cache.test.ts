import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { open } from '../../src/store/sqlite.ts';
import { aCase, keeping } from './samples.ts';

describe('What a SQLite store reads by its key', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handoff-rows-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const first = aCase({ id: 'case-1', number: 1_001, version: 1 });
  const second = { ...first, version: 2, title: 'Mail is down again' };

  it('is what another process wrote meanwhile, from the next tick on', async () => {
    const path = join(folder, 'handoff.db');
    const server = await open({ path });
    await server.commit(keeping(first));
    assert.equal((await server.case(first.id))?.version, 1);
    const command = await open({ path, as: 'command' });
    await command.commit(keeping(second));
    await nextTick();
    const seen = await server.case(first.id);
    await Promise.all([command.close(), server.close()]);
    assert.deepEqual(seen, second);
  });

  it('is what this process wrote last, also where it was first asked for before there was anything', async () => {
    const server = await open({ path: join(folder, 'handoff.db') });
    const before = await server.case(first.id);
    await server.commit(keeping(first));
    const [one] = await Promise.all([server.case(first.id), server.commit(keeping(second))]);
    const two = await server.case(first.id);
    await server.close();
    assert.deepEqual([before, one, two], [null, first, second]);
  });

  it('stays as it was where a turn lost the race', async () => {
    const server = await open({ path: join(folder, 'handoff.db') });
    await server.commit(keeping(first));
    const lost = await server.commit(keeping({ ...second, version: 7 }));
    const seen = await server.case(first.id);
    await server.close();
    assert.deepEqual([lost.kind, seen], ['stale', first]);
  });
});
