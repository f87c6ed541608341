import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Case } from '../../src/triage/case.ts';
import { cautionsFor } from '../../src/triage/cautions.ts';
import { composed, proposedUpdate, type ComposeContext } from '../../src/triage/compose-customer.ts';
import { customerSituations } from '../../src/triage/talk.ts';
import { newDesk } from '../../src/triage/desk-state.ts';
import type { Reachable } from '../../src/triage/reachable.ts';
import { policy } from './desk.ts';
import { customer, locales, mailIsDown, now, profile, say, verdict } from './packet-sample.ts';

const kei: Reachable = {
  objectId: 'kei',
  name: 'Kei',
  email: 'kei@contoso.example',
  personId: 'contoso/kei',
  hasChat: true,
  isStopped: false,
  locale: null,
};

const context: ComposeContext = {
  now,
  zone: 'Europe/Berlin',
  customer,
  profile,
  reach: { contacts: [kei], hasMail: true },
  policy,
};

const mark = (secret: string) => ({ by: secret, byName: secret, at: now });

/** The same secret in everything around a case that stays inside: what leads, vendors and colleagues said of it. */
const stuffed = (about: Case, secret: string): Case => ({
  ...about,
  owner: secret,
  ownerName: secret,
  words: { text: secret, language: 'en' },
  facts: {
    ...about.facts,
    description: secret,
    triedSteps: secret,
    errorText: secret,
    changesLast48h: secret,
    region: secret,
    resourceId: secret,
    subscriptionId: secret,
    triedDoors: [secret],
  },
  guesses: [{ field: 'title', value: secret, words: secret }],
  extras: { incidentDiffers: secret, operationIds: secret },
  decision: {
    verdict: verdict({
      rules: [secret],
      warnings: [secret],
      updates: [secret],
      blocker: secret,
      because: [{ rule: secret, fact: 'agentRole', value: secret }],
      wayOut: { who: secret, obtain: secret, opens: secret },
    }),
    policyVersion: secret,
    at: now,
  },
  bounces: [{ door: 'isv-contact', said: secret, by: secret, at: now, reason: secret }],
  disagreements: [{ reason: secret, at: now, by: secret }],
  follow: {
    ...about.follow,
    acknowledged: mark(secret),
    approval: { state: 'sent-back', mark: mark(secret), reason: secret },
    severityByLead: { severity: 'B', mark: mark(secret), reason: secret },
    vendor: [{ sign: 'asks-us', door: 'isv-contact', mark: mark(secret) }],
    linked: [secret],
    toldOnce: [secret],
    signal: { weChanged: true, region: secret, mark: mark(secret) },
    offeredTo: { personId: secret, since: now, note: secret },
  },
  talk: {
    openedBy: null,
    untakenSince: now,
    messages: [
      {
        id: 1,
        at: now,
        by: secret,
        byName: secret,
        from: 'desk',
        situation: 'own-words',
        text: secret,
        language: 'en',
        to: { objectId: secret, name: secret, email: secret },
        delivery: { state: 'failed', why: 'late', at: now },
      },
    ],
  },
});

describe('A composed message', () => {
  it('carries nothing of what leads, vendors, colleagues and other customers are about, in any language', () => {
    const secret = fc
      .string({ unit: 'grapheme-ascii', minLength: 4, maxLength: 20 })
      .map((text) => `§${text}§`);
    const chosen = fc.record({
      to: fc.constantFrom(kei, null),
      situation: fc.constantFrom(...customerSituations),
      text: fc.constantFrom(null, 'Please look at it together with us.'),
      diagnosticsConsent: fc.boolean(),
      nextUpdateAt: fc.constantFrom(null, '2026-11-20T14:00:00Z'),
    });
    fc.assert(
      fc.property(secret, chosen, fc.constantFrom(...locales), (hidden, what, locale) => {
        const text = (about: Case): string => {
          const message = composed(about, what, context);
          return message.kind === 'message'
            ? message.lines.map((line) => say(line, locale)).join('\n')
            : 'refused';
        };
        const clean = text(mailIsDown);
        assert.ok(!clean.includes('§'));
        assert.equal(text(stuffed(mailIsDown, hidden)), clean);
      }),
    );
  });

  it('is refused for everything private, whatever was chosen', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...customerSituations),
        fc.constantFrom<Partial<Case>>(
          { sensitive: true },
          { facts: { ...mailIsDown.facts, issueKind: 'breach' } },
          { facts: { ...mailIsDown.facts, subject: 'own-tenant' } },
        ),
        (situation, change) => {
          const chosen = { to: kei, situation, text: 'x', diagnosticsConsent: true, nextUpdateAt: null };
          assert.equal(composed({ ...mailIsDown, ...change }, chosen, context).kind, 'refused');
        },
      ),
    );
  });

  it('is in the language of whom it goes to, else in the customer’s', () => {
    const language = (locale: string | null): string | null => {
      const chosen = {
        to: { ...kei, locale },
        situation: 'received',
        text: null,
        diagnosticsConsent: false,
        nextUpdateAt: null,
      } as const;
      const message = composed(mailIsDown, chosen, context);
      return message.kind === 'message' ? message.language : null;
    };
    assert.equal(language('zh-CN'), 'zh-CN');
    assert.equal(language(null), customer.language);
  });

  it('names the reseller where nobody can be reached and we are the provider', () => {
    const reseller = { name: 'Harbour Resale', email: 'desk@harbour.example', tenantId: null };
    const chosen = {
      to: null,
      situation: 'received',
      text: null,
      diagnosticsConsent: false,
      nextUpdateAt: null,
    } as const;
    const message = composed(mailIsDown, chosen, {
      ...context,
      customer: { ...customer, partnerType: 'indirect-provider', reseller },
      reach: { contacts: [], hasMail: true },
    });
    assert.ok(message.kind === 'message');
    assert.deepEqual([message.way, message.to.name], ['copy', 'Harbour Resale']);
    assert.ok(message.lines.some((line) => /your customer Contoso/.test(say(line, 'en'))));
  });
});

describe('The next update', () => {
  const proposed = (change: Partial<Case['facts']>, more: Partial<Case> = {}): string =>
    proposedUpdate(
      { ...mailIsDown, facts: { ...mailIsDown.facts, ...change }, ...more },
      { ...context, desk: newDesk },
    );

  it('is proposed by the desk’s priority: an hour when it is high, in working hours otherwise', () => {
    assert.equal(proposed({ deskPriority: 'high' }), '2026-11-20T10:00:00.000Z');
    assert.equal(proposed({ deskPriority: 'normal' }), '2026-11-20T13:00:00.000Z');
    assert.match(proposed({ deskPriority: 'low' }), /^2026-11-2[34]T/);
  });

  it('is the one that was promised already, while it lies ahead', () => {
    const promised = (nextUpdateAt: string): string =>
      proposed({ deskPriority: 'high' }, { follow: { ...mailIsDown.follow, nextUpdateAt } });
    assert.equal(promised('2026-11-20T15:00:00Z'), '2026-11-20T15:00:00Z');
    assert.equal(promised('2026-11-20T08:00:00Z'), '2026-11-20T10:00:00.000Z');
  });
});

describe('Own words that name what a customer is never told', () => {
  const warned = (text: string): readonly string[] =>
    cautionsFor(text, policy).map((one) => ('key' in one ? one.key.replace(/^caution\.|\.says$/g, '') : ''));

  it('are warned of in every language', () => {
    assert.deepEqual(warned('This is GUARANTEED to work'), ['guarantee']);
    assert.deepEqual(warned('Microsoft answers within 2 hours.'), ['vendor-hours']);
    assert.deepEqual(warned('Please call Microsoft yourself'), ['call-the-vendor']);
    assert.deepEqual(warned('２時間以内に無料で対応します'), ['free', 'vendor-hours']);
    assert.deepEqual(warned('請致電 Microsoft'), ['call-the-vendor']);
    assert.deepEqual(warned('其他客户也有这个问题'), ['other-customers']);
    assert.deepEqual(warned('See R11 and W-START-IN-PC'), ['ids']);
  });

  it('are not warned of where the words mean something else', () => {
    assert.deepEqual(warned('Please send the message ids of 12 hours, and the freezer list.'), []);
    assert.deepEqual(warned('エラーの出た時刻を二つ教えてください。'), []);
  });
});
