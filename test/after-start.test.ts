import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Runs code, with a compile cache in `folder`, kills the process once it has said something, and tells what. */
const saidBefore = async (code: string, folder: string): Promise<string> => {
  const args = ['--input-type=module', '-e', `${code}; setInterval(() => undefined, 1_000);`];
  const env = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: folder };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const said = String((await once(child.stdout, 'data'))[0]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return said;
};

const imported = `import 'pino'; import { tidyUp } from './src/after-start.ts'`;

describe('After a start', function () {
  this.timeout(30_000);
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handoff-after-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const files = (): number =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;

  it('compiled code is kept, also of a process that is killed later', async () => {
    await saidBefore(`${imported}; console.log()`, folder);
    assert.equal(files(), 0);
    await saidBefore(`${imported}; tidyUp(); console.log()`, folder);
    assert.ok(files() > 0);
  });

  it('the room that a start took and does not need goes back', async () => {
    const grown = `
      import { getHeapSpaceStatistics } from 'node:v8';
      const young = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size;
      const all = Array.from({ length: 5e5 }, (_, nth) => ({ nth }));
      const before = young();
      all.length = 0;
      tidyUp();
      process.stdout.write(JSON.stringify([before, young()]))`;
    const [before = 0, after = 0] = JSON.parse(await saidBefore(`${imported};${grown}`, folder)) as number[];
    assert.ok(after <= before / 4, `${before} bytes before, ${after} after`);
  });
});
