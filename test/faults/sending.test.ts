import assert from 'node:assert/strict';
import { createDeliver } from '../../src/flow/deliver.ts';
import type { Connector, Delivery, Store } from '../../src/flow/ports.ts';
import { sweepOnce } from '../../src/flow/rounds.ts';
import { createLog } from '../../src/log.ts';
import { open } from '../../src/store/sqlite.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import { aCommit, aRow } from '../store/samples.ts';
import { profile } from '../triage/desk.ts';

const startsAtMs = Date.parse('2026-11-20T08:00:00.000Z');

type Attempt = {
  readonly to: string;
  readonly what: string;
  readonly atMs: number;
  readonly how: Delivery['kind'];
};

/** An outbox with a clock that is moved by hand and a Connector that answers as told. */
const openOutbox = (store: Store) => {
  let nowMs = startsAtMs;
  const attempts: Attempt[] = [];
  const clock = { now: () => new Date(nowMs).toISOString() };
  const state: { answer: (to: string, what: string) => Delivery } = {
    answer: () => ({ kind: 'delivered', activityId: 'card' }),
  };
  const connector: Connector = {
    post: ({ conversationId }, { summary }) => {
      const delivery = state.answer(conversationId, summary);
      attempts.push({ to: conversationId, what: summary, atMs: nowMs, how: delivery.kind });
      return Promise.resolve(delivery);
    },
    rewrite: () => Promise.resolve({ kind: 'card-gone' }),
  };
  const deliver = createDeliver({
    store,
    connector,
    profile,
    rules: { homeTenantId: 'home', agents: [], leads: [] },
    compose: (picture) =>
      Promise.resolve({
        json: '{"type":"AdaptiveCard"}',
        summary: picture.card === 'notice' && 'key' in picture.says ? picture.says.key : picture.card,
      }),
    random: () => 0.5,
  });
  const log = createLog('silent');
  const sweep = async (): Promise<void> => {
    while ((await sweepOnce({ store, deliver, clock, log })) > 0);
  };
  return {
    attempts,
    state,
    nowMs: () => nowMs,
    delivered: () => attempts.filter(({ how }) => how === 'delivered'),
    queue: async (rows: readonly OutgoingRow[]): Promise<void> => {
      await store.commit(aCommit({ rows, now: clock.now() }));
    },
    /** Lets time pass a second at a time, as a sweeper sees it. */
    pass: async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        await sweep();
        nowMs += 1_000;
      }
      await sweep();
    },
  };
};

const rowFor = (conversation: string, what: string, tenantId = 'home'): OutgoingRow =>
  aRow({
    key: `${conversation}|${what}`,
    dueAt: new Date(startsAtMs).toISOString(),
    recipient: {
      to: 'conversation',
      locale: 'en',
      zone: 'UTC',
      address: {
        conversationId: conversation,
        kind: 'personal',
        tenantId,
        serviceUrl: 'https://smba.trafficmanager.net/emea/',
        botId: '28:bot',
        userId: `29:${conversation}`,
      },
    },
    picture: { card: 'notice', says: { key: what }, forward: [] },
  });

const each = (conversations: number, rows: number): readonly OutgoingRow[] =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: conversations }, (_, n) => rowFor(`c${String(n)}`, String(row))),
  ).flat();

describe('Sending while Teams is unwell', function () {
  this.timeout(60_000);
  let store: Store;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
  });
  afterEach(() => store.close());

  it('fault 23: of fifty conversations one is throttled for a minute; the others get everything, in order', async () => {
    const outbox = openOutbox(store);
    outbox.state.answer = (to) =>
      to === 'c7' && outbox.nowMs() < startsAtMs + 60_000
        ? { kind: 'wait', notBeforeMs: 20_000, why: '429' }
        : { kind: 'delivered', activityId: 'card' };
    await outbox.queue(each(50, 4));
    await outbox.pass(12);
    const others = outbox.delivered().filter(({ to }) => to !== 'c7');
    assert.equal(others.length, 49 * 4);
    await outbox.pass(120);
    const told = (to: string) => outbox.delivered().flatMap((one) => (one.to === to ? [one.what] : []));
    for (let n = 0; n < 50; n += 1)
      assert.deepEqual(told(`c${String(n)}`), ['0', '1', '2', '3'], `c${String(n)}`);
    const throttled = outbox.attempts.filter(({ to, how }) => to === 'c7' && how === 'wait');
    assert.equal(throttled.length, 3, 'asked again only when Retry-After had passed');
  });

  it('fault 29: while Teams is down for ten minutes 2,000 messages are kept, and then told in order', async () => {
    const outbox = openOutbox(store);
    const downMs = 600_000;
    outbox.state.answer = () =>
      outbox.nowMs() < startsAtMs + downMs
        ? { kind: 'wait', notBeforeMs: null, why: '503' }
        : { kind: 'delivered', activityId: 'card' };
    await outbox.queue(each(200, 10));
    await outbox.pass(600);
    assert.equal(outbox.delivered().length, 0);
    const during = outbox.attempts.length;
    await outbox.pass(300);
    const told = new Map<string, string[]>();
    for (const { to, what } of outbox.delivered()) told.set(to, [...(told.get(to) ?? []), what]);
    assert.equal(told.size, 200);
    const inOrder = Array.from({ length: 10 }, (_, row) => String(row));
    for (const whats of told.values()) assert.deepEqual(whats, inOrder);
    assert.ok(during < 2_000, `a service that is down is not asked for every message (${String(during)})`);
  });

  it('fault 72: a message that is always refused ends, and what stands behind it goes on', async () => {
    const outbox = openOutbox(store);
    outbox.state.answer = (_to, what) =>
      what === '1' ? { kind: 'refused', why: '400 BadSyntax' } : { kind: 'delivered', activityId: 'card' };
    await outbox.queue(each(3, 3));
    await outbox.pass(5);
    for (const to of ['c0', 'c1', 'c2'])
      assert.deepEqual(
        outbox.attempts.flatMap((one) => (one.to === to ? [`${one.what} ${one.how}`] : [])),
        ['0 delivered', '1 refused', '2 delivered'],
      );
    assert.equal(await store.nextDueAt(), null);
  });

  it('fault 63: a clock set forward and back sends nothing early and nothing twice', async () => {
    const due = (minutes: number): string => new Date(startsAtMs + minutes * 60_000).toISOString();
    const sent: string[] = [];
    const sweepAt = async (minutes: number): Promise<void> => {
      for (const row of await store.claimDue(due(minutes), 50, 60_000)) {
        sent.push(`${row.key} at ${String(minutes)}`);
        await store.settle(row, { kind: 'sent' });
      }
    };
    await store.commit(
      aCommit({
        rows: [60, 180, 300].map((minutes) => ({
          ...rowFor(`c${String(minutes)}`, 'reminder'),
          key: String(minutes),
          dueAt: due(minutes),
        })),
      }),
    );
    // An hour and a half in; two hours ahead by mistake; back; and on as time goes by.
    for (const minutes of [0, 59, 60, 90, 210, 91, 60, 0, 179, 180, 299, 300, 400]) await sweepAt(minutes);
    assert.deepEqual(sent, ['60 at 60', '180 at 210', '300 at 300']);
  });
});
