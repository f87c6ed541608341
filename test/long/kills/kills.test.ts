/**
 * A thousand kills and their table: `npx mocha --no-config --timeout 0 test/long/kills/kills.test.ts`, about half an
 * hour on two cores. KILLS=200 makes it shorter.
 */
import assert from 'node:assert/strict';
import { runChain, type Kill } from '../../kills/chain.ts';
import { postgresPlace, sqlitePlace, type Place } from '../../kills/place.ts';
import { points, type Point } from '../../kills/plan.ts';
import { tableOf } from '../../kills/table.ts';
import { sharedPostgres } from '../../store/postgres-server.ts';

const wanted = Number(process.env['KILLS'] ?? 1_000);
const perChain = 25;

const isPoint = (name: string): name is Point => Object.hasOwn(points, name);
const everywhere = Object.keys(points).filter(isPoint);
/** The log of a PostgreSQL database is the server's, which is not killed here. */
const onPostgres = everywhere.filter((point) => point !== 'during-checkpoint');

/** Chain after chain, each on a database of its own, going round the places. */
const killMany = async (
  count: number,
  around: readonly Point[],
  place: () => Promise<Place>,
): Promise<readonly Kill[]> => {
  const kills: Kill[] = [];
  while (kills.length < count) {
    const begun = kills.length;
    const names = Array.from({ length: perChain }, (_, at) => around[(begun + at) % around.length]);
    kills.push(...(await runChain({ place, points: names.filter((one) => one !== undefined), seed: begun })));
  }
  return kills;
};

describe('A thousand kills, both stores', () => {
  it('lose nothing and double nothing', async () => {
    const server = await sharedPostgres();
    const both = await Promise.all([
      killMany(wanted / 2, everywhere, () => Promise.resolve(sqlitePlace())),
      killMany(wanted / 2, onPostgres, () => postgresPlace(server)),
    ]);
    const kills = both.flat();
    console.table(tableOf(kills));
    for (const { lost, doubled, unsound, ...where } of kills)
      assert.deepEqual({ ...where, lost, doubled, unsound }, { ...where, lost: 0, doubled: 0, unsound: 0 });
  }).timeout(0);
});
