/** The board of a desk: three numbers, one chart, one table that carries the same facts, and how the desk did. */
import type { Board } from '../triage/board.ts';
import { boardCsv, boardJson } from '../triage/board-export.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import type { Figures } from '../triage/figures.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import {
  boardHere,
  casesOf,
  clockContext,
  figuresHere,
  linesOf,
  waitsWords,
  type Line,
} from './board-lines.ts';
import { freeOf, optional, type Button } from './buttons.ts';
import type { Drawing } from './card.ts';
import { clockWords, mostUrgent, readingsOf } from './clock-view.ts';
import { factsView } from './board-facts.ts';
import type { CardContext } from './context.ts';
import { literal, visible } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { aboutWords } from './led.ts';
import { partAt, partLine, partsOf, pieceView, turnButtons } from './pieces.ts';
import type { Voice } from './voice.ts';

/** As many lines as can be taken in at a glance; the export has them all. */
const mostRows = 12;

const doorName = (door: string | null): Phrase =>
  door === null ? phrase('card.board.no-door') : phrase(`door.${door}.name`);

type Count = { readonly door: string | null; readonly count: number };

const byDoor = ({ byDoor: counts }: Board): readonly Count[] =>
  [...new Set(counts.map(({ door }) => door))]
    .map((door) => ({
      door,
      count: counts.filter((one) => one.door === door).reduce((sum, one) => sum + one.count, 0),
    }))
    .toSorted((one, other) => other.count - one.count);

/** The bars, and for clients without charts a table with the same numbers. */
const chartView = (board: Board, voice: Voice): readonly JsonObject[] => {
  const counts = byDoor(board);
  if (counts.length === 0) return [];
  return [
    {
      title: voice.say('card.board.by-door'),
      door: voice.say('card.lead.door'),
      unit: voice.plain('card.board.unit'),
      bars: counts.map(({ door, count }) => ({ x: voice.plainWords(doorName(door)), y: count })),
      rows: counts.map(({ door, count }) => ({ door: voice.words(doorName(door)), count: String(count) })),
    },
  ];
};

/** No clock runs: somebody else holds the case, or there is nothing to run. */
const stillWords = ({ follow }: Case, voice: Voice): string =>
  voice.say(follow.holder === 'desk' ? 'card.clock.not-running' : 'card.clock.paused');

const clockCell = ({ timed, atRisk }: Line, voice: Voice): JsonObject => {
  const reading = mostUrgent(readingsOf(timed.case, timed.context));
  const text = reading === null ? stillWords(timed.case, voice) : voice.words(clockWords(reading, timed));
  return { text, tone: atRisk ? 'Attention' : 'Default' };
};

const tableRow = (line: Line, context: CardContext, voice: Voice): JsonObject => {
  const about = aboutWords(line.of.case, line.timed.context);
  return {
    cells: [
      { text: `${caseLabel(line.of.case.number)} ${literal(about)}`, tone: 'Default' },
      { text: voice.words(waitsWords(line.of, context)), tone: 'Default' },
      clockCell(line, voice),
    ],
  };
};

const tableView = (lines: readonly Line[], context: CardContext, voice: Voice): readonly JsonObject[] => {
  if (lines.length === 0) return [];
  const head = ['case', 'waits', 'clock'].map((name) => ({ text: voice.say(`card.board.head.${name}`) }));
  return [{ head, rows: lines.slice(0, mostRows).map((line) => tableRow(line, context, voice)) }];
};

const percent = (share: number | null, voice: Voice): string =>
  share === null ? '–' : voice.say('card.board.percent', { percent: Math.round(share * 100) });

/** From here on the share of right first doors is shown as good. */
const goodShare = 0.8;

/** Colour says only what the number says too. */
const numbersOf = (board: Board, figures: Figures, voice: Voice): readonly JsonObject[] => {
  const risk = board.atRisk.length;
  const number = (value: string, says: string, tone = 'Default'): JsonObject => ({
    value,
    label: voice.say(`card.board.${says}`),
    tone,
  });
  return [
    number(String(board.open), 'open'),
    number(String(risk), 'at-risk', risk > 0 ? 'Attention' : 'Good'),
    number(
      percent(figures.firstDoorRightShare, voice),
      'first-door',
      (figures.firstDoorRightShare ?? 0) >= goodShare ? 'Good' : 'Default',
    ),
  ];
};

const periods = [7, 30, 90] as const;

const periodView = (days: number, voice: Voice): JsonObject => ({
  id: 'days',
  label: voice.plain('card.input.period'),
  value: String(days),
  choices: [...new Set([...periods, days])]
    .toSorted((one, other) => one - other)
    .map((count) => ({ title: voice.plain('card.period', { count }), value: String(count) })),
});

const exportAs = (format: 'csv' | 'json', days: number, part = '0'): Button => ({
  verb: 'board-export',
  says: `board-${format}`,
  data: { days: String(days), format, part },
});

const boardButtons = (days: number): readonly Button[] => [
  { verb: 'board', says: 'refresh', place: 'first', sends: 'inputs' },
  exportAs('csv', days),
  { ...exportAs('json', days), place: 'overflow' },
];

export const boardCard = (picture: Extract<Picture, { card: 'board' }>, context: CardContext): Drawing => {
  const { voice, buttons } = freeOf(context, 'board');
  const board = boardHere(context);
  const figures = figuresHere(picture.days, context);
  const lines = linesOf(board, context, voice);
  const more = lines.length - mostRows;
  return {
    template: 'board',
    summary: voice.plain('card.board.summary', { open: board.open, risk: board.atRisk.length }),
    foldable: ['facts', 'chart', 'table'],
    view: {
      title: voice.say('card.board.title'),
      sub: voice.say('card.board.sub', { at: voice.moment(context.now), partner: context.profile.name }),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: [],
      numbers: numbersOf(board, figures, voice),
      chart: chartView(board, voice),
      table: tableView(lines, context, voice),
      empty: optional(board.open === 0 ? voice.say('card.board.empty') : null),
      more: optional(more > 0 ? voice.say('card.board.more', { count: more }) : null),
      facts: factsView(picture, { board, figures }, context, voice),
      period: [periodView(picture.days, voice)],
      buttons: buttons(...boardButtons(picture.days)),
    },
  };
};

/** The board's data as text to copy into a file, in parts when long. */
export const boardExportCard = (
  picture: Extract<Picture, { card: 'board-export' }>,
  context: CardContext,
): Drawing => {
  const { voice, buttons } = freeOf(context, 'board-export');
  const { days, format, part } = picture;
  const text =
    format === 'csv'
      ? boardCsv(casesOf(context), clockContext(context))
      : boardJson(casesOf(context), figuresHere(days, context), clockContext(context));
  const parts = partsOf(visible(text));
  const at = partAt(part, parts.length);
  const title = voice.say('card.board-export.title', { format: format.toUpperCase() });
  return {
    template: 'text',
    summary: title,
    foldable: [],
    view: {
      label: voice.say('card.board.title'),
      title,
      explain: [{ text: voice.say('card.board-export.explain') }, ...partLine(at, parts.length, voice)],
      notice: [],
      font: 'Monospace',
      pieces: [pieceView(parts[at] ?? '')],
      buttons: buttons(...turnButtons(at, parts.length, (to) => exportAs(format, days, to)), {
        verb: 'board',
        says: 'to-board',
        data: { days: String(days) },
      }),
    },
  };
};
