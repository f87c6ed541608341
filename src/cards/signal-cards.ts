/** Several customers with one symptom, or at one known incident: what a lead has to find out and to tell. */
import type { Policy } from '../policy/policy.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { deskOf, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext, Neighbour } from './context.ts';
import { deskPage, type PageRow } from './desk-page.ts';
import { cut, literal } from './escape.ts';
import { question } from './forms.ts';
import { aboutWords } from './led.ts';
import { openButtons } from './alert-cards.ts';

type SignalPicture = Extract<Picture, { card: 'signal' }>;

/** Of six buttons two or three belong to the card itself; more cases than that stand there without one. */
const rowsWithButton = 3;

/** The case the picture is about and the others, each with its customer; names are for leads only. */
export const everyone = (
  subject: Case,
  cases: readonly string[],
  context: CardContext,
): readonly Neighbour[] => [
  { case: subject, customer: context.customer },
  ...context.around.others.filter(({ case: { id } }) => cases.includes(id) && id !== subject.id),
];

export const caseRows = (
  all: readonly Neighbour[],
  context: CardContext,
  { voice }: Desk,
): readonly PageRow[] =>
  all.map(({ case: one, customer }, index) => ({
    title: literal(aboutWords(one, { ...context, customer })),
    lines: [
      voice.say('card.signal.since', {
        label: caseLabel(one.number),
        owner: cut(one.ownerName, 60),
        at: { instant: one.openedAt, zone: context.zone },
      }),
      ...(one.facts.title === undefined ? [] : [literal(cut(one.facts.title, 90))]),
    ],
    buttons: index < rowsWithButton ? openButtons(one, context) : [],
  }));

const productWords = (subject: Case, { products }: Policy): Phrase =>
  phrase(products.find(({ id }) => id === subject.facts.product)?.says ?? 'card.signal.product-unknown');

export const signalCard = (subject: Case, picture: SignalPicture, context: CardContext): Drawing => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'signal' });
  const { voice } = desk;
  const all = everyone(subject, picture.cases, context);
  const values = { count: picture.cases.length + 1, product: productWords(subject, context.policy) };
  const { signal, linked } = subject.follow;
  const data = { cases: picture.cases.join(',') };
  const answered =
    signal === null
      ? [voice.say('card.signal.ask'), voice.say('card.signal.region')]
      : [
          voice.say(signal.weChanged ? 'card.signal.we-changed' : 'card.signal.we-did-not', {
            who: cut(signal.mark.byName, 60),
            region: cut(signal.region ?? '', 60),
          }),
        ];
  return deskPage(
    {
      label: voice.say('card.signal.label'),
      title: voice.say('card.signal.title', values),
      summary: voice.plain('card.signal.summary', values),
      style: 'warning',
      explain: [...answered, ...(linked.length > 0 ? [voice.say('card.signal.linked')] : [])],
      sections: [{ title: null, rows: caseRows(all, context, desk) }],
      questions: signal === null ? signalQuestions : [],
      buttons: [
        ...(signal === null
          ? [{ verb: 'answer-signal', says: 'save', place: 'first', sends: 'inputs', data } as const]
          : []),
        ...(linked.length === 0 ? [{ verb: 'link-cases', data }] : []),
      ],
    },
    picture,
    desk,
  );
};

const signalQuestions = [
  question('weChanged', 'choice', {
    choices: [
      { value: 'yes', says: phrase('card.yes') },
      { value: 'no', says: phrase('card.no') },
    ],
  }),
  question('region', 'text', { required: false, hint: 'card.input.region-hint', maxLength: 60 }),
];
