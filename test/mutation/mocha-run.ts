/** Test files in a process of their own: how they ended, and after how long. */
import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Mutant } from './mutants.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const preload = new URL('./load-mutant.ts', import.meta.url).href;

export type Ended = {
  readonly is: 'passed' | 'failed' | 'late';
  readonly tookMs: number;
  readonly says: string;
};

type Wish = {
  readonly files: readonly string[];
  readonly limitMs: number;
  readonly mutant?: Mutant;
  /** A folder for what V8 saw being run. */
  readonly coverage?: string;
};

const environmentOf = ({ mutant, coverage }: Wish): NodeJS.ProcessEnv => ({
  ...process.env,
  ...(coverage === undefined ? {} : { NODE_V8_COVERAGE: coverage }),
  ...(mutant === undefined
    ? {}
    : {
        // By the environment, so that the programs a test starts carry the mutant too.
        NODE_OPTIONS: `--import=${preload}`,
        HANDOFF_MUTANT: JSON.stringify({ ...mutant, url: pathToFileURL(join(root, mutant.file)).href }),
      }),
});

const shown = 4_000;

/** Stops at the first failure. What takes longer than the limit is ended, with all it has started. */
export const runTests = (wish: Wish): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const fixed = ['--no-config', '--bail', '--exit', '--reporter', 'dot', '--timeout', '20000'];
    const child = spawn(process.execPath, [mocha, ...fixed, ...wish.files], {
      cwd: root,
      env: environmentOf(wish),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let says = '';
    let isLate = false;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => void (says = (says + piece.toString('utf8')).slice(-shown)));
    const limit = setTimeout(() => {
      isLate = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, wish.limitMs);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(limit);
      const is = isLate ? 'late' : code === 0 ? 'passed' : 'failed';
      resolve({ is, tookMs: performance.now() - startedAt, says });
    });
  });
