/**
 * The real store behind a slow and unlucky road: calls wait, lose races that nobody else won, and are forgotten when
 * their process is gone. Every change is made in the reference too, and the two must answer alike.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Commit, Committed, Store } from '../../src/flow/ports.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import type { Reference, ReferenceRow } from './reference.ts';
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
/** Fewer than three claims in two seconds are within every budget of Teams. */
const budgetWindowMs = 2_000;

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
  }
};

export const watchedStore = (store: Store, road: Road): Store => {
  const { world, reference } = road;
  const same = (what: string, got: unknown, expected: unknown): void =>
    world.verify(
      isDeepStrictEqual(got, expected),
      () => `${what}: the store says ${JSON.stringify(got)}, the reference ${JSON.stringify(expected)}`,
    );

  /** Rows told by another one's message: long overdue, and for the same person. */
  const foldInto = (row: ReferenceRow, folded: readonly OutgoingRow[], nowMs: number): void => {
    for (const told of folded) {
      const other = reference.rows.find(
        (one) =>
          one.lane === row.lane &&
          one.row.key === told.key &&
          (one.state === 'waiting' || one.state === 'told'),
      );
      world.verify(
        other !== undefined && other.dueMs <= nowMs,
        () => `${told.key} was told by ${row.row.key}`,
      );
      if (other === undefined) continue;
      other.state = 'told';
      world.count('told with another');
    }
  };

  /** Whether the row's lane has sent often enough lately that Teams might mind. */
  const isRateLimited = ({ lane }: ReferenceRow, nowMs: number): boolean =>
    reference.rows.filter((one) => one.lane === lane && one.claimedMs > nowMs - budgetWindowMs).length >= 3 ||
    reference.rows.some((one) => one.lane === lane && one.claimedMs > nowMs);

  /** A notice may wait for its minute. How long is shown where notices come in bursts. */
  const mayWait = ({ row }: ReferenceRow): boolean =>
    'picture' in row && (row.picture.card === 'alert' || row.picture.card === 'alerts');

  const commit = async (asked: Commit): Promise<Committed> => {
    if (world.isRough() && world.random.chance(0.04)) {
      world.count('races lost to nobody');
      return { kind: 'stale' };
    }
    const expected = reference.commit(asked);
    const got = await store.commit(asked);
    same('commit', got, expected);
    world.count(got.kind);
    if (got.kind === 'committed' && asked.unparks !== null) road.onUnpark();
    if (got.kind === 'committed') {
      world.turns.push({ by: asked.inboundId, isChange: asked.cases.length > 0 });
      checkCommit(asked, road);
      world.note(
        `commit ${asked.cases.map((one) => `H-${one.case.number}.${one.case.version}`).join()} ${asked.rows.length} rows`,
      );
    }
    return got;
  };

  const claimDue: Store['claimDue'] = async (now, limit, leaseMs, mostNotices) => {
    const nowMs = Date.parse(now);
    const free = reference.free(nowMs);
    const got = await store.claimDue(now, limit, leaseMs, mostNotices);
    for (const { id, key, attempt, lapsed, ...more } of got) {
      const row = free.find((one) => one.id === id);
      world.verify(row !== undefined, () => `${key} was claimed though it is not free`);
      if (row === undefined) continue;
      same(`claim of ${key}`, { attempt, lapsed }, reference.claim(row, nowMs, leaseMs));
      if ('folded' in more) foldInto(row, more.folded ?? [], nowMs);
    }
    if (got.length >= limit) return got;
    const missed = free.filter(
      (row) => !got.some(({ id }) => id === row.id) && !isRateLimited(row, nowMs) && !mayWait(row),
    );
    world.verify(
      missed.length === 0,
      () => `${missed.map(({ row }) => row.key).join()} should have been claimed`,
    );
    return got;
  };

  // One change after the other, so that the reference makes them in the order of the store.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const mine = last.then(change).finally(world.wrote);
    last = mine.catch(() => undefined);
    return mine;
  };
  const changing = <T>(change: () => Promise<T>): Promise<T> => travelled(() => inTurn(change), road);

  return {
    ...onTheRoad(store, road),
    commit: (asked) => changing(() => commit(asked)),
    claimDue: (...asked) => changing(() => claimDue(...asked)),
    settle: (row, settled) =>
      changing(() => {
        reference.settle(row, settled);
        return store.settle(row, settled);
      }),
  };
};
