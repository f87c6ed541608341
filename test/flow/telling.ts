/** A desk with one case and one customer, whose messages go out as they would: real store, sweeper and turns. */
import assert from 'node:assert/strict';
import { createDeliver } from '../../src/flow/deliver.ts';
import { createSendLetter } from '../../src/flow/letter.ts';
import type { Connector, Mail, Store } from '../../src/flow/ports.ts';
import { createRemind } from '../../src/flow/remind.ts';
import { sweepOnce } from '../../src/flow/rounds.ts';
import { createLog } from '../../src/log.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Customer, Person } from '../../src/triage/desk.ts';
import type { Picture } from '../../src/triage/picture.ts';
import { talkOf, withMessage } from '../../src/triage/talk.ts';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import { aCase, aCommit, aCustomer, aPerson, keeping } from '../store/samples.ts';
import { policy, profile } from '../triage/desk.ts';
import { texts } from '../triage/packet-sample.ts';

export const startMs = Date.parse('2026-11-20T09:00:00Z');
const startsAt = new Date(startMs).toISOString();

export const kim = { objectId: 'kim', name: 'Kim', email: 'kim@contoso.example' };
const kimId = 'tenant-c/kim';

export const contoso: Customer = aCustomer({ tenantId: 'Tenant-C', contacts: [kim] });

const addressOf = (name: string, tenantId: string, serviceUrl: string): Person['address'] => ({
  conversationId: `a:${name}`,
  kind: 'personal',
  tenantId,
  serviceUrl,
  botId: '28:bot',
  userId: `29:${name}`,
});

const serviceUrl = 'https://smba.trafficmanager.net/emea/';

/** Who wrote the message and owns the case. */
const owner = (url: string): Person => aPerson({ address: addressOf('alex', 'home', url) });

/** Kim in a chat with the bot. */
export const kimInChat = (change: Partial<Person> = {}, url = serviceUrl): Person =>
  aPerson({
    id: kimId,
    tenantId: 'tenant-c',
    objectId: 'kim',
    name: 'Kim',
    address: addressOf('kim', 'tenant-c', url),
    ofCustomer: { customerId: contoso.id, stoppedAt: null },
    ...change,
  });

/** The case with one message to Kim on its way. */
export const toldCase = (goesAt = startsAt): Case =>
  withMessage(aCase({ customerId: contoso.id, stage: { at: 'decided' } }), {
    at: startsAt,
    by: 'home/alex',
    byName: 'Alex',
    from: 'desk',
    situation: 'received',
    text: 'Guten Tag,\n\nwir haben Ihre Meldung.',
    language: 'en',
    to: kim,
    delivery: { state: 'waiting', way: 'chat', goesAt },
  });

export const messageRow = (goesAt = startsAt, personId = kimId): OutgoingRow => ({
  key: 'told|case-1001|1',
  dueAt: goesAt,
  recipient: { to: 'contact', personId, message: { caseId: 'case-1001', messageId: 1 } },
  picture: { card: 'customer-message', caseId: 'case-1001', messageId: 1 },
  sendClass: 'at-least-once',
  replacesCard: false,
});

const labelOf = (picture: Picture): string =>
  picture.card === 'alert' && 'key' in picture.says
    ? `${picture.says.key} ${JSON.stringify(picture.says.values?.['why'])}`
    : picture.card;

type Setting = {
  readonly store: Store;
  readonly connector: Connector;
  readonly mail?: Mail;
  readonly serviceUrl?: string;
};

export const createTelling = async ({ store, connector, mail, serviceUrl: url = serviceUrl }: Setting) => {
  let nowMs = startMs;
  const clock = { now: () => new Date(nowMs).toISOString() };
  const rules = { homeTenantId: 'home', agents: [], leads: [] };
  const log = createLog('silent');
  const shared = { store, policy, texts, profile, rules };
  const deliver = createDeliver({
    ...shared,
    connector,
    compose: (picture) => Promise.resolve({ json: '{"type":"AdaptiveCard"}', summary: labelOf(picture) }),
    random: () => 0.5,
    ...(mail === undefined ? {} : { letter: createSendLetter({ ...shared, mail }) }),
  });
  const remind = createRemind({ ...shared, nudge: () => undefined });
  const parts = { store, deliver, remind, clock, log };
  await store.commit(aCommit({ person: owner(url), customer: contoso, now: startsAt }));

  const about = async (): Promise<Case> => {
    const found = await store.case('case-1001');
    assert.ok(found !== null);
    return found;
  };
  return {
    deliver,
    /** The message is written and queued. */
    write: async (change: { about?: Case; row?: OutgoingRow; person?: Person } = {}): Promise<void> => {
      const { person = null, about: told = toldCase(), row = messageRow() } = change;
      await store.commit(keeping(told, 'x', { rows: [row], person, now: startsAt }));
    },
    sleep: (ms: number): void => void (nowMs += ms),
    now: () => clock.now(),
    /** Until nothing is due. */
    work: async (): Promise<void> => {
      while ((await sweepOnce(parts)) > 0);
    },
    /** Jumping from due instant to due instant, for so long. */
    workFor: async (ms: number): Promise<void> => {
      const endMs = nowMs + ms;
      for (;;) {
        while ((await sweepOnce(parts)) > 0);
        const dueAt = await store.nextDueAt();
        const nextMs = dueAt === null ? Infinity : Math.max(Date.parse(dueAt), nowMs + 1);
        if (nextMs > endMs) break;
        nowMs = nextMs;
      }
      nowMs = endMs;
    },
    /** How the message ended: its state, and the way or the reason. */
    ended: async (): Promise<string> => {
      const [message] = talkOf(await about()).messages;
      if (message?.from !== 'desk') return 'gone';
      const { delivery } = message;
      return `${delivery.state} ${delivery.state === 'failed' ? delivery.why : delivery.way}`;
    },
    /** What the record says of it. */
    recorded: async (): Promise<readonly string[]> =>
      (await store.record('case-1001')).map(({ what }) => what),
  };
};
export type Telling = Awaited<ReturnType<typeof createTelling>>;
