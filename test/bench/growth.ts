/** P6: what a durable turn, a look by id and a new case cost with few cases and with a million. */
import type { Store } from '../../src/flow/ports.ts';
import type { Case } from '../../src/triage/case.ts';
import { randomFrom } from '../policy/random-facts.ts';
import { aRow, anEntry, keeping } from '../store/samples.ts';
import { engines, type Databases, type Engine } from './databases.ts';
import { median, percentile, shown } from './figures.ts';
import { verdict, type Line, type Part } from './line.ts';
import { seed, type Seed } from './seeds.ts';
import { timed } from './timing.ts';
import { activityId } from './people.ts';
import { longVerdict } from './verdicts.ts';

const few = 1_000;

/** Milliseconds each. */
type Costs = {
  readonly turn: readonly number[];
  readonly look: readonly number[];
  readonly create: readonly number[];
};

/**
 * A case is read, changed, and committed with its record, its duplicate keys and a message: one commit on disk. As in
 * most turns it is found by the same words afterwards.
 */
const turnOn = async (store: Store, { case: { number }, search }: Seed): Promise<void> => {
  const inboundId = activityId();
  await store.seen(inboundId, inboundId);
  const found = await store.caseByNumber(number);
  if (found === null) throw new Error(`case ${number} is not in the database`);
  const next: Case = { ...found, version: found.version + 1 };
  const committed = await store.commit(
    keeping(next, search, {
      inboundId,
      intent: inboundId,
      answer: '{"card":"case","panel":"verdict"}',
      record: [anEntry({ caseId: next.id })],
      rows: [
        aRow({
          key: next.id,
          dueAt: '2099-01-01T00:00:00Z',
          recipient: { to: 'person', personId: next.owner },
        }),
      ],
    }),
  );
  if (committed.kind !== 'committed') throw new Error(`a turn on case ${number} was ${committed.kind}`);
};

const createOn = async (store: Store, like: Case): Promise<void> => {
  const number = await store.nextCaseNumber();
  const fresh: Case = {
    ...like,
    id: activityId(),
    number,
    version: 1,
    stage: { at: 'intake', page: 'who-and-what' },
  };
  const search = `${fresh.words?.text ?? ''} ${fresh.id}`;
  const committed = await store.commit(
    keeping(fresh, search, { inboundId: fresh.id, record: [anEntry({ caseId: fresh.id })] }),
  );
  if (committed.kind !== 'committed') throw new Error(`a new case was ${committed.kind}`);
};

/** Of each of the three in a stretch. */
const withinMs = 5_000;

/** One stretch on one store. `stretch` tells it from the others, so that each meets other cases. */
const stretchOf = async (store: Store, count: number, runs: number, stretch: number): Promise<Costs> => {
  const random = randomFrom(stretch);
  const anyNth = (): number => Math.floor(random() * count);
  const seeds = Array.from({ length: runs * 2 }, () => seed(anyNth(), longVerdict));
  const seedAt = (nth: number): Seed => seeds[nth % seeds.length] ?? seed(0, longVerdict);
  return {
    turn: await timed(runs, (nth) => turnOn(store, seedAt(nth)), withinMs),
    look: await timed(runs, (nth) => store.case(seedAt(nth).case.id), withinMs),
    create: await timed(runs, (nth) => createOn(store, seedAt(nth).case), withinMs),
  };
};

const joined = (stretches: readonly Costs[]): Costs => ({
  turn: stretches.flatMap(({ turn }) => turn),
  look: stretches.flatMap(({ look }) => look),
  create: stretches.flatMap(({ create }) => create),
});

const stretches = 5;

/** In turns, so that what the machine does meanwhile touches both. */
const inTurns = async (
  stores: { readonly small: Store; readonly large: Store },
  many: number,
  runs: number,
): Promise<{ readonly small: Costs; readonly large: Costs }> => {
  const small: Costs[] = [];
  const large: Costs[] = [];
  for (let stretch = 1; stretch <= stretches; stretch += 1) {
    small.push(await stretchOf(stores.small, few, Math.ceil(runs / stretches), stretch));
    large.push(await stretchOf(stores.large, many, Math.ceil(runs / stretches), stretch));
  }
  return { small: joined(small), large: joined(large) };
};

const micros = (ms: number): string => `${shown(ms * 1_000)} µs`;
const both = (ms: readonly number[]): string =>
  `p50 ${micros(median(ms))}, p99 ${micros(percentile(ms, 0.99))}`;

const linesOf = (engine: Engine, small: Costs, large: Costs, many: string): readonly Line[] => {
  const turn = median(large.turn) / median(small.turn);
  const look = median(large.look) / median(small.look);
  const create = percentile(large.create, 0.99);
  return [
    {
      id: 'P6',
      what: `${engine}: durable turn, ${many} cases over 1,000`,
      goal: '≤ 1.3×',
      figure: `${shown(turn)}×`,
      spread: `${both(small.turn)} → ${both(large.turn)}`,
      verdict: verdict(turn <= 1.3),
    },
    {
      id: 'P6',
      what: `${engine}: case by id, ${many} over 1,000`,
      goal: '≤ 4×',
      figure: `${shown(look)}×`,
      spread: `${both(small.look)} → ${both(large.look)}`,
      verdict: verdict(look <= 4),
    },
    {
      id: 'P6',
      what: `${engine}: p99 of a new case at ${many}`,
      goal: '≤ 50 ms',
      figure: `${shown(create)} ms`,
      spread: both(large.create),
      verdict: verdict(create <= 50),
    },
  ];
};

/** What a reader has to know of figures that were made of fewer runs. */
const hurried = (engine: Engine, costs: readonly Costs[], runs: number): readonly string[] => {
  const fewest = Math.min(
    ...costs.flatMap(({ turn, look, create }) => [turn.length, look.length, create.length]),
  );
  const why = `to end within ${(withinMs * stretches) / 1_000} s each`;
  return fewest >= runs ? [] : [`P6 on ${engine} was measured ${fewest} times at least, not ${runs}, ${why}`];
};

export const growth = async (databases: Databases, runs: number): Promise<Part> => {
  const { many, withStore } = databases;
  const lines: Line[] = [];
  const notes: string[] = [];
  for (const engine of engines) {
    const { small, large } = await withStore(engine, few, (smallStore) =>
      withStore(engine, many, (largeStore) => inTurns({ small: smallStore, large: largeStore }, many, runs)),
    );
    lines.push(...linesOf(engine, small, large, many.toLocaleString('en')));
    notes.push(...hurried(engine, [small, large], runs));
  }
  return { lines, problems: [], notes };
};
