import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const preload = join(root, 'src/start.cjs');

const startWith = (file: string) => spawnSync(process.execPath, ['-r', file, '-e', ''], { encoding: 'utf8' });

describe('the start of every program', () => {
  /** Started from a folder in which only these packages are installed. */
  const startedWith = (installed: readonly string[], dependencies: readonly string[] | null) => {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-start-'));
    try {
      mkdirSync(join(folder, 'src'));
      copyFileSync(preload, join(folder, 'src/start.cjs'));
      for (const name of installed) mkdirSync(join(folder, 'node_modules', name), { recursive: true });
      const wanted = Object.fromEntries((dependencies ?? []).map((name) => [name, '1.0.0']));
      if (dependencies !== null)
        writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: wanted }));
      return startWith(join(folder, 'src/start.cjs'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const missing = (names: string): string =>
    `The packages of Handoff are not installed, or not all of them (missing: ${names}). Run "npm ci" in its folder, then try again.\n`;

  it('says in one sentence which packages are not installed, and how to install them', () => {
    const none = startedWith([], null);
    assert.deepEqual([none.status, none.stderr], [78, missing('restify')]);
    const some = startedWith(['restify', '@azure/msal-node'], ['restify', '@azure/msal-node', 'pg', 'zod']);
    assert.deepEqual([some.status, some.stderr], [78, missing('pg, zod')]);
  });

  it('says nothing where all packages are installed', () => {
    const all = startedWith(['restify', '@azure/msal-node'], ['restify', '@azure/msal-node']);
    assert.deepEqual([all.status, all.stderr], [0, '']);
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
