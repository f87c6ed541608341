/**
 * The real store behind a slow and unlucky road: calls wait, lose races that nobody else won, and are forgotten when
 * their process is gone. Every change is made in the reference too, and the two must answer alike.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Commit, Committed, Store } from '../../src/flow/ports.ts';
import type { Reference } from './reference.ts';
import type { World } from './world.ts';

const never = new Promise<never>(() => undefined);

type Road = {
  readonly world: World;
  readonly reference: Reference;
  /** Whether the process that made the call still lives. */
  readonly isAlive: () => boolean;
  /** Somebody may be reached again: the sweeper finds out at its next look. */
  readonly onUnpark: () => void;
};

const slowMs = 400;

/** Before and after each call the process may have to wait, and may die waiting. */
const travelled = async <T>(call: () => Promise<T>, { world, isAlive }: Road): Promise<T> => {
  const { random, time } = world;
  if (world.isRough() && random.chance(0.25)) await time.pause(random.between(0, slowMs));
  if (!isAlive()) return never;
  const result = await time.working(call);
  if (world.isRough() && random.chance(0.15)) await time.pause(random.between(0, slowMs));
  return isAlive() ? result : never;
};

/** Every method of the store, whatever there are, over that road. */
const onTheRoad = (store: Store, road: Road): Store =>
  new Proxy(store, {
    get: (target, name, receiver) => {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) =>
        travelled(() => Promise.resolve(Reflect.apply(method, target, given)), road);
    },
  });

const checkCommit = (commit: Commit, { world, reference }: Road): void => {
  for (const row of commit.rows)
    world.verify(row.key !== '', () => 'a row without a key could be queued twice');
  world.verify(
    commit.intent === null || commit.cases.length > 0,
    () => `intent ${commit.intent ?? ''} is used up by a turn that left the case as it was`,
  );
  for (const { case: one } of commit.cases) {
    const before = reference.cases.get(one.id);
    world.verify(
      before === undefined || before.number === one.number,
      () => `H-${one.number} changed its number`,
    );
    world.verify(
      before === undefined || before.owner === one.owner,
      () => `H-${one.number} changed its owner`,
    );
  }
};

export const watchedStore = (store: Store, road: Road): Store => {
  const { world, reference } = road;
  const same = (what: string, got: unknown, expected: unknown): void =>
    world.verify(
      isDeepStrictEqual(got, expected),
      () => `${what}: the store says ${JSON.stringify(got)}, the reference ${JSON.stringify(expected)}`,
    );

  const commit = async (asked: Commit): Promise<Committed> => {
    if (world.isRough() && world.random.chance(0.04)) {
      world.count('races lost to nobody');
      return { kind: 'stale' };
    }
    const expected = reference.commit(asked);
    const got = await store.commit(asked);
    same('commit', got, expected);
    world.count(got.kind);
    if (got.kind === 'committed') {
      checkCommit(asked, road);
      world.note(
        `commit ${asked.cases.map((one) => `H-${one.case.number}.${one.case.version}`).join()} ${asked.rows.length} rows`,
      );
    }
    return got;
  };

  const claimDue: Store['claimDue'] = async (now, limit, leaseMs) => {
    const expected = reference.claim(Date.parse(now), limit, leaseMs);
    const got = await store.claimDue(now, limit, leaseMs);
    same('claim', got, expected);
    return got;
  };

  return {
    ...onTheRoad(store, road),
    commit: (asked) => travelled(() => commit(asked), road),
    claimDue: (now, limit, leaseMs) => travelled(() => claimDue(now, limit, leaseMs), road),
    settle: (row, settled) =>
      travelled(() => {
        reference.settle(row, settled);
        return store.settle(row, settled);
      }, road),
    unpark: (personId, now) =>
      travelled(async () => {
        reference.unpark(personId, Date.parse(now));
        await store.unpark(personId, now);
        road.onUnpark();
      }, road),
  };
};
