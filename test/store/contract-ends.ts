/** What became of messages that were not simply sent: kept for a while, counted, then forgotten. */
import assert from 'node:assert/strict';
import { isReminder, type DueRow, type Settled, type Store } from '../../src/flow/ports.ts';
import { numberIn } from '../../src/store/kept.ts';
import type { Rows } from '../../src/store/maintenance.ts';
import { outboxFigures } from '../../src/store/outbox-figures.ts';
import { aCommit, after, claimedKeys, leaseMs, now, rowTo } from './samples.ts';

const day = 24 * 3_600;

export const endContract = (the: () => Store, read: Rows): void => {
  const kept = async (): Promise<number> =>
    numberIn((await read('select count(*) as many from outbox'))[0] ?? {}, 'many');
  const claim = async (at: string): Promise<DueRow> => {
    const [row] = await the().claimDue(at, 1, leaseMs);
    return row === undefined || isReminder(row) ? assert.fail('no message to claim') : row;
  };
  const endsAs = async (key: string, settled: Settled): Promise<void> => {
    await the().commit(aCommit({ rows: [rowTo(`home/${key}`, key)] }));
    await the().settle(await claim(now), settled);
  };
  /** As the sweeper looks, some day. */
  const lookAt = (days: number) => claimedKeys(the(), after(days * day));

  it('forgets what was given up after thirty days, and counts it until then', async () => {
    await endsAs('dead', { kind: 'dead', why: 'refused' });
    await endsAs('unknown', { kind: 'unknown', why: 'the process ended while sending' });
    await lookAt(29.9);
    const { messages } = await outboxFigures(read, after(29.9 * day));
    assert.deepEqual([messages.dead, messages.unknown, await kept()], [1, 1, 2]);
    await lookAt(30.1);
    assert.equal(await kept(), 0);
  });

  it('keeps no trace of a message that was sent', async () => {
    await endsAs('sent', { kind: 'sent' });
    assert.equal(await kept(), 0);
  });

  it('never forgets what still waits, however long', async () => {
    await the().commit(aCommit({ rows: [rowTo('home/a', 'ahead', after(90 * day))] }));
    await lookAt(60);
    assert.deepEqual(await lookAt(91), ['ahead']);
  });

  it('gives up after seven days what was parked for somebody who never came back', async () => {
    await endsAs('parked', { kind: 'parked', why: 'removed' });
    await lookAt(6.9);
    assert.equal((await outboxFigures(read, after(6.9 * day))).messages.parked, 1);
    await lookAt(7.1);
    const { messages } = await outboxFigures(read, after(7.1 * day));
    assert.deepEqual([messages.parked, messages.dead], [0, 1]);
    await lookAt(38);
    assert.equal(await kept(), 0);
  });

  it('keeps what one message tells for others as long as that message waits', async () => {
    await the().commit(aCommit({ rows: [rowTo('home/a', 'a1'), rowTo('home/a', 'a2')] }));
    const first = await claim(after(day));
    assert.equal(first.folded?.length, 1);
    await the().settle(first, { kind: 'again', dueAt: after(40 * day), why: 'down' });
    await lookAt(35);
    const again = await claim(after(40 * day));
    assert.equal(again.folded?.length, 1);
    await the().settle(again, { kind: 'sent' });
    await lookAt(41);
    assert.equal(await kept(), 0);
  });
};
