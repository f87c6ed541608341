/** Notices to one person: so many in a minute, the rest in one message, and nothing else held up by them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isReminder, type DueRow, type Store } from '../../src/flow/ports.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import { mostInWindow } from '../flow/virtual-outbox.ts';
import { aCommit, after, aRow, leaseMs, now, rowTo } from './samples.ts';

const most = 10;
const minuteMs = 60_000;

const notice = (personId: string, caseId: string, change: Partial<OutgoingRow> = {}): OutgoingRow =>
  aRow({
    key: `notice|${caseId}|vendor-over|${personId}`,
    recipient: { to: 'person', personId },
    picture: { card: 'alert', caseId, event: 'vendor-over', says: { typed: caseId }, chase: null },
    ...change,
  });

const notices = (personId: string, count: number, from = 0): readonly OutgoingRow[] =>
  Array.from({ length: count }, (_, n) => notice(personId, `${personId}-${from + n}`));

/** The notices a claimed row tells, its own first. */
const toldBy = (row: DueRow): readonly string[] =>
  [row, ...(row.folded ?? [])].flatMap(({ picture }) => (picture.card === 'alert' ? [picture.caseId] : []));

export const noticeContract = (the: () => Store): void => {
  const queue = (...rows: readonly OutgoingRow[]) => the().commit(aCommit({ rows }));

  const claim = async (at: string, limit: number, mostNotices?: number): Promise<readonly DueRow[]> =>
    (await the().claimDue(at, limit, leaseMs, mostNotices)).flatMap((due) => (isReminder(due) ? [] : [due]));

  /** Claims and sends all that may go at `at`. */
  const sendAll = async (at: string, mostNotices: number | null = most): Promise<readonly DueRow[]> => {
    const sent: DueRow[] = [];
    for (;;) {
      const due = await claim(at, 50, mostNotices ?? undefined);
      if (due.length === 0) return sent;
      for (const row of due) await the().settle(row, { kind: 'sent' });
      sent.push(...due);
    }
  };

  /** Seven go in the first second and the rest two later: so much a conversation can take. */
  const sendTen = async (): Promise<readonly DueRow[]> => [
    ...(await sendAll(now)),
    ...(await sendAll(after(2))),
  ];

  it('are ten in a minute; the rest is told in one, when the first is a minute old', async () => {
    await queue(...notices('home/a', 14));
    assert.equal((await sendTen()).length, 10);
    assert.equal(await the().nextDueAt(), after(60));
    assert.deepEqual(await sendAll(after(59.999)), []);
    const rest = await sendAll(after(60));
    assert.deepEqual(rest.map(toldBy), [['home/a-10', 'home/a-11', 'home/a-12', 'home/a-13']]);
    assert.equal(await the().nextDueAt(), null);
  });

  it('that come when the limit is used up by earlier ones wait as well', async () => {
    await queue(...notices('home/a', 10));
    await sendTen();
    await the().commit(aCommit({ rows: notices('home/a', 2, 10), now: after(30) }));
    assert.deepEqual(await sendAll(after(30)), []);
    assert.equal(await the().nextDueAt(), after(60));
    assert.deepEqual((await sendAll(after(60))).map(toldBy), [['home/a-10', 'home/a-11']]);
  });

  it('never hold up a card or an answer for the same person', async () => {
    await queue(...notices('home/a', 12));
    await sendTen();
    await the().commit(aCommit({ rows: [rowTo('home/a', 'answer', after(5))], now: after(5) }));
    assert.equal(await the().nextDueAt(), after(5));
    assert.deepEqual(
      (await sendAll(after(5))).map(({ key }) => key),
      ['answer'],
    );
    assert.equal(await the().nextDueAt(), after(60));
  });

  it('are counted alone: cards and answers before them take none of their room', async () => {
    await queue(...Array.from({ length: 6 }, (_, n) => rowTo('home/a', `answer-${n}`)));
    assert.equal((await sendAll(now)).length, 6);
    await the().commit(aCommit({ rows: notices('home/a', 10), now: after(10) }));
    const told = [...(await sendAll(after(10))), ...(await sendAll(after(12)))];
    assert.equal(told.flatMap(toldBy).length, 10);
    assert.equal(told.length, 10);
  });

  it('of one person hold up nobody else’s', async () => {
    await queue(...notices('home/a', 12), ...notices('home/b', 3));
    assert.equal((await sendTen()).length, 13);
  });

  it('keep their order, also where one of them has to be tried again', async () => {
    await queue(...notices('home/a', 3), rowTo('home/a', 'answer'));
    const [first] = await claim(now, 1, most);
    assert.ok(first !== undefined);
    await the().settle(first, { kind: 'again', dueAt: after(30), why: '429' });
    assert.deepEqual(await sendAll(after(29)), []);
    assert.deepEqual(
      (await sendAll(after(30))).map(({ key }) => key),
      [...notices('home/a', 3).map(({ key }) => key), 'answer'],
    );
  });

  it('that are no longer true when the window opens are not told', async () => {
    await queue(...notices('home/a', 13));
    await sendTen();
    await the().commit(aCommit({ drop: ['notice|home/a-10|*', 'notice|home/a-12|*'], now: after(9) }));
    assert.deepEqual((await sendAll(after(60))).map(toldBy), [['home/a-11']]);
  });

  it('are twelve in one message at most, urgent ones in the first', async () => {
    const alarm = notice('home/a', 'alarm', { urgency: 'urgent' });
    await queue(...notices('home/a', 39), alarm);
    await sendTen();
    const told = (await sendAll(after(60))).map(toldBy);
    assert.deepEqual(
      told.map(({ length }) => length),
      [12, 12, 6],
    );
    assert.ok(told[0]?.includes('alarm'));
    assert.equal(new Set(told.flat()).size, 30);
  });

  it('told in one stay so where that message has to be tried again', async () => {
    await queue(...notices('home/a', 12));
    await sendTen();
    const [list] = await claim(after(60), 1, most);
    assert.ok(list !== undefined);
    await the().settle(list, { kind: 'again', dueAt: after(90), why: '503' });
    assert.deepEqual((await sendAll(after(90))).map(toldBy), [['home/a-10', 'home/a-11']]);
  });

  it('are counted across the stores of one database', async () => {
    await queue(...notices('home/a', 12));
    for (const at of [now, after(2), after(4)])
      for (let n = 0; n < 5; n += 1) {
        const claims = await Promise.all([1, 2, 3].map(() => claim(at, 1, most)));
        for (const row of claims.flat()) await the().settle(row, { kind: 'sent' });
      }
    assert.equal(await the().nextDueAt(), after(60));
    assert.deepEqual((await sendAll(after(60))).map(toldBy), [['home/a-10', 'home/a-11']]);
  });

  it('are not held where nobody said how many there may be', async () => {
    await queue(...notices('home/a', 14));
    const sent = [...(await sendAll(now, null)), ...(await sendAll(after(2), null))];
    assert.equal(sent.length, 14);
  });

  it('for whoever is on call are counted when they have become somebody’s', async () => {
    const onCall = notices('x', 12).map((row): OutgoingRow => ({ ...row, recipient: { to: 'on-call' } }));
    await queue(...onCall);
    assert.equal((await sendTen()).length, 12);
  });

  it('in whatever bursts to whomever: never more, each told once, and the next instant is the right one', async () => {
    const burst = fc.record({
      who: fc.nat(2),
      count: fc.integer({ min: 1, max: 25 }),
      gapMs: fc.nat(40_000),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(burst, { minLength: 1, maxLength: 6 }), async (bursts) => {
        run += 1;
        let nowMs = Date.parse(now) + run * 3_600_000;
        const iso = (ms: number) => new Date(ms).toISOString();
        const sent: { readonly atMs: number; readonly who: string; readonly told: readonly string[] }[] = [];
        const drainUntil = async (untilMs: number): Promise<void> => {
          for (;;) {
            const dueAt = await the().nextDueAt();
            if (dueAt === null || Date.parse(dueAt) > untilMs) return void (nowMs = untilMs);
            const dueMs = Math.max(nowMs, Date.parse(dueAt));
            if (dueMs > nowMs)
              assert.deepEqual(await claim(iso(dueMs - 1), 50, most), [], 'it could go earlier');
            nowMs = dueMs;
            const rows = await claim(iso(nowMs), 50, most);
            assert.ok(rows.length > 0, 'nothing can be claimed when it was said to be due');
            for (const row of rows) {
              await the().settle(row, { kind: 'sent' });
              assert.ok(row.recipient.to === 'person');
              sent.push({ atMs: nowMs, who: row.recipient.personId, told: toldBy(row) });
            }
          }
        };
        let queued = 0;
        for (const { who, count, gapMs } of bursts) {
          await the().commit(
            aCommit({
              now: iso(nowMs),
              rows: notices(`home/${run}-${who}`, count, queued).map((row) => ({
                ...row,
                dueAt: iso(nowMs),
              })),
            }),
          );
          queued += count;
          await drainUntil(nowMs + gapMs);
        }
        await drainUntil(nowMs + 3_000_000);
        for (const list of Map.groupBy(sent, ({ who }) => who).values())
          assert.ok(
            mostInWindow(
              list.map(({ atMs }) => atMs),
              minuteMs,
            ) <= most,
          );
        const told = sent.flatMap((one) => one.told);
        assert.deepEqual([told.length, new Set(told).size], [queued, queued]);
      }),
      { numRuns: 12 },
    );
  }).timeout(60_000);
};
