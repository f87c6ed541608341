/** Ten thousand seeds: `npx mocha --no-config test/long/simulator/simulator.test.ts`, half an hour. SEEDS=500: fewer. */
import assert from 'node:assert/strict';
import { runAll, totalsOf } from '../../simulator/runs.ts';

/** Other seeds than those of every day. */
const first = 1_000;
const count = Number(process.env['SEEDS'] ?? 10_000);

describe('Ten thousand unlucky quarters of an hour', () => {
  it('lose nothing, do nothing twice, and show nobody what is not theirs', async () => {
    const runs = await runAll(Array.from({ length: count }, (_, at) => first + at));
    console.table({ seeds: count, failed: runs.failures.length, ...Object.fromEntries(totalsOf(runs)) });
    assert.equal(runs.failures.length, 0, runs.failures.join('\n'));
  }).timeout(0);
});
