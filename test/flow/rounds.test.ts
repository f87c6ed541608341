import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Due, DueReminder, DueRow, Settled } from '../../src/flow/ports.ts';
import { createRounds, sweepOnce, type SweepParts } from '../../src/flow/rounds.ts';
import type { Log } from '../../src/log.ts';
import { openingOf } from './sweep-store.ts';

const startMs = Date.parse('2026-11-20T09:00:00.000Z');
const at = (ms: number): string => new Date(startMs + ms).toISOString();

const row = (id: number): DueRow => ({
  id,
  key: `row-${id}`,
  dueAt: at(0),
  recipient: { to: 'person', personId: 'home/robin' },
  picture: { card: 'welcome' },
  sendClass: 'at-least-once',
  replacesCard: false,
  attempt: 1,
  lapsed: false,
});
const reminder: DueReminder = {
  id: 99,
  key: 'digest',
  dueAt: at(0),
  reminder: { of: 'digest' },
  attempt: 1,
  lapsed: false,
};
const rows = (many: number): readonly DueRow[] => Array.from({ length: many }, (_, nth) => row(nth + 1));
const held = (ms: number): Settled => ({
  kind: 'again',
  dueAt: at(ms),
  why: 'down',
  isFree: true,
  isHeld: true,
});

describe('a round of the outbox', () => {
  let time: sinon.SinonFakeTimers;
  let due: readonly Due[];
  let asked: number[];
  let settled: [id: number, how: Settled][];
  let logged: [level: string, fields: unknown][];
  let ends: (id: number) => Settled | Promise<Settled>;

  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (fields) => void logged.push(['warn', fields]),
    error: ({ row: id, fault }) => void logged.push(['error', { row: id, fault }]),
  };
  const parts = (more: Partial<SweepParts> = {}): SweepParts => ({
    store: openingOf({
      claimDue: (_now, limit) => {
        asked.push(limit);
        const claimed = due.slice(0, limit);
        due = due.slice(limit);
        return Promise.resolve(claimed);
      },
      nextDueAt: () => Promise.resolve(null),
      settle: ({ id }, how) => {
        settled.push([id, how]);
        return Promise.resolve();
      },
    }),
    deliver: ({ id }) => Promise.resolve(ends(id)),
    clock: { now: () => new Date(time.now).toISOString() },
    log,
    ...more,
  });

  beforeEach(() => {
    time = sinon.useFakeTimers({ now: startMs, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    [due, asked, settled, logged] = [[], [], [], []];
    ends = () => ({ kind: 'sent' });
  });
  afterEach(() => time.restore());

  const hanging = (): ((settled: Settled) => void)[] => {
    const release: ((settled: Settled) => void)[] = [];
    ends = () => new Promise((resolve) => void release.push(resolve));
    return release;
  };
  /** A round that meets deliveries that hang: it goes on without them. */
  const inTime = async (next: Promise<unknown>): Promise<unknown> => {
    await time.tickAsync(300);
    return next;
  };

  it('takes fifty rows at a time, less those still under way, and waits while there are fifty', async () => {
    const release = hanging();
    const rounds = createRounds(parts());
    due = rows(3);
    assert.deepEqual(await inTime(rounds.next()), { taken: 3, restUntilMs: null });
    due = rows(60);
    await inTime(rounds.next());
    assert.deepEqual(asked, [50, 47]);
    const third = rounds.next();
    await time.tickAsync(1_000);
    assert.deepEqual(asked, [50, 47]);
    release[0]?.({ kind: 'sent' });
    await inTime(third);
    assert.deepEqual(asked, [50, 47, 1]);
    for (const one of release) one({ kind: 'sent' });
    await rounds.idle();
    assert.equal(settled.length, 51);
  });

  it('is over at once where there is nothing to take, or all of it has ended', async () => {
    const rounds = createRounds(parts());
    assert.deepEqual(await rounds.next(), { taken: 0, restUntilMs: null });
    due = rows(2);
    assert.deepEqual(await rounds.next(), { taken: 2, restUntilMs: null });
    assert.equal(time.now, startMs);
  });

  it('asks for a rest until the first may be tried again, where all of it found its service down', async () => {
    ends = (id) => held(id * 1_000);
    due = rows(3);
    assert.deepEqual(await createRounds(parts()).next(), { taken: 3, restUntilMs: startMs + 1_000 });
    ends = (id) => (id === 2 ? { kind: 'sent' } : held(id * 1_000));
    due = rows(3);
    assert.deepEqual(await createRounds(parts()).next(), { taken: 3, restUntilMs: null });
    ends = () => ({ kind: 'again', dueAt: at(500), why: 'no lead yet', isFree: true });
    due = rows(1);
    assert.deepEqual(await createRounds(parts()).next(), { taken: 1, restUntilMs: null });
  });

  it('counts what a delivery asks to wait from the end of it', async () => {
    ends = async () => {
      await time.tickAsync(3_000);
      return { kind: 'again', dueAt: at(7_000), why: '429' };
    };
    due = rows(1);
    await sweepOnce(parts());
    assert.deepEqual(settled, [[1, { kind: 'again', dueAt: at(10_000), why: '429' }]]);
  });

  it('leaves to its lease what failed in a way nobody foresaw, and goes on with the others', async () => {
    ends = (id) => (id === 1 ? Promise.reject(new RangeError('no such card')) : { kind: 'sent' });
    due = rows(2);
    assert.equal(await sweepOnce(parts()), 2);
    assert.deepEqual(settled, [[2, { kind: 'sent' }]]);
    assert.deepEqual(logged, [['error', { row: 1, fault: 'RangeError' }]]);
  });

  it('tells operators of every message that was given up, and of no other', async () => {
    const all: readonly Settled[] = [
      { kind: 'dead', why: 'refused' },
      { kind: 'unknown', why: 'cut' },
      { kind: 'parked', why: 'removed' },
      { kind: 'sent' },
    ];
    ends = (id) => all[id - 1] ?? { kind: 'sent' };
    due = rows(4);
    await sweepOnce(parts());
    assert.deepEqual(logged, [
      ['warn', { row: 1, end: 'dead', why: 'refused' }],
      ['warn', { row: 2, end: 'unknown', why: 'cut' }],
    ]);
    assert.equal(settled.length, 4);
  });

  it('takes a reminder through its turn, and settles it only where the turn has not', async () => {
    const taken: string[] = [];
    const remind = (how: Settled | null) => (one: DueReminder) => {
      taken.push(one.key);
      return Promise.resolve(how);
    };
    due = [reminder];
    await sweepOnce(parts({ remind: remind(null) }));
    assert.deepEqual([taken, settled], [['digest'], []]);
    due = [reminder];
    await sweepOnce(parts({ remind: remind({ kind: 'dead', why: 'the case is gone' }) }));
    assert.deepEqual(settled, [[99, { kind: 'dead', why: 'the case is gone' }]]);
  });

  it('leaves a reminder alone where nobody takes them', async () => {
    due = [reminder];
    assert.equal(await sweepOnce(parts()), 1);
    assert.deepEqual([settled, logged], [[], []]);
  });
});
