/** The outbox under a clock that jumps: real store, real sweeper and delivery, a Connector that tells how it would be. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CardMessage, Connector, Delivery, Settled, Store } from '../../src/flow/ports.ts';
import { createDeliver } from '../../src/flow/deliver.ts';
import { sweepOnce } from '../../src/flow/rounds.ts';
import { createLog } from '../../src/log.ts';
import { readPartnerProfile } from '../../src/store/partner-files.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import type { Address, Person } from '../../src/triage/desk.ts';
import type { Phrase } from '../../src/triage/phrase.ts';
import type { Picture } from '../../src/triage/picture.ts';

export const startMs = Date.parse('2026-11-20T08:00:00Z');

export const personOf = (name: string, tenantId = 'home'): Person => ({
  id: `${tenantId}/${name}`,
  version: 1,
  tenantId,
  objectId: name,
  name,
  chosenLocale: null,
  locale: 'en',
  zone: 'UTC',
  agentRole: null,
  azureSupportGroupMember: null,
  isLead: false,
  address: {
    conversationId: `a:${name}`,
    kind: 'personal',
    tenantId,
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    botId: '28:bot',
    userId: `29:${name}`,
  },
  welcomedAt: null,
});

/** A message that says its own key. */
export const rowFor = (person: Person, key: string, dueMs = startMs): OutgoingRow => ({
  key,
  dueAt: new Date(dueMs).toISOString(),
  recipient: { to: 'person', personId: person.id },
  picture: { card: 'notice', says: { typed: key }, forward: [] },
  sendClass: 'at-least-once',
  replacesCard: false,
});

const wordsOf = (says: Phrase): string => ('typed' in says ? says.typed : says.key);

/** What a message says: of a list, everything in it, comma by comma. */
const labelOf = (picture: Picture): string => {
  if (picture.card === 'notice' || picture.card === 'alert') return wordsOf(picture.says);
  return picture.card === 'alerts' ? picture.alerts.map(({ says }) => wordsOf(says)).join() : picture.card;
};

export type Sent = { readonly atMs: number; readonly conversationId: string; readonly label: string };

type Setting = {
  readonly store: Store;
  /** How a send at this instant would end; default: delivered. Every call is counted as one. */
  readonly answer?: (atMs: number, address: Address) => Delivery;
  /** Notices to one person in a minute. */
  readonly mostNotices?: number;
  /** Object ids. */
  readonly leads?: readonly string[];
};

const profileFile = new URL('../../src/demo/sample/partner.json', import.meta.url);
const { value: profile } = readPartnerProfile(readFileSync(profileFile, 'utf8'), 'partner.json');

const delivered: Delivery = { kind: 'delivered', activityId: 'posted' };

export const createVirtualOutbox = ({ store, answer = () => delivered, leads = [], ...more }: Setting) => {
  let nowMs = startMs;
  const tried: Sent[] = [];
  const sent: Sent[] = [];
  const ends: Settled[] = [];
  const clock = { now: () => new Date(nowMs).toISOString() };

  const post = (address: Address, { summary }: CardMessage): Promise<Delivery> => {
    const delivery = answer(nowMs, address);
    const one = { atMs: nowMs, conversationId: address.conversationId, label: summary };
    tried.push(one);
    if (delivery.kind === 'delivered') sent.push(one);
    return Promise.resolve(delivery);
  };
  const connector: Connector = { post, rewrite: (address, _id, message) => post(address, message) };
  assert.ok(profile !== null);
  const deliver = createDeliver({
    store,
    profile,
    rules: { homeTenantId: 'home', agents: [], leads },
    connector,
    compose: (picture) => Promise.resolve({ json: '{}', summary: labelOf(picture) }),
    random: () => 0.5,
  });
  const noted: typeof deliver = async (row, now) => {
    const end = await deliver(row, now);
    ends.push(end);
    return end;
  };
  const parts = { store, deliver: noted, clock, log: createLog('silent'), ...more };

  return {
    sent,
    tried,
    ends,
    nowMs: () => nowMs,
    /** Time passes with nobody at work. */
    sleep: (ms: number): void => void (nowMs += ms),
    /** Works, jumping from due instant to due instant, until nothing waits or the instant has come. */
    runUntil: async (untilMs: number): Promise<void> => {
      for (;;) {
        if ((await sweepOnce(parts)) > 0) continue;
        const dueAt = await store.nextDueAt();
        const nextMs = dueAt === null ? Infinity : Math.max(Date.parse(dueAt), nowMs + 1);
        if (nextMs > untilMs) break;
        nowMs = nextMs;
      }
    },
  };
};

/** The most that lie in any window, both ends of which may be anywhere. */
export const mostInWindow = (instants: readonly number[], windowMs: number): number => {
  let from = 0;
  return instants.reduce((most, atMs, to) => {
    while ((instants[from] ?? atMs) <= atMs - windowMs) from += 1;
    return Math.max(most, to - from + 1);
  }, 0);
};
