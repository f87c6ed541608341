import assert from 'node:assert/strict';
import { hurried } from './search.ts';
import { timed } from './timing.ts';

describe('The time the bench takes', () => {
  const counted = async (runs: number, withinMs: number) => {
    const seen: number[] = [];
    const ms = await timed(runs, (nth) => Promise.resolve(seen.push(nth)), withinMs);
    return { counted: ms.length, seen };
  };

  it('counts as many runs as wanted after those that warm up, each another one', async () => {
    const { counted: count, seen } = await counted(10, 60_000);
    assert.equal(count, 10);
    assert.deepEqual(
      seen,
      Array.from({ length: 12 }, (_, nth) => nth),
    );
  });

  it('ends with the fewest that make a figure where there is no time', async () => {
    const { counted: count, seen } = await counted(10, 0);
    assert.equal(count, 3);
    assert.deepEqual(seen, [0, 1, 2, 3]);
  });

  it('says which searches were asked less often than wanted', () => {
    const asked = (query: string, runs: number) => ({
      query,
      numbers: [1],
      ms: Array.from({ length: runs }, () => 1),
    });
    assert.deepEqual(hurried('SQLite', [asked('mail', 30)], 30), []);
    assert.match(
      hurried('PostgreSQL', [asked('mail', 30), asked('mai', 4)], 30).join(),
      /PostgreSQL asked “mai” 4 times instead of 30/,
    );
  });
});
