import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const preload = join(root, 'src/start.cjs');

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

  it('leaves zod’s other languages aside, and what zod says is English', () => {
    const code = `import { z } from 'zod';
      const { success, error } = z.object({ a: z.string() }).safeParse({ a: 1 });
      console.log(JSON.stringify([Object.keys(z.locales), success, error.issues[0].message]));`;
    const args = ['-r', preload, '--input-type=module', '-e', code];
    const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    assert.deepEqual(JSON.parse(stdout), [
      ['default'],
      false,
      'Invalid input: expected string, received number',
    ]);
  });
});
