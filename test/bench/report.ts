/** RESULTS.md: the machine, a line per figure, and what has to be known to read them. Pure. */
import type { Line, Part } from './line.ts';

export type Run = {
  /** ISO 8601. */
  readonly at: string;
  readonly machine: readonly string[];
  /** Named where the run was not the whole one. */
  readonly partial: string | null;
  readonly parts: readonly Part[];
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const lineRow = ({ id, what, goal, figure, spread, verdict }: Line): string =>
  row([id, what, goal, `**${figure}**`, spread, verdict]);

const listed = (lines: readonly string[]): readonly string[] => lines.map((line) => `- ${line}`);

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];

const byNumber = (a: Line, b: Line): number => Number(a.id.slice(1)) - Number(b.id.slice(1));

const reading = [
  'The **anchor** is a bare echo bot on botbuilder 4.23.3 and restify 12 (`test/conformance/stock-bot.ts`) with its own token checks on. Both bots get the same kind of signed requests (RS256, 2048 bits), on the same Node and core, before the same stand-in for Teams.',
  'The **product** is started as an operator starts it (`src/main.ts`, production settings, SQLite with `synchronous=FULL`). Its turn is whole: token checked, deduplicated, decided with its trace, case, record and outbox committed with fsync, card built and answered.',
  'Its **load** are agents who open a case, answer page after page from the card they were given until the verdict, open the form and record the request. There are four kinds of reports, five locales. Teams lets a tenant be sent about fifty messages a second, so at most forty cases a second begin with a typed message, which is answered through the outbox; the others begin with the button “New case”.',
  'Ratios are those of one round, anchor and product one after the other; the figure is the median of the rounds, then the least and the most. Nothing is left out.',
  'Teams itself stands on loopback without TLS here; a real round trip takes 50–300 ms, and a real turn waits mostly for that.',
];

/** Which parts look after their own correctness, and what they look at. */
const checks: Readonly<Record<string, string>> = {
  P1: 'Checked in the same runs: every reply arrived once, nothing twice, the database holds what was accepted and nothing else, `integrity_check` is ok.',
  P7: 'Both databases found the same cases, in the same order.',
};

const checkedIn = (lines: readonly Line[]): readonly string[] => {
  const ids = new Set(lines.map(({ id }) => (id === 'P11' || id === 'P13' ? 'P1' : id)));
  const said = Object.entries(checks).flatMap(([id, text]) => (ids.has(id) ? [text] : []));
  return said.length === 0 ? ['None of the parts that were measured has anything to check.'] : said;
};

/** The whole file. */
export const report = ({ at, machine, partial, parts }: Run): string => {
  const lines = parts.flatMap((part) => part.lines).toSorted(byNumber);
  const problems = parts.flatMap((part) => part.problems);
  const head = ['#', 'what', 'goal', 'figure', 'spread', 'verdict'];
  return [
    '# What Handoff costs',
    '',
    'Written by `npm run bench`; not to be edited.',
    '',
    ...section('Machine', listed([at.slice(0, 16).replace('T', ' ') + ' UTC', ...machine])),
    ...(partial === null ? [] : [`**${partial}**`, '']),
    ...section('Figures', [row(head), row(head.map(() => '---')), ...lines.map(lineRow)]),
    ...section(
      'Correctness',
      problems.length === 0 ? checkedIn(lines) : listed(problems.map((problem) => `**${problem}**`)),
    ),
    ...section('Notes', listed(parts.flatMap((part) => part.notes))),
    ...section('How to read them', listed(reading)),
  ].join('\n');
};
