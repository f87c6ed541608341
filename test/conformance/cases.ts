/** Forty hostile or unlucky things that happen to a bot in Teams, each with the one right way to take it. */
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Caller } from '../stand-in/activities.ts';
import { createKeyPair } from '../stand-in/keys.ts';
import type { Scripted, Teams } from '../stand-in/teams.ts';
import { forge, type Recipe } from '../teams/forge.ts';
import type { Bot } from './bots.ts';
import { eventually, post, type Answered } from './wire.ts';

export type Bench = {
  readonly bot: Bot;
  /** Serves the keys and the bot's token. */
  readonly keys: Teams;
  /** A Connector of this case's own. */
  readonly teams: Teams;
  /** A person of this case's own. */
  readonly caller: Caller;
  readonly storm: Storm;
};

export type Storm = {
  /** How long it lasts. A stock bot gives up after six seconds. */
  readonly lastsMs: number;
  /** How long an incoming request may be held meanwhile. */
  readonly heldMs: number;
};

export type Seen = { readonly right: boolean; readonly seen: string };
export type Case = {
  readonly name: string;
  readonly wanted: string;
  /** Mostly waiting: may run beside others. */
  readonly waits?: true;
  readonly run: (bench: Bench) => Promise<Seen>;
};

const bearer = (teams: Teams): string => `Bearer ${teams.mint()}`;
/** Replies, and attempts at them: a stock bot that failed also tells its user to fix the source code. */
const replies = ({ sent }: Teams): number =>
  sent.filter(({ body: { text } }) => typeof text !== 'string' || text.startsWith('Echo: ')).length;
const hello = ({ teams, caller }: Bench) => teams.activities.message('help', caller);
const say = (bench: Bench, patienceMs?: number): Promise<Answered> =>
  post(bench.bot.url, hello(bench), bearer(bench.teams), patienceMs);

const isOneOf = ({ status }: Answered, accepted: readonly number[]): Seen => ({
  right: accepted.includes(status),
  seen: status === 0 ? 'cut' : String(status),
});

// ── who may come in ──────────────────────────────────────────────────────────────────────────

const now = (seconds: number) => ({ $now: seconds });
const otherId = '99999999-0000-4000-8000-000000000009';
const good: Recipe = { name: '', status: 0 };

const token = (name: string, accepted: readonly number[], recipe: Partial<Recipe>): Case => ({
  name,
  wanted: accepted.join(' or '),
  run: async ({ bot, teams }) => {
    const { authorization, activity } = forge({ ...good, ...recipe }, teams);
    return isOneOf(await post(bot.url, activity, authorization), accepted);
  },
});

const unknownKeys: Case = {
  name: 'five tokens under unknown keys',
  wanted: '401, at most 1 fetch',
  run: async ({ bot, keys, teams, caller }) => {
    const before = keys.counts.keys;
    const statuses = new Set<number>();
    for (let n = 1; n <= 5; n += 1) {
      const forged = teams.mint({ pair: { ...createKeyPair(`unknown-${String(n)}`, 1_024) } });
      const answer = await post(bot.url, teams.activities.message('help', caller), `Bearer ${forged}`);
      statuses.add(answer.status);
    }
    const fetches = keys.counts.keys - before;
    const isRefused = [...statuses].every((status) => status === 401);
    return { right: isRefused && fetches <= 1, seen: `${[...statuses].join('/')}, ${String(fetches)}` };
  },
};

const coldStart: Case = {
  name: 'twenty first requests at once',
  wanted: 'at most 1 metadata and 1 key fetch',
  run: async (bench) => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => say(bench)));
    const { metadata, keys } = bench.keys.counts;
    const isTaken = answers.every(({ status }) => status === 200);
    return { right: isTaken && metadata <= 1 && keys <= 1, seen: `${String(metadata)} + ${String(keys)}` };
  },
};

const entry: readonly Case[] = [
  coldStart,
  token('a valid token', [200], {}),
  token('no token', [401], { authorization: null }),
  token('a token that is none', [401], { authorization: 'Bearer nonsense' }),
  token('a token that ended ten minutes ago', [401], { claims: { nbf: now(-4_200), exp: now(-600) } }),
  token('a token for another bot', [401], { claims: { aud: otherId } }),
  token('algorithm "none"', [401], { sign: 'none', header: { alg: 'none' } }),
  token('HS256 signed with the public key', [401], { sign: 'hmac-public', header: { alg: 'HS256' } }),
  token('another RSA key under a known id', [401], { sign: 'other-key' }),
  token('a token that starts in the future', [401], { claims: { nbf: now(900) } }),
  token('a token that ended four minutes ago', [200], { claims: { nbf: now(-3_600), exp: now(-240) } }),
  unknownKeys,
  token('a foreign issuer', [401], { claims: { iss: 'https://evil.example' } }),
  token('another Entra tenant as issuer', [401], { claims: { iss: `https://sts.windows.net/${otherId}/` } }),
  token('a service address other than the activity’s', [401], {
    claims: { serviceurl: 'https://smba.trafficmanager.net/other/' },
  }),
  token('an activity from another host than the token’s', [401], {
    activity: { serviceUrl: 'http://127.0.0.1:9/teams/' },
  }),
  token('no service address in the token', [401], { claims: { serviceurl: null } }),
  token('no service address in the activity', [400, 401, 403], { activity: { serviceUrl: null } }),
  token('a channel the key may not speak for', [401, 403], { activity: { channelId: 'webchat' } }),
  token('the channel "AseChannel"', [401, 403], { activity: { channelId: 'AseChannel' } }),
];

// ── what comes in ────────────────────────────────────────────────────────────────────────────

const body = (name: string, accepted: readonly number[], make: (bench: Bench) => unknown): Case => ({
  name,
  wanted: accepted.join(' or '),
  run: async (bench) => isOneOf(await post(bench.bot.url, make(bench), bearer(bench.teams)), accepted),
});

const without = (bench: Bench, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(hello(bench)).filter(([key]) => key !== name));
const long = (bench: Bench, length: number) => ({ ...hello(bench), text: 'x'.repeat(length) });
const deep = (bench: Bench): string =>
  JSON.stringify({ ...hello(bench), value: 0 }).replace(
    '"value":0',
    `"value":${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  );

const quietMs = 1_600;
const oneReply: Case = {
  name: 'one activity delivered twice',
  wanted: '1 reply',
  waits: true,
  run: async (bench) => {
    const activity = hello(bench);
    for (const _ of [1, 2]) await post(bench.bot.url, activity, bearer(bench.teams));
    await eventually(() => replies(bench.teams) > 1, quietMs);
    const count = replies(bench.teams);
    return { right: count === 1, seen: `${String(count)} replies` };
  },
};

const content: readonly Case[] = [
  oneReply,
  body('JSON that is none', [400], () => '{"type":'),
  body('an empty body', [400, 415, 422], () => ''),
  body('a list for a body', [400, 422], () => '[]'),
  body('no type', [400, 422], (bench) => without(bench, 'type')),
  body('no conversation', [400, 422], (bench) => without(bench, 'conversation')),
  body('a body of 1 MB', [400, 413], (bench) => long(bench, 1_000_000)),
  body('a body of 20 MB', [400, 413], (bench) => long(bench, 20_000_000)),
  body('JSON nested 100,000 deep', [400, 413], deep),
];

// ── the way back ─────────────────────────────────────────────────────────────────────────────

const delivered = (count: number): string => (count === 0 ? 'lost' : `delivered ${String(count)}×`);

/** The first attempt fails so; the second succeeds. */
const delivery = (name: string, answer: Scripted, leastWaitMs = 0): Case => ({
  name,
  wanted: leastWaitMs === 0 ? 'delivered once' : 'delivered once, later',
  waits: true,
  run: async (bench) => {
    const count = (): number => replies(bench.teams);
    bench.teams.script(answer);
    const asked = say(bench);
    await eventually(() => count() > 0, 5_000);
    await pause(leastWaitMs);
    const isEarly = leastWaitMs > 0 && count() > 1;
    await asked;
    await eventually(() => count() > 1, 5_000);
    await pause(500);
    const seen = delivered(count() - 1) + (isEarly ? ', too early' : '');
    return { right: count() === 2 && !isEarly, seen };
  },
});

/** An answer after which the same bytes must not go again. */
const single = (name: string, status: number): Case => ({
  name,
  wanted: '1 attempt',
  waits: true,
  run: async (bench) => {
    bench.teams.script({ status });
    await say(bench);
    await eventually(() => replies(bench.teams) > 1, quietMs);
    const count = replies(bench.teams);
    return { right: count === 1, seen: `${String(count)} attempts` };
  },
});

const stormOf = (name: string, answer: Scripted): Case => ({
  name,
  wanted: 'kept and delivered once; the caller is not held',
  waits: true,
  run: async (bench) => {
    const { always } = bench.teams;
    const count = (): number => replies(bench.teams);
    always(answer);
    const [{ ms }] = await Promise.all([say(bench), pause(bench.storm.lastsMs)]);
    const during = count();
    always(null);
    // What a stock bot gave up it will never send again.
    await eventually(() => count() > during, 15_000);
    await pause(500);
    const after = count() - during;
    return {
      right: during > 0 && after === 1 && ms <= bench.storm.heldMs,
      seen: `${delivered(after)}; ${(ms / 1_000).toFixed(1)} s`,
    };
  },
});

const wayBack: readonly Case[] = [
  delivery('429 once, Retry-After 1', { status: 429, headers: { 'retry-after': '1' } }, 900),
  delivery('412 once', { status: 412 }),
  single('500 once', 500),
  delivery('502 once', { status: 502 }),
  delivery('503 once', { status: 503 }),
  delivery('504 once', { status: 504 }),
  single('403', 403),
  stormOf('nothing but 429', { status: 429, headers: { 'retry-after': '1' } }),
  stormOf('nothing but 502', { status: 502 }),
];

// ── how it stands it ─────────────────────────────────────────────────────────────────────────

const halfOpen: Case = {
  name: 'two hundred half-open connections',
  wanted: '200',
  run: async (bench) => {
    const sockets = Array.from({ length: 200 }, () => {
      const socket = connect(bench.bot.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('POST /api/messages HTTP/1.1\r\nHost: bot.example\r\nX-Half: ');
      return socket;
    });
    await pause(200);
    const answer = await say(bench);
    for (const socket of sockets) socket.destroy();
    return isOneOf(answer, [200]);
  },
};
const alive: Case = {
  name: 'an honest message after all that',
  wanted: '200',
  run: async (bench) => isOneOf(await say(bench), [200]),
};

/** In the order they are run. */
export const cases: readonly Case[] = [...entry, ...content, ...wayBack, halfOpen, alive];
