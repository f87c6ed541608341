/**
 * The composition root: configuration and data become a working app. Every room is put together here and nowhere
 * else; tests call it with another clock or store.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createMail } from './clients/mail.ts';
import { authOf } from './bot-auth.ts';
import type { Config } from './config.ts';
import type { Data } from './data.ts';
import { actionTokens } from './flow/action-token.ts';
import { createCompose } from './flow/compose.ts';
import { createDeliver } from './flow/deliver.ts';
import { createSendLetter } from './flow/letter.ts';
import type { Parts } from './flow/parts.ts';
import type { Clock, Mail, Receive, Store } from './flow/ports.ts';
import { createReceive } from './flow/receive.ts';
import { createRemind } from './flow/remind.ts';
import { replay, type Story } from './flow/replay.ts';
import { createSweeper, type Sweeper } from './flow/sweep.ts';
import { createServer } from './http.ts';
import type { Log } from './log.ts';
import { countedReceive, countedStore, createCounting } from './metrics.ts';
import { createOperations, type Operations } from './operations.ts';
import { createGraph, type Graph } from './outbound/graph.ts';
import { createOutbound } from './outbound/outbound.ts';
import { probeMail, probeOutside, type Probe } from './outbound/probe.ts';
import { readCustomers, readPartnerProfile, type Read } from './store/partner-files.ts';
import { createEdge, type Edge, type EdgeAuth } from './teams/edge.ts';
import type { PartnerProfile } from './triage/desk.ts';

export { openStore } from './store/open.ts';
export type { Mail } from './flow/ports.ts';

export type App = {
  /** Rejects with a Fault when the port cannot be had. */
  start(): Promise<{ readonly port: number; readonly operatorPort: number | null }>;
  /** In-flight turns are answered, the outbox is kept. A second call ends everything at once. */
  stop(): Promise<void>;
  /** Resolves when so little memory is left that the process should end while it can. */
  readonly exhausted: Promise<void>;
  /** The turn, for those who have no wire. */
  readonly receive: Receive;
  /** Takes days of work in one go, before the start; nobody is told of it. */
  replay(stories: readonly Story[], until: string): Promise<void>;
};

type Options = {
  readonly config: Config;
  readonly data: Data;
  readonly profile: PartnerProfile;
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  /** Commands of this deployment alone. */
  readonly typed?: NonNullable<Parts['typed']>;
  /** Takes the mails in the place of a mailbox. */
  readonly mail?: Mail;
};

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** Stands in for a profile nobody wrote yet: every gap is visible where it would be read. */
export const blankPartner: PartnerProfile = {
  name: '[PARTNER_FILE: name]',
  partnerType: null,
  partnerId: null,
  contact: {
    company: '[PARTNER_FILE: company]',
    name: '[PARTNER_FILE: contact name]',
    email: '[PARTNER_FILE: e-mail]',
    phone: '[PARTNER_FILE: phone]',
    country: '[PARTNER_FILE: country]',
    zone: 'UTC',
    nightPhone: null,
    copyTo: [],
  },
  clouds: ['global', 'us-gov', '21vianet', 'germany'],
  language: 'en',
  support: {
    languages: ['en'],
    hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', zone: 'UTC' },
    contactMethod: '[PARTNER_FILE: how to reach you]',
    priceText: null,
  },
  contract: null,
};

/** The partner's profile, or every problem in the file. */
export const readPartner = (path: string): Read<PartnerProfile> =>
  readPartnerProfile(readFileSync(path, 'utf8'), path);

/** Adds and updates the customers of a directory file; on any problem nothing is written. */
export const importCustomers = async (
  store: Store,
  path: string,
): Promise<Read<{ added: number; changed: number }>> => {
  const read = readCustomers(readFileSync(path, 'utf8'), path);
  return read.value === null ? read : { value: await store.putCustomers(read.value), problems: [] };
};

type MailWay = { readonly graph: Graph; readonly mail: Mail };

/** Where a mailbox is configured; without one Graph is not even an address Handoff may talk to. */
const openMail = (config: Config, auth: EdgeAuth, log: Log): MailWay | null => {
  const { mailFrom, cloud, edge: addresses, homeTenantId: tenantId } = config;
  if (mailFrom === null || auth.kind !== 'connector') return null;
  const graph = createGraph({ cloud, addresses, identity: auth, tenantId, now: Date.now, log });
  return { graph, mail: createMail(graph, mailFrom, log, Date.now) };
};

/** Tries the addresses a bot of this configuration needs, and its login. Takes at most some twenty seconds. */
export const probeEdge = async (config: Config, log: Log): Promise<Probe> => {
  const auth = authOf(config);
  const identity = auth.kind === 'connector' ? auth : null;
  const { cloud, edge: addresses } = config;
  const outbound = createOutbound({ cloud, addresses, identity, now: Date.now, log });
  const mailWay = openMail(config, auth, log);
  try {
    const probed = await probeOutside(outbound, Date.now);
    return mailWay === null ? probed : { ...probed, mail: await probeMail(mailWay.graph) };
  } finally {
    await Promise.all([outbound.wayOut.close(), mailWay?.graph.close()]);
  }
};

const newKey = (): string => randomBytes(32).toString('base64url');

type Rooms = {
  readonly server: ReturnType<typeof createServer>;
  readonly operations: Operations;
  readonly sweeper: Sweeper;
  readonly edge: Edge;
  readonly mailWay: MailWay | null;
  readonly store: Store;
};

/** Opened one after another, closed so that what is under way can still end. */
const running = ({
  server,
  operations,
  sweeper,
  edge,
  mailWay,
  store,
}: Rooms): Pick<App, 'start' | 'stop'> => ({
  start: async () => {
    const listening = await server.listen();
    const operator = await operations.start().catch(async (caught: unknown) => {
      await server.close();
      throw caught;
    });
    sweeper.start();
    return { ...listening, operatorPort: operator?.port ?? null };
  },
  stop: async () => {
    await server.close();
    await operations.stop();
    await sweeper.stop();
    await edge.close();
    await mailWay?.graph.close();
    await store.close();
  },
});

export const createApp = async ({ store: opened, ...options }: Options): Promise<App> => {
  const { config, data, profile, log, clock } = options;
  const counting = createCounting();
  const store = countedStore(opened, counting);
  const tokens = actionTokens([await store.secret('action-token', newKey)]);
  const rules = { homeTenantId: config.homeTenantId, agents: config.agents, leads: config.leads };
  const operations = createOperations({
    config,
    clock,
    log,
    counting,
    problems: () => edge.problems(),
    probe: () => probeEdge(config, log),
  });
  const { findings } = operations;
  const auth = authOf(config);
  const mailWay = openMail(config, auth, log);
  const mail = options.mail ?? mailWay?.mail ?? null;
  const hasMail = mail !== null;
  const compose = createCompose({ store, ...data, profile, rules, tokens, findings, hasMail });
  const parts: Parts = {
    store,
    clock,
    ...data,
    profile,
    rules,
    tokens,
    compose,
    log,
    hasMail,
    nudge: () => sweeper.nudge(),
    ...(options.typed === undefined ? {} : { typed: options.typed }),
  };
  const receive = countedReceive(createReceive(parts), counting);
  const edge: Edge = createEdge({
    auth,
    cloud: config.cloud,
    addresses: config.edge,
    receive,
    log,
  });
  const deliver = createDeliver({
    store,
    connector: edge.connector,
    compose,
    profile,
    rules,
    random: Math.random,
    ...(mail === null ? {} : { letter: createSendLetter({ ...parts, mail }) }),
  });
  const { noticesPerPersonAndMinute: mostNotices } = data.policy.numbers;
  const sweeper = createSweeper({ store, deliver, remind: createRemind(parts), mostNotices, clock, log });
  const server = createServer({ ...config.http, messages: edge.messages, healthy: () => true, log });

  return {
    receive,
    exhausted: operations.exhausted,
    replay: (stories, until) => replay(stories, until, parts),
    ...running({ server, operations, sweeper, edge, mailWay, store }),
  };
};
