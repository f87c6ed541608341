import assert from 'node:assert/strict';
import { decide } from '../../src/policy/decide.ts';
import type { Decision } from '../../src/policy/decision.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { readFacts } from '../../src/policy/read-facts.ts';
import examples from './examples.json' with { type: 'json' };
import { policy } from './policy.ts';

const factsOf = (raw: unknown): Facts => {
  const read = readFacts(
    raw,
    policy.doors.map(({ id }) => id),
  );
  if (!('facts' in read)) throw new Error(JSON.stringify(read.problems));
  return read.facts;
};

/** An Azure outage at a customer, with everything in order. */
const outage: Facts = {
  subject: 'customer',
  customer: 'contoso.onmicrosoft.com',
  cloud: 'global',
  product: 'azure',
  issueKind: 'technical',
  breakFix: true,
  healthChecked: true,
  knownIncident: 'none',
  troubleshooting: 'done-unresolved',
  category: 'unavailable',
  impact: 'critical',
  partnerType: 'direct-bill',
  agentRole: 'admin-agent',
  adminPermission: true,
};
const mailbox: Facts = { ...outage, product: 'office-365' };
const crm: Facts = { ...outage, product: 'dynamics-365', dynamicsTopic: 'none' };
const resold: Facts = { ...outage, partnerType: 'indirect-reseller', providerGrantedAzureAccess: true };
const { adminPermission: _permission, ...permissionUnknown }: Facts = { ...mailbox, agentRole: 'other' };
const on = (facts: Facts): Decision => decide(facts, policy);

describe('the published examples', () => {
  for (const { title, given, expect, warnings, updates, rules } of examples) {
    it(title, () => {
      const decision = on(factsOf(given));
      const { outcome, channel, blocker, missing, severity, sla } = decision;
      assert.deepEqual({ outcome, channel, blocker, missing, severity, sla }, expect);
      assert.deepEqual(
        warnings.include.filter((id) => !decision.warnings.includes(id)),
        [],
      );
      assert.deepEqual(
        warnings.exclude.filter((id: string) => decision.warnings.includes(id)),
        [],
      );
      assert.deepEqual(
        updates.filter((id) => !decision.updates.includes(id)),
        [],
      );
      assert.deepEqual(
        rules.filter((id) => !decision.rules.includes(id)),
        [],
      );
    });
  }
});

describe('what is asked', () => {
  const asked: readonly (readonly [string, Facts, readonly string[]])[] = [
    ['all basics at once', {}, ['subject', 'cloud', 'product', 'issueKind']],
    [
      'the customer too, once it is about one',
      { subject: 'customer' },
      ['customer', 'cloud', 'product', 'issueKind'],
    ],
    ['nothing about a German customer, whatever else is open', { cloud: 'germany' }, []],
    ['health again, while nobody has looked', { ...outage, healthChecked: false }, ['healthChecked']],
    [
      'the category again, when the regional problem hits one tenant',
      { ...outage, category: 'regional', multiTenant: false },
      ['category'],
    ],
    [
      'nothing twice: an empty list of reasons is no answer',
      { ...mailbox, cloud: '21vianet', reason21v: [] },
      ['reason21v'],
    ],
  ];
  for (const [what, facts, missing] of asked) {
    it(what, () => {
      assert.deepEqual(on(facts).missing, missing);
    });
  }
});

describe('severity and the published target', () => {
  it('follows the impact, and what does not run in production counts as C', () => {
    assert.equal(on({ ...outage, production: false }).severity, 'C');
    assert.ok(on({ ...outage, production: false }).warnings.includes('W-SEVERITY-NONPROD'));
  });

  it('is the one the agent submitted, and the target follows it', () => {
    const { severity, sla, rules } = on({ ...outage, severityChosen: 'B' });
    assert.deepEqual([severity, sla.hours], ['B', 4]);
    assert.ok(rules.includes('R43') && rules.includes('R45'));
  });

  it('is not invented by a choice where the rules give none', () => {
    assert.equal(on({ ...outage, issueKind: 'billing', severityChosen: 'A' }).severity, null);
  });

  it('stands on a block too, but never while something is missing', () => {
    assert.equal(on({ ...outage, agentRole: 'other' }).severity, 'A');
    assert.equal(on({ ...permissionUnknown, agentRole: 'admin-agent' }).severity, null);
  });

  it('has no hours in another language than English', () => {
    assert.deepEqual(on({ ...outage, supportLanguage: 'ja' }).sla, {
      basis: 'break-fix',
      hours: null,
      businessDays: null,
      guaranteed: false,
    });
    assert.equal(on({ ...outage, supportLanguage: 'en-GB' }).sla.guaranteed, true);
  });

  it('is not promised at the extra Dynamics support', () => {
    assert.deepEqual(on({ ...crm, dynamicsTopic: 'licensing' }).sla, {
      basis: 'break-fix',
      hours: 2,
      businessDays: null,
      guaranteed: false,
    });
  });
});

describe('today, where a newer rule changes the door', () => {
  const cases: readonly (readonly [string, Facts, Decision['today']])[] = [
    [
      'a reseller asks the provider for Azure, though access was granted',
      resold,
      {
        outcome: 'refer-indirect-provider',
        channel: 'indirect-provider',
        blocker: null,
        because: 'U-AZURE-INDIRECT',
      },
    ],
    [
      'a reseller asks the provider about an invoice',
      { ...mailbox, issueKind: 'billing', partnerType: 'indirect-reseller' },
      {
        outcome: 'refer-indirect-provider',
        channel: 'indirect-provider',
        blocker: null,
        because: 'U-INDIRECT-BILLING',
      },
    ],
    [
      'without a relationship no request can be made in Azure',
      { ...outage, adminPermission: false, noPermissionReason: 'not-requested' },
      { outcome: 'blocked', channel: null, blocker: 'B-NO-ADMIN-PERMISSION', because: 'U-AZURE-NOPERM' },
    ],
    [
      'Dynamics faults go to Dynamics support under our own contract',
      crm,
      { outcome: 'escalate-microsoft', channel: 'dynamics-support', blocker: null, because: 'U-DYN-ASFP' },
    ],
    [
      'a Dynamics case nobody here may file stays blocked',
      { ...crm, agentRole: 'other' },
      { outcome: 'blocked', channel: null, blocker: 'B-ROLE', because: 'U-DYN-ASFP' },
    ],
    ['nothing changes for a mailbox', mailbox, null],
  ];
  for (const [what, facts, today] of cases) {
    it(what, () => {
      assert.deepEqual(on(facts).today, today);
    });
  }
});

describe('the way out of a block', () => {
  const ways: readonly (readonly [string, Facts, string | null])[] = [
    [
      'a colleague with a role gets the door the case would have',
      { ...outage, agentRole: 'other' },
      'pc-azure-portal',
    ],
    ['also when the relationship is not known yet', permissionUnknown, 'pc-m365-admin-center'],
    [
      'a member of the support group files in the Azure portal',
      { ...outage, agentRole: 'helpdesk-agent', azureSupportGroupMember: false },
      'pc-azure-portal',
    ],
    [
      'the renewed relationship opens the admin center',
      { ...mailbox, adminPermission: false },
      'pc-m365-admin-center',
    ],
    [
      'a provider that grants access opens the Azure portal',
      { ...resold, providerGrantedAzureAccess: false },
      'pc-azure-portal',
    ],
    [
      'a plan opens our own portal',
      {
        subject: 'own-tenant',
        cloud: 'global',
        product: 'azure',
        issueKind: 'technical',
        ownSupportPlan: 'none',
      },
      'azure-portal-direct',
    ],
    ['a German customer is somewhere else by now', { ...outage, cloud: 'germany' }, 'pc-azure-portal'],
    ['what others sold is not ours to file', { ...outage, purchasedThrough: 'direct' }, null],
  ];
  for (const [what, facts, opens] of ways) {
    it(what, () => {
      const { wayOut } = on(facts);
      assert.ok(wayOut);
      assert.equal(wayOut.opens, opens);
    });
  }
});

describe('the trail', () => {
  it('names every gate that was passed or refused and the fact that did it', () => {
    const { trail } = on({ ...outage, agentRole: 'helpdesk-agent', azureSupportGroupMember: false });
    assert.deepEqual(trail.at(-1), {
      gate: 'helpdesk-outside-support-group',
      fired: true,
      by: ['product', 'agentRole', 'azureSupportGroupMember'],
    });
    assert.deepEqual(trail[0], { gate: 'germany-closed', fired: false, by: ['cloud'] });
  });

  it('ends with what is still to be asked', () => {
    assert.deepEqual(on({}).trail.at(-1), {
      gate: 'ask-basics',
      fired: true,
      by: ['subject', 'cloud', 'product', 'issueKind'],
    });
  });

  it('cites every rule that a deciding answer names', () => {
    const { because, rules } = on(outage);
    assert.deepEqual(
      because.filter(({ rule }) => !rules.includes(rule)),
      [],
    );
    assert.deepEqual(because.slice(0, 2), [
      { rule: 'R11', fact: 'category', value: 'unavailable' },
      { rule: 'R44', fact: 'impact', value: 'critical' },
    ]);
  });
});

describe('an admin relationship that is about to end', () => {
  const until = (adminPermissionUntil: string): readonly string[] =>
    decide({ ...mailbox, adminPermissionUntil }, policy, '2026-11-20').updates;

  it('is pointed out from 30 days before, and changes nothing else', () => {
    assert.ok(until('2026-12-20').includes('U-GDAP'));
    assert.ok(until('2026-11-01').includes('U-GDAP'));
    assert.equal(until('2026-12-21').includes('U-GDAP'), false);
    assert.equal(on({ ...mailbox, adminPermissionUntil: '2026-11-21' }).updates.includes('U-GDAP'), false);
  });

  it('is not guessed from words that are no date', () => {
    assert.equal(until('next month').includes('U-GDAP'), false);
  });
});

describe('the rules of a verdict', () => {
  it('names the rule of the published first response beside those of the way', () => {
    const { rules: rulesOfA, sla } = on(mailbox);
    assert.deepEqual(sla, { basis: 'break-fix', hours: 2, businessDays: null, guaranteed: true });
    assert.ok(rulesOfA.includes('R44'));
    assert.ok(on({ ...mailbox, impact: 'moderate' }).rules.includes('R45'));
    assert.ok(on({ ...mailbox, supportLanguage: 'ja' }).rules.includes('R47'));
  });
});
