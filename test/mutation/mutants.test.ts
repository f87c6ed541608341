import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root, runTests } from './mocha-run.ts';
import { mutantsOf, mutated } from './mutants.ts';
import { sampleOf } from './sample.ts';

const changes = (source: string): readonly string[] =>
  mutantsOf('a.ts', source).map((mutant) => mutated(source, mutant));

describe('Mutants', () => {
  const table: readonly (readonly [what: string, source: string, ...wrong: string[]])[] = [
    ['move a bound by one and turn it round', 'a < b;', '(a <= b);', '(a >= b);'],
    ['swap and for or', 'a && b;', '(a || b);'],
    ['take either side of a default', 'a ?? b;', '(a);', '(b);'],
    ['force a condition both ways', 'if (a) b();', 'if (true) b();', 'if (false) b();'],
    ['drop a not', 'const x = !a;', 'const x = (a);'],
    ['drop a statement', 'a();', ';'],
    [
      'empty a list and take out each member',
      'const x = [a, b];',
      'const x = [];',
      'const x = [b];',
      'const x = [a];',
    ],
    ['change a number and a text', "f(1, 'a');", "f(2, 'a');", "f(1, '');"],
    ['give nothing back', 'const f = () => a;', 'const f = () => null;'],
    ['look into what is not there', 'const x = a?.b;', 'const x = a.b;'],
    ['ask for all instead of any', 'const x = a.some(b);', 'const x = a.every(b);'],
    ['do not touch what people read in logs', "log.info({}, 'said');"],
    ['do not touch types', "type A = 'a' | 'b'; import { c } from 'c';"],
  ];
  for (const [what, source, ...wrong] of table)
    it(what, () => {
      const made = changes(source);
      for (const one of wrong) assert.ok(made.includes(one), `${one} is not among ${made.join(' · ')}`);
      if (wrong.length === 0) assert.deepEqual(made, []);
    });

  it('all parse: what dies of a syntax error would prove nothing', function () {
    this.timeout(120_000);
    const files = globSync('src/{clocks,teams,flow}/*.ts', { cwd: root });
    let seen = 0;
    for (const file of files) {
      const source = readFileSync(join(root, file), 'utf8');
      for (const mutant of sampleOf(mutantsOf(file, source), 6, 1)) {
        const { diagnostics } = ts.transpileModule(mutated(source, mutant), {
          reportDiagnostics: true,
          fileName: file,
        });
        assert.deepEqual(
          diagnostics?.map(({ messageText }) => messageText) ?? [],
          [],
          `${file}: ${mutant.change}`,
        );
        seen += 1;
      }
    }
    assert.ok(seen > 150);
  });

  it('are drawn alike for the same seed, and otherwise for another', () => {
    const all = Array.from({ length: 500 }, (_, at) => at);
    assert.deepEqual(sampleOf(all, 50, 7), sampleOf(all, 50, 7));
    assert.notDeepEqual(sampleOf(all, 50, 7), sampleOf(all, 50, 8));
    assert.equal(new Set(sampleOf(all, 50, 7)).size, 50);
  });

  it('are loaded in place of the file, which stays as it is', async function () {
    this.timeout(60_000);
    const file = 'src/clocks/wall-clock.ts';
    const source = readFileSync(join(root, file), 'utf8');
    const mutant = mutantsOf(file, source).find(({ change }) => change.startsWith('60_000'));
    assert.ok(mutant !== undefined);
    const wish = { files: ['test/clocks/wall-clock.test.ts'], limitMs: 50_000 };
    assert.equal((await runTests(wish)).is, 'passed');
    assert.equal((await runTests({ ...wish, mutant })).is, 'failed');
    assert.equal(readFileSync(join(root, file), 'utf8'), source);
  });
});
