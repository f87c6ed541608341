import assert from 'node:assert/strict';
import { domainOf, newCustomer } from '../../src/triage/new-customer.ts';
import { profile } from './desk.ts';

const right = { name: 'Contoso', domain: 'contoso.com', tenantId: '', cloud: 'global' };
const made = (inputs: Readonly<Record<string, string>>) =>
  newCustomer({ ...right, ...inputs }, { profile, zone: 'Europe/Berlin' });

describe('a customer made on the spot', () => {
  it('is known by its domain, and nothing is claimed of it', () => {
    assert.deepEqual(made({}), {
      customer: {
        id: 'contoso.com',
        version: 1,
        name: 'Contoso',
        domain: 'contoso.com',
        tenantId: null,
        cloud: 'global',
        purchasedThrough: 'us',
        partnerType: null,
        provider: null,
        providerGrantedAzureAccess: null,
        adminPermission: null,
        adminPermissionUntil: null,
        contacts: [],
        language: 'en',
        zone: 'Europe/Berlin',
        azureSubscriptions: [],
      },
    });
  });

  const wrong: readonly (readonly [input: string, typed: string, said: string])[] = [
    ['name', ' ', 'problem.customer-name'],
    ['name', 'x'.repeat(121), 'problem.customer-name'],
    ['domain', 'contoso', 'problem.domain'],
    ['tenantId', '2b1d7d0e', 'problem.tenant-id'],
    ['cloud', 'mars', 'problem.choose'],
  ];
  for (const [input, typed, said] of wrong)
    it(`is not made while its ${input} is "${typed.slice(0, 10)}"`, () => {
      assert.deepEqual(made({ [input]: typed }), { problems: [{ input, says: { key: said } }] });
    });

  it('may have a name of 120 characters and a tenant id in capitals', () => {
    const tenantId = '2B1D7D0E-6A2C-4C57-9D8F-0F6F3F5F7A11';
    const customer = made({ name: 'x'.repeat(120), tenantId });
    assert.equal('customer' in customer && customer.customer.tenantId, tenantId.toLowerCase());
  });

  it('has its domain freed of what was pasted around it', () => {
    for (const pasted of [
      ' Contoso.COM ',
      'https://www.contoso.com/a?b#c',
      'kim@contoso.com',
      'www.contoso.com',
    ])
      assert.equal(domainOf(pasted), 'contoso.com');
  });
});
