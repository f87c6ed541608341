import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Store } from '../../src/flow/ports.ts';
import { conversationBudgets, tenantBudgets } from '../../src/store/budgets.ts';
import { open } from '../../src/store/sqlite.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import { aCommit } from '../store/samples.ts';
import { createVirtualOutbox, mostInWindow, personOf, rowFor, startMs } from './virtual-outbox.ts';
import type { Sent } from './virtual-outbox.ts';

const hourMs = 3_600_000;

/** Everybody is known to the store; the rows are queued in slices, as turns would. */
const queueFor = async (
  store: Store,
  names: readonly string[],
  rows: readonly OutgoingRow[],
): Promise<void> => {
  for (const name of names) await store.commit(aCommit({ person: personOf(name) }));
  for (let at = 0; at < rows.length; at += 500)
    await store.commit(aCommit({ rows: rows.slice(at, at + 500) }));
};

const byConversation = (sent: readonly Sent[]) => Map.groupBy(sent, ({ conversationId }) => conversationId);

const assertWithinBudgets = (sent: readonly Sent[]): void => {
  for (const { most, windowMs } of tenantBudgets)
    assert.ok(
      mostInWindow(
        sent.map(({ atMs }) => atMs),
        windowMs,
      ) <= most,
      `tenant: ${most} in ${windowMs} ms`,
    );
  for (const [conversation, own] of byConversation(sent))
    for (const { most, windowMs } of conversationBudgets) {
      const found = mostInWindow(
        own.map(({ atMs }) => atMs),
        windowMs,
      );
      assert.ok(found <= most, `${conversation}: ${found} in ${windowMs} ms`);
    }
};

/** Labels end in the number within the conversation. */
const assertInOrder = (sent: readonly Sent[]): void => {
  for (const own of byConversation(sent).values()) {
    const numbers = own.map(({ label }) => Number(label.split('|')[1]));
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    );
  }
};

describe('what Teams allows a bot to send', () => {
  let store: Store;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
  });
  afterEach(() => store.close());

  const backlog = (names: readonly string[], each: number): readonly OutgoingRow[] =>
    Array.from({ length: each }, (_, n) =>
      names.map((name) => rowFor(personOf(name), `${name}|${n}`)),
    ).flat();
  const names = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`);

  it('is never exceeded and is used up to 95 % while a backlog of 10,000 drains, in order for each person', async () => {
    const people = names(400);
    await queueFor(store, people, backlog(people, 25));
    const outbox = createVirtualOutbox({ store });
    await outbox.runUntil(startMs + hourMs);
    assert.equal(new Set(outbox.sent.map(({ label }) => label)).size, 10_000);
    assert.equal(outbox.sent.length, 10_000);
    assertWithinBudgets(outbox.sent);
    assertInOrder(outbox.sent);
    const allowedMs = (10_000 / 50 - 1) * 1_000;
    assert.ok(outbox.nowMs() - startMs <= allowedMs / 0.95, `${outbox.nowMs() - startMs} ms`);
  }).timeout(60_000);

  it('is kept and used up within one long conversation, too', async () => {
    await queueFor(store, ['p'], backlog(['p'], 3_000));
    const outbox = createVirtualOutbox({ store });
    await outbox.runUntil(startMs + 29 * 60_000);
    assertWithinBudgets(outbox.sent);
    assertInOrder(outbox.sent);
    assert.equal(outbox.sent.length, 1_800);
    const lastMs = (outbox.sent.at(-1)?.atMs ?? Infinity) - startMs;
    assert.ok(lastMs <= (((1_800 - 60) / 60) * 30_000) / 0.95, `${lastMs} ms`);
  }).timeout(60_000);

  it('holds for whatever is queued whenever to whomever, and loses nothing', async () => {
    const burst = fc.record({ who: fc.nat(3), count: fc.integer({ min: 1, max: 30 }), gapMs: fc.nat(4_000) });
    await fc.assert(
      fc.asyncProperty(fc.array(burst, { minLength: 1, maxLength: 12 }), async (bursts) => {
        const own = await open({ path: ':memory:' });
        const outbox = createVirtualOutbox({ store: own });
        for (const name of names(4)) await own.commit(aCommit({ person: personOf(name) }));
        let queued = 0;
        for (const { who, count, gapMs } of bursts) {
          const nowMs = outbox.nowMs();
          const rows = Array.from({ length: count }, () =>
            rowFor(personOf(`p${who}`), `p${who}|${(queued += 1)}`, nowMs),
          );
          await own.commit(aCommit({ rows, now: new Date(nowMs).toISOString() }));
          await outbox.runUntil(nowMs + gapMs);
          outbox.sleep(Math.max(0, nowMs + gapMs - outbox.nowMs()));
        }
        await outbox.runUntil(startMs + hourMs);
        await own.close();
        assert.equal(outbox.sent.length, queued);
        assertWithinBudgets(outbox.sent);
        assertInOrder(outbox.sent);
      }),
      { numRuns: 25 },
    );
  }).timeout(60_000);

  it('is shared by two processes, and by one that was started again', async () => {
    const people = names(60);
    await queueFor(store, people, backlog(people, 2));
    const one = createVirtualOutbox({ store });
    const other = createVirtualOutbox({ store });
    await Promise.all([one.runUntil(startMs), other.runUntil(startMs)]);
    const again = createVirtualOutbox({ store });
    await again.runUntil(startMs + 999);
    assert.equal(one.sent.length + other.sent.length + again.sent.length, 50);
  });

  it('lets an alarm out within a second, though 10,000 messages wait', async () => {
    const people = names(10_000);
    await queueFor(store, [...people, 'boss'], backlog(people, 1));
    const outbox = createVirtualOutbox({ store });
    await outbox.runUntil(startMs + 10_000);
    const alarm: OutgoingRow = {
      ...rowFor(personOf('boss'), 'boss|1', outbox.nowMs()),
      urgency: 'urgent',
    };
    const askedMs = outbox.nowMs();
    await store.commit(aCommit({ rows: [alarm], now: new Date(askedMs).toISOString() }));
    await outbox.runUntil(startMs + 15_000);
    const at = outbox.sent.find(({ label }) => label === 'boss|1')?.atMs ?? Infinity;
    assert.ok(at - askedMs <= 1_000, `${at - askedMs} ms`);
    assertWithinBudgets(outbox.sent);
  }).timeout(60_000);
});
