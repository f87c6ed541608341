/** One case, customer and desk for the packet's tests, and a voice to read the result in any language. */
import { notFollowed } from '../../src/triage/follow.ts';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { plainWords } from '../../src/cards/phrase.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { rowFiles } from '../../src/policy/row-shapes.ts';
import type { At } from '../../src/policy/shape.ts';
import { textsFrom, type Catalogue, type LocaleRow } from '../../src/texts/texts.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Customer, PartnerProfile, Person } from '../../src/triage/desk.ts';
import { packet, type Packet } from '../../src/triage/packet.ts';
import type { PacketInput } from '../../src/triage/packet-context.ts';
import type { Phrase } from '../../src/triage/phrase.ts';

export const now = '2026-11-20T09:00:00Z';
export const tenantId = '7f1c2b7e-5d41-4a0e-9c53-0b8f6a2ec2d9';

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const rows = <T>(name: string, check: (raw: unknown, at: At) => raw is T): T => {
  const raw = read(`src/policy/data/${name}.json`);
  const problems: At['problems'] = [];
  if (!check(raw, { place: name, problems })) assert.fail(JSON.stringify(problems));
  return raw;
};

export const policy: PacketInput['policy'] = {
  doors: rows('doors', rowFiles.doors),
  forms: rows('forms', rowFiles.forms),
  products: rows('products', rowFiles.products),
  questions: [
    {
      field: 'symptom',
      page: 'who-and-what',
      control: 'choice',
      label: 'packet.ask.region',
      hint: null,
      choices: [{ value: 'a-choice', says: 'packet.kind.how-to' }],
      offeredWhen: null,
      maxLength: 100,
    },
  ],
};

export const profile: PartnerProfile = {
  name: 'Northwind Cloud',
  partnerType: 'direct-bill',
  partnerId: '4567890',
  contact: {
    company: 'Northwind Cloud GmbH',
    name: 'Support desk',
    email: 'desk@northwind.example',
    phone: '+49 30 5550123',
    country: 'Germany',
    zone: 'Europe/Berlin',
    nightPhone: '+49 30 5550199',
    copyTo: ['csp@northwind.example', 'lead@northwind.example'],
  },
  clouds: ['global'],
  language: 'en',
  support: {
    languages: ['en', 'ja'],
    hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', zone: 'Europe/Berlin' },
    contactMethod: 'desk@northwind.example',
    priceText: null,
  },
  contract: null,
};

export const customer: Customer = {
  id: 'contoso',
  version: 1,
  name: 'Contoso Ltd.',
  domain: 'contoso.onmicrosoft.com',
  tenantId,
  cloud: 'global',
  purchasedThrough: 'us',
  partnerType: null,
  provider: null,
  providerGrantedAzureAccess: null,
  adminPermission: true,
  adminPermissionUntil: null,
  contacts: [{ objectId: 'o-1', name: 'Secret Contact', email: 'secret@contoso.example' }],
  language: 'ja',
  zone: 'Asia/Tokyo',
  azureSubscriptions: [],
};

export const agent: Person = {
  id: 'home/mika',
  version: 1,
  tenantId: 'home',
  objectId: 'mika',
  name: 'Mika Schmidt',
  chosenLocale: null,
  locale: 'en',
  zone: 'Europe/Berlin',
  agentRole: 'admin-agent',
  azureSupportGroupMember: null,
  isLead: false,
  address: null,
  welcomedAt: null,
};

export const verdict = (change: Partial<Decision> = {}): Decision => ({
  outcome: 'escalate-microsoft',
  channel: 'pc-m365-admin-center',
  blocker: null,
  missing: [],
  severity: 'A',
  sla: { basis: 'break-fix', hours: 2, businessDays: null, guaranteed: true },
  warnings: [],
  updates: [],
  rules: ['R11'],
  because: [],
  today: null,
  wayOut: null,
  trail: [],
  ...change,
});

export const mailIsDown: Case = {
  id: 'case-1',
  number: 1042,
  version: 3,
  owner: agent.id,
  ownerName: agent.name,
  openedAt: now,
  changedAt: now,
  stage: { at: 'decided' },
  customerId: customer.id,
  facts: {
    subject: 'customer',
    customer: customer.domain,
    cloud: 'global',
    product: 'office-365',
    issueKind: 'technical',
    breakFix: true,
    healthChecked: true,
    knownIncident: 'none',
    troubleshooting: 'done-unresolved',
    category: 'unavailable',
    impact: 'critical',
    workload: 'Exchange Online',
    title: 'mail flow down for all users',
    startedAt: '2026-11-20T08:00:00Z',
    affectedUsers: 'all 240 users',
    triedSteps: 'connectors and transport rules reviewed',
  },
  origins: {},
  guesses: [],
  words: { text: '今朝9時からメールが使えません', language: 'ja' },
  healthCheckedAt: '2026-11-20T08:20:00Z',
  incidentId: null,
  extras: {},
  decision: { verdict: verdict(), policyVersion: 'test', at: now },
  bounces: [],
  disagreements: [],
  sensitive: false,
  handedToLeadAt: null,
  follow: notFollowed,
};

/** The sample case with some facts changed; null forgets one. */
export const withFacts = (facts: Case['facts'], change: Partial<Case> = {}): Case => ({
  ...mailIsDown,
  facts: { ...mailIsDown.facts, ...facts },
  ...change,
});

export const written = (change: Partial<PacketInput> = {}): Packet => {
  const input = { case: mailIsDown, customer, profile, person: agent, policy, door: 'pc-m365-admin-center' };
  const made = packet({ ...input, ...change });
  assert.ok(made !== null);
  return made;
};

const isCatalogue = (raw: unknown): raw is Catalogue => typeof raw === 'object' && raw !== null;
const areaOf = (path: string): Catalogue => {
  const raw = read(path);
  assert.ok(isCatalogue(raw));
  return raw;
};

export const locales = ['en', 'ja', 'zh-TW', 'zh-CN'] as const;

const catalogueOf = (locale: string): Catalogue =>
  Object.fromEntries(
    readdirSync(`src/texts/${locale}`).flatMap((file) =>
      Object.entries(areaOf(`src/texts/${locale}/${file}`)),
    ),
  );

const localeRows: readonly LocaleRow[] = locales.map((id) => ({ id, name: id, takes: [id] }));

export const texts = textsFrom(
  Object.fromEntries(locales.map((locale) => [locale, catalogueOf(locale)])),
  localeRows,
);

export const say = (phrase: Phrase, locale: string): string => plainWords(phrase, locale, texts);

/** The paragraphs of one field, in the packet's own language. */
export const field = (made: Packet, id: string): readonly string[] =>
  made.fields
    .filter((one) => one.id === id)
    .flatMap(({ paragraphs }) => paragraphs.map((phrase) => say(phrase, made.language)));

/** Everything of a packet that would be pasted into a portal. */
export const allText = (made: Packet): string =>
  made.fields.flatMap(({ paragraphs }) => paragraphs.map((phrase) => say(phrase, made.language))).join('\n');

export const missing = (made: Packet): readonly string[] => made.missing.map(({ id }) => id);
