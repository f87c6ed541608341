/** Many runs, and what they come to. */
import { simulate, type Run } from './simulate.ts';

const howToRepeat = (seed: number): string =>
  `SEED=${seed} npx mocha --no-config test/simulator/simulator.test.ts`;

/** What went wrong in a run, with the line that repeats it. One seed asked for alone tells its whole story. */
const failureOf = ({ seed, complaints, story }: Run, isAlone: boolean): string =>
  [howToRepeat(seed), ...complaints.map((line) => `  ${line}`), ...(isAlone ? story : [])].join('\n');

export type Runs = { readonly counts: readonly Run['counts'][]; readonly failures: readonly string[] };

export const runAll = async (seeds: readonly number[]): Promise<Runs> => {
  const counts: Run['counts'][] = [];
  const failures: string[] = [];
  for (const seed of seeds) {
    const run = await simulate(seed);
    counts.push(run.counts);
    if (run.complaints.length > 0) failures.push(failureOf(run, seeds.length === 1));
  }
  return { counts, failures };
};

export const totalsOf = ({ counts }: Runs): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>();
  for (const [what, times] of counts.flatMap((one) => [...one]))
    totals.set(what, (totals.get(what) ?? 0) + times);
  return totals;
};
