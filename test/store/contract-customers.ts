import assert from 'node:assert/strict';
import type { Store } from '../../src/flow/ports.ts';
import { aCase, aCommit, aCustomer, after, keeping } from './samples.ts';

const directory = [
  aCustomer({ name: 'Contoso Ltd.', domain: 'contoso.onmicrosoft.com' }),
  aCustomer({ name: 'Contoso Pharmaceuticals', domain: 'contoso-pharma.example' }),
  aCustomer({ name: 'Fabrikam, Inc.', domain: 'fabrikam.example' }),
  aCustomer({ name: 'Adatum Corporation', domain: 'adatum.onmicrosoft.com' }),
  aCustomer({ name: '株式会社ウイングチップ玩具', domain: 'wingtip.example' }),
  aCustomer({ name: '上海麦田贸易有限公司', domain: 'maitian.example' }),
];

/** Query → domain that must come first; null: nothing may be found. */
const firsts: readonly (readonly [query: string, domain: string | null])[] = [
  ['contoso', 'contoso.onmicrosoft.com'],
  ['CONTOSO', 'contoso.onmicrosoft.com'],
  ['contso', 'contoso.onmicrosoft.com'],
  ['contsoo', 'contoso.onmicrosoft.com'],
  ['conto', 'contoso.onmicrosoft.com'],
  ['contoso pharma', 'contoso-pharma.example'],
  ['contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'],
  ['fabricam', 'fabrikam.example'],
  ['adatum corp', 'adatum.onmicrosoft.com'],
  ['ウイングチップ', 'wingtip.example'],
  ['ｳｲﾝｸﾞﾁｯﾌﾟ', 'wingtip.example'],
  ['玩具', 'wingtip.example'],
  ['wingtip', 'wingtip.example'],
  ['麦田', 'maitian.example'],
  ['zzzzzz', null],
  ['神戸', null],
];

export const customerContract = (the: () => Store): void => {
  const domainsFor = async (query: string, limit = 5): Promise<readonly string[]> =>
    (await the().findCustomers(query, limit)).map(({ domain }) => domain);

  it('finds a customer by a name misspelt, begun, in kana or kanji, or by domain', async () => {
    await the().putCustomers(directory);
    const found: (readonly [string, string | null])[] = [];
    for (const [query] of firsts) found.push([query, (await domainsFor(query))[0] ?? null]);
    assert.deepEqual(found, firsts);
  });

  it('counts what an import adds and changes, and leaves alone what is the same', async () => {
    assert.deepEqual(await the().putCustomers(directory), { added: 6, changed: 0 });
    assert.deepEqual(await the().putCustomers(directory), { added: 0, changed: 0 });
    const [first = aCustomer(), ...rest] = directory;
    const renamed = { ...first, name: 'Contoso GmbH' };
    assert.deepEqual(await the().putCustomers([renamed, ...rest]), { added: 0, changed: 1 });
    const kept = await the().customer(first.id);
    assert.deepEqual([kept?.name, kept?.version], ['Contoso GmbH', 2]);
  });

  it('finds a customer under the new name at once', async () => {
    await the().putCustomers([aCustomer({ name: 'Litware', domain: 'x.example' })]);
    assert.deepEqual(await domainsFor('litware'), ['x.example']);
    await the().putCustomers([aCustomer({ name: 'Tailspin', domain: 'x.example' })]);
    assert.deepEqual(await domainsFor('litware'), []);
    assert.deepEqual(await domainsFor('tailspin'), ['x.example']);
    await the().commit(
      aCommit({ customer: aCustomer({ name: 'Woodgrove', domain: 'x.example', version: 3 }) }),
    );
    assert.deepEqual(await domainsFor('woodgrove'), ['x.example']);
  });

  it('keeps what agents have answered where the file says nothing', async () => {
    await the().commit(aCommit({ customer: aCustomer({ adminPermission: true, tenantId: 't-1' }) }));
    await the().putCustomers([aCustomer({ name: 'Contoso AG', adminPermissionUntil: '2027-03-03' })]);
    const kept = await the().customer('contoso.example');
    assert.deepEqual(
      [kept?.name, kept?.adminPermission, kept?.tenantId, kept?.adminPermissionUntil],
      ['Contoso AG', true, 't-1', '2027-03-03'],
    );
  });

  it('takes a contact’s access away when the file no longer lists the contact', async () => {
    const contacts = [{ objectId: 'o-1', name: 'Megan', email: null }];
    await the().putCustomers([aCustomer({ contacts })]);
    await the().putCustomers([aCustomer()]);
    assert.deepEqual((await the().customer('contoso.example'))?.contacts, []);
  });

  it('recognises by its domain a customer who was added on the spot', async () => {
    await the().commit(aCommit({ customer: aCustomer({ id: 'made-up', domain: 'new.example' }) }));
    assert.deepEqual(await the().putCustomers([aCustomer({ domain: 'new.example', name: 'New' })]), {
      added: 0,
      changed: 1,
    });
    assert.equal((await the().customer('made-up'))?.name, 'New');
    assert.equal(await the().customer('new.example'), null);
  });

  describe('by tenant', () => {
    const nameOf = async (tenantId: string) => (await the().customerOfTenant(tenantId))?.name ?? null;
    const reseller = (tenantId: string | null) => ({ name: 'Adatum', email: null, tenantId });

    it('is found in any letter case, and under the corrected tenant only', async () => {
      await the().putCustomers([aCustomer({ name: 'Contoso', tenantId: 'Tenant-C' })]);
      assert.deepEqual([await nameOf('TENANT-c'), await nameOf('tenant-d')], ['Contoso', null]);
      await the().putCustomers([aCustomer({ name: 'Contoso', tenantId: 'tenant-d' })]);
      assert.deepEqual([await nameOf('tenant-c'), await nameOf('tenant-D')], [null, 'Contoso']);
      assert.deepEqual([await nameOf(''), await nameOf('null')], [null, null]);
    });

    it('is never found under its own tenant where a reseller stands in its place', async () => {
      await the().putCustomers([aCustomer({ tenantId: 'end', reseller: reseller('Resells') })]);
      assert.deepEqual([await nameOf('end'), await nameOf('resells')], [null, 'Contoso Ltd.']);
      await the().putCustomers([aCustomer({ tenantId: 'end', reseller: reseller(null) })]);
      assert.deepEqual([await nameOf('end'), await nameOf('resells')], [null, null]);
    });

    it('is the reseller itself, where it is a customer too, else the first it serves', async () => {
      const served = (name: string) =>
        aCustomer({ name, domain: `${name}.example`, tenantId: name, reseller: reseller('resells') });
      await the().putCustomers([served('b'), served('a')]);
      assert.equal(await nameOf('resells'), 'a');
      await the().putCustomers([aCustomer({ name: 'Adatum', domain: 'x.example', tenantId: 'resells' })]);
      assert.equal(await nameOf('resells'), 'Adatum');
    });
  });

  it('offers the customers used last when nothing is typed', async () => {
    await the().putCustomers(directory);
    const use = (number: number, customerId: string, seconds: number) =>
      the().commit(keeping(aCase({ number, customerId }), 'x', { now: after(seconds) }));
    await use(1, 'adatum.onmicrosoft.com', 1);
    await use(2, 'fabrikam.example', 2);
    assert.deepEqual(await domainsFor('', 2), ['fabrikam.example', 'adatum.onmicrosoft.com']);
    assert.equal((await domainsFor('  ', 20)).length, 6);
  });
};
