/** The board of a desk: three numbers, one chart, one table that carries the same facts, and how the desk did. */
import type { Board } from '../triage/board.ts';
import { boardCsv, boardJson } from '../triage/board-export.ts';
import { caseLabel } from '../triage/case.ts';
import type { Figures } from '../triage/figures.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { openButtons } from './alert-cards.ts';
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
import type { CardContext } from './context.ts';
import { deskPage, fresh, type PageFact, type PageRow } from './desk-page.ts';
import { cut, literal, visible } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { aboutWords } from './led.ts';
import { partAt, partLine, partsOf, pieceView, turnButtons } from './pieces.ts';
import { spanBetween, spanWords } from './span.ts';
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
      title: voice.plain('card.board.by-door'),
      unit: voice.plain('card.board.unit'),
      bars: counts.map(({ door, count }) => ({ x: voice.plainWords(doorName(door)), y: count })),
      rows: counts.map(({ door, count }) => ({ door: voice.words(doorName(door)), count: String(count) })),
    },
  ];
};

const clockCell = ({ timed, atRisk }: Line, voice: Voice): JsonObject => {
  const reading = mostUrgent(readingsOf(timed.case, timed.context));
  const text = reading === null ? voice.say('card.clock.paused') : voice.words(clockWords(reading, timed));
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

const severities = ['A', 'B', 'C', 'none'] as const;

const nowFacts = (board: Board, context: CardContext, voice: Voice): readonly PageFact[] => {
  const { oldest } = board;
  const counts = severities
    .map((level) => ({
      level,
      count: board.byDoor.filter((one) => one.severity === level).reduce((sum, one) => sum + one.count, 0),
    }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => phrase(`card.board.severity.${level}`, { count }));
  const waits = (['desk', 'vendor', 'customer'] as const)
    .filter((holder) => board.waitingOn[holder] > 0)
    .map((holder) => phrase(`card.board.waiting.${holder}`, { count: board.waitingOn[holder] }));
  const fact = (says: string, value: string): PageFact => ({ title: voice.say(`card.board.${says}`), value });
  return [
    ...(counts.length === 0 ? [] : [fact('severity', voice.say('card.list', { items: counts }))]),
    ...(waits.length === 0 ? [] : [fact('waiting', voice.say('card.list', { items: waits }))]),
    ...(oldest === null
      ? []
      : [
          fact(
            'oldest',
            voice.say('card.board.oldest-is', {
              label: caseLabel(oldest.number),
              span: spanBetween(oldest.openedAt, context.now),
            }),
          ),
        ]),
    ...(board.private === 0 ? [] : [fact('private', String(board.private))]),
  ];
};

/** How the desk did; what could not be counted yet is not shown. */
const figureFacts = (figures: Figures, voice: Voice): readonly PageFact[] => {
  const { filed, firstDoorRight, minutesToVerdict, questionsPerCase, bounces, bouncesByRule } = figures;
  const fact = (says: string, value: string): PageFact => ({ title: voice.say(`card.board.${says}`), value });
  const [top] = bouncesByRule;
  return [
    ...(filed === 0
      ? []
      : [
          fact(
            'first-door-right',
            voice.say('card.board.first-door-of', { right: firstDoorRight, all: filed }),
          ),
        ]),
    ...(minutesToVerdict === null
      ? []
      : [fact('to-verdict', voice.words(spanWords(Math.round(minutesToVerdict))))]),
    ...(questionsPerCase === null ? [] : [fact('questions', String(questionsPerCase))]),
    ...(bounces === 0 ? [] : [fact('bounces', String(bounces))]),
    ...(top === undefined || !voice.has(`rule.${top.rule}.says`)
      ? []
      : [
          fact(
            'bounced-rule',
            voice.say('card.board.bounce', { rule: { key: `rule.${top.rule}.says` }, count: top.count }),
          ),
        ]),
  ];
};

const factsView = (
  { days }: { readonly days: number },
  { board, figures }: { readonly board: Board; readonly figures: Figures },
  context: CardContext,
  voice: Voice,
): readonly JsonObject[] => {
  const now = nowFacts(board, context, voice);
  const period = figureFacts(figures, voice);
  return [
    ...(now.length === 0 ? [] : [{ title: voice.say('card.board.right-now'), list: now }]),
    ...(period.length === 0 ? [] : [{ title: voice.say('card.period', { count: days }), list: period }]),
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

/** Rows of the digest that carry a button. */
const mostDigestRows = 5;

/** Once a day, at the leads' hour: what runs out first, and the way to it. */
export const digestCard = (picture: Extract<Picture, { card: 'digest' }>, context: CardContext): Drawing => {
  const desk = freeOf(context, 'digest');
  const { voice } = desk;
  const board = boardHere(context);
  const risky = linesOf(board, context, voice).filter(({ atRisk }) => atRisk);
  const values = { open: board.open, risk: board.atRisk.length };
  return deskPage(
    {
      label: literal(context.profile.name),
      title: voice.say('card.digest.title'),
      summary: voice.plain('card.digest.summary', values),
      explain: [voice.say(risky.length === 0 ? 'card.digest.quiet' : 'card.digest.summary', values)],
      sections: [
        ...(risky.length === 0
          ? []
          : [
              {
                title: voice.say('card.digest.first'),
                rows: risky.slice(0, mostDigestRows).map((line) => digestRow(line, context, voice)),
              },
            ]),
        ...(board.open === 0
          ? []
          : [{ title: voice.say('card.board.right-now'), facts: nowFacts(board, context, voice) }]),
      ],
      buttons: [{ verb: 'board', place: 'first', data: { days: String(picture.days) } }],
    },
    fresh,
    desk,
  );
};

const digestRow = (line: Line, context: CardContext, voice: Voice): PageRow => {
  const { case: subject } = line.of;
  const title = literal(cut(subject.facts.title ?? '', 90));
  return {
    label: `${caseLabel(subject.number)} · ${literal(cut(subject.ownerName, 60))}`,
    title: literal(aboutWords(subject, line.timed.context)),
    lines: [...(title === '' ? [] : [title]), digestLine(line, context, voice)],
    buttons: openButtons(subject, context),
  };
};

/** Whose move it is, and how long still. */
const digestLine = ({ of, timed }: Line, context: CardContext, voice: Voice): string => {
  const who = waitsWords(of, context);
  const reading = mostUrgent(readingsOf(timed.case, timed.context));
  return reading === null
    ? voice.say('card.digest.waits-only', { who })
    : voice.say('card.digest.waits', { who, clock: clockWords(reading, timed) });
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
