import assert from 'node:assert/strict';
import fc from 'fast-check';
import { factValues } from '../../src/policy/facts.ts';
import type { Cloud } from '../../src/policy/facts.ts';
import { linkFor, openLinks } from '../../src/policy/links.ts';
import type { LinkValues } from '../../src/policy/links.ts';
import type { LinkRow } from '../../src/policy/policy.ts';
import { blockers, doors, links } from './rows.ts';

const tenant = '2b1d7d0e-6a2c-4c57-9d8f-0f6f3f5f7a11';
const subscription = 'c0ffee00-1111-4222-8333-444455556666';
const contoso: LinkValues = {
  product: 'azure',
  customerDomain: 'contoso.com',
  customerTenantId: tenant,
  subscriptionId: subscription,
  incidentId: 'EX123456',
};

const row = (id: string): LinkRow => {
  const found = links.find((link) => link.id === id);
  assert.ok(found, `no link ${id}`);
  return found;
};

const door = (id: string) => {
  const found = doors.find((one) => one.id === id);
  assert.ok(found, `no door ${id}`);
  return found;
};

const opened = (id: string, cloud: Cloud, values: LinkValues) =>
  openLinks(door(id), cloud, values, { links });

/** A well-formed value for everything an address may take. */
const wellFormed = {
  product: 'office-365',
  customerDomain: 'contoso.com',
  customerTenantId: tenant,
  subscriptionId: subscription,
  incidentId: 'EX123456',
  relationshipRequestId: `${tenant}-${subscription}`,
  supportTopicId: '32612345',
  productId: '16034',
  severityNumber: '2',
  contextInfo: 'from the desk',
  caller: 'Handoff',
  providerUpn: 'desk@provider.example',
  users: 'a@contoso.com,b@contoso.com',
  topicName: 'H-1042',
  message: 'Mail is down & nobody can sign in',
  label: 'Case',
  webUrl: 'https://contoso.com/cases?id=1',
  teamName: 'Leads',
  channelName: 'General',
  teamsTenantId: tenant,
  groupId: tenant,
  appId: tenant,
  entityId: 'case',
  caseId: 'H-1042',
  chatId: '19:abc@thread.v2',
  channelId: '19:abc@thread.tacv2',
  messageId: '1700000000000',
};
type Name = keyof typeof wellFormed;
const isName = (name: string): name is Name => Object.hasOwn(wellFormed, name);
const valueNames = Object.keys(wellFormed).filter(isName);

/** All values as they should be, but the named ones as somebody typed them. */
const typedInto = (names: readonly Name[], typed: string): LinkValues => ({
  ...wellFormed,
  ...Object.fromEntries(names.map((name) => [name, typed])),
});

/** Words that have carried browsers elsewhere before, alone and inside random text. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '.',
    '..',
    '../..',
    '%2e%2e',
    '//evil.example',
    '@evil.example',
    'evil.example/',
    'a.b#x',
    'a.b?x=1',
    '\\evil',
    '\ud800',
  ),
  fc
    .tuple(
      fc.constantFrom('contoso.com', tenant, '19:abc', '12345', 'a@b.example'),
      fc.constantFrom('/', '#', '?', '&', '@evil.example', '/..', '\n', '%2f', '"}'),
    )
    .map((parts) => parts.join('')),
  fc.domain(),
  fc.uuid(),
);

describe('links: addresses for a case', () => {
  it('opens the Azure form of the customer with the subscription filled in', () => {
    const { open } = opened('pc-azure-portal', 'global', contoso);
    const parameters = encodeURIComponent(JSON.stringify({ subId: subscription }));
    assert.equal(
      open?.url,
      `https://portal.azure.com/contoso.com#create/Microsoft.Support/Parameters/${parameters}`,
    );
    assert.equal(open.linkId, 'azure-customer-request');
  });

  it('falls back to Partner Center when the subscription is not known, and says what was lacking', () => {
    const { open, lacks } = opened('pc-azure-portal', 'global', { ...contoso, subscriptionId: null });
    assert.equal(
      open?.url,
      `https://partner.microsoft.com/dashboard/v2/customers/${tenant}/servicemanagementpage`,
    );
    assert.deepEqual(lacks, ['subscriptionId']);
  });

  it('carries further Azure keys only when somebody switches them on', () => {
    const form = row('azure-customer-request');
    const values = { ...contoso, severityNumber: '2' };
    const answer = linkFor(form, 'global', values);
    assert.ok(answer.kind === 'link' && !answer.url.includes('severity'));
    const on = { ...form, parameters: (form.parameters ?? []).map((one) => ({ ...one, on: true })) };
    const withSeverity = linkFor(on, 'global', values);
    const carried =
      withSeverity.kind === 'link' ? decodeURIComponent(withSeverity.url.split('/Parameters/')[1] ?? '') : '';
    assert.deepEqual(JSON.parse(carried), { subId: subscription, severity: '2' });
  });

  it('uses the portal of the customer’s cloud', () => {
    assert.match(
      opened('pc-azure-portal', 'us-gov', contoso).open?.url ?? '',
      /^https:\/\/portal\.azure\.us\/contoso\.com#create/,
    );
    assert.match(
      opened('21v-partner-center', '21vianet', contoso).open?.url ?? '',
      /^https:\/\/partner\.partnercenter\.microsoftonline\.cn\//,
    );
    assert.match(
      opened('service-health-watch', '21vianet', contoso).open?.url ?? '',
      /^https:\/\/portal\.azure\.cn\/contoso\.com#blade\/Microsoft_Azure_Health/,
    );
  });

  it('watches health in the customer’s context, and the incident itself where the tenant is not known', () => {
    const m365 = { ...contoso, product: 'office-365' };
    assert.equal(opened('service-health-watch', 'global', m365).open?.linkId, 'm365-customer-health');
    const unknown = opened('service-health-watch', 'global', { ...m365, customerTenantId: null });
    assert.equal(
      unknown.open?.url,
      'https://admin.microsoft.com/Adminportal/Home#/servicehealth/:/alerts/EX123456',
    );
    assert.equal(opened('service-health-watch', 'global', contoso).open?.linkId, 'azure-customer-health');
  });

  it('never carries a customer’s Azure case to the bare portal, which would open our own tenant', () => {
    for (const id of ['pc-azure-portal', 'azure-domain-portal']) {
      const { open, steps } = door(id);
      const reached = [...open, ...steps.flatMap(({ link }) => (link === null ? [] : [link]))];
      const bare = reached.filter((link) =>
        /^https:\/\/portal\.azure\.[a-z]+(#|$)/.test(row(link).addresses.global ?? ''),
      );
      assert.deepEqual(bare, [], id);
    }
  });

  it('leaves out a link that is switched off', () => {
    const form = { ...row('azure-customer-request'), on: false };
    assert.equal(linkFor(form, 'global', contoso).kind, 'not-for-this-case');
    assert.equal(linkFor(row('m365-tickets'), 'global', contoso).kind, 'not-for-this-case');
  });

  it('takes a tenant id for a domain no more than free text', () => {
    const answer = linkFor(row('azure-customer'), 'global', { customerDomain: 'contoso' });
    assert.deepEqual(answer, { kind: 'lacks', linkId: 'azure-customer', needs: ['customerDomain'] });
  });

  it('refuses an edited row whose host is not written out over https', () => {
    const hosts = [
      'http://portal.azure.com',
      'https://{customerDomain}/x',
      'https://portal.azure.com{customerDomain}',
      'javascript:alert(1)',
    ];
    for (const any of hosts)
      assert.equal(
        linkFor({ ...row('azure-customer'), addresses: { any } }, 'global', contoso).kind,
        'not-for-this-case',
        any,
      );
  });

  it('offers no Teams link that is too long for Windows', () => {
    const values: LinkValues = { providerUpn: 'desk@provider.example', message: '語'.repeat(400) };
    assert.deepEqual(linkFor(row('teams-chat-provider'), 'global', values), {
      kind: 'lacks',
      linkId: 'teams-chat-provider',
      needs: ['shorterText'],
    });
    assert.equal(linkFor(row('teams-chat-provider'), 'global', { ...values, message: 'Hi' }).kind, 'link');
  });

  it('lets nothing typed change the host or the path of any link in any cloud', () => {
    const cases = fc.record({
      link: fc.constantFrom(...links),
      cloud: fc.constantFrom(...factValues.cloud),
      names: fc.oneof(fc.subarray(valueNames, { maxLength: 2 }), fc.constant(valueNames)),
      typed: hostile,
    });
    const property = fc.property(cases, ({ link, cloud, names, typed }) => {
      const answer = linkFor({ ...link, on: true }, cloud, typedInto(names, typed));
      if (answer.kind !== 'link') return;
      const template = link.addresses[cloud] ?? link.addresses.any ?? '';
      const url = new URL(answer.url);
      const expected = new URL(template.replaceAll(/\{\w+\}/g, 'X'));
      assert.equal(url.host, expected.host);
      assert.equal(url.username + url.password, '');
      assert.equal(url.pathname.split('/').length, expected.pathname.split('/').length);
      assert.deepEqual([...url.searchParams.keys()], [...expected.searchParams.keys()]);
      const fixed = expected.pathname.split('/');
      url.pathname.split('/').forEach((part, at) => {
        if (fixed[at] !== 'X') assert.equal(part, fixed[at]);
      });
    });
    fc.assert(property, { numRuns: 20_000 });
  });

  it('keeps dots typed by people from climbing up an edited address, and survives broken characters', () => {
    const edited = { ...row('azure-portal'), addresses: { any: 'https://portal.azure.com/a/{label}' } };
    for (const label of ['.', '..', '\ud800'])
      assert.equal(linkFor(edited, 'global', { label }).kind, 'lacks');
    assert.equal(linkFor(edited, 'global', { label: 'a/../b' }).kind, 'link');
  });

  it('fills every link of the rows from well-formed values, so that the property above is about real links', () => {
    for (const link of links) {
      const [cloud] = factValues.cloud.filter((one) => link.addresses[one] ?? link.addresses.any);
      const product = link.products?.[0] ?? 'office-365';
      assert.equal(
        linkFor({ ...link, on: true }, cloud ?? 'global', { ...wellFormed, product }).kind,
        'link',
        link.id,
      );
    }
  });

  it('takes every domain name there is', () => {
    const domains = fc.property(fc.domain(), (customerDomain) => {
      assert.equal(linkFor(row('azure-customer'), 'global', { customerDomain }).kind, 'link', customerDomain);
    });
    fc.assert(domains);
  });

  for (const { id, clouds } of doors)
    for (const cloud of clouds)
      it(`gives a usable link for ${id} in ${cloud}, or says what it lacks`, () => {
        for (const product of factValues.product) {
          const full = opened(id, cloud, {
            ...contoso,
            product,
            providerUpn: 'desk@provider.example',
            message: 'Hello',
          });
          const bare = opened(id, cloud, { product });
          assert.ok(full.open !== null, `${id} ${cloud} ${product} with all values`);
          assert.ok(bare.open !== null || bare.lacks.length > 0, `${id} ${cloud} ${product} with none`);
          assert.ok(new URL(full.open.url).protocol === 'https:');
        }
      });

  it('gives the links of a way out too', () => {
    const blocker = blockers.find(({ id }) => id === 'B-NO-ADMIN-PERMISSION');
    assert.ok(blocker);
    assert.equal(openLinks(blocker, 'global', {}, { links }).open?.linkId, 'pc-admin-relationships');
  });
});
