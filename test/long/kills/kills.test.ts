/**
 * A thousand kills and their table: `npx mocha --no-config test/long/kills/kills.test.ts`, about half an hour on two
 * cores. KILLS=200 makes it shorter.
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

type Round = { readonly points: readonly Point[]; readonly place: () => Promise<Place> };

/** Chain after chain, each on a database of its own, going round the places. What is done is told at every chain's end. */
const killMany = async (
  count: number,
  round: Round,
  done: (kills: readonly Kill[]) => void,
): Promise<void> => {
  for (let begun = 0; begun < count; begun += perChain) {
    const names = Array.from(
      { length: perChain },
      (_, at) => round.points[(begun + at) % round.points.length],
    );
    const chain = { place: round.place, points: names.filter((one) => one !== undefined), seed: begun };
    done(await runChain(chain));
  }
};

describe('A thousand kills, both stores', () => {
  const kills: Kill[] = [];
  const done = (more: readonly Kill[]): void => {
    kills.push(...more);
    const wrong = kills.filter(({ lost, doubled, unsound }) => lost + doubled + unsound > 0);
    console.log(`${kills.length} kills, ${wrong.length} with a loss, a double or damage`);
  };

  after(() => console.table(tableOf(kills)));

  it('lose nothing and double nothing', async () => {
    const server = await sharedPostgres();
    await Promise.all([
      killMany(wanted / 2, { points: everywhere, place: () => Promise.resolve(sqlitePlace()) }, done),
      killMany(wanted / 2, { points: onPostgres, place: () => postgresPlace(server) }, done),
    ]);
    for (const { lost, doubled, unsound, ...where } of kills)
      assert.deepEqual({ ...where, lost, doubled, unsound }, { ...where, lost: 0, doubled: 0, unsound: 0 });
  }).timeout(0);
});
