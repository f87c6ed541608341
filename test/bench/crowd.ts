/** P11: a thousand people at once. P13: hours of work, and whether anything grows that should not. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { shown, slope, type Point } from './figures.ts';
import { verdict, type Part } from './line.ts';
import { memoryOf } from './machine.ts';
import { startSession } from './session.ts';

const crowdSize = 1_000;

export const crowd = async (forMs: number): Promise<Part> => {
  const session = await startSession({ side: 'product', people: crowdSize, connections: crowdSize });
  const round = await session.round(forMs / 2, forMs);
  const problems = await session.end();
  return {
    lines: [
      {
        id: 'P11',
        what: `${crowdSize} conversations at once, none lost, none doubled: p99`,
        goal: '≤ 1,000 ms',
        figure: `${shown(round.p99)} ms`,
        spread: `p50 ${shown(round.p50)} ms, ${shown(round.perSecond)} turns/s`,
        verdict: problems.length > 0 ? 'wrong' : verdict(round.p99 <= 1_000),
      },
    ],
    problems,
    notes: [],
    raw: { round },
  };
};

const soakPeople = 200;
/** What a busy day of the largest desk brings in a minute, every second. */
const soakPerSecond = 300;
const sampleMs = 1_000;

const walMb = (folder: string): number =>
  (statSync(join(folder, 'handoff.db-wal'), { throwIfNoEntry: false })?.size ?? 0) / 2 ** 20;

export const soak = async (forMs: number): Promise<Part> => {
  const session = await startSession({ side: 'product', people: soakPeople, connections: 32 });
  const points: Point[] = [];
  let wal = 0;
  const sample = (): void => {
    session.look();
    points.push({ x: session.work.accepted.length, y: memoryOf(session.bot.pid).now });
    wal = Math.max(wal, walMb(session.bot.folder));
  };
  const timer = setInterval(sample, sampleMs);
  const round = await session.pace(forMs, soakPerSecond).finally(() => clearInterval(timer));
  const problems = await session.end();
  // The first half fills caches and lets the engine settle.
  const settled = points.slice(Math.floor(points.length / 2));
  const mbPer100k = slope(settled) * 100_000;
  const minutes = (forMs / 60_000).toFixed(1);
  const isLong = forMs >= 600_000;
  return {
    lines: [
      {
        id: 'P13',
        what: `memory over ${minutes} minutes, ${round.turns} turns: growth per 100,000 turns`,
        goal: '≤ 1 MB in ten minutes',
        figure: `${shown(mbPer100k)} MB`,
        spread: `${shown(Math.min(...settled.map(({ y }) => y)))}–${shown(Math.max(...settled.map(({ y }) => y)))} MB`,
        // A short soak sees the collector breathe, not a leak.
        verdict: isLong ? verdict(mbPer100k <= 1) : 'no goal',
      },
      {
        id: 'P13',
        what: 'write-ahead log at its largest',
        goal: '≤ 64 MB',
        figure: `${shown(wal)} MB`,
        spread: '',
        verdict: verdict(wal <= 64),
      },
    ],
    problems,
    notes: isLong ? [] : [`P13 ran for ${minutes} minutes only: \`--soak 10\` runs it for ten.`],
    raw: { memory: points },
  };
};
