/** What no single request shows: a cold start, an outage, the end of the process, and what kills stock restify. */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { killers } from '../http/killers.ts';
import { exchange, statusOf } from '../http/raw.ts';
import { startTeams, type Teams } from '../stand-in/teams.ts';
import { startBot, type Bot, type Kind } from './bots.ts';
import { person } from './play-cases.ts';
import { eventually, post } from './wire.ts';

/** One figure: how it was, and whether that is good enough. */
export type Figure = {
  readonly name: string;
  readonly wanted: string;
  readonly seen: string;
  readonly right: boolean;
};

const bearer = (teams: Teams): string => `Bearer ${teams.mint()}`;
const hello = (teams: Teams, number: number) => teams.activities.message('help', person(number));
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n + 1);

/** Replies that arrived or were tried; what a stock bot says of its own failure is no reply. */
const repliesIn = ({ sent }: Teams): number =>
  sent.filter(({ body: { text } }) => typeof text !== 'string' || text.startsWith('Echo: ')).length;

type Around = (teams: Teams, bot: Bot) => Promise<readonly Figure[]>;

/** A fresh bot and a fresh stand-in. */
const fresh = async (kind: Kind, around: Around): Promise<readonly Figure[]> => {
  const teams = await startTeams();
  const bot = await startBot(kind, teams);
  try {
    return await around(teams, bot);
  } finally {
    await bot.close();
    await teams.close();
  }
};

const coldRequests = 50;
const cold: Around = async (teams, bot) => {
  await Promise.all(range(coldRequests).map((n) => post(bot.url, hello(teams, n), bearer(teams))));
  await eventually(() => repliesIn(teams) >= coldRequests, 15_000);
  const { metadata, keys, token } = teams.counts;
  return [
    {
      name: `fetches of metadata, keys, token for ${String(coldRequests)} cold requests`,
      wanted: 'at most 1, 1, 1',
      seen: [metadata, keys, token].join(', '),
      right: metadata <= 1 && keys <= 1 && token <= 1,
    },
  ];
};

const senders = 20;
const outage =
  (status: number, stormMs: number): Around =>
  async (teams, bot) => {
    // Before the outage everything works, so that a cold start is not counted in.
    await post(bot.url, hello(teams, 0), bearer(teams));
    await eventually(() => repliesIn(teams) > 0, 5_000);
    teams.always({ status, ...(status === 429 ? { headers: { 'retry-after': '1' } } : {}) });
    const asked = range(senders).map((n) => post(bot.url, hello(teams, n), bearer(teams)));
    const [answers] = await Promise.all([Promise.all(asked), pause(stormMs)]);
    const before = repliesIn(teams);
    teams.always(null);
    await eventually(() => repliesIn(teams) - before >= senders, 15_000);
    const kept = repliesIn(teams) - before;
    const heldMs = Math.max(...answers.map(({ ms }) => ms));
    const name = `while every send is answered ${String(status)}`;
    return [
      {
        name: `replies lost, ${String(senders)} people, ${name}`,
        wanted: '0',
        seen: String(senders - kept),
        right: kept === senders,
      },
      {
        name: `longest an incoming request was held ${name}`,
        wanted: 'at most 1 s',
        seen: `${(heldMs / 1_000).toFixed(1)} s`,
        right: heldMs <= 1_000,
      },
    ];
  };

/** A request whose last byte is not sent yet: for certain under way, on every bot alike. */
const holdBack = (port: number, activity: unknown, authorization: string) => {
  const text = JSON.stringify(activity);
  const socket: Socket = connect(port, '127.0.0.1');
  let heard = '';
  const answered = new Promise<number>((resolve) => {
    const end = (): void => resolve(statusOf(heard) ?? 0);
    socket.on('data', (piece) => {
      heard += piece.toString('latin1');
      end();
    });
    socket.on('error', end);
    socket.on('close', end);
  });
  socket.write(
    [
      'POST /api/messages HTTP/1.1',
      'Host: bot.example',
      `Authorization: ${authorization}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${String(Buffer.byteLength(text))}`,
      '',
      text.slice(0, -1),
    ].join('\r\n'),
  );
  return { finish: () => void socket.write(text.slice(-1)), answered, close: () => void socket.destroy() };
};

const underWay = 200;
const ending: Around = async (teams, bot) => {
  await post(bot.url, hello(teams, 0), bearer(teams));
  await eventually(() => repliesIn(teams) > 0, 5_000);
  const held = range(underWay).map((n) => holdBack(bot.port, hello(teams, n), bearer(teams)));
  await pause(1_000);
  const ended = bot.ended();
  bot.signal('SIGTERM');
  await pause(200);
  const late = await post(bot.url, hello(teams, 0), bearer(teams));
  for (const { finish } of held) finish();
  const statuses = await Promise.all(held.map(({ answered }) => answered));
  const endedMs = await ended;
  for (const { close } of held) close();
  const answered = statuses.filter((status) => status === 200).length;
  const again = await bot.again();
  await eventually(() => repliesIn(teams) > underWay, 10_000);
  await pause(500);
  await again.close();
  const replies = repliesIn(teams) - 1;
  return [
    {
      name: `answered at SIGTERM, ${String(underWay)} under way`,
      wanted: String(underWay),
      seen: String(answered),
      right: answered === underWay,
    },
    {
      name: 'a request that comes after SIGTERM',
      wanted: '503 or no connection',
      seen: late.status === 0 ? 'no connection' : String(late.status),
      right: late.status === 503 || late.status === 0,
    },
    {
      name: 'time from SIGTERM to the end',
      wanted: 'at most 10 s',
      seen: `${(endedMs / 1_000).toFixed(1)} s`,
      right: endedMs <= 10_000,
    },
    {
      name: 'their replies, each once, after the next start',
      wanted: String(underWay),
      seen: String(replies),
      right: replies === underWay,
    },
  ];
};

/** What one unknown caller can put on the wire: a bot that dies of it is started again for the next. */
const attacks = async (kind: Kind): Promise<readonly Figure[]> => {
  const teams = await startTeams();
  let bot = await startBot(kind, teams);
  const died: string[] = [];
  const broke: string[] = [];
  for (const { name, pieces } of killers) {
    const { text } = await exchange(bot.port, pieces(`Authorization: ${bearer(teams)}`));
    await pause(20);
    if ((statusOf(text) ?? 0) >= 500) broke.push(name);
    if (bot.isAlive()) continue;
    died.push(name);
    bot = await bot.again();
  }
  await bot.close();
  await teams.close();
  const figure = (what: string, names: readonly string[]): Figure => ({
    name: `raw-socket attacks ${what}, of ${String(killers.length)}`,
    wanted: '0',
    seen: names.length === 0 ? '0' : `${String(names.length)}: ${names.join('; ')}`,
    right: names.length === 0,
  });
  return [figure('that end the process', died), figure('answered with 5xx', broke)];
};

/** Every figure of one bot, in the same order for every bot. */
export const extremes = async (kind: Kind, stormMs: number): Promise<readonly Figure[]> => [
  ...(await fresh(kind, cold)),
  ...(await fresh(kind, outage(429, stormMs))),
  ...(await fresh(kind, outage(502, stormMs))),
  ...(await fresh(kind, ending)),
  ...(await attacks(kind)),
];
