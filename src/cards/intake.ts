/** The pages of the intake: one living card that asks only what still matters. */
import { skippedSoFar, type AskedPage, type Skipped } from '../triage/ask.ts';
import type { Asked } from '../triage/asked-input.ts';
import { caseLabel, pages, type Case, type PageId } from '../triage/case.ts';
import type { Phrase } from '../triage/phrase.ts';
import { answerWords } from './answer-words.ts';
import { healthLink } from './case-view.ts';
import { deskOf, optional, showPanel, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { cut, visible } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { questionRows, type Returned } from './question-view.ts';
import type { Voice } from './voice.ts';

type IntakePicture = Returned & { readonly notice: Phrase | null };

/** As much of a pasted message as is shown above the questions. */
const longestQuote = 320;

export const intakeCard = (
  draft: Case,
  asked: AskedPage,
  picture: IntakePicture,
  context: CardContext,
): Drawing => {
  const desk = deskOf(context, { caseId: draft.id, version: draft.version, card: asked.page });
  const { voice } = desk;
  const values = { label: caseLabel(draft.number), page: { key: `card.page.${asked.page}` } };
  return {
    template: 'intake',
    summary: voice.plain('card.intake.summary', values),
    foldable: ['quote', 'offered'],
    view: {
      label: values.label,
      title: voice.say('card.intake.title', values),
      bar: pageBar(asked.page, voice),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: optional(picture.problems.length === 0 ? null : voice.say('card.problems')),
      quote: quoteOf(draft, asked, voice),
      rows: questionRows(
        [...asked.questions, ...asked.offered.filter((one) => isInView(one, asked))],
        picture,
        voice,
      ),
      offered: foldedOf(asked, picture, voice),
      skipped: skippedOf(skippedSoFar(draft, context.policy), context, desk),
      open: asksForHealth(asked) ? healthLink(draft, context, desk) : [],
      buttons: desk.buttons(...buttonsOf(asked, draft)),
    },
  };
};

const asksForHealth = ({ questions }: AskedPage): boolean =>
  questions.some(({ field }) => field === 'knownIncident');

/** Where the agent stands. Marks differ in shape, not only in colour. */
const pageBar = (now: PageId, voice: Voice): string => {
  const at = pages.indexOf(now);
  const mark = (index: number): string => (index < at ? 'done' : 'ahead');
  return [...pages, 'verdict']
    .map((page, index) =>
      voice.say(`card.bar.${index === at ? 'now' : mark(index)}`, { page: { key: `card.page.${page}` } }),
    )
    .join('  ');
};

/** So many questions nobody has to answer may stand open; more are folded, except those that have an answer. */
const mostOfferedOpen = 3;

const isInView = (question: Asked, { offered }: AskedPage): boolean =>
  offered.length <= mostOfferedOpen || question.value !== null;

const foldedOf = (asked: AskedPage, returned: Returned, voice: Voice): readonly JsonObject[] => {
  const folded = asked.offered.filter((question) => !isInView(question, asked));
  if (folded.length === 0) return [];
  const label = voice.say('card.intake.offered', { count: folded.length });
  return [{ label, rows: questionRows(folded, returned, voice) }];
};

/** The message as pasted, with the words that answers were guessed from in bold. */
const quoteOf = (draft: Case, asked: AskedPage, voice: Voice): readonly JsonObject[] => {
  const guessed = [...asked.questions, ...asked.offered].flatMap(({ words }) => words ?? []);
  if (draft.words === null || guessed.length === 0) return [];
  const text = cut(draft.words.text.replace(/\s+/g, ' ').trim(), longestQuote);
  return [{ label: voice.say('card.intake.read'), runs: runsOf(text, guessed) }];
};

/** Text runs know no Markdown, so what was pasted stays as pasted. */
const runsOf = (text: string, bold: readonly string[]): readonly JsonObject[] => {
  const wanted = bold.filter((words) => words !== '').map(asPattern);
  if (wanted.length === 0) return [run(text, false)];
  return text
    .split(new RegExp(`(${wanted.join('|')})`, 'giu'))
    .map((part, index) => run(part, index % 2 === 1))
    .filter(({ text: part }) => part !== '');
};

const asPattern = (words: string): string => words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const run = (text: string, bold: boolean): JsonObject => ({
  type: 'TextRun',
  text: visible(text),
  weight: bold ? 'Bolder' : 'Default',
});

/** Who wrote to us may be answered before everything is known. */
const buttonsOf = ({ previous }: AskedPage, { talk }: Case): readonly Button[] => [
  { verb: 'answer', says: 'go-on', place: 'first', sends: 'inputs' },
  ...(previous === null ? [] : [{ verb: 'back' }]),
  ...(talk === undefined ? [] : [{ verb: 'write-customer', place: 'overflow' } as const]),
  { verb: 'cancel-draft', says: 'cancel' },
];

/** What was not asked because it is known, so that the agent can see and change it. */
const skippedOf = (
  skipped: readonly Skipped[],
  { policy }: CardContext,
  desk: Desk,
): readonly JsonObject[] => {
  if (skipped.length === 0) return [];
  const known = skipped.map(({ field, value }) => answerWords(field, value, policy));
  return [
    {
      text: desk.voice.say('card.intake.skipped', { count: skipped.length }),
      known: known.map((answer) => desk.voice.say('card.answer', answer)).join(' · '),
      buttons: desk.buttons(showPanel('change', 'revise')),
    },
  ];
};
