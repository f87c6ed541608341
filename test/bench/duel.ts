/** P1–P4: the product's whole durable turn beside the anchor's echo, in turns on the same core. */
import { ratios, restlessness, shown, shownSpread, spread, type Spread } from './figures.ts';
import { verdict, type Line, type Part } from './line.ts';
import { startSession, type Round, type Session } from './session.ts';

export type DuelPlan = {
  readonly rounds: number;
  readonly warmMs: number;
  readonly forMs: number;
  readonly openMs: number;
  readonly people: number;
};

const connections = 32;
const openPerSecond = 500;

type Pair = { readonly anchor: Round; readonly product: Round };

/** Of the figure of each round. */
const compared = (pairs: readonly Pair[], pick: (round: Round) => number): Spread =>
  ratios(
    pairs.map(({ product }) => pick(product)),
    pairs.map(({ anchor }) => pick(anchor)),
  );

const sideBySide = (pairs: readonly Pair[], pick: (round: Round) => number, unit: string): string => {
  const of = (side: keyof Pair): string => shown(spread(pairs.map((pair) => pick(pair[side]))).median);
  return `${of('product')} against ${of('anchor')} ${unit}`;
};

const isDurable = (kind: string): boolean => kind !== 'show';

const durablePerSecond = (round: Round): number => {
  const looked = Object.entries(round.kinds).filter(([kind]) => !isDurable(kind));
  const looks = looked.reduce((sum, [, { turns }]) => sum + turns, 0);
  return round.perSecond * (1 - looks / round.turns);
};

const roundLines = (pairs: readonly Pair[]): readonly Line[] => {
  const throughput = compared(pairs, durablePerSecond);
  const late = compared(pairs, ({ p99 }) => p99);
  const cpu = compared(pairs, ({ cpuMicros }) => cpuMicros);
  return [
    {
      id: 'P1',
      what: `durable turns a second over the anchor’s echoes (${sideBySide(pairs, durablePerSecond, '/s')})`,
      goal: '≥ 2.0×',
      figure: `${shown(throughput.median)}×`,
      spread: shownSpread(throughput),
      verdict: verdict(throughput.median >= 2),
    },
    {
      id: 'P2',
      what: `p99 under that load over the anchor’s (${sideBySide(pairs, ({ p99 }) => p99, 'ms')})`,
      goal: '≤ 0.5×',
      figure: `${shown(late.median)}×`,
      spread: shownSpread(late),
      verdict: verdict(late.median <= 0.5),
    },
    {
      id: 'P3',
      what: `processor time of a turn over an echo’s (${sideBySide(pairs, ({ cpuMicros }) => cpuMicros, 'µs')})`,
      goal: '≤ 0.5×',
      figure: `${shown(cpu.median)}×`,
      spread: shownSpread(cpu),
      verdict: verdict(cpu.median <= 0.5),
    },
  ];
};

const openLine = (open: Round): Line => ({
  id: 'P2',
  what: `p99 at ${openPerSecond} turns a second, whatever the answers do (${shown(open.perSecond)}/s taken)`,
  goal: '≤ 50 ms',
  figure: `${shown(open.p99)} ms`,
  spread: `p50 ${shown(open.p50)} ms`,
  verdict: verdict(open.p99 <= 50 && open.perSecond >= openPerSecond * 0.95),
});

const memoryLines = (ours: Session, theirs: Session): readonly Line[] => {
  const ratio = ours.peakMb() / theirs.peakMb();
  return [
    {
      id: 'P4',
      what: `peak memory under that load (${shown(ours.peakMb())} against ${shown(theirs.peakMb())} MB)`,
      goal: '≤ 0.9×',
      figure: `${shown(ratio)}×`,
      spread: '',
      verdict: verdict(ratio <= 0.9),
    },
    {
      id: 'P4',
      what: `memory before anybody came (the anchor: ${shown(theirs.idleMb)} MB)`,
      goal: '≤ 95 MB',
      figure: `${shown(ours.idleMb)} MB`,
      spread: '',
      verdict: verdict(ours.idleMb <= 95),
    },
  ];
};

/** The mix as it came out, of all rounds. */
const mixNote = (pairs: readonly Pair[]): string => {
  const names = new Set(pairs.flatMap(({ product }) => Object.keys(product.kinds)));
  const all = pairs.reduce((sum, { product }) => sum + product.turns, 0);
  const shares = [...names].map((name) => {
    const rounds = pairs.flatMap(({ product }) => product.kinds[name] ?? []);
    const turns = rounds.reduce((sum, round) => sum + round.turns, 0);
    const p50 = spread(rounds.map((round) => round.p50)).median;
    return `${name} ${((100 * turns) / all).toFixed(0)} % (p50 ${shown(p50)} ms)`;
  });
  return `The turns of P1: ${shares.join(', ')}. Only “show” changes nothing; it is left out of P1’s count, not of its time.`;
};

const restNote = (pairs: readonly Pair[]): string => {
  const { share, isHigh } = restlessness(pairs.map(({ anchor }) => anchor.perSecond));
  const said = `The anchor’s rounds differ by ${(share * 100).toFixed(0)} %`;
  return isHigh ? `**${said}: the machine was not quiet, take the figures of P1–P4 as rough.**` : `${said}.`;
};

export const duel = async (plan: DuelPlan): Promise<Part> => {
  const { people, rounds, warmMs, forMs, openMs } = plan;
  const theirs = await startSession({ side: 'anchor', people, connections });
  const ours = await startSession({ side: 'product', people, connections });
  const pairs: Pair[] = [];
  for (let nth = 0; nth < rounds; nth += 1) {
    const anchor = await theirs.round(warmMs, forMs);
    pairs.push({ anchor, product: await ours.round(warmMs, forMs) });
  }
  const memory = memoryLines(ours, theirs);
  const open = await ours.pace(openMs, openPerSecond);
  const problems = [...(await theirs.end()), ...(await ours.end())];
  return {
    lines: [...roundLines(pairs), openLine(open), ...memory],
    problems,
    notes: [restNote(pairs), mixNote(pairs)],
    raw: { rounds: pairs, open },
  };
};
