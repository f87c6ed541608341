import assert from 'node:assert/strict';
import { agent, contoso, play, policy, profile, type Play } from './desk.ts';
import { askedPage, skippedSoFar, type AskedPage } from '../../src/triage/ask.ts';
import { openFields } from '../../src/triage/reach.ts';
import type { Customer } from '../../src/triage/desk.ts';

const unknown: Customer = { ...contoso, adminPermission: null, adminPermissionUntil: null };

const start = (inputs: Readonly<Record<string, string>>, customer: Customer = unknown): Play => {
  const desk = play({ customers: [customer] });
  desk.say('new');
  desk.press('answer', {
    customer: customer.id,
    product: 'office-365',
    kind: 'broken',
    title: 'x',
    ...inputs,
  });
  return desk;
};

const pageOf = (desk: Play): AskedPage => {
  const { stage } = desk.about();
  if (stage.at !== 'intake') throw new Error('the case is decided');
  return askedPage(desk.about(), stage.page, policy, {
    zone: 'UTC',
    customer: desk.customer(),
    suggested: [],
  });
};

const asks = (desk: Play): string => {
  if (desk.about().stage.at !== 'intake') return `verdict ${desk.about().decision?.verdict.outcome ?? ''}`;
  const { page, questions } = pageOf(desk);
  return `${page}: ${questions.map(({ input, required }) => `${input}${required ? '*' : ''}`).join(' ')}`;
};

const checked = { knownIncident: 'none', troubleshooting: 'done-unresolved' };

describe('after the first page', () => {
  const table: readonly (readonly [string, Readonly<Record<string, string>>, Partial<Customer>, string])[] = [
    ['a broken service is checked', {}, {}, 'checked: knownIncident* incidentId troubleshooting'],
    ['a question skips the health check', { kind: 'how-to' }, {}, 'checked: troubleshooting*'],
    ['billing asks only whether we tried', { kind: 'billing' }, {}, 'checked: troubleshooting*'],
    ['fraud goes straight to access', { kind: 'fraud' }, {}, 'access: agentRole* adminPermission'],
    [
      'a security hole goes straight to the verdict',
      { kind: 'vulnerability' },
      {},
      'verdict escalate-microsoft',
    ],
    [
      'a marketplace product goes straight to its vendor',
      { product: 'marketplace' },
      {},
      'verdict contact-isv',
    ],
    ['a customer of somebody else is refused', {}, { purchasedThrough: 'direct' }, 'verdict blocked'],
    ['Germany is closed', {}, { cloud: 'germany' }, 'verdict blocked'],
    [
      'our own Azure needs a plan',
      { customer: 'own-tenant', product: 'azure' },
      {},
      'access: ownSupportPlan*',
    ],
    [
      'our own Microsoft 365 needs nothing more',
      { customer: 'own-tenant' },
      {},
      'verdict own-tenant-request',
    ],
  ];
  for (const [title, inputs, customer, expected] of table) {
    it(title, () => assert.equal(asks(start(inputs, { ...unknown, ...customer })), expected));
  }
});

describe('a page', () => {
  it('asks for several customers only once the problem is regional', () => {
    const desk = start({});
    desk.press('answer', checked);
    assert.equal(asks(desk), 'impact: category* impact');
    desk.press('answer', { category: 'regional', impact: 'critical' });
    assert.equal(asks(desk), 'impact: category* multiTenant impact');
    desk.press('answer', { category: 'bug', impact: 'critical' });
    assert.equal(asks(desk), 'access: agentRole* adminPermission');
  });

  it('asks 21Vianet’s question in place of severity, role and permission', () => {
    const desk = start({}, { ...unknown, cloud: '21vianet' });
    desk.press('answer', checked);
    assert.equal(asks(desk), 'checked: knownIncident* incidentId troubleshooting reason21v');
    desk.press('answer', { ...checked, reason21v: 'no-tools' });
    assert.equal(asks(desk), 'verdict escalate-21vianet');
  });

  it('asks an Azure reseller for the provider’s grant, and a helpdesk agent for the support group', () => {
    const desk = start(
      { product: 'azure', kind: 'billing' },
      { ...unknown, partnerType: 'indirect-reseller' },
    );
    desk.press('answer', checked);
    assert.equal(asks(desk), 'access: providerGrantedAzureAccess*');
    desk.press('answer', { providerGrantedAzureAccess: 'true' });
    assert.equal(asks(desk), 'access: providerGrantedAzureAccess* agentRole adminPermission');
    desk.press('answer', {
      providerGrantedAzureAccess: 'true',
      agentRole: 'helpdesk-agent',
      adminPermission: 'false',
    });
    assert.equal(
      asks(desk),
      'access: providerGrantedAzureAccess* agentRole azureSupportGroupMember adminPermission',
    );
  });

  it('counts what it did not have to ask, with where that is known from', () => {
    const desk = play({
      person: { ...agent, agentRole: 'sales-agent' },
      customers: [{ ...contoso, adminPermission: true }],
    });
    desk.say('new');
    desk.press('answer', { customer: contoso.id, product: 'azure', kind: 'billing', title: 'x' });
    desk.press('answer', checked);
    assert.deepEqual(
      skippedSoFar(desk.about(), policy).map(({ field, origin }) => [field, origin]),
      [
        ['cloud', 'directory'],
        ['partnerType', 'profile'],
        ['agentRole', 'remembered'],
        ['adminPermission', 'directory'],
      ],
    );
  });

  it('offers details without asking for them, and the customer’s own subscriptions', () => {
    const desk = start({ product: 'azure', kind: 'billing' });
    desk.press('answer', checked);
    const offered = pageOf(desk).offered;
    assert.deepEqual(
      offered.map(({ input }) => input),
      ['supportLanguage', 'contactWish', 'openedDirectly', 'subscriptionId'],
    );
    assert.deepEqual(offered.at(-1)?.choices, [{ value: 'sub-1', says: { typed: 'Contoso production' } }]);
    desk.press('answer', {
      agentRole: 'admin-agent',
      adminPermission: 'true',
      subscriptionId: 'sub-1',
      supportLanguage: 'ja',
    });
    assert.equal(desk.about().facts.subscriptionId, 'sub-1');
    assert.equal(desk.about().facts.businessHours, false);
    assert.ok(desk.about().decision?.verdict.warnings.includes('W-OFF-HOURS'));
  });

  it('offers, below the customers, ourselves and a customer the directory does not have', () => {
    const desk = play();
    desk.say('new');
    const asked = pageOf(desk).questions.find(({ input }) => input === 'customer');
    assert.deepEqual(asked?.choices.slice(-2), [
      { value: 'own-tenant', says: { key: 'choice.customer.own-tenant' } },
      { value: 'new-customer', says: { key: 'choice.customer.new-customer' } },
    ]);
  });

  it('proposes our own urgency from the impact a message tells of, and from nothing else it tells', () => {
    const proposed = (text: string): string | null | undefined => {
      const desk = play({ customers: [unknown] });
      desk.say(text);
      desk.press('answer', { customer: unknown.id, product: 'office-365', kind: 'broken', title: 'x' });
      desk.press('answer', checked);
      const { questions, offered } = pageOf(desk);
      return [...questions, ...offered].find(({ input }) => input === 'deskPriority')?.value;
    };
    assert.equal(proposed('mail at contoso, nobody can work'), 'high');
    assert.equal(proposed('mail is broken at contoso'), null);
  });

  it('offers the symptoms of its product only', () => {
    const desk = start({ product: 'azure' });
    desk.press('answer', checked);
    const symptoms = pageOf(desk)
      .offered.find(({ input }) => input === 'symptom')
      ?.choices.map(({ value }) => value);
    const isOffered = (symptom: string): boolean => symptoms?.includes(symptom) === true;
    assert.ok(isOffered('vm-down'));
    assert.ok(!isOffered('mail-not-delivered'));
  });

  it('goes back over skipped pages to the last one the agent answered, with its answers', () => {
    const desk = start({ kind: 'fraud' });
    assert.equal(pageOf(desk).previous, 'who-and-what');
    desk.press('back');
    const values = Object.fromEntries(pageOf(desk).questions.map(({ input, value }) => [input, value]));
    assert.deepEqual(values, { customer: contoso.id, product: 'office-365', kind: 'fraud', title: 'x' });
  });

  it('asks which cloud of our own is meant only where we work in several', () => {
    const desk = play({ profile: { ...profile, clouds: ['global', '21vianet'] } });
    desk.say('new');
    const inputs = { customer: 'own-tenant', product: 'office-365', kind: 'broken', title: 'x' };
    desk.press('answer', inputs);
    assert.equal(asks(desk), 'who-and-what: customer* cloud* product* kind* title*');
    desk.press('answer', { ...inputs, cloud: '21vianet' });
    assert.equal(desk.about().decision?.verdict.channel, '21v-partner-center');
  });

  it('shows a time in the zone of the agent', () => {
    const desk = play();
    desk.say('mail is down at contoso since yesterday 14:00');
    const context = { zone: 'Asia/Tokyo', customer: null, suggested: [contoso] };
    const { offered } = askedPage(desk.about(), 'who-and-what', policy, context);
    const values = Object.fromEntries(offered.map(({ input, value }) => [input, value]));
    assert.equal(values['startedDate'], '2026-11-19');
    assert.equal(values['startedTime'], '22:00');
  });
});

describe('the fields still open', () => {
  it('are found from the rules alone, for any facts', () => {
    const facts = {
      subject: 'customer',
      customer: 'c',
      cloud: 'global',
      product: 'azure',
      issueKind: 'fraud',
    } as const;
    assert.deepEqual(openFields(facts, 'access', policy), [
      { field: 'partnerType', required: true },
      { field: 'agentRole', required: true },
      { field: 'adminPermission', required: false },
    ]);
    assert.deepEqual(openFields(facts, 'impact', policy), []);
    assert.deepEqual(openFields({}, 'access', policy), []);
  });
});
