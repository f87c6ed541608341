import assert from 'node:assert/strict';
import type { Store } from '../../src/flow/ports.ts';
import { affectedBy, reachOf } from '../../src/flow/reach.ts';
import { open } from '../../src/store/sqlite.ts';
import { wayTo } from '../../src/triage/reachable.ts';
import { aCase, aCommit, aCustomer, keeping } from '../store/samples.ts';
import { profile } from '../triage/desk.ts';
import { contoso, kim, kimInChat } from './telling.ts';

describe('Who of a customer can be written to', () => {
  let store: Store;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
  });
  afterEach(() => store.close());

  const reach = (hasMail: boolean) => reachOf(aCase(), contoso, { store, profile, hasMail });
  const way = async (hasMail: boolean) => {
    const found = await reach(hasMail);
    return wayTo(found.contacts[0] ?? null, found);
  };

  it('is by mail, or by hand where none is sent, while they never met the bot', async () => {
    assert.deepEqual(await reach(true), {
      contacts: [{ ...kim, personId: 'tenant-c/kim', hasChat: false, isStopped: false, locale: null }],
      hasMail: true,
    });
    assert.deepEqual([await way(true), await way(false)], ['mail', 'copy']);
  });

  it('is in their chat and language once they have', async () => {
    await store.commit(aCommit({ person: kimInChat({ locale: 'ja' }) }));
    const [found] = (await reach(true)).contacts;
    assert.deepEqual([found?.hasChat, found?.locale], [true, 'ja']);
    assert.equal(await way(true), 'chat');
  });

  it('is by hand once they want no messages', async () => {
    const ofCustomer = { customerId: contoso.id, stoppedAt: '2026-11-19T09:00:00Z' };
    await store.commit(aCommit({ person: kimInChat({ ofCustomer }) }));
    assert.equal(await way(true), 'copy');
  });

  it('is found for each customer of a known incident, this case first and once', async () => {
    const other = aCustomer({ domain: 'fabrikam.example', tenantId: 'tenant-f', contacts: [kim] });
    await store.putCustomers([contoso, other]);
    const about = aCase({ number: 2, incidentId: 'EX1', customerId: contoso.id });
    await store.commit(keeping(about));
    await store.commit(keeping(aCase({ number: 1, incidentId: 'EX1', customerId: other.id })));
    await store.commit(
      keeping(aCase({ number: 3, incidentId: 'EX1', customerId: other.id, sensitive: true })),
    );
    const affected = await affectedBy(about, 'EX1', { store, profile });
    assert.deepEqual(
      affected.map((one) => [one.case.number, one.reach.contacts.map(({ personId }) => personId)]),
      [
        [2, ['tenant-c/kim']],
        [1, ['tenant-f/kim']],
        [3, []],
      ],
    );
    assert.equal((await affectedBy(about, null, { store, profile })).length, 1);
  });
});
