/** One case as its customer sees it: what was said, an answer to write, what got worse; and a message of ours. */
import type { Case } from '../triage/case.ts';
import { customerHistory, openQuestion, waitsForThem } from '../triage/customer-view.ts';
import type { Picture } from '../triage/picture.ts';
import { talkOf, type TalkMessage } from '../triage/talk.ts';
import { deskOf, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { customerPage, labelOf, messageSection, showCase, standing, titleOf } from './customer-parts.ts';
import { fresh, type Section } from './desk-page.ts';
import { question } from './forms.ts';
import type { Question } from './question-view.ts';
import type { Voice } from './voice.ts';

type CasePicture = Extract<Picture, { card: 'customer-case' }>;

const deskFor = (about: Case, card: string, context: CardContext): Desk =>
  deskOf(context, { caseId: about.id, version: about.version, card });

const allCases: Button = { verb: 'my-status' };

/** What fits where the case stands: their answer if we wait for it, good news, bad news. */
const ways = (about: Case): readonly Button[] => {
  if (about.stage.at === 'closed') return [showCase('worse', 'my-not-solved'), allCases];
  const isAsked = waitsForThem(about);
  return [
    showCase('answer', isAsked ? 'my-answer' : 'my-add', isAsked ? 'first' : undefined),
    { verb: 'my-works' },
    showCase('worse', 'my-worse'),
    allCases,
  ];
};

/** What the messages of a card may cost, in UTF-16 units, each with the element it is drawn with. */
const roomForMessages = 8_000;
const messageCost = 300;

/** The newest that fit, oldest first; the newest always. */
const fitting = (messages: readonly TalkMessage[]): readonly TalkMessage[] => {
  let left = roomForMessages;
  const kept = messages.toReversed().filter((message, at) => {
    left -= message.text.length + messageCost;
    return at === 0 || left >= 0;
  });
  return kept.toReversed();
};

const earlier = (hidden: number, voice: Voice): readonly Section[] =>
  hidden === 0 ? [] : [{ title: voice.say('customer-card.earlier', { count: hidden }) }];

const history = (about: Case, context: CardContext, voice: Voice): readonly Section[] => {
  const all = customerHistory(about, context.now);
  const shown = fitting(all);
  return [
    ...earlier(all.length - shown.length, voice),
    ...shown.map((one) => messageSection(one, context, voice)),
  ];
};

const textInput = (isRequired: boolean, context: CardContext): Question =>
  question('text', 'long-text', {
    label: isRequired ? 'customer-card.answer' : 'customer-card.worse',
    hint: 'customer-card.picture-hint',
    required: isRequired,
    maxLength: context.policy.numbers.longestTextCharacters,
  });

type Panel = {
  readonly sections: readonly Section[];
  readonly questions: readonly Question[];
  readonly buttons: readonly Button[];
};

const back = showCase('history', 'back');

/** While they write, what we asked stands above it. */
const panelOf = (about: Case, { panel }: CasePicture, context: CardContext, voice: Voice): Panel => {
  switch (panel) {
    case 'history':
      return { sections: history(about, context, voice), questions: [], buttons: ways(about) };
    case 'answer': {
      const asked = openQuestion(about);
      return {
        sections: asked === null ? [] : [messageSection(asked, context, voice)],
        questions: [textInput(true, context)],
        buttons: [{ verb: 'my-answer', says: 'my-send', place: 'first', sends: 'inputs' }, back],
      };
    }
    case 'worse':
      return {
        sections: [],
        questions: [textInput(false, context)],
        buttons: [{ verb: 'my-worse', says: 'my-send', place: 'first', sends: 'inputs' }, back],
      };
  }
};

export const customerCaseCard = (about: Case, picture: CasePicture, context: CardContext): Drawing => {
  const desk = deskFor(about, `customer-${picture.panel}`, context);
  const { voice } = desk;
  return customerPage(
    {
      label: labelOf(about),
      title: titleOf(about, voice),
      summary: voice.plain('customer-card.case.summary', { label: labelOf(about) }),
      explain: standing(about, context, voice),
      ...panelOf(about, picture, context, voice),
    },
    picture,
    desk,
  );
};

/** A message of ours in their chat, in full and as it was written. */
export const customerMessageCard = (
  about: Case,
  { messageId }: Extract<Picture, { card: 'customer-message' }>,
  context: CardContext,
): Drawing => {
  const desk = deskFor(about, 'customer-message', context);
  const { voice } = desk;
  const message = talkOf(about).messages.find(({ id }) => id === messageId);
  return customerPage(
    {
      label: labelOf(about),
      title: titleOf(about, voice),
      summary: voice.plain('customer-card.message.summary', {
        label: labelOf(about),
        partner: context.profile.name,
      }),
      sections: message === undefined ? [] : [messageSection(message, context, voice)],
      buttons: ways(about),
    },
    fresh,
    desk,
  );
};
