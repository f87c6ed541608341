import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const preload = join(import.meta.dirname, '../src/start.cjs');

const startWith = (file: string) => spawnSync(process.execPath, ['-r', file, '-e', ''], { encoding: 'utf8' });

describe('the start of every program', () => {
  it('says in one sentence that the packages are not installed, and how to install them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-start-'));
    try {
      copyFileSync(preload, join(folder, 'start.cjs'));
      const { status, stderr } = startWith(join(folder, 'start.cjs'));
      assert.equal(status, 78);
      assert.match(stderr, /^The packages of Handoff are not installed\. Run "npm ci".*\n$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says nothing where all is in place', () => {
    assert.deepEqual([startWith(preload).status, startWith(preload).stderr], [0, '']);
  });
});
