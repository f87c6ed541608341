import type { Board } from './board.ts';
import { boardOf } from './board.ts';
import { clocksOf, severityOrNone, type ClockContext } from './case-clocks.ts';
import { caseLabel, type Case } from './case.ts';
import type { Figures } from './figures.ts';

/** One open case as a row of the export. Ids and instants, so that a program can go on with it. */
type ExportRow = Readonly<Record<(typeof columns)[number], string>>;

const columns = [
  'case',
  'title',
  'customer',
  'severity',
  'outcome',
  'door',
  'stage',
  'holder',
  'owner',
  'opened',
  'next_update',
  'unfiled_due',
  'vendor_due',
  'handling_due',
  'linked',
] as const;

const rowOf = (about: Case, context: ClockContext): ExportRow => {
  const clocks = clocksOf(about, context);
  const due = (clock: string): string => clocks.find((one) => one.clock === clock)?.dueAt ?? '';
  return {
    case: caseLabel(about.number),
    title: about.facts.title ?? '',
    customer: about.facts.customer ?? '',
    severity: severityOrNone(about),
    outcome: about.decision?.verdict.outcome ?? '',
    door:
      about.stage.at === 'handed-over' ? about.stage.filing.door : (about.decision?.verdict.channel ?? ''),
    stage: about.stage.at,
    holder: about.follow.holder,
    owner: about.ownerName,
    opened: about.openedAt,
    next_update: about.follow.nextUpdateAt ?? '',
    unfiled_due: due('unfiled'),
    vendor_due: due('vendor'),
    handling_due: due('handling'),
    linked: String(about.follow.linked.length),
  };
};

/** What private cases are called, when, and for whom, stays inside. */
const openAndShown = (cases: readonly Case[]): readonly Case[] =>
  cases.filter(({ stage, sensitive }) => stage.at !== 'closed' && !sensitive);

/**
 * A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front
 * (https://owasp.org/www-community/attacks/CSV_Injection, checked 2026-11-20), and every cell stands in quotes.
 */
const cell = (text: string): string => {
  const line = text.replaceAll(/[\r\n]+/gu, ' ');
  const safe = /^(?:\s*[=+\-@＝＋－＠]|[\t\r])/u.test(line) ? `'${line}` : line;
  return `"${safe.replaceAll('"', '""')}"`;
};

/** The open cases as CSV (RFC 4180), a line of names first. */
export const boardCsv = (cases: readonly Case[], context: ClockContext): string =>
  [
    columns.join(','),
    ...openAndShown(cases).map((about) => {
      const row = rowOf(about, context);
      return columns.map((column) => cell(row[column])).join(',');
    }),
  ].join('\r\n');

/** Board, figures and open cases as one JSON document. */
export const boardJson = (cases: readonly Case[], figures: Figures | null, context: ClockContext): string => {
  const board: Board = boardOf(cases, context);
  const rows = openAndShown(cases).map((about) => rowOf(about, context));
  return JSON.stringify({ at: context.now, board, figures, cases: rows }, null, 1);
};
