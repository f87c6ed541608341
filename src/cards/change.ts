/** Change or disagree: every answer, each to be opened again; the severity; and the ways on from a wrong verdict. */
import { bareVerdict } from '../policy/decide.ts';
import { factValues, fields, type Field, type Severity } from '../policy/facts.ts';
import type { Policy } from '../policy/policy.ts';
import { refusalsOf } from '../triage/bounce.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import type { Panel } from '../triage/picture.ts';
import { phrase } from '../triage/phrase.ts';
import { answerWords } from './answer-words.ts';
import { deskOf, optional, showPanel, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CasePicture } from './case-view.ts';
import type { CardContext } from './context.ts';
import type { JsonObject } from './expand.ts';
import { questionRows, type Question } from './question-view.ts';

export const changeCard = (subject: Case, picture: CasePicture, context: CardContext): Drawing => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'change' });
  const { voice } = desk;
  const answers = [...answersOf(subject, picture, context, desk), ...moreOf(subject, picture, desk)];
  const severity = severityOf(subject, picture, context, desk);
  return {
    template: 'change',
    summary: voice.plain('card.change.title'),
    foldable: [],
    view: {
      label: caseLabel(subject.number),
      title: voice.say(subject.stage.at === 'handed-over' ? 'card.more.label' : 'card.change.title'),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: optional(picture.problems.length === 0 ? null : voice.say('card.problems')),
      answers,
      severity,
      buttons: desk.buttons(...waysOn(subject, answers.length + severity.length, context)),
    },
  };
};

/** Answers of the interview, in asking order; what the rules assume and descriptive texts are not among them. */
const answered = ({ facts }: Case, { policy }: CardContext): readonly Field[] =>
  fields.filter(
    (field) =>
      facts[field] !== undefined &&
      policy.questions.some((row) => row.field === field && row.offeredWhen === null),
  );

const answersOf = (
  subject: Case,
  picture: CasePicture,
  context: CardContext,
  desk: Desk,
): readonly JsonObject[] => {
  const { voice } = desk;
  const known = answered(subject, context).flatMap((field) => {
    const value = subject.facts[field];
    return value === undefined ? [] : [{ field, ...answerWords(field, value, context.policy) }];
  });
  if (known.length === 0 || subject.stage.at === 'handed-over' || subject.stage.at === 'closed') return [];
  const pick: Question = {
    ...bare,
    input: 'field',
    control: 'choice',
    label: 'card.input.field',
    choices: known.map(({ field, label }) => ({ value: field, says: label })),
  };
  return [
    {
      title: voice.say('card.change.answers'),
      facts: known.map(({ label, value }) => ({ title: voice.words(label), value: voice.words(value) })),
      rows: questionRows([pick], picture, voice),
      buttons: desk.buttons({ verb: 'revise', sends: 'inputs' }),
    },
  ];
};

/** What is rarely looked at while a door has the case. */
const morePanels: readonly Panel[] = ['request', 'filing', 'next-update', 'chase', 'disagree', 'record'];

const moreOf = ({ stage }: Case, picture: CasePicture, desk: Desk): readonly JsonObject[] => {
  if (stage.at !== 'handed-over') return [];
  const pick: Question = {
    ...bare,
    input: 'panel',
    control: 'choice',
    label: 'card.input.panel',
    choices: morePanels.map((panel) => ({ value: panel, says: phrase(`card.panel.${panel}`) })),
  };
  return [
    {
      title: desk.voice.say('card.more.look'),
      facts: [],
      rows: questionRows([pick], picture, desk.voice),
      buttons: desk.buttons({ verb: 'show', says: 'show-panel', sends: 'inputs' }),
    },
  ];
};

/** Not required: each part of the card has a button of its own, and an empty other part must not stand in its way. */
const bare: Omit<Question, 'input' | 'control' | 'label'> = {
  hint: null,
  choices: [],
  value: null,
  words: null,
  required: false,
  maxLength: 1_000,
};

/** What the answers come to by themselves, whatever severity the agent chose. */
const derived = ({ facts }: Case, policy: Policy): Severity | null => {
  const { severityChosen: _chosen, ...answers } = facts;
  return bareVerdict(answers, policy).severity;
};

const severityOf = (
  subject: Case,
  picture: CasePicture,
  { policy }: CardContext,
  desk: Desk,
): readonly JsonObject[] => {
  const proposed = subject.stage.at === 'intake' ? null : derived(subject, policy);
  if (proposed === null || subject.stage.at === 'closed') return [];
  const choices = factValues.severityChosen.map((level) => ({
    value: level,
    says: phrase(`severity.${level}.name`),
  }));
  const questions: readonly Question[] = [
    {
      ...bare,
      input: 'severity',
      control: 'choice',
      label: 'card.input.severity',
      choices,
      value: subject.facts.severityChosen ?? proposed,
    },
    { ...bare, input: 'reason', control: 'text', label: 'card.input.reason' },
  ];
  return [
    {
      title: desk.voice.say('card.change.severity'),
      explain: desk.voice.say('card.change.severity-explain', { level: phrase(`severity.${proposed}.name`) }),
      rows: questionRows(questions, picture, desk.voice),
      buttons: desk.buttons({ verb: 'change-severity', says: 'save-severity', sends: 'inputs' }),
    },
  ];
};

/** The buttons of the parts above count too: each part has one. */
const mostButtons = 6;

/** Whose move it is can be told here too, since no vendor's word says that the customer holds the case. */
const handedOverWays = ({ follow, handedToLeadAt, sensitive }: Case): readonly Button[] => [
  showPanel('verdict', 'to-verdict'),
  { verb: 'solved' },
  ...(sensitive ? [] : [{ verb: follow.holder === 'customer' ? 'customer-answered' : 'ask-customer' }]),
  ...(handedToLeadAt === null ? [{ verb: 'hand-to-lead', place: 'overflow' } as const] : []),
];

const waysOn = (subject: Case, parts: number, { policy }: CardContext): readonly Button[] => {
  const { stage } = subject;
  const record = showPanel('record', 'record');
  if (stage.at === 'intake') return [{ verb: 'continue', says: 'back' }, record];
  if (stage.at === 'closed') return [showPanel('verdict', 'to-verdict'), record];
  if (stage.at === 'handed-over') return handedOverWays(subject).slice(0, mostButtons - parts);
  const bounces = refusalsOf(subject, policy).length > 0;
  const all: readonly Button[] = [
    showPanel('verdict', 'to-verdict'),
    showPanel('disagree', 'disagree'),
    ...(bounces ? [showPanel('bounce', 'bounce')] : []),
    record,
    ...(subject.handedToLeadAt === null ? [{ verb: 'hand-to-lead' }] : []),
  ];
  return all.slice(0, mostButtons - parts);
};
