import assert from 'node:assert/strict';
import type { Store } from '../../src/flow/ports.ts';
import { isReminder } from '../../src/flow/ports.ts';
import type { OutgoingRow, ReminderRow } from '../../src/triage/turn.ts';
import { aCommit, after, claimedKeys, leaseMs, now, rowTo } from './samples.ts';

const week = 7 * 24 * 3_600;

export const budgetContract = (the: () => Store): void => {
  const queue = (...rows: readonly OutgoingRow[]) => the().commit(aCommit({ rows }));
  const many = (count: number, to: (n: number) => string): readonly OutgoingRow[] =>
    Array.from({ length: count }, (_, n) => rowTo(to(n), `row-${n}`));

  /** Claims and sends all that may go at `at`; the keys, in order. */
  const sendAll = async (at: string): Promise<readonly string[]> => {
    const sent: string[] = [];
    for (;;) {
      const due = await the().claimDue(at, 50, leaseMs);
      if (due.length === 0) return sent;
      for (const row of due) await the().settle(row, { kind: 'sent' });
      sent.push(...due.map(({ key }) => key));
    }
  };
  const pairs = async (): Promise<readonly (readonly [number, string])[]> =>
    [[(await sendAll(now)).length, String(await the().nextDueAt())]] as const;

  it('sends seven messages to a conversation in a second, the eighth in the next', async () => {
    await queue(...many(9, () => 'home/a'));
    assert.deepEqual(await pairs(), [[7, after(1)]]);
    assert.deepEqual(await claimedKeys(the(), after(0.999)), []);
    assert.deepEqual(await sendAll(after(1)), ['row-7']);
    assert.equal(await the().nextDueAt(), after(2));
  });

  it('sends fifty messages to a tenant in a second, whatever their conversations', async () => {
    await queue(...many(60, (n) => `home/${n}`));
    assert.deepEqual(await pairs(), [[50, after(1)]]);
    assert.equal((await sendAll(after(1))).length, 10);
  });

  it('lets a tenant that used up its budget hold up no other', async () => {
    await queue(...many(60, (n) => `home/${n}`), rowTo('away/x', 'theirs', after(0.5)));
    await sendAll(now);
    assert.equal(await the().nextDueAt(), after(0.5));
    assert.deepEqual(await sendAll(after(0.5)), ['theirs']);
  });

  it('counts what other stores on the same database have sent', async () => {
    await queue(...many(60, (n) => `home/${n}`));
    const claims = await Promise.all([1, 2, 3].map(() => the().claimDue(now, 30, leaseMs)));
    assert.ok(claims.flat().length <= 50);
    const rest = await the().claimDue(now, 60, leaseMs);
    assert.equal(claims.flat().length + rest.length, 50);
  });

  it('gives each conversation its turn, whoever has waited longest first', async () => {
    await queue(...many(6, (n) => (n < 5 ? 'home/busy' : 'home/quiet')));
    const order: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const [row] = await the().claimDue(after((n + 1) / 10), 1, leaseMs);
      order.push(row?.key ?? 'none');
      if (row !== undefined) await the().settle(row, { kind: 'sent' });
    }
    assert.deepEqual(order, ['row-0', 'row-5', 'row-1']);
  });

  it('lets an urgent message overtake those for other people', async () => {
    await queue(rowTo('home/a', 'a', after(-3)), rowTo('home/b', 'b', after(-2)), {
      ...rowTo('home/c', 'alarm', after(-1)),
      urgency: 'urgent',
    });
    assert.deepEqual(await claimedKeys(the(), now, 1), ['alarm']);
    assert.deepEqual(await claimedKeys(the(), now, 1), ['a']);
  });

  it('takes a reminder before an urgent message: it costs nothing and decides what is told next', async () => {
    const reminder: ReminderRow = {
      key: 'case-1001|unfiled|owner',
      dueAt: after(-1),
      reminder: { of: 'clock', caseId: 'case-1001', clock: 'unfiled', threshold: 'owner' },
    };
    const alarm: OutgoingRow = { ...rowTo('home/c', 'alarm', after(-9)), urgency: 'urgent' };
    await the().commit(aCommit({ rows: [alarm], reminders: [reminder] }));
    assert.deepEqual(await claimedKeys(the(), now, 1), [reminder.key]);
    assert.deepEqual(await claimedKeys(the(), now, 1), ['alarm']);
  });

  it('hurries what stands before an urgent message for the same person, and keeps their order', async () => {
    await queue(rowTo('home/a', 'a', after(-9)), rowTo('home/c', 'earlier', after(-2)), {
      ...rowTo('home/c', 'alarm', after(-1)),
      urgency: 'urgent',
    });
    const [first] = await the().claimDue(now, 1, leaseMs);
    assert.equal(first?.key, 'earlier');
    await the().settle(first, { kind: 'sent' });
    assert.deepEqual(await claimedKeys(the(), now, 1), ['alarm']);
  });

  it('does not hurry anybody for an alarm that lies ahead', async () => {
    await queue(rowTo('home/a', 'a', after(-2)), rowTo('home/c', 'c', after(-1)), {
      ...rowTo('home/c', 'alarm', after(100)),
      urgency: 'urgent',
    });
    assert.deepEqual(await claimedKeys(the(), now, 1), ['a']);
  });

  it('does not count an attempt that failed through no fault of the message', async () => {
    await queue(rowTo('home/a', 'a'));
    const [first] = await the().claimDue(now, 1, leaseMs);
    assert.ok(first !== undefined);
    await the().settle(first, { kind: 'again', dueAt: after(30), why: 'down', isFree: true });
    const [again] = await the().claimDue(after(30), 1, leaseMs);
    assert.deepEqual([again?.attempt, again?.lapsed], [1, false]);
  });

  it('folds what is long overdue for a person into one row, and tells which rows those were', async () => {
    await queue(rowTo('home/a', 'a1'), rowTo('home/a', 'a2', after(5)), rowTo('home/b', 'b1'));
    const due = await the().claimDue(after(3_600), 10, leaseMs);
    assert.deepEqual(
      due.map((row) => [row.key, isReminder(row) ? null : row.folded?.map(({ key }) => key)]),
      [
        ['a1', ['a2']],
        ['b1', undefined],
      ],
    );
    for (const row of due) await the().settle(row, { kind: 'sent' });
    assert.equal(await the().nextDueAt(), null);
  });

  it('remembers what was folded into a row that has to be tried again', async () => {
    await queue(rowTo('home/a', 'a1'), rowTo('home/a', 'a2'));
    const [first] = await the().claimDue(after(3_600), 1, leaseMs);
    assert.ok(first !== undefined);
    await the().settle(first, { kind: 'again', dueAt: after(3_700), why: '503' });
    const [again] = await the().claimDue(after(3_700), 1, leaseMs);
    assert.ok(again !== undefined && !isReminder(again));
    assert.deepEqual(
      again.folded?.map(({ key }) => key),
      ['a2'],
    );
  });

  it('folds nothing that was only just asked for, or lies ahead, or is a little late', async () => {
    await queue(rowTo('home/a', 'old'), rowTo('home/a', 'ahead', after(9_999)));
    await the().commit(aCommit({ rows: [rowTo('home/a', 'answer', after(3_600))], now: after(3_600) }));
    await queue(rowTo('home/b', 'b1', after(3_500)), rowTo('home/b', 'b2', after(3_501)));
    const due = await the().claimDue(after(3_601), 10, leaseMs);
    assert.deepEqual(
      due.map((row) => [row.key, 'folded' in row]),
      [
        ['old', false],
        ['b1', false],
      ],
    );
  });

  it('folds what was parked for a person, but not the answer to what brings them back', async () => {
    await queue(rowTo('home/a', 'a1'), rowTo('home/a', 'a2'));
    for (let n = 0; n < 2; n += 1)
      for (const row of await the().claimDue(now, 1, leaseMs))
        await the().settle(row, { kind: 'parked', why: 'blocked' });
    const back = after(week - 10);
    await the().commit(aCommit({ rows: [rowTo('home/a', 'answer', back)], unparks: 'home/a', now: back }));
    assert.deepEqual(await sendAll(back), ['a1', 'answer']);
  });
};
