/**
 * Prints how Handoff and a stock bot take the same forty hostile or unlucky inputs, and what a cold start, an outage,
 * the end of the process and raw-socket attacks do to them. Exit code 1 if Handoff misses one.
 */
import { handoff, stock } from './bots.ts';
import { playCases } from './play-cases.ts';
import { extremes } from './extremes.ts';

/** Longer than the six seconds after which the stock bot gives up. */
const stormMs = 7_000;
const storm = { lastsMs: stormMs, heldMs: 1_000 };

type Verdict = { readonly seen: string; readonly right: boolean };
type Row = {
  readonly name: string;
  readonly wanted: string;
  readonly ours: Verdict;
  readonly theirs: Verdict;
};

const paired = <One extends { readonly name: string; readonly wanted: string }>(
  ours: readonly (One & Verdict)[],
  theirs: readonly (One & Verdict)[],
): readonly Row[] =>
  ours.flatMap((row, at) => {
    const other = theirs[at];
    return other === undefined ? [] : [{ name: row.name, wanted: row.wanted, ours: row, theirs: other }];
  });

const cell = ({ right, seen }: Verdict): string => `${right ? 'right' : 'WRONG'}: ${seen}`;
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

const print = (title: string, rows: readonly Row[]): void => {
  const count = (side: 'ours' | 'theirs'): string =>
    `${String(rows.filter((row) => row[side].right).length)} of ${String(rows.length)}`;
  process.stdout.write(`\n${title}\n\n`);
  process.stdout.write(line(['case', 'wanted', 'Handoff', 'botbuilder + restify']));
  process.stdout.write(line(['---', '---', '---', '---']));
  for (const { name, wanted, ours, theirs } of rows)
    process.stdout.write(line([name, wanted, cell(ours), cell(theirs)]));
  process.stdout.write(line(['**right**', '', `**${count('ours')}**`, `**${count('theirs')}**`]));
};

const flat = (played: Awaited<ReturnType<typeof playCases>>) =>
  played.map(({ one, result }) => ({ name: one.name, wanted: one.wanted, ...result }));

// One bot after the other: side by side they would take each other's processor.
const ours = { cases: flat(await playCases(handoff, storm)), figures: await extremes(handoff, stormMs) };
const theirs = { cases: flat(await playCases(stock, storm)), figures: await extremes(stock, stormMs) };
const tables = [
  ['Forty hostile or unlucky inputs', paired(ours.cases, theirs.cases)],
  ['Under load, in an outage, at the end', paired(ours.figures, theirs.figures)],
] as const;
for (const [title, rows] of tables) print(title, rows);
if (tables.some(([, rows]) => rows.some((row) => !row.ours.right))) process.exitCode = 1;
