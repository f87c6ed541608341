/**
 * `npm run mutate [-- --only src/clocks] [--sample 150] [--seed 1]`: how much of what is decided, timed, sent and let
 * in is really looked at by the tests. Prints the score of each area and every mutant that lives; writes RESULTS.md.
 * Exit code 1 when one lives that is not accepted; 2: not asked for rightly.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { isAccepted, stale } from './accepted.ts';
import { baseline, filesOf } from './baseline.ts';
import { root } from './mocha-run.ts';
import { mutantsOf, type Mutant } from './mutants.ts';
import { scoreOf, survivorLines, writeResults, type AreaResult, type Tried } from './report.ts';
import { sampleOf } from './sample.ts';
import { tryMutant, type End } from './trial.ts';
import { createTypeCheck } from './types.ts';

const areas = z
  .array(z.strictObject({ name: z.string(), files: z.array(z.string()), tests: z.array(z.string()) }))
  .parse(JSON.parse(readFileSync(new URL('./areas.json', import.meta.url), 'utf8')));
type Area = (typeof areas)[number];

const { values } = parseArgs({
  options: { only: { type: 'string' }, sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const wanted = z
  .object({ many: z.coerce.number().int().positive(), seed: z.coerce.number().int() })
  .safeParse({
    many: values.sample ?? Number.MAX_SAFE_INTEGER,
    seed: values.seed,
  });

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** So many at a time; in the order they were given. */
const sideBySide = async <T, R>(all: readonly T[], run: (one: T) => Promise<R>): Promise<readonly R[]> => {
  const results: R[] = [];
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) {
      const one = all[at];
      if (one !== undefined) results[at] = await run(one);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, hand));
  return results;
};

/** An area, or the part of it that is in this folder or file. */
const chosen = (only: string | undefined): readonly Area[] =>
  only === undefined
    ? areas
    : areas.flatMap((area) => {
        if (area.name === only) return [area];
        const files = filesOf(area.files).filter((file) => file === only || file.startsWith(`${only}/`));
        return files.length === 0 ? [] : [{ ...area, files: [...files] }];
      });

const mutantsIn = ({ files }: Area): readonly Mutant[] =>
  filesOf(files).flatMap((file) => mutantsOf(file, readFileSync(join(root, file), 'utf8')));

const judge = (mutant: Mutant, end: End, isRefused: (mutant: Mutant) => boolean): Tried => {
  if (end === 'killed' || end === 'timed out') return { mutant, end };
  if (isRefused(mutant)) return { mutant, end: 'refused by types' };
  return { mutant, end: isAccepted(mutant) ? 'accepted' : end };
};

const runArea = async (area: Area, many: number, seed: number): Promise<AreaResult> => {
  const mutants = mutantsIn(area);
  const some = sampleOf(mutants, many, seed);
  say(`${area.name}: ${String(mutants.length)} mutants, ${String(some.length)} tried`);
  const tests = await baseline(area.tests, filesOf(area.files));
  let done = 0;
  const ends = await sideBySide(some, async (mutant) => {
    const end = await tryMutant(mutant, tests);
    if ((done += 1) % 50 === 0) say(`  ${String(done)} of ${String(some.length)}`);
    return { mutant, end };
  });
  const isRefused = createTypeCheck();
  const tried = ends.map(({ mutant, end }) => judge(mutant, end, isRefused));
  return {
    area: area.name,
    mutants: mutants.length,
    seed: some.length < mutants.length ? seed : null,
    tried,
  };
};

const run = async (many: number, seed: number): Promise<void> => {
  const these = chosen(values.only);
  if (these.length === 0) throw new Error(`--only ${String(values.only)}: no such area, folder or file`);
  const results: AreaResult[] = [];
  for (const area of these) {
    const result = await runArea(area, many, seed);
    for (const line of survivorLines(result)) say(`  alive: ${line}`);
    say(`  score ${scoreOf(result).toFixed(1)} %`);
    results.push(result);
  }
  for (const row of values.only === undefined ? stale(areas.flatMap(mutantsIn)) : [])
    say(`accepted.json names a mutant there is no more: ${row}`);
  // A part of an area says nothing about the whole of it.
  const isWhole = these.every((area) => areas.includes(area));
  if (isWhole)
    writeResults(join(root, 'test/mutation/RESULTS.md'), results, new Date().toISOString().slice(0, 10));
  process.exitCode = results.some((result) => survivorLines(result).length > 0) ? 1 : 0;
};

if (wanted.success) await run(wanted.data.many, wanted.data.seed);
else {
  process.stderr.write(`${wanted.error.issues.map(({ message }) => message).join('\n')}\n`);
  process.exitCode = 2;
}
