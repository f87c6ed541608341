import assert from 'node:assert/strict';
import { caughtUp } from '../../src/flow/catch-up.ts';
import type { DueRow, Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';
import { casePicture } from '../../src/triage/turn-parts.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import { aCase, aCommit, after, aPerson, aRow, keeping } from '../store/samples.ts';
import { createVirtualOutbox, personOf, rowFor, startMs } from './virtual-outbox.ts';

const hourMs = 3_600_000;

const about = (number: number, change: Partial<OutgoingRow> = {}): OutgoingRow =>
  aRow({ key: `case-${number}`, picture: casePicture(`case-${number}`), ...change });

const due = (row: OutgoingRow, folded: readonly OutgoingRow[]): DueRow => ({
  ...row,
  id: 1,
  attempt: 1,
  lapsed: false,
  folded,
});

const toldBy = async (...asked: Parameters<typeof caughtUp>): Promise<DueRow> =>
  (await caughtUp(...asked)) ?? assert.fail('nothing is left to tell');

describe('what was missed while nobody was there to send', () => {
  let store: Store;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
  });
  afterEach(() => store.close());

  it('is one list of the cases as they stand now, newest change first', async () => {
    await store.commit(keeping(aCase({ number: 1, changedAt: after(1) }), 'mail is down'));
    await store.commit(keeping(aCase({ number: 2, changedAt: after(2), facts: { title: 'no licence' } })));
    const told = await toldBy(due(about(1), [about(2), about(1, { key: 'again' })]), aPerson(), store);
    assert.ok(told.picture.card === 'catch-up');
    assert.equal(told.picture.messages, 3);
    assert.deepEqual(
      told.picture.cases.map(({ number, title }) => [number, title]),
      [
        [2, 'no licence'],
        [1, ''],
      ],
    );
  });

  it('is the newest card of the case where all of it is about one case', async () => {
    const newest = about(1, { replacesCard: true, picture: casePicture('case-1', { panel: 'record' }) });
    const told = await toldBy(due(about(1), [newest]), aPerson(), store);
    assert.deepEqual([told.picture, told.replacesCard], [newest.picture, true]);
  });

  it('names no case that is gone, or that the reader may not see', async () => {
    await store.commit(keeping(aCase({ number: 1, sensitive: true, owner: 'home/other' })));
    await store.commit(keeping(aCase({ number: 2, sensitive: true })));
    const told = await toldBy(due(about(1), [about(2), about(3)]), aPerson(), store);
    assert.ok(told.picture.card === 'catch-up');
    assert.deepEqual(
      told.picture.cases.map(({ number }) => number),
      [2],
    );
  });

  it('is never given up as chat: a list told twice harms nobody', async () => {
    const chat = aRow({ sendClass: 'at-most-once' });
    assert.equal((await toldBy(due(chat, [about(1)]), aPerson(), store)).sendClass, 'at-least-once');
  });

  it('leaves a single message as it is', async () => {
    const { folded: _none, ...alone } = due(about(1), []);
    assert.equal(await caughtUp(alone, aPerson(), store), alone);
  });

  it('is told once to each of 2,000 people within a minute, when 100,000 messages are overdue after 8 hours', async () => {
    const people = Array.from({ length: 2_000 }, (_, n) => personOf(`p${n}`));
    for (const person of people) await store.commit(aCommit({ person }));
    for (let n = 0; n < 50; n += 1) {
      const dueMs = startMs + (n * 8 * hourMs) / 50;
      await store.commit(aCommit({ rows: people.map((one) => rowFor(one, `${one.name}|${n}`, dueMs)) }));
    }
    const outbox = createVirtualOutbox({ store });
    outbox.sleep(8 * hourMs);
    const began = performance.now();
    await outbox.runUntil(startMs + 9 * hourMs);
    const realMs = performance.now() - began;
    const virtualMs = outbox.nowMs() - startMs - 8 * hourMs;
    assert.equal(outbox.tried.length, 2_000);
    assert.equal(new Set(outbox.sent.map(({ conversationId }) => conversationId)).size, 2_000);
    assert.ok(outbox.sent.every(({ label }) => label === 'catch-up'));
    assert.equal(await store.nextDueAt(), null);
    assert.ok(
      virtualMs + realMs <= 60_000,
      `${virtualMs} ms of waiting and ${Math.round(realMs)} ms of work`,
    );
  }).timeout(120_000);

  it('goes out the usual way when it is only a little late', async () => {
    const kim = personOf('kim');
    await store.commit(
      aCommit({ person: kim, rows: [rowFor(kim, 'kim|0'), rowFor(kim, 'kim|1', startMs + 1_000)] }),
    );
    const outbox = createVirtualOutbox({ store });
    outbox.sleep(10 * 60_000);
    await outbox.runUntil(outbox.nowMs() + hourMs);
    assert.deepEqual(
      outbox.sent.map(({ label }) => label),
      ['kim|0', 'kim|1'],
    );
  });
});
