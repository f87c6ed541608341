import assert from 'node:assert/strict';
import { packet, type Packet } from '../../src/triage/packet.ts';
import { inputOfLine, isPacketValue } from '../../src/triage/packet-values.ts';
import {
  agent,
  allText,
  customer,
  field,
  locales,
  mailIsDown,
  missing,
  policy,
  profile,
  say,
  tenantId,
  texts,
  verdict,
  withFacts,
  written,
} from './packet-sample.ts';

const azureCase = withFacts({
  product: 'azure',
  workload: 'Virtual Machines',
  title: 'VM does not start',
  subscriptionId: 'sub-1',
});
const azureCustomer = { ...customer, azureSubscriptions: [{ id: 'sub-1', name: 'Production' }] };
const azure = (change: Parameters<typeof written>[0] = {}): Packet =>
  written({ case: azureCase, customer: azureCustomer, door: 'pc-azure-portal', ...change });
const china = (change: Parameters<typeof written>[0] = {}): Packet =>
  written({
    case: withFacts({ cloud: '21vianet', reason21v: ['no-training', 'no-tools'] }),
    door: '21v-partner-center',
    ...change,
  });
const provider = (extras: Readonly<Record<string, string>> = {}): Packet =>
  written({ case: { ...azureCase, extras }, customer: azureCustomer, door: 'indirect-provider' });

describe('The request for every door', () => {
  it('says everything it can say in all four languages', () => {
    for (const door of policy.doors.filter(({ form }) => form !== null)) {
      const made = written({ door: door.id });
      for (const locale of locales)
        for (const phrase of [
          made.says,
          ...made.cautions,
          ...made.asks.flatMap(({ label, choices }) => [label, ...choices.map((choice) => choice.label)]),
          ...made.fields.flatMap(({ label, note }) => (note === null ? [label] : [label, note])),
        ])
          assert.notEqual(say(phrase, locale), '', door.id);
    }
  });

  it('uses only rows whose values, labels and inputs exist', () => {
    const fields = policy.forms.flatMap((form) => form.fields);
    for (const { label, note } of fields)
      assert.ok(texts.has(label) && (note === undefined || texts.has(note)), label);
    for (const { value, wants = [] } of fields.flatMap(({ lines }) => lines)) {
      assert.ok(isPacketValue(value), value);
      for (const input of [...wants, inputOfLine(value) ?? 'region'])
        assert.ok(texts.has(`packet.ask.${input}`), input);
    }
  });

  it('refuses a row that names a fact as an extra, an extra as a fact, or nothing known', () => {
    assert.deepEqual(['fact:publisher', 'extra:region', 'tittle'].map(isPacketValue), [false, false, false]);
  });

  it('exists for every door that names a form, and for no other', () => {
    for (const door of policy.doors) {
      const made = packet({ case: mailIsDown, customer, profile, person: agent, policy, door: door.id });
      assert.equal(made === null, door.form === null, door.id);
    }
    assert.equal(
      packet({ case: mailIsDown, customer, profile, person: agent, policy, door: 'no-door' }),
      null,
    );
  });

  it('is written for Microsoft in English whatever language the agent speaks, and for 21Vianet in Chinese', () => {
    const japanese = { ...agent, locale: 'ja' };
    assert.equal(written({ person: japanese }).language, 'en');
    assert.equal(china({ person: japanese }).language, 'zh-CN');
  });

  it('gives the full tenant id, typed in by the agent where the directory has none', () => {
    assert.ok(allText(written()).includes(tenantId));
    const unknown = { ...customer, tenantId: null };
    assert.ok(missing(written({ customer: unknown })).includes('customerTenantId'));
    const typedIn = { ...mailIsDown, extras: { customerTenantId: tenantId } };
    const made = written({ customer: unknown, case: typedIn });
    assert.ok(allText(made).includes(tenantId));
    assert.ok(!missing(made).includes('customerTenantId'));
  });

  it('never carries a contact person of the customer', () => {
    for (const door of policy.doors.filter(({ form }) => form !== null)) {
      const text = allText(written({ door: door.id }));
      assert.doesNotMatch(text, /Secret Contact|secret@contoso/, door.id);
      assert.match(text, /desk@northwind\.example/, door.id);
    }
  });

  it('warns of tokens and names in files', () => {
    const warned = written()
      .cautions.map((caution) => say(caution, 'en'))
      .join(' ');
    assert.match(warned, /HAR files and screenshots/);
  });
});

describe('What is missing', () => {
  it('is named with the input that fills it, and gone once it is filled', () => {
    const before = written().missing.find(({ id }) => id === 'messageIds');
    assert.equal(before?.kind, 'extra');
    assert.equal(written().missing.find(({ id }) => id === 'errorText')?.kind, 'fact');
    const after = written({ case: { ...mailIsDown, extras: { messageIds: '550 5.7.1' } } });
    assert.ok(!missing(after).includes('messageIds'));
    assert.match(allText(after), /Message id, NDR code or message trace: 550 5\.7\.1/);
  });

  it('counts blanks as nothing', () => {
    assert.ok(missing(written({ case: withFacts({ errorText: '  ' }) })).includes('errorText'));
  });

  it('is only asked where the form can use it: no error text for a billing question', () => {
    const { breakFix: _, impact: __, ...facts } = mailIsDown.facts;
    const billing = { ...mailIsDown, facts: { ...facts, issueKind: 'billing' as const } };
    assert.deepEqual(missing(written({ case: billing })), ['diagnosticsConsent']);
    assert.match(allText(written({ case: billing })), /About: billing question, Exchange Online/);
  });

  it('asks for a contact at night at severity A only', () => {
    const noNight = { ...profile, contact: { ...profile.contact, nightPhone: null } };
    assert.ok(missing(written({ profile: noNight })).includes('nightContact'));
    const moderate = { verdict: verdict({ severity: 'B' }), policyVersion: 't', at: mailIsDown.changedAt };
    const atB = written({ profile: noNight, case: { ...mailIsDown, decision: moderate } });
    assert.ok(!missing(atB).includes('nightContact'));
  });
});

describe('The request for Microsoft 365', () => {
  it('says the impact in the first line of the description, because the form has no severity', () => {
    assert.equal(
      field(written(), 'description')[0],
      'Impact: critical, significant loss or degradation of service (severity A). Affected: all 240 users. Environment: production. Since: 2026-11-20 08:00 UTC.',
    );
  });

  it('quotes the customer untouched and names the language', () => {
    assert.ok(
      field(written(), 'description').includes(
        'Customer’s words (Japanese): “今朝9時からメールが使えません”',
      ),
    );
  });

  it('marks what the agent typed in another language, and only that', () => {
    const typedIn = withFacts({ triedSteps: 'コネクタを確認', errorText: '連接器錯誤', region: 'Tokyo' });
    const made = written({ case: typedIn, person: { ...agent, locale: 'zh-TW' } });
    const description = field(made, 'description');
    assert.ok(description.includes('What we tried: “コネクタを確認” (Japanese, as written)'));
    assert.ok(description.includes('Error text: “連接器錯誤” (Traditional Chinese, as written)'));
  });

  it('says when health was checked and what stood there', () => {
    const said = (facts: typeof mailIsDown.facts): string =>
      field(written({ case: withFacts(facts, { incidentId: 'EX123' }) }), 'description').at(-1) ?? '';
    assert.equal(
      said({ knownIncident: 'none' }),
      'Service health checked 2026-11-20 08:20 UTC: no incident published.',
    );
    assert.match(said({ knownIncident: 'active-no-match' }), /EX123 is published but does not match/);
    assert.match(said({ knownIncident: 'ended-problem-persists' }), /EX123 has ended, the problem persists/);
    assert.match(
      said({ knownIncident: 'active-match', incidentOverride: 'engineering-help' }),
      /EX123 matches, and we need engineering help/,
    );
    assert.doesNotMatch(said({ healthChecked: false }), /health/);
  });

  it('asks why an incident that was seen does not explain the problem', () => {
    const seen = withFacts({ knownIncident: 'active-no-match' });
    assert.ok(missing(written({ case: seen })).includes('incidentDiffers'));
    assert.ok(!missing(written()).includes('incidentDiffers'));
  });

  it('puts our own contact, with the desk’s hours on call at severity A', () => {
    const contact = field(written(), 'contact');
    assert.equal(contact[0], 'Northwind Cloud GmbH, Support desk, +49 30 5550123, desk@northwind.example');
    assert.equal(contact.at(-1), 'Around the clock for severity A: +49 30 5550199');
  });
});

describe('The request for Azure', () => {
  it('begins with the issue type', () => {
    assert.equal(azure().fields[0]?.id, 'issueType');
    assert.deepEqual(field(azure(), 'issueType'), ['Technical']);
    const quota = {
      ...azureCase,
      facts: { ...azureCase.facts, issueKind: 'subscription-management' as const },
    };
    assert.deepEqual(field(azure({ case: quota }), 'issueType'), ['Subscription management']);
  });

  it('is on the plan Cloud Solution Provider for a customer, on our own plan for our own tenant', () => {
    assert.deepEqual(field(azure(), 'plan'), ['Cloud Solution Provider']);
    const own = withFacts({ product: 'azure', subject: 'own-tenant', ownSupportPlan: 'premier' });
    const made = azure({ case: own, customer: null, door: 'azure-portal-direct' });
    assert.deepEqual(field(made, 'plan'), ['Our Premier Support contract']);
    assert.match(field(made, 'summary')[0] ?? '', /Northwind Cloud GmbH$/);
  });

  it('names the subscription, the only one of the customer where none was named', () => {
    const { subscriptionId: _, ...facts } = azureCase.facts;
    const unnamed = { ...azureCase, facts };
    assert.deepEqual(field(azure({ case: unnamed }), 'subscription'), ['Production (sub-1)']);
    const two = {
      ...customer,
      azureSubscriptions: [...azureCustomer.azureSubscriptions, { id: 'sub-2', name: 'Test' }],
    };
    assert.ok(missing(azure({ case: unnamed, customer: two })).includes('subscriptionId'));
  });

  it('submits the severity the agent chose, else the verdict’s', () => {
    assert.deepEqual(field(azure(), 'severity'), ['A – Critical impact']);
    const chosen = { ...azureCase, facts: { ...azureCase.facts, severityChosen: 'B' as const } };
    assert.deepEqual(field(azure({ case: chosen }), 'severity'), ['B – Moderate impact']);
    assert.match(field(azure({ case: chosen }), 'summary')[0] ?? '', /^\[Sev B\] /);
  });

  it('does not consent to diagnostics in the customer’s name', () => {
    assert.deepEqual(field(azure(), 'consent'), ['No, until the customer agrees']);
    const agreed = { ...azureCase, extras: { diagnosticsConsent: 'Yuki Sato, 20 Nov 09:40' } };
    assert.deepEqual(field(azure({ case: agreed }), 'consent'), ['Yes. Agreed: Yuki Sato, 20 Nov 09:40']);
  });
});

describe('The request for 21Vianet', () => {
  it('says as sentences what is lacking, the thing it is judged by', () => {
    assert.deepEqual(field(china(), 'lacking'), [
      '我们缺乏 Exchange Online 的相关培训，无法合理地自行解决此问题。',
      '我们缺乏处理 Exchange Online 所需的支持工具或访问权限，无法合理地自行解决此问题。',
    ]);
  });

  it('says how bad it is without a severity', () => {
    assert.match(field(china(), 'details').join(' '), /all 240 users/);
  });

  it('gives every time as Beijing time', () => {
    assert.deepEqual(field(china(), 'started'), ['2026-11-20 16:00（北京时间）']);
    assert.match(allText(china()), /服务运行状况检查 2026-11-20 16:20（北京时间）/);
    assert.match(field(china(), 'contact').join(), /周一至周五 16:00–01:00（北京时间）/);
    assert.doesNotMatch(allText(china()), /UTC/);
  });

  it('has no severity and no hours for one, even if somebody chose one', () => {
    const chosen = withFacts({ cloud: '21vianet', reason21v: 'no-tools', severityChosen: 'A' });
    const text = allText(china({ case: chosen }));
    assert.doesNotMatch(text, /Sev|严重性|severity/);
  });

  it('leaves the names of people out', () => {
    assert.doesNotMatch(allText(china()), /Mika Schmidt/);
  });

  it('asks what was tried in the admin center and who would join a meeting', () => {
    assert.ok(missing(china()).includes('triedInAdminCenter'));
    assert.ok(missing(china()).includes('remediationContact'));
  });
});

describe('The message to the provider', () => {
  it('makes exactly one of two asks', () => {
    assert.match(field(provider(), 'ask').join(), /^Please file this request with Microsoft/);
    assert.deepEqual(field(provider({ providerAsk: 'grant', grantTo: 'group Support' }), 'ask'), [
      'Please grant group Support the role Support Request Contributor on sub-1, so that we can file this request.',
    ]);
    const asked = provider().asks.find(({ id }) => id === 'providerAsk');
    assert.deepEqual(
      asked?.choices.map(({ value }) => value),
      ['file', 'grant'],
    );
  });

  it('identifies us and says who talks to the customer', () => {
    assert.deepEqual(field(provider(), 'partner'), ['Northwind Cloud GmbH, PartnerID 4567890']);
    assert.match(field(provider(), 'whoTalks').join(), /^Northwind Cloud GmbH talks to the customer/);
  });
});

describe('A report to the security response center', () => {
  it('does not name the customer', () => {
    const report = withFacts({ issueKind: 'vulnerability', description: 'token in the address' });
    assert.doesNotMatch(allText(written({ case: report, door: 'msrc' })), /contoso|Contoso/);
  });
});
