/** The board of a desk: three numbers, one chart, one table that carries the same facts, and how the desk did. */
import type { DoorId } from '../policy/decision.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import { severityOf } from '../triage/case-summary.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { freeOf, optional, type Button } from './buttons.ts';
import type { Drawing } from './card.ts';
import { clockWords, isAtRisk, mostUrgent, readingsOf, type Timed } from './clock-view.ts';
import type { CardContext, Neighbour } from './context.ts';
import { deskPage, fresh, type PageRow } from './desk-page.ts';
import { cut, literal } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { asksUs, holderWords, vendorWords } from './holder-words.ts';
import { aboutWords } from './lead-case.ts';
import { doorWords } from './policy-words.ts';
import { openButtons } from './alert-cards.ts';
import { spanBetween } from './span.ts';
import type { Voice } from './voice.ts';

/** As many lines as can be taken in at a glance; the export has them all. */
const mostRows = 12;

type Line = {
  readonly of: Neighbour;
  readonly timed: Timed;
  readonly atRisk: boolean;
  readonly dueAt: string;
};

/** Open cases, the one that runs out first on top; cases without a running clock last, the oldest of them first. */
const linesOf = (context: CardContext, voice: Voice): readonly Line[] =>
  context.around.others
    .filter(({ case: { stage, sensitive } }) => stage.at !== 'closed' && !sensitive)
    .map((of): Line => {
      const readings = readingsOf(of.case, context);
      const dueAt = asksUs(of.case) ? '' : (mostUrgent(readings)?.dueAt ?? `9999${of.case.openedAt}`);
      const timed = { case: of.case, context: { ...context, customer: of.customer }, voice };
      return { of, timed, atRisk: readings.some(isAtRisk) || asksUs(of.case), dueAt };
    })
    .toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));

const doorOf = ({ stage, decision }: Case): DoorId | null =>
  stage.at === 'handed-over' ? stage.filing.door : (decision?.verdict.channel ?? null);

type Count<Id> = { readonly id: Id; readonly count: number };

const counted = <Id>(ids: readonly Id[]): readonly Count<Id>[] =>
  [...new Set(ids)]
    .map((id) => ({ id, count: ids.filter((other) => other === id).length }))
    .toSorted((one, other) => other.count - one.count);

const doorName = (id: DoorId | null): Phrase => (id === null ? phrase('card.board.no-door') : doorWords(id));

/** The bars, and for clients without charts a table with the same numbers. */
const chartView = (lines: readonly Line[], voice: Voice): readonly JsonObject[] => {
  const counts = counted(lines.map(({ of }) => doorOf(of.case)));
  return counts.length === 0
    ? []
    : [
        {
          title: voice.plain('card.board.by-door'),
          unit: voice.plain('card.board.unit'),
          bars: counts.map(({ id, count }) => ({ x: voice.plainWords(doorName(id)), y: count })),
          rows: counts.map(({ id, count }) => ({ door: voice.words(doorName(id)), count: String(count) })),
        },
      ];
};

const waitsWords = ({ case: subject }: Neighbour, { policy }: CardContext): Phrase =>
  asksUs(subject)
    ? phrase('card.board.asks-us', { who: vendorWords(subject, policy) })
    : holderWords(subject, policy);

const clockCell = ({ timed, atRisk }: Line, voice: Voice): JsonObject => {
  const reading = mostUrgent(readingsOf(timed.case, timed.context));
  const text = reading === null ? voice.say('card.clock.paused') : voice.words(clockWords(reading, timed));
  return { text, tone: atRisk ? 'Attention' : 'Default' };
};

const tableView = (lines: readonly Line[], context: CardContext, voice: Voice): readonly JsonObject[] =>
  lines.length === 0
    ? []
    : [
        {
          head: ['case', 'waits', 'clock'].map((name) => ({ text: voice.say(`card.board.head.${name}`) })),
          rows: lines.slice(0, mostRows).map((line) => ({
            cells: [
              {
                text: `${caseLabel(line.of.case.number)} ${literal(aboutWords(line.of.case, line.timed.context))}`,
                tone: 'Default',
              },
              { text: voice.words(waitsWords(line.of, context)), tone: 'Default' },
              clockCell(line, voice),
            ],
          })),
        },
      ];

/** Colour says only what the number says too. */
const numbersOf = (lines: readonly Line[], { now }: CardContext, voice: Voice): readonly JsonObject[] => {
  const risk = lines.filter(({ atRisk }) => atRisk).length;
  const oldest = lines.map(({ of }) => of.case.openedAt).toSorted()[0];
  const number = (value: string, says: string, tone = 'Default'): JsonObject => ({
    value,
    label: voice.say(`card.board.${says}`),
    tone,
  });
  return [
    number(String(lines.length), 'open'),
    number(String(risk), 'at-risk', risk > 0 ? 'Attention' : 'Good'),
    number(oldest === undefined ? '–' : voice.words(spanBetween(oldest, now)), 'oldest'),
  ];
};

const bySeverity = (lines: readonly Line[], voice: Voice): readonly JsonObject[] => {
  const counts = counted(lines.map(({ of }) => severityOf(of.case)));
  const list = (['A', 'B', 'C', null] as const).flatMap((level) => {
    const found = counts.find(({ id }) => id === level);
    const title = level === null ? 'card.board.severity-none' : `severity.${level}.name`;
    return found === undefined ? [] : [{ title: voice.say(title), value: String(found.count) }];
  });
  return list.length === 0 ? [] : [{ title: voice.say('card.board.severity'), list }];
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

const boardButtons = (days: number): readonly Button[] => [
  { verb: 'board', says: 'refresh', place: 'first', sends: 'inputs' },
  { verb: 'board-export', says: 'board-csv', data: { days: String(days), format: 'csv', part: '0' } },
  {
    verb: 'board-export',
    says: 'board-json',
    place: 'overflow',
    data: { days: String(days), format: 'json', part: '0' },
  },
];

export const boardCard = (picture: Extract<Picture, { card: 'board' }>, context: CardContext): Drawing => {
  const { voice, buttons } = freeOf(context, 'board');
  const lines = linesOf(context, voice);
  const risk = lines.filter(({ atRisk }) => atRisk).length;
  const more = lines.length - mostRows;
  return {
    template: 'board',
    summary: voice.plain('card.board.summary', { open: lines.length, risk }),
    foldable: ['facts', 'chart', 'table'],
    view: {
      title: voice.say('card.board.title'),
      sub: voice.say('card.board.sub', { at: voice.moment(context.now), partner: context.profile.name }),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: [],
      numbers: numbersOf(lines, context, voice),
      chart: chartView(lines, voice),
      table: tableView(lines, context, voice),
      empty: optional(lines.length === 0 ? voice.say('card.board.empty') : null),
      more: optional(more > 0 ? voice.say('card.board.more', { count: more }) : null),
      facts: bySeverity(lines, voice),
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
  const lines = linesOf(context, voice);
  const risky = lines.filter(({ atRisk }) => atRisk);
  const values = { open: lines.length, risk: risky.length };
  const row = (line: Line): PageRow => ({
    label: `${caseLabel(line.of.case.number)} · ${literal(cut(line.of.case.ownerName, 60))}`,
    title: literal(aboutWords(line.of.case, line.timed.context)),
    lines: [
      literal(cut(line.of.case.facts.title ?? '', 90)),
      voice.words(waitsWords(line.of, context)),
    ].filter((text) => text !== ''),
    buttons: openButtons(line.of.case, context),
  });
  return deskPage(
    {
      label: literal(context.profile.name),
      title: voice.say('card.digest.title'),
      summary: voice.plain('card.digest.summary', values),
      explain: [voice.say(risky.length === 0 ? 'card.digest.quiet' : 'card.digest.summary', values)],
      sections:
        risky.length === 0
          ? []
          : [{ title: voice.say('card.digest.first'), rows: risky.slice(0, mostDigestRows).map(row) }],
      buttons: [{ verb: 'board', place: 'first', data: { days: String(picture.days) } }],
    },
    fresh,
    desk,
  );
};

/** The board's data as text to copy, in parts when long. */
export const boardExportCard = (
  picture: Extract<Picture, { card: 'board-export' }>,
  context: CardContext,
): Drawing => {
  const desk = freeOf(context, 'board-export');
  return deskPage(
    {
      label: desk.voice.say('card.board.title'),
      title: desk.voice.say('card.board-export.title', { format: picture.format.toUpperCase() }),
      summary: desk.voice.plain('card.board-export.title', { format: picture.format.toUpperCase() }),
      explain: [desk.voice.say('card.board-export.explain')],
      buttons: [{ verb: 'board', says: 'to-board', data: { days: String(picture.days) } }],
    },
    fresh,
    desk,
  );
};
