/** A bot at work with people in front of it, and what the work costs it. */
import { setTimeout as pause } from 'node:timers/promises';
import { startTeams, type Teams } from '../stand-in/teams.ts';
import { keptProblems, wireProblems, type Work } from './audit.ts';
import { anchor, deskFolder, product, removeFolder, startBot, temporaryFolder, type Bot } from './bots.ts';
import { createEchoes } from './echoes.ts';
import { median, percentile } from './figures.ts';
import { keptIn } from './kept.ts';
import { createCallers, type Callers, type Source, type Taken } from './load.ts';
import { cpuMicrosOf, memoryOf } from './machine.ts';
import { createPeople, messagesPerSecond } from './people.ts';

/** One stretch of work. Times in ms. */
export type Round = {
  readonly turns: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuMicros: number;
  readonly kinds: Readonly<Record<string, { readonly turns: number; readonly p50: number }>>;
};

const kindsOf = (taken: readonly Taken[]): Round['kinds'] =>
  Object.fromEntries(
    [...Map.groupBy(taken, ({ kind }) => kind)].map(([kind, all]) => [
      kind,
      { turns: all.length, p50: median(all.map(({ ms }) => ms)) },
    ]),
  );

export type Session = {
  readonly bot: Bot;
  /** Memory before anybody came, in MB. */
  readonly idleMb: number;
  readonly source: Source;
  readonly work: Work;
  readonly callers: Callers;
  /** Takes in what arrived since the last look. */
  readonly look: () => void;
  /** Works as fast as it can: first to get warm, then to be measured. */
  readonly round: (warmMs: number, forMs: number) => Promise<Round>;
  /** Works at a given pace. */
  readonly pace: (forMs: number, perSecond: number) => Promise<Round>;
  readonly peakMb: () => number;
  /** Waits for what is still to arrive, ends the bot and looks through what it did. */
  readonly end: () => Promise<readonly string[]>;
};

type Staff = {
  readonly source: Source;
  readonly work: Work;
  readonly look: () => void;
  /** Before the first round. */
  readonly meet: (callers: Callers) => Promise<void>;
  readonly awaited: () => number;
  /** Looks through what is kept, once the bot is gone. */
  readonly kept: (folder: string) => readonly string[];
};

const deskStaff = (people: number, teams: Teams): Staff => {
  const staff = createPeople(people, teams);
  return {
    ...staff,
    meet: async (callers) => {
      await callers.pace(staff.arrival, (people / messagesPerSecond) * 1_000, messagesPerSecond);
      await quiet(staff.look, staff.awaited);
    },
    kept: (folder) => keptProblems(staff.work, keptIn(folder, staff.opened())),
  };
};

const echoStaff = (people: number, teams: Teams): Staff => ({
  ...createEchoes(people, teams),
  meet: () => Promise.resolve(),
  awaited: () => 0,
  kept: () => [],
});

const patienceMs = 30_000;

/** Until every reply arrived, or nobody can hope for it any more. */
const quiet = async (look: () => void, awaited: () => number): Promise<void> => {
  const endsAt = performance.now() + patienceMs;
  look();
  while (awaited() > 0 && performance.now() < endsAt) {
    await pause(50);
    look();
  }
};

export type Side = 'product' | 'anchor';
type Wanted = { readonly side: Side; readonly people: number; readonly connections: number };

const settleMs = 2_000;

/** A replies as sent by the Connector takes a moment longer than its answer. */
const afterglowMs = 300;

export const startSession = async ({ side, people, connections }: Wanted): Promise<Session> => {
  const teams = await startTeams();
  const parent = temporaryFolder();
  const folder = side === 'product' ? await deskFolder(parent) : parent;
  const kind = side === 'product' ? product : anchor;
  // The first start after a change fills the compile cache; what an operator has is every later one.
  await (await startBot(kind, teams, folder)).stop();
  const bot = await startBot(kind, teams, folder);
  await pause(settleMs);
  const idleMb = memoryOf(bot.pid).now;
  const callers = createCallers({ url: bot.url, token: teams.mint(), connections });
  const staff = side === 'product' ? deskStaff(people, teams) : echoStaff(people, teams);
  await staff.meet(callers);
  callers.take();

  const measured = async (work: () => Promise<void>): Promise<Round> => {
    const cpuBefore = cpuMicrosOf(bot.pid);
    const from = performance.now();
    await work();
    const seconds = (performance.now() - from) / 1_000;
    const cpu = cpuMicrosOf(bot.pid) - cpuBefore;
    const taken = callers.take();
    staff.look();
    const ms = taken.map((one) => one.ms);
    if (ms.length === 0) throw new Error(`${bot.name} answered nothing; it said: ${bot.complaints()}`);
    return {
      turns: taken.length,
      perSecond: taken.length / seconds,
      p50: median(ms),
      p99: percentile(ms, 0.99),
      cpuMicros: cpu / taken.length,
      kinds: kindsOf(taken),
    };
  };

  return {
    bot,
    idleMb,
    callers,
    source: staff.source,
    work: staff.work,
    look: staff.look,
    round: async (warmMs, forMs) => {
      await callers.saturate(staff.source, warmMs);
      callers.take();
      return measured(() => callers.saturate(staff.source, forMs));
    },
    pace: (forMs, perSecond) => measured(() => callers.pace(staff.source, forMs, perSecond)),
    peakMb: () => memoryOf(bot.pid).peak,
    end: async () => {
      await quiet(staff.look, staff.awaited);
      await pause(afterglowMs);
      staff.look();
      await bot.stop();
      await callers.close();
      await teams.close();
      const problems = [...wireProblems(staff.work), ...staff.kept(folder)];
      removeFolder(parent);
      return problems.map((problem) => `${bot.name}: ${problem}`);
    },
  };
};
