/** Ten thousand seeds: `npx mocha --no-config test/long/simulator/simulator.test.ts`, half an hour. SEEDS=500: fewer; FIRST=6000: from there. */
import assert from 'node:assert/strict';
import { runAll, totalsOf, type Runs } from '../../simulator/runs.ts';

/** Other seeds than those of every day. */
const first = Number(process.env['FIRST'] ?? 1_000);
const count = Number(process.env['SEEDS'] ?? 10_000);

describe('Ten thousand unlucky quarters of an hour', () => {
  it('lose nothing, do nothing twice, and show nobody what is not theirs', async () => {
    const counts: Runs['counts'][number][] = [];
    const failures: string[] = [];
    while (counts.length < count) {
      const length = Math.min(500, count - counts.length);
      const runs = await runAll(Array.from({ length }, (_, at) => first + counts.length + at));
      counts.push(...runs.counts);
      failures.push(...runs.failures);
      console.log(`${counts.length} seeds, ${failures.length} failed`, runs.failures.join('\n'));
    }
    console.table({
      seeds: count,
      failed: failures.length,
      ...Object.fromEntries(totalsOf({ counts, failures })),
    });
    assert.equal(failures.length, 0, failures.join('\n'));
  }).timeout(0);
});
