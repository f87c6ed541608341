import assert from 'node:assert/strict';
import { open } from '../../../src/store/sqlite.ts';
import { rowFor, startMs, personOf } from '../../flow/virtual-outbox.ts';
import { aCommit } from '../../store/samples.ts';

const peoplePerThousand = 10;

/** CPU time of twenty rounds of the sweeper, in microseconds, with so many rows waiting for ever fewer people. */
const cpuOf = async (rows: number): Promise<number> => {
  const store = await open({ path: ':memory:' });
  const people = (rows / 1_000) * peoplePerThousand;
  for (let at = 0; at < rows; at += 500) {
    const slice = Array.from({ length: 500 }, (_, n) => {
      const name = `p${String((at + n) % people)}`;
      return rowFor(personOf(name), `${name}|${String(at + n)}`, startMs);
    });
    await store.commit(aCommit({ rows: slice }));
  }
  await store.claimDue(new Date(startMs).toISOString(), 50, 60_000);
  const before = process.cpuUsage();
  for (let round = 0; round < 20; round += 1) {
    await store.nextDueAt();
    const now = new Date(startMs + round * 1_000).toISOString();
    for (const row of await store.claimDue(now, 50, 60_000)) await store.settle(row, { kind: 'sent' });
  }
  const { user, system } = process.cpuUsage(before);
  await store.close();
  return user + system;
};

describe('a deep backlog', () => {
  it('costs no more to watch with 100,000 rows waiting than with 10,000', async () => {
    const few = await cpuOf(10_000);
    const many = await cpuOf(100_000);
    // Looking at every row in each of these rounds would be ten times the work.
    assert.ok(many < few * 5, `${String(few)} µs of CPU grew to ${String(many)} µs`);
  }).timeout(120_000);
});
