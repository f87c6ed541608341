/** One mutant against the tests that run its place. */
import { covering, type TestFile } from './baseline.ts';
import { runTests } from './mocha-run.ts';
import type { Mutant } from './mutants.ts';

/** `uncovered`: no test even runs the place. A mutant that never ends is as good as seen. */
export type End = 'killed' | 'timed out' | 'survived' | 'uncovered';

/** The quick files first: most mutants never meet the others. */
const quickMs = 4_000;

const stagesOf = (tests: readonly TestFile[]): readonly (readonly TestFile[])[] => {
  let sumMs = 0;
  const quick = tests.filter(({ tookMs }) => (sumMs += tookMs) <= quickMs);
  return [quick, ...tests.filter((test) => !quick.includes(test)).map((test) => [test])].filter(
    (stage) => stage.length > 0,
  );
};

/** Two trials share the machine, and others may too. */
const limitMs = (stage: readonly TestFile[]): number =>
  10_000 + 5 * stage.reduce((sum, { tookMs }) => sum + tookMs, 0);

export const tryMutant = async (mutant: Mutant, tests: readonly TestFile[]): Promise<End> => {
  const stages = stagesOf(covering(mutant, tests));
  if (stages.length === 0) return 'uncovered';
  for (const stage of stages) {
    const files = stage.map(({ path }) => path);
    const { is } = await runTests({ files, limitMs: limitMs(stage), mutant });
    if (is !== 'passed') return is === 'late' ? 'timed out' : 'killed';
  }
  return 'survived';
};
