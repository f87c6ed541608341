/** The record of a case: on a card as its newest lines, and whole as text or JSON to copy. */
import { isField, type Field, type FactValue } from '../policy/facts.ts';
import { outcomes, type Outcome } from '../policy/decision.ts';
import { caseLabel, pages, shownNumber, type Case } from '../triage/case.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import type { RecordEntry } from '../triage/turn.ts';
import { valueWords } from './answer-words.ts';
import { deskOf, optional, showPanel } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CasePicture } from './case-view.ts';
import type { CardContext } from './context.ts';
import { partAt, partLine, partsOf, pieceView, turnButtons } from './pieces.ts';
import { cut, lines, visible } from './escape.ts';
import type { JsonObject } from './expand.ts';
import type { Spoken } from './phrase.ts';
import { doorWords, outcomeWords } from './policy-words.ts';
import type { Voice } from './voice.ts';

/** As many lines as a person reads on a card; the export has them all. */
const mostEntries = 15;
const longestQuote = 200;

export const recordCard = (subject: Case, picture: CasePicture, context: CardContext): Drawing => {
  const { voice, buttons } = deskOf(context, {
    caseId: subject.id,
    version: subject.version,
    card: 'record',
  });
  const newest = context.record.toReversed().slice(0, mostEntries);
  const isPart = newest.length < context.record.length;
  return {
    template: 'record',
    summary: voice.plain('card.record.title'),
    foldable: ['entries'],
    view: {
      label: caseLabel(subject.number),
      title: voice.say('card.record.title'),
      explain: optional(
        isPart ? voice.say('card.record.newest', { count: newest.length, all: context.record.length }) : null,
      ),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      entries: newest.map((entry) => entryView(entry, context, voice)),
      buttons: buttons(
        { verb: 'export-text', data: { part: '0' } },
        { verb: 'export-json', data: { part: '0' } },
        subject.stage.at === 'intake'
          ? { verb: 'continue', says: 'back' }
          : showPanel('verdict', 'to-verdict'),
      ),
    },
  };
};

const entryView = (entry: RecordEntry, context: CardContext, voice: Voice): JsonObject => ({
  when: voice.say('card.record.when', { at: { instant: entry.at, zone: voice.zone }, who: entry.byName }),
  what: voice.say(`record.${entry.what}`, valuesOf(entry, context, voice)),
  texts: Object.values(entry.texts)
    .slice(0, 2)
    .map((text) => ({ text: `“${cut(visible(text).replace(/\s+/g, ' '), longestQuote)}”` })),
  notes: optional(noteOf(entry, context, voice, 'say')),
});

/** What an entry says beside its sentence: the answers of a page, the door and severity of a verdict. */
const noteOf = (
  entry: RecordEntry,
  context: CardContext,
  voice: Voice,
  how: 'say' | 'plain',
): string | null => {
  const answers = answersIn(entry, context, voice).map((answer) => voice[how]('card.answer', answer));
  const results = resultsIn(entry).map((key) => voice[how](key));
  const known = [...answers, ...results];
  return known.length === 0 ? null : known.join(' · ');
};

const isAnswer = (value: unknown): value is FactValue =>
  typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value);

const answersIn = (
  { data: { facts } }: RecordEntry,
  context: CardContext,
  voice: Voice,
): readonly { readonly label: Phrase; readonly value: Spoken }[] =>
  typeof facts !== 'object' || facts === null
    ? []
    : Object.entries(facts).flatMap(([field, value]: [string, unknown]) =>
        isField(field) && isAnswer(value)
          ? [{ label: phrase(`card.field.${field}`), value: answerSpoken(field, value, context, voice) }]
          : [],
      );

const answerSpoken = (field: Field, value: FactValue, context: CardContext, voice: Voice): Spoken =>
  typeof value === 'object' ? valueWords(field, value, context.policy) : spoken(field, value, context, voice);

/** Keys of what a verdict or a filing came to. */
const resultsIn = ({ what, data: { door, severity } }: RecordEntry): readonly string[] => [
  ...(what === 'decided' && typeof door === 'string' ? [`door.${door}.name`] : []),
  ...(what !== 'severity-changed' && typeof severity === 'string' ? [`severity.${severity}.name`] : []),
];

/** The entry's data as far as its sentence may name it; ids and closed lists in words, everything else as it is. */
const valuesOf = (
  { data }: RecordEntry,
  context: CardContext,
  voice: Voice,
): Readonly<Record<string, Spoken>> => {
  const values: Record<string, Spoken> = {};
  for (const name in data) values[name] = spoken(name, data[name], context, voice);
  return values;
};

const spoken = (name: string, value: unknown, context: CardContext, voice: Voice): Spoken => {
  if (typeof value !== 'string' && typeof value !== 'boolean') return typeof value === 'number' ? value : '';
  const known = typeof value === 'string' ? idWords(name, value, context) : null;
  if (known !== null) return known;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value))
    return { instant: value, zone: voice.zone };
  if (name === 'requestNumber') return shownNumber({ requestNumber: String(value) });
  if (isField(name)) return valueWords(name, value satisfies FactValue, context.policy);
  return String(value);
};

const isOutcome = (id: string): id is Outcome => outcomes.some((outcome) => outcome === id);

const idWords = (name: string, id: string, { policy }: CardContext): Phrase | null => {
  if (isOutcome(id)) return outcomeWords(id);
  if (policy.doors.some((door) => door.id === id)) return doorWords(id);
  if (pages.some((page) => page === id)) return phrase(`card.page.${id}`);
  if (name === 'field' && isField(id)) return phrase(`card.field.${id}`);
  return name === 'said' ? phrase(`card.said.${id}`) : null;
};

type Export = Extract<Picture, { card: 'export' }>;

/** The record as text or JSON to copy, part by part where it is long. */
export const exportCard = (subject: Case, picture: Export, context: CardContext): Drawing => {
  const { voice, buttons } = deskOf(context, {
    caseId: subject.id,
    version: subject.version,
    card: 'export',
  });
  const parts = partsOf(
    picture.format === 'json' ? asJson(subject, context) : asText(subject, context, voice),
  );
  const at = partAt(picture.part, parts.length);
  return {
    template: 'text',
    summary: voice.plain('card.export.title', { label: caseLabel(subject.number) }),
    foldable: [],
    view: {
      label: caseLabel(subject.number),
      title: voice.say('card.export.title', { label: caseLabel(subject.number) }),
      explain: partLine(at, parts.length, voice),
      notice: [],
      font: 'Monospace',
      pieces: [pieceView(parts[at] ?? '')],
      buttons: buttons(
        ...turnButtons(at, parts.length, (part) => ({ verb: `export-${picture.format}`, data: { part } })),
        showPanel('record', 'to-record'),
      ),
    },
  };
};

const asText = (subject: Case, context: CardContext, voice: Voice): string =>
  [
    `${caseLabel(subject.number)} ${visible(subject.facts.title ?? '')}`,
    ...context.record.map((entry) => textEntry(entry, context, voice)),
  ].join('\n\n');

const textEntry = (entry: RecordEntry, context: CardContext, voice: Voice): string =>
  [
    voice.plain('card.record.when', { at: { instant: entry.at, zone: voice.zone }, who: entry.byName }),
    voice.plain(`record.${entry.what}`, valuesOf(entry, context, voice)),
    ...[noteOf(entry, context, voice, 'plain')].filter((note) => note !== null),
    ...Object.values(entry.texts).flatMap((text) => lines(text).map((line) => `> ${line}`)),
  ].join('\n');

/** One line per entry, keys as stored, so that a program can read what was copied. */
const asJson = (subject: Case, { record }: CardContext): string =>
  [
    JSON.stringify({ case: caseLabel(subject.number), entries: record.length }),
    ...record.map((entry) => JSON.stringify(entry)),
  ].join('\n');
