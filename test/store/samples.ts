/** Values for the store's tests: whole, small, and changed by what a test is about. */
import { notFollowed } from '../../src/triage/follow.ts';
import type { Commit, Store } from '../../src/flow/ports.ts';
import type { Case, CaseSummary } from '../../src/triage/case.ts';
import type { Customer, Person } from '../../src/triage/desk.ts';
import type { OutgoingRow, RecordEntry } from '../../src/triage/turn.ts';

export const now = '2026-11-20T08:00:00Z';
/** Seconds after `now`. */
export const after = (seconds: number): string => new Date(Date.parse(now) + seconds * 1000).toISOString();

export const aCase = (change: Partial<Case> = {}): Case => ({
  id: `case-${change.number ?? 1001}`,
  number: 1001,
  version: 1,
  owner: 'home/alex',
  ownerName: 'Alex',
  openedAt: now,
  changedAt: now,
  stage: { at: 'intake', page: 'who-and-what' },
  customerId: null,
  facts: {},
  origins: {},
  guesses: [],
  words: null,
  healthCheckedAt: null,
  incidentId: null,
  extras: {},
  decision: null,
  bounces: [],
  disagreements: [],
  sensitive: false,
  handedToLeadAt: null,
  follow: notFollowed,
  ...change,
});

export const summaryFor = (kase: Case, title = 'Mail is down'): CaseSummary => ({
  id: kase.id,
  number: kase.number,
  title,
  customerName: 'Contoso',
  stage: kase.stage,
  outcome: null,
  door: null,
  severity: null,
  ownerName: kase.ownerName,
  changedAt: kase.changedAt,
});

export const aCommit = (change: Partial<Commit> = {}): Commit => ({
  inboundId: null,
  intent: null,
  answer: null,
  cases: [],
  person: null,
  customer: null,
  record: [],
  rows: [],
  reminders: [],
  drop: [],
  desk: null,
  settles: null,
  unparks: null,
  shown: null,
  now,
  ...change,
});

/** A commit that keeps this case, found by `search`. */
export const keeping = (kase: Case, search = 'mail is down', change: Partial<Commit> = {}): Commit =>
  aCommit({ cases: [{ case: kase, search, summary: summaryFor(kase, search) }], ...change });

export const aPerson = (change: Partial<Person> = {}): Person => ({
  id: 'home/alex',
  version: 1,
  tenantId: 'home',
  objectId: 'alex',
  name: 'Alex',
  chosenLocale: null,
  locale: 'en',
  zone: 'Europe/Berlin',
  agentRole: null,
  azureSupportGroupMember: null,
  isLead: false,
  address: null,
  welcomedAt: null,
  ...change,
});

export const aCustomer = (change: Partial<Customer> = {}): Customer => ({
  id: change.domain ?? 'contoso.example',
  version: 1,
  name: 'Contoso Ltd.',
  domain: 'contoso.example',
  tenantId: null,
  cloud: 'global',
  purchasedThrough: 'us',
  partnerType: null,
  provider: null,
  providerGrantedAzureAccess: null,
  adminPermission: null,
  adminPermissionUntil: null,
  contacts: [],
  language: 'en',
  zone: 'Europe/Berlin',
  azureSubscriptions: [],
  ...change,
});

export const aRow = (change: Partial<OutgoingRow> = {}): OutgoingRow => ({
  key: 'row-1',
  dueAt: now,
  recipient: { to: 'person', personId: 'home/alex' },
  picture: { card: 'welcome' },
  sendClass: 'at-least-once',
  replacesCard: false,
  ...change,
});

export const rowTo = (personId: string, key: string, dueAt = now): OutgoingRow =>
  aRow({ key, dueAt, recipient: { to: 'person', personId } });

export const anEntry = (change: Partial<RecordEntry> = {}): RecordEntry => ({
  caseId: 'case-1001',
  at: now,
  by: 'home/alex',
  byName: 'Alex',
  what: 'answered',
  data: { impact: 'critical', list: [1, 2] },
  texts: { description: 'Nobody gets mail since 9' },
  ...change,
});

export const leaseMs = 60_000;

/** Keys of the rows claimed at `at`. */
export const claimedKeys = async (store: Store, at = now, limit = 10): Promise<readonly string[]> =>
  (await store.claimDue(at, limit, leaseMs)).map(({ key }) => key);
