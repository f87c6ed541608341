import { newDesk } from '../../src/triage/desk-state.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { paragraphs } from '../../src/cards/phrase.ts';
import { loadPolicy } from '../../src/policy/check.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Customer, PartnerProfile, Person } from '../../src/triage/desk.ts';
import type { Inbound, What } from '../../src/triage/inbound.ts';
import { readInbound } from '../../src/triage/read.ts';
import { nobodyReached } from '../../src/triage/reachable.ts';
import { takeTurn } from '../../src/triage/take-turn.ts';
import type { Known, Turn } from '../../src/triage/turn.ts';
import { texts } from './packet-sample.ts';

/** The policy as shipped. */
const readPolicy = (): Policy => {
  const folder = new URL('../../src/policy/data/', import.meta.url);
  const files = readdirSync(folder).map((name) => {
    const raw: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    return [name.replace('.json', ''), raw] as const;
  });
  const { policy, problems } = loadPolicy(Object.fromEntries(files));
  if (policy === null) throw new Error(JSON.stringify(problems.slice(0, 5), null, 1));
  return policy;
};
export const policy = readPolicy();

export const now = '2026-11-20T10:00:00Z';

export const contoso: Customer = {
  id: 'contoso.example',
  version: 3,
  name: 'Contoso Ltd.',
  domain: 'contoso.onmicrosoft.com',
  tenantId: null,
  cloud: 'global',
  purchasedThrough: 'us',
  partnerType: null,
  provider: null,
  providerGrantedAzureAccess: null,
  adminPermission: true,
  adminPermissionUntil: '2027-03-03',
  contacts: [],
  language: 'en',
  zone: 'Europe/Berlin',
  azureSubscriptions: [{ id: 'sub-1', name: 'Contoso production' }],
};

export const agent: Person = {
  id: 'home/ana',
  version: 1,
  tenantId: 'home',
  objectId: 'ana',
  name: 'Ana',
  chosenLocale: null,
  locale: 'en',
  zone: 'Europe/Berlin',
  agentRole: null,
  azureSupportGroupMember: null,
  isLead: false,
  address: null,
  welcomedAt: now,
};

export const profile: PartnerProfile = {
  name: 'Fabrikam Cloud',
  partnerType: 'direct-bill',
  partnerId: '123',
  contact: {
    company: 'Fabrikam',
    name: 'Desk',
    email: 'desk@fabrikam.example',
    phone: '+49 30 1234',
    country: 'DEU',
    zone: 'Europe/Berlin',
    nightPhone: null,
    copyTo: [],
  },
  clouds: ['global'],
  language: 'en',
  support: {
    languages: ['en'],
    hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', zone: 'Europe/Berlin' },
    contactMethod: 'Teams',
    priceText: null,
  },
  contract: null,
};

export const known = (more: Partial<Known> = {}): Known => ({
  now,
  zone: 'Europe/Berlin',
  person: agent,
  profile,
  partnerFile: profile,
  case: null,
  customer: null,
  chosen: null,
  cardVersion: null,
  drafts: [],
  candidates: [],
  found: [],
  desk: newDesk,
  similar: [],
  sameIncident: [],
  held: [],
  open: [],
  colleagues: [],
  reach: nobodyReached,
  affected: [],
  inWords: (lines, language) => paragraphs(lines, language, texts),
  fresh: { caseId: 'case-1', number: 1042 },
  ...more,
});

const inbound = (what: What): Inbound => ({
  id: 'in-1',
  from: { tenantId: 'home', objectId: 'ana', name: 'Ana', isGuest: false },
  address: {
    conversationId: 'c',
    kind: 'personal',
    tenantId: 'home',
    serviceUrl: 's',
    botId: 'b',
    userId: 'u',
  },
  localeTag: 'en-US',
  zone: 'Europe/Berlin',
  at: now,
  what,
});

export const message = (text: string, files: readonly { name: string; type: string }[] = []): Inbound =>
  inbound({ kind: 'message', text, files });

export const happened = (what: What): Inbound => inbound(what);

export const click = (verb: string, data: Readonly<Record<string, unknown>> = {}): Inbound =>
  inbound({ kind: 'action', verb, data, cardActivityId: 'card-1', automatic: false });

/**
 * A desk with one customer directory, played turn by turn: what is committed in one turn is known in the next.
 * Stands where the shell stands.
 */
export type Play = {
  readonly say: (text: string) => Turn;
  readonly press: (verb: string, data?: Readonly<Record<string, unknown>>) => Turn;
  readonly about: () => Case;
  readonly person: () => Person;
  readonly customer: () => Customer | null;
  readonly turns: readonly Turn[];
};

type Setting = {
  readonly customers?: readonly Customer[];
  readonly person?: Person;
  readonly profile?: PartnerProfile;
  readonly now?: () => string;
};

export const play = (setting: Setting = {}): Play => {
  const customers = new Map((setting.customers ?? [contoso]).map((one) => [one.id, one]));
  const turns: Turn[] = [];
  let person = setting.person ?? agent;
  let about: Case | null = null;
  const take = (arrived: Inbound): Turn => {
    const reading = readInbound(arrived, policy);
    const all = [...customers.values()];
    const chosenId = reading.is === 'action' ? reading.customerId : null;
    const turn = takeTurn(
      known({
        now: setting.now?.() ?? now,
        person,
        profile: setting.profile ?? profile,
        case: about,
        customer: customers.get(about?.customerId ?? '') ?? null,
        chosen: customers.get(chosenId ?? '') ?? null,
        cardVersion: about?.version ?? null,
        drafts: about?.stage.at === 'intake' ? [about] : [],
        candidates: all.map((customer) => ({ customer, words: 'contoso' })),
      }),
      reading,
      policy,
    );
    turns.push(turn);
    person = turn.person ?? person;
    about = turn.cases[0] ?? about;
    if (turn.customer !== null) customers.set(turn.customer.id, turn.customer);
    return turn;
  };
  return {
    turns,
    say: (text) => take(message(text)),
    press: (verb, data = {}) => take(click(verb, data)),
    person: () => person,
    customer: () => customers.get(about?.customerId ?? '') ?? null,
    about: () => {
      if (about === null) throw new Error('no case is open yet');
      return about;
    },
  };
};

const variant = (id: string, more: Partial<Customer>): Customer => ({
  ...contoso,
  id,
  name: id,
  domain: `${id}.example`,
  adminPermission: null,
  adminPermissionUntil: null,
  ...more,
});

/** One customer for each way the directory can shape an interview. */
export const cloudsAndPartners: readonly Customer[] = [
  contoso,
  variant('plain', {}),
  variant('no-permission', { adminPermission: false }),
  variant('expired', { adminPermission: true, adminPermissionUntil: '2026-11-01' }),
  variant('reseller', { partnerType: 'indirect-reseller' }),
  variant('granted', { partnerType: 'indirect-reseller', providerGrantedAzureAccess: true }),
  variant('elsewhere', { purchasedThrough: 'other-partner' }),
  variant('china', { cloud: '21vianet' }),
  variant('germany', { cloud: 'germany' }),
  variant('government', { cloud: 'us-gov' }),
];
