import assert from 'node:assert/strict';
import { isReminder } from '../../src/flow/ports.ts';
import type { DueRow, Store } from '../../src/flow/ports.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import { aCommit, after, aPerson, aRow, claimedKeys, leaseMs, now, rowTo } from './samples.ts';

export const outboxContract = (the: () => Store): void => {
  const queue = (...rows: readonly OutgoingRow[]) => the().commit(aCommit({ rows }));
  const back = (personId: string, at: string) => the().commit(aCommit({ unparks: personId, now: at }));
  const claim = async (at = now): Promise<DueRow> => {
    const [row] = await the().claimDue(at, 1, leaseMs);
    return row === undefined || isReminder(row) ? assert.fail('no message to claim') : row;
  };

  it('sends somebody of a customer what was parked for them, once they are back', async () => {
    const recipient = { to: 'contact', personId: 'tenant-c/kim', message: null } as const;
    await the().commit(aCommit({ rows: [aRow({ recipient })] }));
    const [due] = await the().claimDue(now, 1, leaseMs);
    assert.ok(due !== undefined);
    await the().settle(due, { kind: 'parked', why: '403' });
    assert.deepEqual(await claimedKeys(the(), after(1)), []);
    await back('tenant-c/kim', after(2));
    assert.deepEqual(await claimedKeys(the(), after(2)), ['row-1']);
  });

  it('hands out a due row once, whole, and not before it is due', async () => {
    const row = aRow({ dueAt: after(10), picture: { card: 'help', because: { typed: 'メール' } } });
    await queue(row);
    assert.equal(await the().nextDueAt(), after(10));
    assert.deepEqual(await claimedKeys(the(), after(9)), []);
    const { id, ...claimed } = await claim(after(10));
    assert.deepEqual(claimed, { ...row, attempt: 1, lapsed: false });
    assert.equal(typeof id, 'number');
    assert.deepEqual(await claimedKeys(the(), after(11)), []);
  });

  it('forgets a row that was sent', async () => {
    await queue(aRow());
    await the().settle(await claim(), { kind: 'sent' });
    assert.deepEqual(await claimedKeys(the(), after(1_000_000)), []);
    assert.equal(await the().nextDueAt(), null);
  });

  it('hands a row out again after its lease, and says that nobody knows what became of it', async () => {
    await queue(aRow());
    await claim();
    assert.equal(await the().nextDueAt(), after(60));
    assert.deepEqual(await claimedKeys(the(), after(59)), []);
    const again = await claim(after(60));
    assert.deepEqual([again.attempt, again.lapsed], [2, true]);
  });

  it('hands a row out again when its next try is due, counting the attempts', async () => {
    await queue(aRow());
    await the().settle(await claim(), { kind: 'again', dueAt: after(30), why: '429' });
    assert.equal(await the().nextDueAt(), after(30));
    assert.deepEqual(await claimedKeys(the(), after(29)), []);
    const again = await claim(after(30));
    assert.deepEqual([again.attempt, again.lapsed], [2, false]);
  });

  it('does not let a late settlement of a lapsed claim undo the newer claim', async () => {
    await queue(aRow());
    const first = await claim();
    await claim(after(60));
    await the().settle(first, { kind: 'again', dueAt: after(61), why: 'late' });
    assert.deepEqual(await claimedKeys(the(), after(62)), []);
  });

  it('believes a late settlement that says the row was sent', async () => {
    await queue(aRow());
    const first = await claim();
    await claim(after(60));
    await the().settle(first, { kind: 'sent' });
    assert.deepEqual(await claimedKeys(the(), after(1_000)), []);
  });

  it('sends to one person in order and to several side by side', async () => {
    await queue(rowTo('a', 'a1'), rowTo('a', 'a2'), rowTo('b', 'b1'), rowTo('a', 'a3'));
    const [a1, b1] = await the().claimDue(now, 10, leaseMs);
    assert.deepEqual([a1?.key, b1?.key], ['a1', 'b1']);
    assert.deepEqual(await claimedKeys(the()), []);
    await the().settle(a1 ?? assert.fail(), { kind: 'sent' });
    assert.deepEqual(await claimedKeys(the()), ['a2']);
  });

  it('orders by when a row is due, not by when it was queued', async () => {
    await queue(rowTo('a', 'later', after(20)));
    await queue(rowTo('a', 'sooner', after(10)));
    assert.equal((await claim(after(30))).key, 'sooner');
  });

  it('lets no later row overtake one that has to wait', async () => {
    await queue(rowTo('a', 'a1'), rowTo('a', 'a2'));
    await the().settle(await claim(), { kind: 'again', dueAt: after(30), why: '429' });
    assert.deepEqual(await claimedKeys(the(), after(10)), []);
    assert.equal(await the().nextDueAt(), after(30));
    assert.deepEqual(await claimedKeys(the(), after(30)), ['a1']);
  });

  it('lets nothing into a conversation while a row is under way there, not even one due earlier', async () => {
    await queue(rowTo('a', 'first', now));
    await claim();
    await queue(rowTo('a', 'due earlier', after(-10)));
    assert.deepEqual(await claimedKeys(the()), []);
  });

  it('does not hold a due row back for a reminder that lies ahead', async () => {
    await queue(rowTo('a', 'reminder', after(3600)), rowTo('a', 'now'));
    assert.deepEqual(await claimedKeys(the()), ['now']);
  });

  it('hands out no more than asked for, oldest first', async () => {
    await queue(rowTo('a', 'a', after(-1)), rowTo('b', 'b', after(-3)), rowTo('c', 'c', after(-2)));
    assert.deepEqual(await claimedKeys(the(), now, 2), ['b', 'c']);
  });

  it('hands each row to one of several sweepers that ask at once', async () => {
    await queue(...Array.from({ length: 40 }, (_, n) => rowTo(`person-${n}`, `row-${n}`)));
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimedKeys(the(), now, 10)));
    const keys = claims.flat();
    assert.equal(new Set(keys).size, keys.length);
    const rest = await claimedKeys(the(), now, 40);
    assert.equal(new Set([...keys, ...rest]).size, 40);
  });

  it('replaces an unsent row of the same key', async () => {
    await queue(aRow({ dueAt: after(10) }));
    await queue(aRow({ dueAt: after(50), replacesCard: true }));
    assert.deepEqual(await claimedKeys(the(), after(20)), []);
    const row = await claim(after(50));
    assert.equal(row.replacesCard, true);
    await the().settle(row, { kind: 'sent' });
    assert.equal(await the().nextDueAt(), null);
  });

  it('takes a key again after its row was sent', async () => {
    await queue(aRow());
    await the().settle(await claim(), { kind: 'sent' });
    await queue(aRow());
    assert.deepEqual(await claimedKeys(the()), ['row-1']);
  });

  it('sends the replacement of a row under way after it, and the old one never again', async () => {
    await queue(aRow());
    const old = await claim();
    await queue(aRow({ replacesCard: true }));
    assert.deepEqual(await claimedKeys(the()), []);
    await the().settle(old, { kind: 'again', dueAt: now, why: '503' });
    const next = await claim();
    assert.equal(next.replacesCard, true);
    await the().settle(next, { kind: 'sent' });
    assert.equal(await the().nextDueAt(), null);
  });

  it('parks a row for a person who removed the bot until they are back', async () => {
    await queue(rowTo('a', 'a1'), rowTo('a', 'a2'), rowTo('b', 'b1'));
    for (const row of await the().claimDue(now, 10, leaseMs))
      await the().settle(row, { kind: 'parked', why: 'removed' });
    await the().settle(await claim(), { kind: 'parked', why: 'removed' });
    assert.equal(await the().nextDueAt(), null);
    await back('a', after(100));
    assert.equal(await the().nextDueAt(), after(100));
    assert.deepEqual(await claimedKeys(the(), after(100)), ['a1']);
  });

  it('frees what was parked between a person’s coming back and their turn’s end', async () => {
    await queue(rowTo('a', 'a1'));
    const tried = await claim();
    const turn = aCommit({ rows: [rowTo('a', 'answer', after(1))], unparks: 'a', now: after(1) });
    await the().settle(tried, { kind: 'parked', why: 'removed' });
    assert.equal(await the().nextDueAt(), null);
    await the().commit(turn);
    assert.deepEqual(await claimedKeys(the(), after(1)), ['a1']);
  });

  it('does not park what was tried before its person came back and failed after', async () => {
    await queue(rowTo('a', 'a1'), rowTo('b', 'b1'));
    const tried = await the().claimDue(now, 10, leaseMs);
    await back('a', after(1));
    for (const row of tried) await the().settle(row, { kind: 'parked', why: 'removed' });
    const again = await claim(after(2));
    assert.deepEqual([again.key, again.attempt, again.lapsed], ['a1', 2, false]);
    await the().settle(again, { kind: 'parked', why: 'removed again' });
    assert.equal(await the().nextDueAt(), null);
  });

  it('brings nobody back with a turn that was refused or taken before', async () => {
    await queue(rowTo('a', 'a1'));
    await the().settle(await claim(), { kind: 'parked', why: 'removed' });
    const stale = aCommit({ unparks: 'a', person: aPerson({ version: 7 }) });
    assert.equal((await the().commit(stale)).kind, 'stale');
    assert.equal(await the().nextDueAt(), null);
  });

  it('does not send what was parked for more than seven days', async () => {
    await queue(aRow());
    await the().settle(await claim(), { kind: 'parked', why: 'removed' });
    const week = 7 * 24 * 3600;
    await back('home/alex', after(week + 1));
    assert.deepEqual(await claimedKeys(the(), after(week + 2)), []);
    await queue(aRow());
    await the().settle(await claim(), { kind: 'parked', why: 'removed' });
    await back('home/alex', after(week));
    assert.deepEqual(await claimedKeys(the(), after(week)), ['row-1']);
  });

  it('never hands out again what is dead or unknown, and frees its key', async () => {
    for (const kind of ['dead', 'unknown'] as const) {
      await queue(aRow());
      await the().settle(await claim(), { kind, why: 'refused' });
      assert.deepEqual(await claimedKeys(the(), after(1_000_000)), []);
      assert.equal(await the().nextDueAt(), null);
    }
  });

  it('keeps rows for unknown conversations apart from one another', async () => {
    const address = {
      kind: 'personal',
      tenantId: 't',
      serviceUrl: 'https://x',
      botId: 'b',
      userId: 'u',
    } as const;
    const to = (conversationId: string) => ({
      to: 'conversation' as const,
      address: { ...address, conversationId },
      locale: 'en',
      zone: 'UTC',
    });
    await queue(aRow({ key: '1', recipient: to('x') }), aRow({ key: '2', recipient: to('y') }));
    assert.deepEqual(await claimedKeys(the()), ['1', '2']);
  });
};
