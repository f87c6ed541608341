import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Due, Settled, Store } from '../../src/flow/ports.ts';
import { createSweeper } from '../../src/flow/sweep.ts';
import { createLog } from '../../src/log.ts';
import { openingOf } from './sweep-store.ts';

const startMs = Date.parse('2026-11-20T09:00:00.000Z');

/** When the sweeper looks: every claim, in milliseconds since the start, of a store that answers as it is told. */
describe('when the sweeper looks', () => {
  let time: sinon.SinonFakeTimers;
  let looks: number[];
  let dueAt: string | null;
  /** Happens while the sweeper asks when the next row is due. */
  let meanwhile: () => void;
  let due: readonly Due[];
  let claiming: Promise<void>;
  let settled: Settled;
  let sweeper: ReturnType<typeof createSweeper>;

  const at = (ms: number): string => new Date(startMs + ms).toISOString();
  const clock = { now: () => new Date(time.now).toISOString() };

  beforeEach(() => {
    time = sinon.useFakeTimers({ now: startMs, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    looks = [];
    dueAt = null;
    meanwhile = () => undefined;
    due = [];
    claiming = Promise.resolve();
    settled = { kind: 'sent' };
    const store: Pick<Store, 'claimDue' | 'nextDueAt' | 'settle'> = {
      claimDue: () => {
        looks.push(time.now - startMs);
        const claimed = due;
        due = [];
        return claiming.then(() => claimed);
      },
      nextDueAt: () => {
        meanwhile();
        return Promise.resolve(dueAt);
      },
      settle: () => Promise.resolve(),
    };
    sweeper = createSweeper({
      store: openingOf(store),
      deliver: () => Promise.resolve(settled),
      clock,
      log: createLog('silent'),
    });
  });
  afterEach(async () => {
    await sweeper.stop();
    time.restore();
  });

  it('is at once, and then at least every five seconds, though nothing is due', async () => {
    sweeper.start();
    await time.tickAsync(10_000);
    assert.deepEqual(looks, [0, 5_000, 10_000]);
  });

  it('is when the next row is due, where that is sooner', async () => {
    dueAt = at(2_000);
    sweeper.start();
    await time.tickAsync(1_999);
    assert.deepEqual(looks, [0]);
    await time.tickAsync(1);
    assert.deepEqual(looks, [0, 2_000]);
  });

  it('is not without a pause where a row is due that cannot be had', async () => {
    dueAt = at(-1_000);
    sweeper.start();
    await time.tickAsync(30);
    assert.deepEqual(looks, [0, 10, 20, 30]);
  });

  it('is again at once after something was taken, until nothing is', async () => {
    due = [dueRow()];
    sweeper.start();
    await time.tickAsync(0);
    assert.deepEqual(looks, [0, 0]);
  });

  it('is again at once where somebody asked for it meanwhile, once for however many', async () => {
    sweeper.start();
    sweeper.nudge();
    sweeper.nudge();
    await time.tickAsync(0);
    assert.deepEqual(looks, [0, 0]);
    await time.tickAsync(4_999);
    assert.deepEqual(looks, [0, 0]);
  });

  it('is again at once where somebody asked while it worked out its nap', async () => {
    meanwhile = () => {
      meanwhile = () => undefined;
      sweeper.nudge();
    };
    sweeper.start();
    await time.tickAsync(0);
    assert.deepEqual(looks.slice(0, 2), [0, 0]);
    await time.tickAsync(4_999);
    assert.ok(looks.every((ms) => ms === 0));
  });

  it('is when somebody asks, out of its nap, and the nap begins anew', async () => {
    sweeper.start();
    await time.tickAsync(1_000);
    sweeper.nudge();
    await time.tickAsync(4_999);
    assert.deepEqual(looks, [0, 1_000, 1_000]);
    await time.tickAsync(1_001);
    assert.deepEqual(looks, [0, 1_000, 1_000, 6_000]);
  });

  it('is not before a service that is down is expected back, whoever asks', async () => {
    due = [dueRow()];
    settled = { kind: 'again', dueAt: at(3_000), why: 'down', isFree: true, isHeld: true };
    dueAt = at(100);
    sweeper.start();
    await time.tickAsync(500);
    sweeper.nudge();
    await time.tickAsync(2_499);
    assert.deepEqual(looks, [0]);
    await time.tickAsync(1);
    assert.deepEqual(looks.slice(0, 2), [0, 3_000]);
  });

  it('is over when it is stopped', async () => {
    sweeper.start();
    await time.tickAsync(0);
    await sweeper.stop();
    sweeper.nudge();
    await time.tickAsync(60_000);
    assert.deepEqual(looks, [0]);
  });

  it('is five seconds after a look that failed', async () => {
    claiming = Promise.reject(new Error('disk I/O error'));
    claiming.catch(() => undefined);
    sweeper.start();
    await time.tickAsync(4_999);
    assert.deepEqual(looks, [0]);
    claiming = Promise.resolve();
    await time.tickAsync(1);
    assert.deepEqual(looks, [0, 5_000]);
  });

  it('is at once where somebody asks, though the look before failed', async () => {
    claiming = Promise.reject(new Error('disk I/O error'));
    claiming.catch(() => undefined);
    sweeper.start();
    await time.tickAsync(1_000);
    claiming = Promise.resolve();
    sweeper.nudge();
    await time.tickAsync(0);
    assert.deepEqual(looks.slice(0, 2), [0, 1_000]);
  });

  it('is not before it is started, whoever asks', async () => {
    sweeper.nudge();
    await time.tickAsync(10_000);
    assert.deepEqual(looks, []);
  });

  it('leaves no timer behind that would keep the process, napping or looking', async () => {
    sweeper.start();
    await time.tickAsync(0);
    assert.equal(time.countTimers(), 1);
    await sweeper.stop();
    assert.equal(time.countTimers(), 0);
    sweeper.start();
    await sweeper.stop();
    assert.equal(time.countTimers(), 0);
  });

  it('is not over before what is being claimed has been claimed', async () => {
    let release: () => void = () => undefined;
    claiming = new Promise((resolve) => (release = resolve));
    sweeper.start();
    let isStopped = false;
    const stopping = sweeper.stop().then(() => (isStopped = true));
    await time.tickAsync(10_000);
    assert.equal(isStopped, false);
    release();
    await stopping;
  });
});

const dueRow = (): Due => ({
  id: 1,
  key: 'row',
  dueAt: new Date(startMs).toISOString(),
  recipient: { to: 'person', personId: 'home/robin' },
  picture: { card: 'welcome' },
  sendClass: 'at-least-once',
  replacesCard: false,
  attempt: 1,
  lapsed: false,
});
