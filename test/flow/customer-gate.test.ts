import assert from 'node:assert/strict';
import { actionTokens } from '../../src/flow/action-token.ts';
import { createCompose } from '../../src/flow/compose.ts';
import { casesFor, eyesOf } from '../../src/flow/customer-eyes.ts';
import type { Store } from '../../src/flow/ports.ts';
import type { Reader } from '../../src/flow/reader.ts';
import { newDesk } from '../../src/triage/desk-state.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Customer, Person } from '../../src/triage/desk.ts';
import { house, samples } from '../cards/house.ts';
import { agent, contoso, now, profile } from '../triage/desk.ts';

const tenantId = 'tenant-c';
const homeTenantId = 'home';
const customer: Customer = {
  ...contoso,
  tenantId,
  contacts: [{ objectId: 'kim', name: 'Kim', email: null }],
};
const kim: Person = {
  ...agent,
  id: `${tenantId}/kim`,
  tenantId,
  objectId: 'kim',
  name: 'Kim',
  ofCustomer: { customerId: customer.id, stoppedAt: null },
};

/** Whatever a card of the desk would need is out of reach: asking for it is an error. */
const storeOf = (cases: readonly Case[], of: Customer | null = customer): Store =>
  new Proxy<Partial<Store>>(
    {
      customerOfTenant: (tenant) => Promise.resolve(tenant === tenantId ? of : null),
      customerCases: () => Promise.resolve(cases),
      desk: () => Promise.resolve(newDesk),
    },
    {
      get: (known, name: keyof Store) => {
        assert.ok(name in known, `the store was asked for ${name}`);
        return known[name];
      },
    },
  ) as Store;

const rules = { homeTenantId, agents: [], leads: [] };
const composeWith = (store: Store) =>
  createCompose({ ...house(), store, profile, rules, tokens: actionTokens(['a2V5']) });

const readerOf = (person: Person | null, isRoom = false): Reader => ({
  person,
  locale: 'en',
  zone: 'Europe/Berlin',
  ...(isRoom ? { isRoom: true } : {}),
});

const isCustomers = (card: string): boolean => card.startsWith('customer-');
const pictures = samples.samples.map(({ sample }) => sample.picture);
const theirs = pictures.filter(({ card }) => isCustomers(card));
const ours = pictures.filter(({ card }) => !isCustomers(card));
/** The case of the gallery, as a customer may see it. */
const shown: Case = {
  ...samples.desk.case,
  customerId: customer.id,
  talk: {
    openedBy: { objectId: 'kim', name: 'Kim', email: null, personId: kim.id },
    untakenSince: null,
    messages: [],
  },
};

describe('the gate between desk and customers', () => {
  it('shows no card of the desk to a customer, whatever row or button asks for it', async () => {
    assert.ok(ours.length > 50);
    const compose = composeWith(storeOf([shown]));
    for (const picture of ours)
      for (const isRoom of [false, true])
        assert.equal(await compose(picture, readerOf(kim, isRoom), now), null, picture.card);
  });

  it('shows no card of a customer to the desk, to a room of ours or to somebody unknown', async () => {
    assert.ok(theirs.length > 15);
    const compose = composeWith(storeOf([shown]));
    for (const picture of theirs)
      for (const reader of [readerOf(agent), readerOf(null, true), readerOf(null)])
        assert.equal(await compose(picture, reader, now), null, picture.card);
  });

  it('shows a customer their own cards', async () => {
    const compose = composeWith(storeOf([shown]));
    for (const picture of theirs)
      assert.ok((await compose(picture, readerOf(kim), now)) !== null, picture.card);
  });

  it('shows a case to nobody whose list does not have it, and not a private one that slipped into a list', async () => {
    const aboutCase = theirs.filter((picture) => 'caseId' in picture);
    assert.ok(aboutCase.length > 5);
    for (const cases of [[], [{ ...shown, sensitive: true }], [{ ...shown, id: 'another' }]])
      for (const picture of aboutCase)
        assert.equal(await composeWith(storeOf(cases))(picture, readerOf(kim), now), null);
  });

  it('shows nothing to people of a tenant that is not the one we tell', async () => {
    const told: readonly (Customer | null)[] = [
      null,
      { ...customer, tenantId: 'tenant-d' },
      { ...customer, partnerType: 'indirect-provider' },
      { ...customer, reseller: { name: 'R', email: null, tenantId: 'tenant-r' } },
    ];
    for (const of of told)
      for (const picture of theirs)
        assert.equal(await composeWith(storeOf([shown], of))(picture, readerOf(kim), now), null);
  });
});

describe('whom somebody of another tenant belongs to', () => {
  const eyes = (who: Pick<Person, 'tenantId' | 'objectId'>, of: Customer | null = customer) =>
    eyesOf(who, { store: storeOf([], of), profile, rules });

  it('is told by tenant and object id in any letter case, and by nothing else', async () => {
    assert.equal((await eyes(kim))?.viewer.isContact, true);
    assert.equal((await eyes({ tenantId, objectId: 'KIM' }))?.viewer.isContact, true);
    assert.equal((await eyes({ tenantId, objectId: 'lee' }))?.viewer.isContact, false);
    assert.equal(await eyes({ tenantId, objectId: '' }), null);
    assert.equal(await eyes({ tenantId: '', objectId: 'kim' }), null);
    assert.equal(await eyes({ tenantId: 'HOME', objectId: 'kim' }), null);
  });

  it('is the reseller where we are the provider behind one', async () => {
    const resold = { ...customer, tenantId: 'tenant-end', reseller: { name: 'R', email: null, tenantId } };
    assert.equal((await eyes(kim, resold))?.of.id, customer.id);
  });

  it('leaves out drafts of the desk, thrown-away drafts and private matters', async () => {
    const { talk: _talk, ...silent } = shown;
    const closed = { at: 'closed', how: 'cancelled', closedAt: now } as const;
    const hidden: readonly Case[] = [
      { ...silent, stage: { at: 'intake', page: 'checked' } },
      { ...silent, stage: closed },
      { ...shown, sensitive: true },
      { ...shown, facts: { ...shown.facts, issueKind: 'breach' } },
      { ...shown, facts: { ...shown.facts, subject: 'own-tenant' } },
    ];
    const seen = await eyes(kim);
    assert.ok(seen !== null);
    assert.deepEqual(await casesFor(seen, storeOf(hidden)), []);
    assert.equal((await casesFor(seen, storeOf([{ ...silent, stage: { at: 'decided' } }]))).length, 1);
  });
});
