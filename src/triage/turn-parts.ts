import type { Case } from './case.ts';
import type { Noted } from './event.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Forward, Panel, Picture, Problem } from './picture.ts';
import type { Known, OutgoingRow, RecordEntry, Turn } from './turn.ts';

export const nothing: Turn = {
  cases: [],
  person: null,
  customer: null,
  record: [],
  rows: [],
  reminders: [],
  drop: [],
  desk: null,
  picture: null,
};

/** A click answered with a picture; nothing changes. */
export const showing = (picture: Picture): Turn => ({ ...nothing, picture });

/** A message is answered by a row of its own: one new card per message, at the bottom of the chat. */
export const answering = (known: Known, key: string, picture: Picture): Turn => ({
  ...nothing,
  rows: [answerRow(known, key, picture)],
});

/** Repeated if it is unclear whether it arrived: a card twice is a smaller harm than no answer. */
const answerRow = ({ now, person }: Known, key: string, picture: Picture): OutgoingRow => ({
  key: `answer:${key}`,
  dueAt: now,
  recipient: { to: 'person', personId: person.id },
  picture,
  sendClass: 'at-least-once',
  replacesCard: false,
});

export const notice = (key: string, forward: readonly Forward[]): Picture => ({
  card: 'notice',
  says: phrase(key),
  forward,
});

type CasePicture = Extract<Picture, { card: 'case' }>;

export const casePicture = (
  caseId: string,
  shown: {
    readonly panel?: Panel;
    readonly notice?: Phrase | null;
    readonly problems?: readonly Problem[];
    readonly inputs?: CasePicture['inputs'];
  } = {},
): CasePicture => ({
  card: 'case',
  caseId,
  panel: shown.panel ?? 'verdict',
  problems: shown.problems ?? [],
  inputs: shown.inputs ?? {},
  notice: shown.notice ?? null,
});

/** Lines for the record: what the step noted, stamped with who and when. */
export const accountOf = (
  { id }: Case,
  entries: readonly Noted[],
  { now, person }: Known,
): readonly RecordEntry[] =>
  entries.map((entry) => ({ caseId: id, at: now, by: person.id, byName: person.name, ...entry }));

/** The case as it is committed next. */
export const nextVersion = (changed: Case, { now }: Known): Case => ({
  ...changed,
  version: changed.version + 1,
  changedAt: now,
});
