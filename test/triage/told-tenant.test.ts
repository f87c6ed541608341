import assert from 'node:assert/strict';
import { addressees, toldTenant } from '../../src/triage/told-tenant.ts';
import { aCase, aCustomer } from '../store/samples.ts';

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

describe('Who may be told about a case', () => {
  const kim = { objectId: 'KIM', name: 'Kim', email: 'kim@contoso.example' };
  const jo = { objectId: 'jo', name: 'Jo', email: null };
  const customer = aCustomer({ tenantId: 'Own', contacts: [kim, jo] });
  const openedBy = (personId: string) => ({
    openedBy: { objectId: personId.split('/').at(-1) ?? '', name: 'Somebody', email: null, personId },
    untakenSince: null,
    messages: [],
  });
  const told = (
    about = aCase(),
    of: typeof customer | null = customer,
    profile: Parameters<typeof toldTenant>[1] = direct,
  ) => addressees(about, of, profile).map(({ personId }) => personId);

  it('are the listed contacts, under the ids they would have in a chat', () => {
    assert.deepEqual(told(), ['own/kim', 'own/jo']);
  });

  it('begin with whoever opened it, listed or not', () => {
    assert.deepEqual(told(aCase({ talk: openedBy('own/jo') })), ['own/jo', 'own/kim']);
    assert.deepEqual(told(aCase({ talk: openedBy('own/al') })), ['own/al', 'own/kim', 'own/jo']);
  });

  it('are never people of another tenant than the one that is told', () => {
    assert.deepEqual(told(aCase({ talk: openedBy('other/kim') })), ['own/kim', 'own/jo']);
    assert.deepEqual(told(aCase({ talk: openedBy('own/al') }), { ...customer, reseller }), [
      'resells/kim',
      'resells/jo',
    ]);
  });

  it('are a reseller’s mailbox where nobody of theirs is known', () => {
    const mailbox = { name: 'Adatum', email: 'desk@adatum.example', tenantId: null };
    assert.deepEqual(addressees(aCase(), { ...customer, reseller: mailbox }, direct), [
      { objectId: '', name: 'Adatum', email: 'desk@adatum.example', personId: `mailbox/${customer.id}` },
    ]);
    assert.deepEqual(told(aCase(), customer, provider), []);
  });

  it('are nobody about a private case, one of our own, or one without a customer', () => {
    assert.deepEqual(told(aCase({ sensitive: true })), []);
    assert.deepEqual(told(aCase({ facts: { subject: 'own-tenant' } })), []);
    assert.deepEqual(told(aCase(), null), []);
  });
});
