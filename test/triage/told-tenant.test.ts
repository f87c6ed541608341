import assert from 'node:assert/strict';
import { toldTenant } from '../../src/triage/told-tenant.ts';

const reseller = { name: 'Adatum', email: null, tenantId: 'resells' };
const direct = { partnerType: 'direct-bill' } as const;
const provider = { partnerType: 'indirect-provider' } as const;
const plain = { tenantId: 'own', partnerType: null };

describe('Whose people are told about a customer’s cases', () => {
  it('are the customer’s own, unless a reseller stands between', () => {
    assert.equal(toldTenant(plain, direct), 'own');
    assert.equal(toldTenant({ ...plain, reseller }, direct), 'resells');
    assert.equal(toldTenant({ ...plain, reseller: null }, direct), 'own');
  });

  it('are never the customer’s where we are the indirect provider', () => {
    assert.equal(toldTenant({ ...plain, reseller }, provider), 'resells');
    assert.equal(toldTenant(plain, provider), null);
    assert.equal(toldTenant({ ...plain, ...provider }, direct), null);
    assert.equal(toldTenant({ ...plain, ...direct }, provider), 'own');
  });

  it('are nobody’s where the reseller’s tenant is not known', () => {
    assert.equal(toldTenant({ ...plain, reseller: { ...reseller, tenantId: null } }, provider), null);
    assert.equal(toldTenant({ ...plain, reseller: { ...reseller, tenantId: null } }, direct), null);
  });
});
