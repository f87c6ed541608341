import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Case } from '../../src/triage/case.ts';
import { customerText } from '../../src/triage/customer-text.ts';
import { customerSituations } from '../../src/triage/talk.ts';
import type { CustomerTextInput } from '../../src/triage/customer-text.ts';
import {
  customer,
  locales,
  mailIsDown,
  now,
  policy,
  profile,
  say,
  verdict,
  withFacts,
} from './packet-sample.ts';

/** Opened by the customer's own message to the bot. */
const written: Case = {
  ...mailIsDown,
  talk: {
    openedBy: { objectId: 'kei', name: 'Kei', email: null, personId: 'contoso/kei' },
    untakenSince: null,
    messages: [],
  },
};

const input = (change: Partial<CustomerTextInput> = {}): CustomerTextInput => ({
  case: written,
  customer,
  profile,
  policy,
  situation: 'received',
  now,
  nextUpdateAt: '2026-11-20T09:30:00Z',
  needs: { text: null, diagnosticsConsent: false },
  ...change,
});

const told = (change: Partial<CustomerTextInput> = {}, locale = 'en'): string => {
  const text = customerText(input(change));
  assert.ok(text.kind === 'text');
  return text.lines.map((line) => say(line, locale)).join('\n');
};

describe('What a customer is told', () => {
  it('is the number, what he wrote, that we act, and when we write again, in his own time', () => {
    assert.equal(
      told(),
      [
        'H-1042 · Northwind Cloud support',
        'You wrote: “今朝9時からメールが使えません”',
        'Since: 20 Nov 2026, 17:00 GMT+9',
        'Affected: all 240 users',
        'We have your request and are working on it.',
        'We stay responsible for this and keep you informed.',
        'We write to you again by 20 Nov 2026, 18:30 GMT+9.',
        'Support by Northwind Cloud: in English and Japanese. Hours in your time: Monday–Friday 17:00–02:00. Contact: desk@northwind.example',
      ].join('\n'),
    );
  });

  it('quotes nobody but the customer: what an agent typed to open the case is the agent’s', () => {
    assert.match(told(), /You wrote: “今朝9時からメールが使えません”/);
    const ours = told({ case: mailIsDown });
    assert.match(ours, /This is about: mail flow down for all users/);
    assert.doesNotMatch(ours, /You wrote|今朝/);
  });

  it('is in the language of the person written to, where that is known', () => {
    const text = customerText(input({ language: 'zh-TW' }));
    assert.equal(text.kind === 'text' && text.language, 'zh-TW');
  });

  it('is in the customer’s language, not in the agent’s', () => {
    const text = customerText(input());
    assert.equal(text.kind === 'text' && text.language, 'ja');
    assert.match(told({}, 'ja'), /次のご連絡は .*18:30.* までに差し上げます/);
  });

  it('reads in every situation and every language', () => {
    for (const situation of customerSituations)
      for (const locale of locales) assert.match(told({ situation }, locale), /H-1042/);
  });

  it('promises the next news where no time is promised', () => {
    assert.match(told({ nextUpdateAt: null }), /We write to you again as soon as there is news\./);
  });

  it('names the incident, what works meanwhile, and who else may write', () => {
    const known = withFacts({ workaround: 'use webmail' }, { incidentId: 'EX123' });
    const text = told({ case: known, situation: 'known-incident' });
    assert.match(text, /known incident: EX123\. Microsoft may also write to you about it\./);
    assert.match(text, /What works meanwhile: use webmail/);
    const china = withFacts({ cloud: '21vianet' });
    assert.match(told({ case: china, situation: 'known-incident' }), /21Vianet has published/);
  });

  it('asks for what we need, consent to diagnostics included', () => {
    const needs = { text: ' Please send two message ids. ', diagnosticsConsent: true };
    const lines = told({ situation: 'need-something', needs }).split('\n');
    assert.ok(lines.includes('Please send two message ids.'));
    assert.ok(lines.some((line) => line.startsWith('Please tell us whether Microsoft may look')));
    assert.doesNotMatch(told({ situation: 'received', needs }), /message ids|diagnostic/);
  });

  it('asks for consent alone as a question of its own', () => {
    const text = told({ situation: 'need-something', needs: { text: null, diagnosticsConsent: true } });
    assert.doesNotMatch(text, /we need the following/);
    assert.match(text, /Please tell us whether Microsoft may look/);
  });

  it('is in the agent’s own words where he writes them, with the frame every message has', () => {
    const needs = { text: 'We look at it together at three.', diagnosticsConsent: true };
    const lines = told({ situation: 'own-words', needs }).split('\n');
    assert.ok(lines.includes('We look at it together at three.'));
    assert.ok(!lines.some((line) => /diagnostic/.test(line)));
    assert.match(lines[0] ?? '', /H-1042/);
    assert.match(lines.at(-1) ?? '', /Support by Northwind Cloud/);
  });

  it('states the price only where the partner has one', () => {
    assert.doesNotMatch(told(), /Price/);
    const priced = { ...profile, support: { ...profile.support, priceText: 'EUR 90 per hour' } };
    assert.match(told({ profile: priced }), /Price: EUR 90 per hour/);
  });

  it("says the partner's own words in the customer's language, else in the desk's", () => {
    const contactMethod = { en: 'Teams or desk@example.com', ja: 'Teams またはメール' };
    const ours = { ...profile, support: { ...profile.support, contactMethod } };
    const contact = (language: string): string =>
      told({ profile: ours, customer: { ...customer, language } });
    assert.match(contact('ja'), /Teams またはメール/);
    assert.match(contact('zh-TW'), /Teams or desk@example\.com/);
  });

  it('promises nothing more once solved', () => {
    const text = told({ situation: 'solved' });
    assert.doesNotMatch(text, /again by|Since|Affected/);
    assert.match(text, /If it comes back/);
  });

  it('tells a reseller which of his customers it is about', () => {
    assert.match(
      told({ customer: { ...customer, partnerType: 'indirect-provider' } }),
      /your customer Contoso Ltd\./,
    );
    assert.doesNotMatch(told(), /your customer/);
  });

  it('shows one time zone only', () => {
    for (const situation of customerSituations)
      assert.doesNotMatch(told({ situation }), /UTC|CET|Berlin|09:00–18:00/);
  });
});

describe('What a customer is never told', () => {
  const refusedAs = (why: string) => ({ kind: 'refused', says: { key: `customer.refused.${why}` } });

  it('is anything at all about fraud, a breach, a vulnerability or a case marked sensitive', () => {
    for (const issueKind of ['fraud', 'breach', 'vulnerability'] as const)
      assert.deepEqual(customerText(input({ case: withFacts({ issueKind }) })), refusedAs('sensitive'));
    assert.deepEqual(
      customerText(input({ case: { ...mailIsDown, sensitive: true } })),
      refusedAs('sensitive'),
    );
    assert.deepEqual(
      customerText(input({ case: withFacts({ subject: 'own-tenant' }) })),
      refusedAs('own-tenant'),
    );
  });

  it('is a vendor’s hours, a guarantee, a repair time, "free", or to call Microsoft himself', () => {
    const words = [
      /guarante|\bfree\b|repair|within \d|\b[248] hours|call Microsoft|open a ticket/i,
      /保証|無料|\d時間以内|Microsoft に電話/,
      /保證|免費|小時內|致電 Microsoft/,
      /保证|免费|小时内|致电 Microsoft/,
    ];
    locales.forEach((locale, index) => {
      for (const situation of customerSituations)
        assert.doesNotMatch(told({ situation }, locale), words[index] ?? /./);
    });
  });

  it('is anything internal: remarks, reasons, roles, rules, requests, other doors, colleagues', () => {
    const secret = fc
      .string({ unit: 'grapheme-ascii', minLength: 4, maxLength: 20 })
      .map((text) => `§${text}§`);
    const situation = fc.constantFrom(...customerSituations);
    const locale = fc.constantFrom(...locales);
    // Without words and title the text falls back on other fields: none of those may be internal either.
    const open = fc.constantFrom<Case[]>(
      mailIsDown,
      written,
      { ...mailIsDown, words: null },
      { ...mailIsDown, words: null, facts: untitled },
    );
    fc.assert(
      fc.property(secret, situation, locale, open, (hidden, chosen, language, seen) => {
        const clean = told({ situation: chosen, case: seen }, language);
        assert.equal(told({ situation: chosen, ...withEverythingInternal(seen, hidden) }, language), clean);
      }),
    );
  });
});

const { title: _title, workload: _workload, ...untitled } = mailIsDown.facts;

/** The case with the same secret in every field a customer must not see. */
const withEverythingInternal = (
  seen: Case,
  secret: string,
): Pick<CustomerTextInput, 'case'> & { readonly customer: typeof customer } => ({
  case: {
    ...seen,
    ownerName: secret,
    owner: secret,
    facts: {
      ...seen.facts,
      description: secret,
      triedSteps: secret,
      errorText: secret,
      changesLast48h: secret,
      resourceId: secret,
      subscriptionId: secret,
      region: secret,
      adminPermissionUntil: secret,
      agentRole: 'helpdesk-agent',
      reason21v: 'no-training',
      severityChosen: 'C',
      deskPriority: 'low',
      triedDoors: [secret],
    },
    guesses: [{ field: 'title', value: secret, words: secret }],
    extras: { anything: secret, incidentDiffers: secret },
    decision: {
      verdict: verdict({
        severity: 'C',
        rules: [secret],
        warnings: [secret],
        updates: [secret],
        blocker: secret,
        channel: secret,
        wayOut: { who: secret, obtain: secret, opens: secret },
        because: [{ rule: secret, fact: 'agentRole', value: secret }],
      }),
      policyVersion: secret,
      at: now,
    },
    bounces: [{ door: secret, said: secret, by: secret, at: now, reason: secret }],
    disagreements: [{ reason: secret, at: now, by: secret }],
    handedToLeadAt: now,
  },
  customer: {
    ...customer,
    provider: { name: secret, email: secret },
    contacts: [{ objectId: secret, name: secret, email: secret }],
    azureSubscriptions: [{ id: secret, name: secret }],
    adminPermission: false,
    adminPermissionUntil: secret,
  },
});
