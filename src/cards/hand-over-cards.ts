/** Cases that change hands: offered one by one, each with its last step, its next step and what was promised. */
import { caseLabel, type Case } from '../triage/case.ts';
import { phrase, typed, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { deskOf, freeOf, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext, Neighbour } from './context.ts';
import { deskPage, fresh, type PageRow } from './desk-page.ts';
import { cut, lines, literal } from './escape.ts';
import { question } from './forms.ts';
import { lastSign, nextWords } from './holder-words.ts';
import { aboutWords, capital, tagWords, titleWords } from './led.ts';
import { personQuestions } from './person-questions.ts';
import type { Question } from './question-view.ts';

/** More than these are offered by their numbers alone. */
const mostDescribed = 8;
/** Longer choices are cut off by some phones. */
const longestChoice = 50;

/** The newest thing that happened to a case, with its time. */
const lastWords = (subject: Case, { zone }: CardContext): Phrase => {
  const { stage, decision, openedAt } = subject;
  const told = (says: string, instant: string): Phrase => phrase(says, { at: { instant, zone } });
  const sign = lastSign(subject);
  if (sign !== null) return told(`card.follow.sign.${sign.sign}`, sign.mark.at);
  if (stage.at === 'handed-over') return told('card.last.filed', stage.filing.filedAt);
  return decision === null ? told('card.last.opened', openedAt) : told('card.last.decided', decision.at);
};

/** Last step, next step, promised update: what the receiver has to know. */
const stepLines = (subject: Case, context: CardContext, { voice }: Desk): readonly string[] => {
  const { nextUpdateAt } = subject.follow;
  return [
    voice.say('card.hand-over.last', { step: lastWords(subject, context) }),
    voice.say('card.hand-over.next', { step: nextWords(subject, context.policy) }),
    nextUpdateAt === null
      ? voice.say('card.hand-over.update-none')
      : voice.say('card.hand-over.update', { at: { instant: nextUpdateAt, zone: context.zone } }),
  ];
};

/** A colleague offers one case. Until it is accepted it stays where it is. */
export const offerCard = (subject: Case, context: CardContext): Drawing => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'offer' });
  const { voice } = desk;
  const offered = subject.follow.offeredTo?.personId === context.person.id;
  const note = subject.follow.offeredTo?.note ?? '';
  const who = cut(subject.ownerName, 60);
  return deskPage(
    {
      label: voice.say('card.hand-over.offered', { who, label: caseLabel(subject.number) }),
      title: voice.words(titleWords(subject, context)),
      sub: capital(voice.words(tagWords(subject, context))),
      summary: voice.plain('card.hand-over.offered-summary', {
        who,
        label: caseLabel(subject.number),
        title: titleWords(subject, context),
      }),
      explain: [
        ...stepLines(subject, context, desk),
        ...(note === '' ? [] : [voice.say('card.hand-over.note', { note: cut(lines(note).join(' '), 500) })]),
        voice.say(offered ? 'card.hand-over.accept' : 'card.hand-over.gone'),
      ],
      buttons: offered
        ? [
            { verb: 'accept-case', place: 'first' },
            { verb: 'decline-case' },
            { verb: 'open', says: 'open-case' },
          ]
        : [],
    },
    fresh,
    desk,
  );
};

/** The person's own cases, to be chosen and given to somebody. */
export const handOverCard = (
  picture: Extract<Picture, { card: 'hand-over' }>,
  context: CardContext,
): Drawing => {
  const desk = freeOf(context, 'hand-over');
  const { voice } = desk;
  const held = context.around.others;
  const isEmpty = held.length === 0;
  return deskPage(
    {
      label: voice.say('card.hand-over.label', { count: held.length }),
      title: voice.say('card.hand-over.title'),
      summary: voice.plain('card.hand-over.summary', { count: held.length }),
      explain: [voice.say(isEmpty ? 'card.hand-over.none' : 'card.hand-over.explain')],
      sections: isEmpty
        ? []
        : [{ title: null, rows: held.slice(0, mostDescribed).map((one) => heldRow(one, context, desk)) }],
      questions: isEmpty ? [] : questionsOf(held, context),
      buttons: isEmpty
        ? [{ verb: 'my-cases' }]
        : [{ verb: 'offer-cases', place: 'first', sends: 'inputs' }, { verb: 'my-cases' }],
    },
    picture,
    desk,
  );
};

const heldRow = ({ case: one, customer }: Neighbour, context: CardContext, desk: Desk): PageRow => ({
  label: `${caseLabel(one.number)} · ${literal(aboutWords(one, { ...context, customer }))}`,
  title: literal(cut(one.facts.title ?? '', 90)) || desk.voice.say('card.cases.untitled'),
  lines: stepLines(one, context, desk),
});

const questionsOf = (held: readonly Neighbour[], context: CardContext): readonly Question[] => {
  const others = context.around.colleagues.filter(({ personId }) => personId !== context.person.id);
  return [
    ...personQuestions('receiver', others, context.around.desk.leads),
    question('cases', 'choices', {
      choices: held.map(({ case: one, customer }) => ({
        value: one.id,
        says: typed(
          cut(`${caseLabel(one.number)} · ${aboutWords(one, { ...context, customer })}`, longestChoice),
        ),
      })),
      value: held.map(({ case: { id } }) => id).join(','),
    }),
    ...held.slice(0, mostDescribed).map(({ case: { id, number } }) =>
      question(`note.${id}`, 'text', {
        label: 'card.input.note',
        required: false,
        maxLength: 300,
        values: { label: caseLabel(number) },
      }),
    ),
  ];
};
