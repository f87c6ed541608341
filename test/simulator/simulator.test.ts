/**
 * The product and everything around it in one process, on virtual time, with seeded faults. A run that goes wrong says
 * how to see it again: SEED=123 npx mocha --no-config test/simulator/simulator.test.ts
 */
import assert from 'node:assert/strict';
import { runAll, totalsOf } from './runs.ts';
import { simulate } from './simulate.ts';

const only = process.env['SEED'];
const seeds = only === undefined ? Array.from({ length: 300 }, (_, at) => at + 1) : [Number(only)];

describe('Whatever goes wrong between people, Teams and the desk', function () {
  this.timeout(0);

  it('nothing accepted is lost, nothing is done twice, nobody sees what is not theirs', async () => {
    const runs = await runAll(seeds);
    assert.equal(runs.failures.length, 0, runs.failures.join('\n'));
    const totals = totalsOf(runs);
    // A run in which nothing happened proves nothing.
    for (const what of ['committed', 'already-seen', 'restarts', 'cards shown by rows', 'cards held back'])
      assert.ok((totals.get(what) ?? 0) >= seeds.length / 3 || only !== undefined, `${what} hardly happened`);
  });

  it('a seed tells the whole run: the same one gives the same story again', async () => {
    const seed = seeds[0] ?? 1;
    const [first, second] = [await simulate(seed), await simulate(seed)];
    assert.deepEqual(first.story, second.story);
    assert.ok(first.story.length > 10);
  });
});
