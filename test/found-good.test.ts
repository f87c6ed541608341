import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A house of its own, whose files may be broken. */
const copied = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-good-'));
  for (const part of ['src', 'cards', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};

const report = `
  import { createRequire } from 'node:module';
  const { problems } = READ();
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  const wasTried = loaded.some((path) => path.includes('node_modules/adaptivecards/'));
  process.stdout.write(JSON.stringify({ problems: problems.map(({ place }) => place), wasTried }));`;

type Read = { readonly problems: readonly string[]; readonly wasTried: boolean };

describe('A start reads rows, words and layouts', function () {
  this.timeout(60_000);
  let folder = '';
  before(() => (folder = copied()));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const read = (how: 'readDataAtStart' | 'readData' = 'readDataAtStart'): Read => {
    const code = `import { ${how} as READ } from './src/data.ts';${report}`;
    const args = ['-r', './src/start.cjs', '--input-type=module', '-e', code];
    const env = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: join(folder, 'cache') };
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
    assert.equal(stderr, '');
    return JSON.parse(stdout) as Read;
  };

  it('and tries all of them once, then not again', () => {
    assert.deepEqual(
      [read(), read()],
      [
        { problems: [], wasTried: true },
        { problems: [], wasTried: false },
      ],
    );
    assert.equal(read('readData').wasTried, true, 'doctor and gallery always try');
  });

  const breaks = (file: string, change: (text: string) => string, place: RegExp): void => {
    const path = join(folder, file);
    const good = readFileSync(path, 'utf8');
    read();
    writeFileSync(path, change(good));
    try {
      // Twice: what was found bad is not remembered as seen.
      for (const { problems } of [read(), read()]) assert.match(problems.join('\n'), place);
    } finally {
      writeFileSync(path, good);
    }
    assert.deepEqual(read().problems, []);
  };

  it('and names a message that was broken since', () => {
    const mangled = (text: string): string => text.replace(/\{(\w+)\}/, '{$1');
    breaks('src/texts/ja/composer.json', mangled, /^texts\/ja: /m);
  });

  it('and names a layout that was broken since', () => {
    const unknown = (text: string): string => text.replace('"type": "TextBlock"', '"type": "TextBlok"');
    breaks('cards/notice.json', unknown, /^cards\/notice\.json/m);
  });

  it('and names a row of the policy that was broken since', () => {
    breaks('src/policy/data/doors.json', (text) => text.replace('"id"', '"idd"'), /^doors\.json/m);
  });

  it('and tries all of them again after the code that tries them changed', () => {
    read();
    for (const file of ['texts/arguments.ts', 'policy/references.ts', 'layout-check.ts']) {
      appendFileSync(join(folder, 'src', file), '// changed\n');
      assert.deepEqual([read().wasTried, read().wasTried], [true, false], file);
    }
  });
});
