import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DueRow, Store } from '../../src/flow/ports.ts';
import { caughtUp } from '../../src/flow/catch-up.ts';
import { open } from '../../src/store/sqlite.ts';
import type { Recipient, OutgoingRow } from '../../src/triage/turn.ts';
import { aCase, aCommit, aPerson, aRow, keeping } from '../store/samples.ts';
import { createVirtualOutbox, mostInWindow, personOf, rowFor, startMs } from './virtual-outbox.ts';

const minuteMs = 60_000;
const most = 10;

/** A notice of this case that says so much; `n` tells notices of one case apart. */
const noticeTo = (recipient: Recipient, caseNumber: number, says: string, dueMs = startMs): OutgoingRow => ({
  key: `notice|case-${caseNumber}|${says}|${recipient.to}`,
  dueAt: new Date(dueMs).toISOString(),
  recipient,
  picture: {
    card: 'alert',
    caseId: `case-${caseNumber}`,
    event: 'vendor-over',
    says: { typed: says },
    chase: null,
  },
  sendClass: 'at-least-once',
  replacesCard: false,
});

const to = (name: string): Recipient => ({ to: 'person', personId: `home/${name}` });

/** Three people and five cases of somebody else. */
const deskOfThree = async (): Promise<Store> => {
  const store = await open({ path: ':memory:' });
  for (const name of ['kim', 'lea', 'max']) await store.commit(aCommit({ person: personOf(name) }));
  for (let number = 1; number <= 5; number += 1)
    await store.commit(keeping(aCase({ number, owner: 'home/other' })));
  return store;
};

describe('notices to one person', () => {
  let store: Store;
  const commit = (nowMs: number, rows: readonly OutgoingRow[], on = store) =>
    on.commit(aCommit({ now: new Date(nowMs).toISOString(), rows }));
  const outboxOf = (leads: readonly string[] = []) =>
    createVirtualOutbox({ store, mostNotices: most, leads });

  beforeEach(async () => {
    store = await deskOfThree();
  });
  afterEach(() => store.close());

  it('are ten in a minute, told one by one; the rest follows in one list, urgent ones first', async () => {
    const rows = Array.from({ length: 14 }, (_, n) => noticeTo(to('kim'), (n % 5) + 1, `n${n}`));
    const last = rows.at(-1) ?? assert.fail();
    await commit(startMs, [...rows.slice(0, -1), { ...last, urgency: 'urgent' }]);
    const outbox = outboxOf();
    await outbox.runUntil(startMs + 5 * minuteMs);
    assert.deepEqual(
      outbox.sent.map(({ label }) => label),
      [...Array.from({ length: 10 }, (_, n) => `n${n}`), 'n13,n10,n11,n12'],
    );
    assert.equal((outbox.sent.at(-1)?.atMs ?? 0) - startMs, minuteMs);
  });

  it('never hold up an answer, though a hundred of them wait', async () => {
    await commit(
      startMs,
      Array.from({ length: 100 }, (_, n) => noticeTo(to('kim'), 1, `n${n}`)),
    );
    const outbox = outboxOf();
    await outbox.runUntil(startMs + 20_000);
    await commit(outbox.nowMs(), [rowFor(personOf('kim'), 'answer', outbox.nowMs())]);
    const askedMs = outbox.nowMs();
    await outbox.runUntil(startMs + 30_000);
    const at = outbox.sent.find(({ label }) => label === 'answer')?.atMs ?? Infinity;
    assert.ok(at - askedMs <= 1_000, `${at - askedMs} ms`);
  });

  it('count for whoever is on call when they are sent, together with what is theirs by name', async () => {
    await commit(startMs, [
      ...Array.from({ length: 8 }, (_, n) => noticeTo({ to: 'on-call' }, 1, `n${n}`)),
      ...Array.from({ length: 8 }, (_, n) => noticeTo({ to: 'backup-lead' }, 2, `n${n + 8}`)),
      ...Array.from({ length: 4 }, (_, n) => noticeTo(to('lea'), 3, `n${n + 16}`)),
    ]);
    const outbox = outboxOf(['lea', 'max']);
    await outbox.runUntil(startMs + 10 * minuteMs);
    for (const [name, count] of [
      ['lea', 20],
      ['max', 16],
    ] as const) {
      const mine = outbox.sent.filter(({ conversationId }) => conversationId === `a:${name}`);
      assert.equal(mine.filter(({ atMs }) => atMs < startMs + minuteMs).length, 10);
      const told = mine.flatMap(({ label }) => label.split(','));
      assert.deepEqual([told.length, new Set(told).size], [count, count], name);
    }
  });

  it('in random bursts, with the service failing now and then: never more, and each is told, in order', async () => {
    const burst = fc.record({
      who: fc.constantFrom('kim', 'lea', 'max'),
      by: fc.constantFrom('name', 'on-call'),
      count: fc.integer({ min: 1, max: 24 }),
      gapMs: fc.nat(50_000),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(burst, { minLength: 1, maxLength: 10 }),
        fc.array(fc.boolean(), { maxLength: 30 }),
        async (bursts, failures) => {
          const fails = [...failures];
          const answer = () =>
            fails.pop() === true
              ? ({ kind: 'wait', notBeforeMs: 3_000, why: '429' } as const)
              : ({ kind: 'delivered', activityId: 'posted' } as const);
          const own = await deskOfThree();
          const leads = ['lea', 'max'];
          const outbox = createVirtualOutbox({ store: own, answer, mostNotices: most, leads });
          let n = 0;
          const expected = new Map<string, string[]>([
            ['kim', []],
            ['lea', []],
            ['max', []],
          ]);
          for (const { who, by, count, gapMs } of bursts) {
            const nowMs = outbox.nowMs();
            const rows = Array.from({ length: count }, () => {
              const says = `n${(n += 1)}`;
              for (const name of by === 'name' ? [who] : leads) expected.get(name)?.push(says);
              return noticeTo(by === 'name' ? to(who) : { to: 'on-call' }, (n % 5) + 1, says, nowMs);
            });
            await commit(nowMs, rows, own);
            await outbox.runUntil(nowMs + gapMs);
            outbox.sleep(Math.max(0, nowMs + gapMs - outbox.nowMs()));
          }
          await outbox.runUntil(outbox.nowMs() + 60 * minuteMs);
          for (const [name, all] of expected) {
            const mine = (one: { readonly conversationId: string }) => one.conversationId === `a:${name}`;
            const tried = outbox.tried.filter(mine);
            assert.ok(
              mostInWindow(
                tried.map(({ atMs }) => atMs),
                minuteMs,
              ) <= most,
            );
            const told = outbox.sent.filter(mine).flatMap(({ label }) => label.split(','));
            assert.deepEqual(told.toSorted(), all.toSorted());
            // Everything for this one comes the same way: in the order it happened.
            if (name === 'kim') assert.deepEqual(told, all);
          }
          assert.equal(await own.nextDueAt(), null);
          await own.close();
        },
      ),
      { numRuns: 25 },
    );
  }).timeout(60_000);
});

describe('several notices in one', () => {
  let store: Store;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
    await store.commit(keeping(aCase({ number: 1 })));
    await store.commit(keeping(aCase({ number: 2, sensitive: true, owner: 'home/other' })));
  });
  afterEach(() => store.close());

  const due = (row: OutgoingRow, ...folded: readonly OutgoingRow[]): DueRow => ({
    ...row,
    id: 1,
    attempt: 1,
    lapsed: false,
    ...(folded.length === 0 ? {} : { folded }),
  });
  const told = async (row: DueRow, person = aPerson()): Promise<OutgoingRow['picture'] | null> =>
    (await caughtUp(row, person, store))?.picture ?? null;
  const saysIn = (picture: OutgoingRow['picture'] | null): readonly string[] =>
    picture?.card === 'alerts' ? picture.alerts.map(({ says }) => ('typed' in says ? says.typed : '')) : [];

  const first = noticeTo(to('alex'), 1, 'n1');
  const second = noticeTo(to('alex'), 1, 'n2');
  const secret = noticeTo(to('alex'), 2, 'n3');
  const gone = noticeTo(to('alex'), 9, 'n4');

  it('say all that each of them says, also where all are about one case', async () => {
    assert.deepEqual(saysIn(await told(due(first, second))), ['n1', 'n2']);
  });

  it('say nothing of a case that is gone, or that the reader may not see', async () => {
    assert.deepEqual(saysIn(await told(due(secret, first, gone, second))), ['n1', 'n2']);
    assert.deepEqual(saysIn(await told(due(secret, first), aPerson({ isLead: true }))), ['n3', 'n1']);
  });

  it('are the one notice itself where only one is left to tell', async () => {
    assert.deepEqual(await told(due(gone, second)), second.picture);
  });

  it('are not sent where nothing is left to tell', async () => {
    assert.equal(await caughtUp(due(gone, secret), aPerson(), store), null);
    const list = aRow({
      picture: { card: 'alerts', alerts: [{ caseId: 'case-2', says: { typed: 'n3' } }] },
    });
    assert.equal(await caughtUp(due(list), aPerson(), store), null);
  });

  it('take in what a list of them already says', async () => {
    const list = aRow({
      picture: { card: 'alerts', alerts: [{ caseId: 'case-1', says: { typed: 'n5' } }] },
    });
    assert.deepEqual(saysIn(await told(due(first, list, second))), ['n1', 'n5', 'n2']);
  });

  it('name the cases alone where there are more than a card has room for', async () => {
    const many = Array.from({ length: 12 }, (_, n) => noticeTo(to('alex'), 1, `m${n}`));
    await store.commit(keeping(aCase({ number: 3 })));
    const picture = await told(due(noticeTo(to('alex'), 3, 'm'), ...many));
    assert.equal(picture?.card, 'catch-up');
  });
});
