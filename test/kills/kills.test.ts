/** Real processes, real SIGKILL, both stores. The long run does the same a thousand times and prints its table. */
import assert from 'node:assert/strict';
import { sharedPostgres } from '../store/postgres-server.ts';
import { runChain, type Kill } from './chain.ts';
import { postgresPlace, sqlitePlace } from './place.ts';
import { points, type Point } from './plan.ts';

const onEither: readonly Point[] = [
  'before-commit',
  'after-commit',
  'in-commit',
  'after-send',
  'during-claim',
  'at-start',
  'after-claim',
  'at-migration',
  'anywhere',
];

const onSqlite: readonly Point[] = [
  ...onEither,
  'during-checkpoint',
  'in-commit',
  'during-checkpoint',
  'after-send',
  'in-commit',
  'anywhere',
];

const onPostgres: readonly Point[] = [
  ...onEither,
  'in-commit',
  'during-claim',
  'after-send',
  'in-commit',
  'at-migration',
  'anywhere',
];

/** One after the other would take twice as long, and most of a process's life is waiting. */
const killBoth = async (): Promise<readonly Kill[]> => {
  const server = await sharedPostgres();
  const chains = await Promise.all([
    runChain({ place: () => Promise.resolve(sqlitePlace()), points: onSqlite, seed: 1 }),
    runChain({ place: () => postgresPlace(server), points: onPostgres, seed: 2 }),
  ]);
  return chains.flat();
};

describe('A process that is killed', () => {
  let kills: readonly Kill[] = [];

  before(async function () {
    this.timeout(300_000);
    kills = await killBoth();
  });

  it('died thirty times, at every place there is', () => {
    assert.equal(kills.length, 30);
    assert.equal(new Set(kills.map(({ point }) => point)).size, Object.keys(points).length);
  });

  it('loses nothing that it acknowledged', () => {
    assert.deepEqual(
      kills.filter(({ lost }) => lost > 0),
      [],
    );
  });

  it('does nothing twice, and sends again only what may have been lost', () => {
    assert.deepEqual(
      kills.filter(({ doubled }) => doubled > 0),
      [],
    );
  });

  it('leaves every page and every record whole', () => {
    assert.deepEqual(
      kills.filter(({ unsound }) => unsound > 0),
      [],
    );
  });
});
