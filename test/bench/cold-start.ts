/** P5: from nothing to a bot that answers, with a large database already there. */
import { startTeams, deliver, type Teams } from '../stand-in/teams.ts';
import { anchor, product, removeFolder, startBot, temporaryFolder } from './bots.ts';
import type { Databases } from './databases.ts';
import { ratios, shown, shownSpread, spread } from './figures.ts';
import { verdict, type Part } from './line.ts';
import { activityId } from './people.ts';
import { agentOf } from './reports.ts';

type Start = { readonly listeningMs: number; readonly repliedMs: number };

/** Until the first reply was given to the Connector. */
const firstReply = async (url: string, teams: Teams): Promise<void> => {
  const before = teams.sent.length;
  const activity = teams.activities.message('help', agentOf(1), { id: activityId() });
  const { status, text } = await deliver(url, activity, teams.mint());
  if (status !== 200) throw new Error(`the first message was answered ${status} ${text}`);
  while (teams.sent.length === before) await new Promise((resolve) => setTimeout(resolve, 1));
};

const startOnce = async (kind: typeof product, teams: Teams, folder: string): Promise<Start> => {
  const from = performance.now();
  const bot = await startBot(kind, teams, folder);
  await firstReply(bot.url, teams);
  const repliedMs = performance.now() - from;
  await bot.stop();
  return { listeningMs: bot.listeningMs, repliedMs };
};

export const coldStart = async (databases: Databases, spawns: number): Promise<Part> => {
  const folder = await databases.folder(databases.many);
  const empty = temporaryFolder();
  const teams = await startTeams();
  const ours: Start[] = [];
  const theirs: Start[] = [];
  try {
    // The first start fills the compile cache, as the first start after an installation does.
    await startOnce(product, teams, folder);
    for (let nth = 0; nth < spawns; nth += 1) {
      theirs.push(await startOnce(anchor, teams, empty));
      ours.push(await startOnce(product, teams, folder));
    }
  } finally {
    await teams.close();
    removeFolder(empty);
  }
  const line = (what: string, pick: (start: Start) => number) => {
    const ratio = ratios(ours.map(pick), theirs.map(pick));
    const mid = (starts: readonly Start[]): string => shown(spread(starts.map(pick)).median);
    return {
      id: 'P5',
      what: `${what}, ${databases.many.toLocaleString('en')} cases there (${mid(ours)} against ${mid(theirs)} ms)`,
      goal: '≤ 1.0×',
      figure: `${shown(ratio.median)}×`,
      spread: shownSpread(ratio),
      verdict: verdict(ratio.median <= 1),
    };
  };
  return {
    lines: [
      line('start until it listens', ({ listeningMs }) => listeningMs),
      line('start until the first reply', ({ repliedMs }) => repliedMs),
    ],
    problems: [],
    notes: [],
    raw: { ours, theirs },
  };
};
