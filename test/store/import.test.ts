import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';

const program = fileURLToPath(new URL('../../src/commands/import.ts', import.meta.url));

describe('npm run import', () => {
  let folder = '';
  let store: Store | null = null;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-import-'));
  });
  afterEach(async () => {
    await store?.close();
    store = null;
    rmSync(folder, { recursive: true });
  });

  const run = (csv: string | null, env: Readonly<Record<string, string>> = {}) => {
    const path = join(folder, 'customers.csv');
    if (csv !== null) writeFileSync(path, csv);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, ...(csv === null ? [] : [path])],
      {
        env: { DATA_FOLDER: folder, ...env },
        encoding: 'utf8',
      },
    );
    return { status, stdout, stderr };
  };

  it('adds and updates while the server runs, and says how many', async () => {
    store = await open({ path: join(folder, 'handoff.db') });
    const first = run('name,domain,cloud\nA,a.example,global\nB,b.example,us-gov\n');
    assert.deepEqual(first, {
      status: 0,
      stdout: '2 customers read: 2 added, 0 changed, 0 as before.\n',
      stderr: '',
    });
    const second = run('name,domain,cloud\nA2,a.example,global\nB,b.example,us-gov\nC,c.example,global\n');
    assert.equal(second.stdout, '3 customers read: 1 added, 1 changed, 1 as before.\n');
    assert.equal((await store.findCustomers('a2', 1))[0]?.domain, 'a.example');
  });

  it('works before the first start as well', async () => {
    assert.equal(run('name,domain,cloud\nA,a.example,global\n').status, 0);
    store = await open({ path: join(folder, 'handoff.db') });
    assert.equal((await store.customer('a.example'))?.name, 'A');
  });

  it('writes nothing and ends with 2 when a line has a problem', () => {
    const { status, stdout, stderr } = run('name,domain,cloud\nA,a.example,global\nB,b,mars\n');
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(
      stderr,
      /line 3, column domain: found "b"; expected a domain .*\n.*line 3, column cloud: found "mars"/,
    );
    assert.equal(existsSync(join(folder, 'handoff.db')), false);
  });

  it('names what is wrong with the configuration and with the call', () => {
    const { status, stderr } = run(null, { DATABASE_URL: 'mysql://x' });
    assert.equal(status, 2);
    assert.match(stderr, /^DATABASE_URL: /m);
    assert.match(stderr, /^npm run import: found no file/m);
  });

  it('ends with 1 and the remedy when the database cannot be written', () => {
    writeFileSync(join(folder, 'handoff.db'), 'no database');
    const { status, stderr } = run('name,domain,cloud\nA,a.example,global\n');
    assert.equal(status, 1);
    assert.match(stderr, /handoff\.db: found a file that is no SQLite database; .*Restore a backup/);
  });
});
