import assert from 'node:assert/strict';
import type { Delivery, Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import { aCommit } from '../store/samples.ts';
import { createVirtualOutbox, mostInWindow, personOf, rowFor, startMs } from './virtual-outbox.ts';

const minuteMs = 60_000;
const delivered: Delivery = { kind: 'delivered', activityId: 'x' };

describe('a service that is down', () => {
  let store: Store;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
  });
  afterEach(() => store.close());

  const queue = async (people: number, each: number): Promise<void> => {
    const persons = Array.from({ length: people }, (_, n) => personOf(`p${n}`));
    for (const person of persons) await store.commit(aCommit({ person }));
    for (let n = 0; n < each; n += 1) {
      const rows: readonly OutgoingRow[] = persons.map((one) => rowFor(one, `${one.name}|${n}`));
      await store.commit(aCommit({ rows }));
    }
  };
  const downFor =
    (ms: number, failure: Delivery) =>
    (atMs: number): Delivery =>
      atMs < startMs + ms ? failure : delivered;

  it('loses nothing of 10,000 messages in ten minutes, and they drain at 95 % of what is allowed', async () => {
    await queue(1_000, 10);
    const answer = downFor(10 * minuteMs, { kind: 'wait', notBeforeMs: null, why: 'ECONNREFUSED' });
    const outbox = createVirtualOutbox({ store, answer });
    await outbox.runUntil(startMs + 60 * minuteMs);
    assert.equal(new Set(outbox.sent.map(({ label }) => label)).size, 10_000);
    assert.equal(outbox.sent.length, 10_000);
    const firstMs = outbox.sent[0]?.atMs ?? Infinity;
    assert.ok(firstMs - startMs <= 10.6 * minuteMs, 'it was noticed late that the service is back');
    assert.ok(outbox.nowMs() - firstMs <= 200_000 / 0.95, `${outbox.nowMs() - firstMs} ms`);
    assert.ok(outbox.ends.every(({ kind }) => kind === 'sent' || kind === 'again'));
    assert.equal(await store.nextDueAt(), null);
  }).timeout(120_000);

  it('is tried by one message at a time, less and less often', async () => {
    await queue(200, 1);
    const answer = downFor(10 * minuteMs, { kind: 'wait', notBeforeMs: null, why: 'ECONNREFUSED' });
    const outbox = createVirtualOutbox({ store, answer });
    await outbox.runUntil(startMs + 10 * minuteMs);
    const later = outbox.tried.filter(({ atMs }) => atMs >= startMs + 2 * minuteMs);
    assert.ok(later.length >= 10, `${later.length} tries`);
    assert.equal(
      mostInWindow(
        later.map(({ atMs }) => atMs),
        29_000,
      ),
      1,
    );
    // What found out together, before anybody knew.
    assert.ok(outbox.tried.length - later.length <= 60, `${outbox.tried.length} tries`);
  }).timeout(60_000);

  it('gets nothing at all before the instant it asked to wait for', async () => {
    await queue(300, 1);
    const answer = downFor(2 * minuteMs, { kind: 'wait', notBeforeMs: 2 * minuteMs, why: '503' });
    const outbox = createVirtualOutbox({ store, answer });
    await outbox.runUntil(startMs + 10 * minuteMs);
    const early = outbox.tried.filter(({ atMs }) => atMs > startMs && atMs < startMs + 2 * minuteMs);
    assert.deepEqual(early, []);
    assert.equal(outbox.sent.length, 300);
  });

  it('costs no message an attempt: with no token for a whole day, what waits is sent on the next', async () => {
    await queue(1, 1);
    const answer = downFor(24 * 60 * minuteMs, {
      kind: 'wait',
      notBeforeMs: null,
      why: 'login: invalid_client',
    });
    const outbox = createVirtualOutbox({ store, answer });
    await outbox.runUntil(startMs + 25 * 60 * minuteMs);
    assert.equal(outbox.sent.length, 1);
    const perHour = outbox.tried.length / 24;
    assert.ok(perHour <= 150, `${Math.round(perHour)} tries an hour`);
  }).timeout(60_000);

  it('is not suspected because of one conversation that fails', async () => {
    await queue(40, 30);
    const outbox = createVirtualOutbox({
      store,
      answer: (_atMs, { conversationId }) =>
        conversationId === 'a:p0' ? { kind: 'wait', notBeforeMs: 5_000, why: '412' } : delivered,
    });
    await outbox.runUntil(startMs + 5 * minuteMs);
    assert.equal(outbox.sent.length, 39 * 30);
    assert.ok(outbox.nowMs() - startMs >= 5_000);
  });

  it('holds up no other service', async () => {
    await queue(20, 1);
    const away = personOf('there', 'away');
    assert.ok(away.address !== null);
    const person = {
      ...away,
      address: { ...away.address, serviceUrl: 'https://smba.infra.gcc.teams.microsoft.com/' },
    };
    const outbox = createVirtualOutbox({
      store,
      answer: (_atMs, { serviceUrl }) =>
        serviceUrl.includes('gcc') ? delivered : { kind: 'unclear', why: '502' },
    });
    await outbox.runUntil(startMs + minuteMs);
    const nowMs = outbox.nowMs();
    const rows = [rowFor(person, 'there|0', nowMs)];
    await store.commit(aCommit({ person, rows, now: new Date(nowMs).toISOString() }));
    await outbox.runUntil(nowMs + 100);
    assert.deepEqual(
      outbox.sent.map(({ label }) => label),
      ['there|0'],
    );
  });
});
