import assert from 'node:assert/strict';
import type { CustomerViewer, Store } from '../../src/flow/ports.ts';
import type { Case } from '../../src/triage/case.ts';
import { aCase, aCommit, aCustomer, anEntry, keeping } from './samples.ts';

/** Two customers with two cases each, one of them sensitive at the first; number 3 was opened by Kim of the first. */
export const customerCasesContract = (the: () => Store): void => {
  const opened = (kase: Case, by: string) =>
    the().commit(keeping(kase, 'x', { record: [anEntry({ caseId: kase.id, by, what: 'opened' })] }));
  const numbers = async (tenant: string, viewer: CustomerViewer): Promise<readonly number[]> =>
    (await the().customerCases(tenant, viewer)).map(({ number }) => number);
  const contact: CustomerViewer = { objectId: 'someone', isContact: true };
  const kim: CustomerViewer = { objectId: 'Kim', isContact: false };

  beforeEach(async () => {
    await the().commit(
      aCommit({ customer: aCustomer({ id: 'c', domain: 'c.example', tenantId: 'tenant-c' }) }),
    );
    await the().commit(
      aCommit({ customer: aCustomer({ id: 'd', domain: 'd.example', tenantId: 'tenant-d' }) }),
    );
    await the().commit(aCommit({ customer: aCustomer({ id: 'e', domain: 'e.example', tenantId: null }) }));
    await opened(aCase({ number: 1, customerId: 'c' }), 'home/alex');
    await opened(aCase({ number: 2, customerId: 'c', sensitive: true }), 'tenant-c/kim');
    await opened(aCase({ number: 3, customerId: 'c' }), 'tenant-c/kim');
    await opened(aCase({ number: 4, customerId: 'd' }), 'tenant-c/kim');
    await opened(aCase({ number: 5, customerId: 'e' }), 'home/alex');
    await opened(aCase({ number: 6 }), 'home/alex');
  });

  it('is, for a listed contact, every case of that customer but the sensitive ones, newest first', async () => {
    assert.deepEqual(await numbers('tenant-c', contact), [3, 1]);
    assert.deepEqual(await numbers('tenant-d', contact), [4]);
  });

  it('is, for anybody else of that customer, what they opened themselves', async () => {
    assert.deepEqual(await numbers('tenant-c', kim), [3]);
    assert.deepEqual(await numbers('tenant-c', { ...kim, objectId: 'other' }), []);
  });

  it('is never a case of another customer, of none, or of one whose tenant is not known', async () => {
    for (const tenant of ['tenant-x', '', 'null', "' or 1 = 1 --"])
      assert.deepEqual(await numbers(tenant, contact), []);
    assert.deepEqual(await numbers('tenant-d', kim), []);
  });

  it('follows the directory when a customer’s tenant is corrected', async () => {
    const moved = aCustomer({ id: 'c', domain: 'c.example', tenantId: 'tenant-new', version: 2 });
    await the().commit(aCommit({ customer: moved }));
    assert.deepEqual(await numbers('tenant-c', contact), []);
    assert.deepEqual(await numbers('tenant-new', contact), [3, 1]);
  });

  it('is the reseller’s to see, in any letter case of its tenant, and no longer the customer’s', async () => {
    const reseller = { name: 'Adatum', email: null, tenantId: 'Tenant-R' };
    const resold = aCustomer({ id: 'c', domain: 'c.example', tenantId: 'tenant-c', version: 2, reseller });
    await the().commit(aCommit({ customer: resold }));
    assert.deepEqual(await numbers('tenant-c', contact), []);
    assert.deepEqual(await numbers('TENANT-r', contact), [3, 1]);
    await opened(aCase({ number: 7, customerId: 'c' }), 'home/alex');
    assert.deepEqual(await numbers('tenant-r', contact), [7, 3, 1]);
  });

  it('ends with a case that becomes sensitive', async () => {
    await the().commit(keeping(aCase({ number: 3, customerId: 'c', version: 2, sensitive: true })));
    assert.deepEqual(await numbers('tenant-c', contact), [1]);
    assert.deepEqual(await numbers('tenant-c', kim), []);
  });
};
