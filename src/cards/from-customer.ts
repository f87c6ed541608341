/** A case that a customer opened by writing to the bot, as the desk hears of it. */
import { isField } from '../policy/facts.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import type { Picture } from '../triage/picture.ts';
import { talkOf } from '../triage/talk.ts';
import { answerWords } from './answer-words.ts';
import { deskOf, type Button } from './buttons.ts';
import type { Drawing } from './card.ts';
import { isForRoom, type CardContext } from './context.ts';
import { deskPage, type PageFact } from './desk-page.ts';
import { cut } from './escape.ts';
import { aboutWords } from './led.ts';
import { privateCard } from './lead-case.ts';
import { fileWords } from './talk-card.ts';
import type { Voice } from './voice.ts';

const longestWords = 1_200;

const reportOf = (subject: Case): ReturnType<typeof talkOf>['messages'][number] | undefined =>
  talkOf(subject).messages.find(({ from }) => from === 'customer');

/** A day, where the words name no hour. */
const whenWords = (start: string, voice: Voice): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(start) ? voice.day(start) : voice.moment(start);

/** What the words let one guess. The agent who takes it confirms each. */
const guessFacts = ({ guesses }: Case, { policy }: CardContext, voice: Voice): readonly PageFact[] =>
  guesses.flatMap(({ field, value, words }) => {
    if (!isField(field) || words === '' || field === 'customer') return [];
    if (field === 'startedAt' && typeof value === 'string')
      return [
        { title: voice.words(answerWords(field, value, policy).label), value: whenWords(value, voice) },
      ];
    const answer = answerWords(field, value, policy);
    return [{ title: voice.words(answer.label), value: voice.words(answer.value) }];
  });

const buttonsOf = ({ talk, stage }: Case): readonly Button[] => {
  if (stage.at === 'closed') return [];
  return talk?.untakenSince == null
    ? [{ verb: 'open-in-chat', says: 'open-case' }]
    : [{ verb: 'take-request', place: 'first' }];
};

/** Who wrote, when, what, and who has taken it. */
export const fromCustomerCard = (
  subject: Case,
  picture: Extract<Picture, { card: 'from-customer' }>,
  context: CardContext,
): Drawing => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'from-customer' });
  if (subject.sensitive && isForRoom(context)) return privateCard(subject, desk);
  const { voice } = desk;
  const { openedBy, untakenSince } = talkOf(subject);
  const report = reportOf(subject);
  const customer = cut(aboutWords(subject, context), 60);
  const text = cut(report?.text ?? subject.words?.text ?? '', longestWords);
  const state =
    untakenSince === null
      ? voice.say('card.from-customer.taken', { who: cut(subject.ownerName, 60) })
      : voice.say('card.from-customer.waits', { at: { instant: untakenSince, zone: context.zone } });
  return deskPage(
    {
      label: voice.say('card.from-customer.label', { label: caseLabel(subject.number) }),
      title: voice.say('card.from-customer.title', { customer }),
      sub: voice.say('card.from-customer.sub', {
        who: cut(openedBy?.name ?? report?.byName ?? '', 60),
        at: { instant: report?.at ?? subject.openedAt, zone: context.zone },
      }),
      summary: voice.plain('card.from-customer.title', { customer }),
      style: untakenSince === null ? 'emphasis' : 'warning',
      explain: [state, ...(report?.from === 'customer' ? fileWords(report, voice) : [])],
      sections: [
        ...(text === '' ? [] : [{ title: voice.say('card.from-customer.words'), copy: text }]),
        { title: null, facts: guessFacts(subject, context, voice).slice(0, 6) },
      ],
      buttons: buttonsOf(subject),
    },
    picture,
    desk,
  );
};
