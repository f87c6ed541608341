/** P7: finding cases among a million, newest first, in the languages of the house, the same in both databases. */
import type { Store } from '../../src/flow/ports.ts';
import { engines, type Databases, type Engine } from './databases.ts';
import { median, percentile, shown } from './figures.ts';
import { verdict, type Line, type Part } from './line.ts';
import { ownerOf, seed } from './seeds.ts';
import { timed } from './timing.ts';
import { longVerdict } from './verdicts.ts';

/** Common and rare, two-character words, a beginning, two languages that share characters, and nothing at all. */
const queries = [
  'conditional access',
  'outlook crashes shared',
  'mail',
  'mai',
  'customer 77',
  '多要素認証',
  '許可',
  '権限',
  '請求書',
  '条件访问',
  '密码',
  '邮件无法发送',
  '條件式存取',
  '密碼',
] as const;

/** Words nobody has, and common ones that never stand in one case. */
const findNothing: readonly string[] = ['no such words', 'sharepoint 多要素認証'];

const listed = 20;
const goalMs = 20;
/** Of each query on each database. */
const withinMs = 8_000;

type Asked = { readonly query: string; readonly numbers: readonly number[]; readonly ms: readonly number[] };

const ask = async (store: Store, query: string, runs: number): Promise<Asked> => {
  const viewer = { id: ownerOf(1), isLead: false };
  const find = () => store.findCases(query, viewer, listed);
  const ms = await timed(runs, find, withinMs);
  return { query, ms, numbers: (await find()).map(({ number }) => number) };
};

const lineOf = (engine: Engine, asked: readonly Asked[], many: string): Line => {
  const worst = asked.reduce((a, b) => (percentile(a.ms, 0.99) >= percentile(b.ms, 0.99) ? a : b));
  const p99 = percentile(worst.ms, 0.99);
  const medians = asked.map(({ ms }) => median(ms));
  return {
    id: 'P7',
    what: `${engine}: search among ${many}, the slowest of ${asked.length} queries (“${worst.query}”), p99`,
    goal: `≤ ${goalMs} ms`,
    figure: `${shown(p99)} ms`,
    spread: `p50 of the queries ${shown(Math.min(...medians))}–${shown(Math.max(...medians))} ms`,
    verdict: verdict(p99 <= goalMs),
  };
};

/** Queries whose hits differ, or that should have found something. */
export const unlike = (ours: readonly Asked[], theirs: readonly Asked[]): readonly string[] =>
  ours.flatMap(({ query, numbers }, at) => {
    const same = JSON.stringify(numbers) === JSON.stringify(theirs[at]?.numbers);
    if (!same) return [`“${query}” finds other cases in PostgreSQL than in SQLite`];
    return numbers.length > 0 || findNothing.includes(query) ? [] : [`“${query}” finds nothing`];
  });

/** What a reader has to know of figures that were made of fewer runs. */
export const hurried = (engine: Engine, asked: readonly Asked[], runs: number): readonly string[] => {
  const fewer = asked.filter(({ ms }) => ms.length < runs);
  const times = fewer.map(({ query, ms }) => `“${query}” ${ms.length} times`).join(', ');
  const why = `to end within ${withinMs / 1_000} s each`;
  return fewer.length === 0 ? [] : [`P7 on ${engine} asked ${times} instead of ${runs}, ${why}`];
};

export const search = async (databases: Databases, runs: number): Promise<Part> => {
  const many = databases.many;
  const rareWord =
    seed(Math.floor(many / 3), longVerdict)
      .case.words?.text.split(' ')
      .at(-1) ?? '';
  const rare = [rareWord, rareWord.slice(0, -1), `customer ${rareWord}`];
  const all: (readonly Asked[])[] = [];
  for (const engine of engines)
    all.push(
      await databases.withStore(engine, many, async (store) => {
        const asked: Asked[] = [];
        for (const query of [...rare, ...queries, ...findNothing]) asked.push(await ask(store, query, runs));
        return asked;
      }),
    );
  const [sqlite = [], postgres = []] = all;
  return {
    lines: engines.map((engine, at) => lineOf(engine, all[at] ?? [], many.toLocaleString('en'))),
    problems: unlike(sqlite, postgres),
    notes: [
      `P7 asked: ${[...queries, ...findNothing, ...rare].join(' · ')}; the last three are for a single case`,
      ...engines.flatMap((engine, at) => hurried(engine, all[at] ?? [], runs)),
    ],
    raw: Object.fromEntries(
      engines.map((engine, at) => [
        engine,
        Object.fromEntries(
          (all[at] ?? []).map(({ query, ms, numbers }) => [
            query,
            { p50: median(ms), p99: percentile(ms, 0.99), runs: ms.length, hits: numbers.length },
          ]),
        ),
      ]),
    ),
  };
};
