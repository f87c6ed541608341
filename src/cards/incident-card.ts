/** A known incident at several customers: one text for all, each told in their own language, and the end of it. */
import { onTheWall } from '../clocks/wall-clock.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import { proposedUpdate } from '../triage/compose-customer.ts';
import { languageName } from '../triage/packet-context.ts';
import type { Picture } from '../triage/picture.ts';
import { tellings, type Telling } from '../triage/tell-all.ts';
import { deskOf, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { deskPage, type Section } from './desk-page.ts';
import { cut } from './escape.ts';
import { question } from './forms.ts';
import { aboutWords } from './led.ts';
import { paragraphs } from './phrase.ts';
import { caseRows, everyone } from './signal-cards.ts';
import type { Question } from './question-view.ts';

type IncidentPicture = Extract<Picture, { card: 'incident' }>;

/** As many as one reads at once; the sending knows them all. */
const mostLines = 20;

const tellingLine = (one: Telling, context: CardContext, { voice }: Desk): string => {
  const { case: about, customer } = one.affected;
  if (one.is === 'private') return voice.say('card.incident.private', { label: caseLabel(about.number) });
  const { to, language, way } = one.message;
  return voice.say('card.incident.tells', {
    customer: cut(aboutWords(about, { ...context, customer }), 60),
    who: cut(to.name, 60),
    language: languageName(language),
    how: { key: `card.incident.how.${way}` },
  });
};

/** The text as the first of them would read it; the others differ by name, number and language. */
const sampleText = (all: readonly Telling[], context: CardContext, { voice }: Desk): readonly Section[] => {
  const first = all.find((one) => one.is !== 'private');
  if (first === undefined) return [];
  const { message, affected } = first;
  const customer = cut(aboutWords(affected.case, { ...context, customer: affected.customer }), 60);
  return [
    {
      title: voice.say('card.incident.text', { customer }),
      copy: paragraphs(message.lines, message.language, context.texts),
    },
  ];
};

const promiseQuestions = (proposed: string, { zone }: CardContext): readonly Question[] => {
  const next = onTheWall(proposed, zone);
  return [
    question('nextDate', 'date', { label: 'card.composer.next-date', value: next.date }),
    question('nextTime', 'time', { value: next.time }),
  ];
};

/** One notice for all customers at one incident; each is told in the customer's own language, from the case. */
export const incidentCard = (subject: Case, picture: IncidentPicture, context: CardContext): Drawing => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'incident' });
  const { voice } = desk;
  const { affected, desk: state, reach } = context.around;
  const listed = [subject.id, ...picture.cases];
  const proposed = proposedUpdate(subject, { ...context, reach, desk: state });
  const all = tellings(
    affected.filter((one) => listed.includes(one.case.id)),
    proposed,
    context,
  );
  const values = { incident: cut(subject.incidentId ?? '', 60), count: picture.cases.length + 1 };
  const data = { cases: picture.cases.join(',') };
  const lines = all.slice(0, mostLines).map((one) => ({ title: tellingLine(one, context, desk) }));
  const tells: readonly Button[] = all.some((one) => one.is !== 'private')
    ? [{ verb: 'tell-all', place: 'first', sends: 'inputs', data }]
    : [];
  return deskPage(
    {
      label: voice.say('card.signal.incident'),
      title: voice.say('card.signal.incident-title', values),
      summary: voice.plain('card.signal.incident-summary', values),
      style: 'warning',
      explain: [voice.say('card.incident.do')],
      sections: [
        { title: null, rows: caseRows(everyone(subject, picture.cases, context), context, desk) },
        ...(lines.length === 0 ? [] : [{ title: voice.say('card.incident.whom'), rows: lines }]),
        ...sampleText(all, context, desk),
      ],
      questions: tells.length === 0 ? [] : promiseQuestions(proposed, context),
      buttons: [...tells, { verb: 'incident-ended', data }],
    },
    picture,
    desk,
  );
};
