/** Writing to a customer: what to say and to whom, then the exact message with how and when it goes. */
import { onTheWall } from '../clocks/wall-clock.ts';
import {
  carriedInputs,
  composed,
  longestOwnText,
  markOf,
  proposedUpdate,
  readChosen,
  type ComposeContext,
  type Message,
} from '../triage/compose-customer.ts';
import { cautionsFor } from '../triage/cautions.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import { situationsOf } from '../triage/customer-situation.ts';
import { languageName } from '../triage/packet-context.ts';
import { phrase, typed, type Phrase } from '../triage/phrase.ts';
import { wayTo, type Reachable } from '../triage/reachable.ts';
import { talkOf } from '../triage/talk.ts';
import { deskOf, optional, showPanel, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CasePicture } from './case-view.ts';
import type { CardContext } from './context.ts';
import { deskPage } from './desk-page.ts';
import { cut } from './escape.ts';
import { question } from './forms.ts';
import { aboutWords } from './led.ts';
import { paragraphs } from './phrase.ts';
import { pieceView } from './pieces.ts';
import type { Question } from './question-view.ts';
import { talkLine } from './talk-card.ts';

const composing = ({ now, zone, customer, profile, policy, around }: CardContext): ComposeContext => ({
  now,
  zone,
  customer,
  profile,
  policy,
  reach: around.reach,
});

/** Where nothing may be written the reason stands alone. */
const refusalOf = (subject: Case, context: CardContext): Phrase | null => {
  const said = { to: null, situation: 'received', text: null, diagnosticsConsent: false } as const;
  const message = composed(subject, { ...said, nextUpdateAt: null }, composing(context));
  if (message.kind === 'refused') return message.says;
  return situationsOf(subject, context.policy).length === 0 ? phrase('card.customer.nothing') : null;
};

const back = ({ stage }: Case): Button =>
  stage.at === 'intake' ? { verb: 'continue', says: 'back' } : showPanel('verdict', 'to-verdict');

const refusedCard = (subject: Case, says: Phrase, desk: Desk): Drawing => ({
  template: 'text',
  summary: desk.voice.plain('card.composer.title'),
  foldable: [],
  view: {
    label: caseLabel(subject.number),
    title: desk.voice.say('card.composer.title'),
    explain: optional(desk.voice.words(says)),
    notice: [],
    font: 'Default',
    pieces: [],
    buttons: desk.buttons(back(subject)),
  },
});

const contactChoice = (one: Reachable, { around }: CardContext): Question['choices'][number] => ({
  value: one.personId,
  says: phrase(`card.composer.to.${one.isStopped ? 'stopped' : wayTo(one, around.reach)}`, {
    name: typed(cut(one.name, 40)),
  }),
});

const toQuestion = (context: CardContext): readonly Question[] => {
  const { contacts } = context.around.reach;
  if (contacts.length === 0) return [];
  const choices = contacts.slice(0, 20).map((one) => contactChoice(one, context));
  return [question('to', 'choice', { choices, value: contacts[0]?.personId ?? null, folded: 'whole' })];
};

const questionsOf = (subject: Case, context: CardContext): readonly Question[] => {
  const situations = situationsOf(subject, context.policy);
  const next = onTheWall(
    proposedUpdate(subject, { ...composing(context), desk: context.around.desk }),
    context.zone,
  );
  const promise: readonly Question[] = [
    question('nextDate', 'date', { label: 'card.composer.next-date', value: next.date, required: false }),
    question('nextTime', 'time', { value: next.time, required: false }),
  ];
  return [
    ...toQuestion(context),
    question('situation', 'choice', {
      choices: situations.map((one) => ({ value: one, says: phrase(`customer-situation.${one}`) })),
      value: situations[0] ?? null,
      folded: 'whole',
    }),
    question('text', 'long-text', {
      label: 'card.composer.text',
      hint: 'card.composer.text-hint',
      required: false,
      maxLength: longestOwnText,
    }),
    question('consent', 'choices', {
      choices: [{ value: 'true', says: phrase('card.composer.consent') }],
      required: false,
    }),
    ...(subject.stage.at === 'closed' ? [] : promise),
  ];
};

/** Nobody to reach here: the text is for the agent to send. A reseller is told in the customer's place. */
const explained = (subject: Case, context: CardContext, { voice }: Desk): readonly string[] => {
  const { reseller } = context.customer ?? {};
  const line = talkLine(subject, voice);
  return [
    ...(reseller ? [voice.say('card.composer.reseller', { name: cut(reseller.name, 60) })] : []),
    ...(context.around.reach.contacts.length === 0 ? [voice.say('card.composer.nobody')] : []),
    ...(line === null ? [] : [line]),
  ];
};

/** The composer: whom, what, and when they hear from us again. */
export const composerCard = (subject: Case, picture: CasePicture, context: CardContext): Drawing => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'customer' });
  const refusal = refusalOf(subject, context);
  if (refusal !== null) return refusedCard(subject, refusal, desk);
  const { voice } = desk;
  const hasTalk = talkOf(subject).messages.length > 0;
  return deskPage(
    {
      label: caseLabel(subject.number),
      title: voice.say('card.composer.title'),
      sub: voice.say('card.composer.sub', { customer: cut(aboutWords(subject, context), 80) }),
      summary: voice.plain('card.composer.title'),
      explain: explained(subject, context, desk),
      questions: questionsOf(subject, context),
      buttons: [
        { verb: 'preview-customer', place: 'first', sends: 'inputs' },
        ...(hasTalk ? [showPanel('talk', 'talk')] : []),
        back(subject),
      ],
    },
    picture,
    desk,
  );
};

const howLine = ({ way, to, goesAt, language }: Message, { now, zone }: CardContext, desk: Desk): string => {
  const values = { name: cut(to.name, 60), language: languageName(language) };
  const waits = goesAt !== now;
  return waits
    ? desk.voice.say('card.preview.later', { ...values, at: { instant: goesAt, zone } })
    : desk.voice.say(`card.preview.${way}`, values);
};

const explainPreview = (message: Message, text: string | null, context: CardContext, desk: Desk) => [
  howLine(message, context, desk),
  ...(message.nextUpdateAt === null
    ? []
    : [
        desk.voice.say('card.preview.promise', {
          at: { instant: message.nextUpdateAt, zone: context.zone },
        }),
      ]),
  ...cautionsFor(text ?? '', context.policy).map((says) => desk.voice.say('card.preview.caution', { says })),
];

/** The message exactly as it would go now. What does not read as a message any more leads back to the composer. */
export const previewCard = (subject: Case, picture: CasePicture, context: CardContext): Drawing => {
  const read = readChosen(subject, picture.inputs, composing(context));
  if ('problems' in read) return composerCard(subject, { ...picture, problems: read.problems }, context);
  const message = composed(subject, read.chosen, composing(context));
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'customer-preview' });
  if (message.kind === 'refused') return refusedCard(subject, message.says, desk);
  const { voice } = desk;
  const text = paragraphs(message.lines, message.language, context.texts);
  const inputs = carriedInputs(picture.inputs);
  const says = message.way === 'copy' ? 'sent-by-hand' : 'send-customer';
  return {
    template: 'text',
    summary: voice.plain('card.preview.title'),
    foldable: [],
    view: {
      label: caseLabel(subject.number),
      title: voice.say('card.preview.title'),
      explain: explainPreview(message, read.chosen.text, context, desk).map((line) => ({ text: line })),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      font: 'Default',
      pieces: [pieceView(text)],
      buttons: desk.buttons(
        {
          verb: 'send-customer',
          says,
          place: 'first',
          data: { ...inputs, seen: markOf(subject, message, text) },
        },
        { verb: 'write-customer', says: 'edit', data: inputs },
        back(subject),
      ),
    },
  };
};
