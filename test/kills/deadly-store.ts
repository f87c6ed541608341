/** The real store, which at one place of the plan is the last thing its process does. */
import { DatabaseSync } from 'node:sqlite';
import type { Commit, Committed, Store } from '../../src/flow/ports.ts';
import { killNow, type Strike } from './assassin.ts';
import type { Plan, Point } from './plan.ts';

/** `file`: null where the database is a server. */
type Scene = {
  readonly store: Store;
  readonly plan: Plan;
  readonly strike: Strike;
  readonly file: string | null;
};

const never = new Promise<never>(() => undefined);

/** True the nth time it is asked. */
const nthTime = ({ nth }: Plan): (() => boolean) => {
  let times = 0;
  return () => (times += 1) === nth;
};

/** Writes of one tick share a transaction in SQLite: this one dies in the middle of it, some done, some not. */
const dieInTransaction = ({ store }: Scene): void => void store.secret('last-words', () => (killNow(), ''));

const groupOf = 4;
const longestGatheringMs = 60;

/** Holds commits back until there are enough for a group, and dies after the nth of them. */
const inGroup = (scene: Scene): Store['commit'] => {
  const { store, plan } = scene;
  const waiting: { readonly commit: Commit; readonly done: (got: Promise<Committed>) => void }[] = [];
  const release = (): void => {
    const after = Math.min(waiting.length, 1 + (plan.nth % groupOf));
    waiting.splice(0).forEach(({ commit, done }, at) => {
      if (at === after) dieInTransaction(scene);
      done(store.commit(commit));
    });
    dieInTransaction(scene);
  };
  return (commit) => {
    if (waiting.length === 0) setTimeout(release, longestGatheringMs);
    return new Promise((resolve) => {
      waiting.push({ commit, done: resolve });
    });
  };
};

const inFlight = ({ store, plan, strike }: Scene): Store['commit'] => {
  const isTime = nthTime(plan);
  return (commit) => {
    if (isTime()) strike();
    return store.commit(commit);
  };
};

const duringClaim = (scene: Scene): Store['claimDue'] => {
  const { store, plan, strike, file } = scene;
  const isTime = nthTime(plan);
  return async (now, ...asked) => {
    const dueAt = await store.nextDueAt();
    const isDue = dueAt !== null && Date.parse(dueAt) <= Date.parse(now);
    if (!isDue || !isTime()) return store.claimDue(now, ...asked);
    if (file === null) strike();
    const claimed = store.claimDue(now, ...asked);
    if (file !== null) dieInTransaction(scene);
    return claimed;
  };
};

/** A second connection writes the log back, over and over, until the blow falls. */
const duringCheckpoint = ({ store, plan, strike, file }: Scene): Store['commit'] => {
  const isTime = nthTime(plan);
  return async (commit) => {
    const got = await store.commit(commit);
    if (file === null || !isTime()) return got;
    const db = new DatabaseSync(file);
    strike();
    for (;;) db.exec('pragma wal_checkpoint(truncate)');
  };
};

const nothing = (): Partial<Store> => ({});

const hooks: Readonly<Record<Point, (scene: Scene) => Partial<Store>>> = {
  'before-commit': ({ store, plan }) => {
    const isTime = nthTime(plan);
    return { commit: (commit) => (isTime() ? (killNow(), never) : store.commit(commit)) };
  },
  'in-commit': (scene) => ({ commit: scene.file === null ? inFlight(scene) : inGroup(scene) }),
  'after-commit': ({ store, plan }) => {
    const isTime = nthTime(plan);
    return {
      commit: async (commit) => {
        const got = await store.commit(commit);
        if (got.kind === 'committed' && isTime()) killNow();
        return got;
      },
    };
  },
  'during-claim': (scene) => ({ claimDue: duringClaim(scene) }),
  'after-claim': ({ store, plan }) => {
    const isTime = nthTime(plan);
    return {
      claimDue: async (...asked) => {
        const rows = await store.claimDue(...asked);
        if (rows.length > 0 && isTime()) killNow();
        return rows;
      },
    };
  },
  'after-send': ({ store, plan }) => {
    const isTime = nthTime(plan);
    return {
      settle: (row, settled) => {
        if (settled.kind === 'sent' && isTime()) killNow();
        return store.settle(row, settled);
      },
    };
  },
  'during-checkpoint': (scene) => ({ commit: duringCheckpoint(scene) }),
  'at-migration': nothing,
  'at-start': nothing,
  anywhere: (scene) => ({ commit: inFlight(scene) }),
};

export const deadlyStore = (scene: Scene): Store => ({ ...scene.store, ...hooks[scene.plan.point](scene) });
