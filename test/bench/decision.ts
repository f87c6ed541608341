/** P8: a decision with everything that explains it. */
import { decide } from '../../src/policy/decide.ts';
import { wouldChange } from '../../src/policy/explain.ts';
import { policy } from '../policy/policy.ts';
import { randomFacts, randomFrom } from '../policy/random-facts.ts';
import { median, percentile, shown } from './figures.ts';
import { verdict, type Part } from './line.ts';
import { timedAtOnce } from './timing.ts';
import { longestFacts } from './verdicts.ts';

const goalMicros = 10;

export const decision = (runs: number): Part => {
  const random = randomFrom(8);
  const interviews = Array.from({ length: 200 }, () => randomFacts(policy, random));
  const usual = timedAtOnce(runs, (nth) => decide(interviews[nth % interviews.length] ?? {}, policy));
  const long = timedAtOnce(runs, () => decide(longestFacts, policy));
  const changes = timedAtOnce(Math.ceil(runs / 20), () => wouldChange(longestFacts, policy));
  const line = (what: string, micros: readonly number[], goal: number | null) => ({
    id: 'P8',
    what,
    goal: goal === null ? '–' : `≤ ${goal} µs`,
    figure: `${shown(median(micros))} µs`,
    spread: `p99 ${shown(percentile(micros, 0.99))} µs`,
    verdict: goal === null ? ('no goal' as const) : verdict(median(micros) <= goal),
  });
  return {
    lines: [
      line('decision with its trail, mean interview', usual, goalMicros),
      line('decision with its trail, a long walk (51 gates)', long, goalMicros),
      line('what would change it (computed when asked for)', changes, null),
    ],
    problems: decide(longestFacts, policy).trail.length > 40 ? [] : ['the long walk is not long any more'],
    notes: [],
  };
};
