/** Ten thousand seeds: `npx mocha --no-config --timeout 0 test/long/simulator/simulator.test.ts`, about half an hour. */
import assert from 'node:assert/strict';
import { runAll, totalsOf } from '../../simulator/runs.ts';

const first = 1_000;
const count = Number(process.env['SEEDS'] ?? 10_000);

describe('Ten thousand unlucky quarters of an hour', () => {
  it('lose nothing, do nothing twice, and show nobody what is not theirs', async () => {
    const runs = await runAll(Array.from({ length: count }, (_, at) => first + at));
    console.table(Object.fromEntries(totalsOf(runs)));
    assert.equal(runs.failures.length, 0, runs.failures.join('\n'));
  }).timeout(0);
});
