import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import examples from './examples.json' with { type: 'json' };

const program = new URL('../../src/commands/decide.ts', import.meta.url).pathname;

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

const run = (input: string): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program], { stdio: 'pipe' });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });

const keys = [
  'outcome',
  'channel',
  'blocker',
  'missing',
  'severity',
  'sla',
  'warnings',
  'updates',
  'rules',
  'because',
  'wouldChange',
  'today',
  'wayOut',
];

describe('decide from a shell', function () {
  this.timeout(30_000);

  it('answers one object with one object of exactly the agreed members', async () => {
    const { code, out, err } = await run(JSON.stringify(examples[1]?.given));
    assert.deepEqual([code, err], [0, '']);
    const answer = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual(Object.keys(answer), keys);
    assert.equal(answer['outcome'], 'escalate-microsoft');
  });

  it('answers ten thousand inputs in one call, in their order, to the last byte', async () => {
    const inputs = Array.from({ length: 10_000 }, (_, index) => examples[index % examples.length]?.given);
    const { code, out } = await run(JSON.stringify(inputs));
    const answers = JSON.parse(out) as readonly { outcome: string }[];
    assert.equal(code, 0);
    assert.deepEqual(
      answers.map(({ outcome }) => outcome),
      inputs.map((_, index) => examples[index % examples.length]?.expect.outcome),
    );
  });

  it('answers an empty list with an empty list', async () => {
    assert.equal((await run('[]')).out, '[]\n');
  });

  it('names index, field, value and the allowed values of every wrong input, and prints no answer', async () => {
    const { code, out, err } = await run(JSON.stringify([{}, { cloud: 'mars', impact: 3 }, 'x']));
    assert.deepEqual([code, out], [2, '']);
    assert.deepEqual(err.trim().split('\n'), [
      'input 1, field cloud: "mars" is not allowed; allowed: global, us-gov, 21vianet, germany',
      'input 1, field impact: 3 is not allowed; allowed: critical, moderate, minimal',
      'input 2, as a whole: "x" is not allowed; allowed: an object of fields',
    ]);
  });

  it('says so when the input is no JSON at all', async () => {
    for (const input of ['', '{', 'hello']) {
      const { code, out, err } = await run(input);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /^standard input is not JSON: /);
    }
  });
});
