import assert from 'node:assert/strict';
import { createSweeper } from '../../src/flow/sweep.ts';
import type { Due, Settled, Store } from '../../src/flow/ports.ts';
import { createLog } from '../../src/log.ts';
import { open } from '../../src/store/sqlite.ts';
import { rowsOnly } from '../../src/flow/commit.ts';

const now = '2026-11-20T09:00:00.000Z';
const clock = { now: () => now };

const rowTo = (name: string) =>
  ({
    key: `to-${name}`,
    dueAt: now,
    recipient: { to: 'person', personId: `home/${name}` },
    picture: { card: 'welcome' },
    sendClass: 'at-least-once',
    replacesCard: false,
  }) as const;

/** Resolves when `done` says so; a hanging test is a failing one. */
const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('the sweeper', function () {
  this.timeout(5_000);
  let store: Store;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
  });
  afterEach(() => store.close());

  it('goes on with everybody else while one conversation hangs, and waits for it when it stops', async () => {
    const delivered: string[] = [];
    let release: (settled: Settled) => void = () => undefined;
    const hanging = new Promise<Settled>((resolve) => (release = resolve));
    const deliver = (due: Due): Promise<Settled> => {
      delivered.push(due.key);
      return due.key === 'to-slow' ? hanging : Promise.resolve({ kind: 'sent' });
    };
    const sweeper = createSweeper({ store, deliver, clock, log: createLog('silent') });
    await store.commit(rowsOnly([rowTo('slow'), rowTo('quick')], 'first', now));
    sweeper.start();
    await until(() => delivered.length === 2);
    await store.commit(rowsOnly([rowTo('late')], 'second', now));
    sweeper.nudge();
    await until(() => delivered.includes('to-late'));
    let stopped = false;
    const stopping = sweeper.stop().then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(stopped, false);
    release({ kind: 'sent' });
    await stopping;
    assert.deepEqual(delivered, ['to-slow', 'to-quick', 'to-late']);
  });

  it('does not let everybody wait because one row has to', async () => {
    const delivered: string[] = [];
    const later = '2026-11-20T09:10:00.000Z';
    const deliver = (due: Due): Promise<Settled> => {
      delivered.push(due.key);
      return Promise.resolve(
        due.key === 'to-nobody'
          ? { kind: 'again', dueAt: later, why: 'no lead yet', isFree: true }
          : { kind: 'sent' },
      );
    };
    const sweeper = createSweeper({ store, deliver, clock, log: createLog('silent') });
    await store.commit(rowsOnly([rowTo('nobody')], 'first', now));
    sweeper.start();
    await until(() => delivered.length === 1);
    await store.commit(rowsOnly([rowTo('somebody')], 'second', now));
    sweeper.nudge();
    const startedMs = Date.now();
    await until(() => delivered.length === 2 || Date.now() - startedMs > 3_000);
    await sweeper.stop();
    assert.deepEqual(delivered, ['to-nobody', 'to-somebody']);
  });

  it('delivers a row once, however often it is nudged', async () => {
    const delivered: string[] = [];
    const deliver = (due: Due): Promise<Settled> => (
      delivered.push(due.key),
      Promise.resolve({ kind: 'sent' })
    );
    const sweeper = createSweeper({ store, deliver, clock, log: createLog('silent') });
    await store.commit(rowsOnly([rowTo('one')], 'first', now));
    sweeper.start();
    for (let times = 0; times < 20; times += 1) sweeper.nudge();
    await until(() => delivered.length > 0);
    await sweeper.stop();
    assert.deepEqual(delivered, ['to-one']);
  });
});
