/** Notices to one person: what happened, enough to act on it, and the way to the case. */
import { caseTitle } from '../triage/case-summary.ts';
import { caseLabel, shownNumber, type Case } from '../triage/case.ts';
import type { Picture } from '../triage/picture.ts';
import { deskOf, freeOf, showPanel, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import { chaseCopy } from './chase-card.ts';
import { bigOf } from './clock-view.ts';
import { isForRoom, type CardContext } from './context.ts';
import { deskPage, fresh, type PageFact, type PageRow, type Section } from './desk-page.ts';
import { cut, literal } from './escape.ts';
import { nextWords } from './holder-words.ts';
import { aboutWords, capital, tagWords, titleWords } from './led.ts';
import { doorWords } from './policy-words.ts';
import { undeliveredSections } from './undelivered.ts';
import { theirWords } from './talk-card.ts';
import type { Voice } from './voice.ts';

/** Events that ask somebody to act at once rather than to know. */
const isUrgent = (event: string): boolean =>
  event.endsWith('-over') || ['asks-us', 'chain', 'customer-worse', 'customer-not-told'].includes(event);

const talk = showPanel('talk', 'talk');
const write: Button = { verb: 'write-customer' };

/** What an event itself asks for, beside what a case always offers. */
const answersTo: Readonly<Record<string, readonly Button[]>> = {
  'fifth-ground': [{ verb: 'fifth-ground', place: 'first' }],
  'incident-ended': [{ verb: 'persists', place: 'first' }, { verb: 'solved' }],
  'customer-works': [{ verb: 'solved', place: 'first' }, talk],
  'customer-answered': [talk, write],
  'customer-worse': [talk, write],
  'customer-reported': [talk],
};

export const alertCard = (
  subject: Case,
  picture: Extract<Picture, { card: 'alert' }>,
  context: CardContext,
): Drawing => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'alert' });
  const { voice } = desk;
  return deskPage(
    {
      label: capital(voice.words(tagWords(subject, context))),
      title: voice.words(picture.says),
      summary: voice.plainWords(picture.says),
      style: isUrgent(picture.event) ? 'attention' : 'warning',
      tone: isUrgent(picture.event) ? 'Attention' : 'Default',
      sections: [
        { title: null, facts: alertFacts(subject, context, voice) },
        ...theirWords(subject, picture.event, voice),
        ...chaseSections(subject, picture, desk, context),
        ...undeliveredSections(subject, picture, voice),
      ],
      buttons: alertButtons(subject, picture.event, context),
    },
    fresh,
    desk,
  );
};

/** What one has to know of a case to act on it without looking for it. */
const alertFacts = (subject: Case, context: CardContext, voice: Voice): readonly PageFact[] => {
  const { stage, decision } = subject;
  const door = stage.at === 'handed-over' ? stage.filing.door : (decision?.verdict.channel ?? null);
  const big = bigOf({ case: subject, context, voice });
  const fact = (says: string, value: string): PageFact => ({ title: voice.say(`card.alert.${says}`), value });
  return [
    fact('customer', literal(aboutWords(subject, context))),
    fact('what', `${caseLabel(subject.number)} · ${literal(cut(caseTitle(subject), 90))}`),
    fact('owner', literal(cut(subject.ownerName, 60))),
    ...(door === null ? [] : [fact('door', voice.words(doorWords(door)))]),
    ...(stage.at === 'handed-over' ? [fact('request', literal(cut(shownNumber(stage.filing), 80)))] : []),
    ...(big === null
      ? []
      : [fact('clock', voice.say('card.lead.clock', { span: big.text, says: big.says }))]),
    fact('next', voice.words(nextWords(subject, context.policy))),
  ];
};

const chaseSections = (
  subject: Case,
  { chase }: Extract<Picture, { card: 'alert' }>,
  { voice }: Desk,
  context: CardContext,
): readonly Section[] => {
  const copy = chase === null ? '' : chaseCopy(chase, subject, context);
  return chase === null || copy === '' ? [] : [{ title: voice.say(`card.chase.${chase}`), copy }];
};

/** In a room the case opens in the chat of whoever clicks; the room's own card stays as it is for everybody. */
const roomButtons = ({ stage, follow }: Case): readonly Button[] => [
  ...(stage.at === 'closed' || follow.acknowledged !== null
    ? []
    : [{ verb: 'acknowledge', place: 'first' as const }]),
  { verb: 'open-in-chat', says: 'open-case' },
];

/** Six buttons at most, so an answer to the event leaves out what a lead rarely does from here. */
const alertButtons = (subject: Case, event: string, context: CardContext): readonly Button[] => {
  if (isForRoom(context)) return roomButtons(subject);
  const { stage, follow, owner } = subject;
  const { person } = context;
  // What is not described yet cannot be solved.
  const asked = (stage.at === 'closed' ? [] : (answersTo[event] ?? [])).filter(
    ({ verb }) => verb !== 'solved' || stage.at !== 'intake',
  );
  const open: Button = { verb: 'open', says: 'open-case', ...(asked.length > 0 ? {} : { place: 'first' }) };
  if (asked.length > 0 || !person.isLead || stage.at === 'closed') return [...asked, open];
  const wanted = follow.approval?.state === 'wanted' && stage.at === 'decided';
  return [
    open,
    ...(wanted
      ? [{ verb: 'approve' }, { verb: 'lead-show', says: 'send-back', data: { panel: 'send-back' } }]
      : []),
    ...(follow.acknowledged === null ? [{ verb: 'acknowledge' }] : []),
    ...(owner === person.id ? [] : [{ verb: 'take-over' }]),
  ];
};

/** Five rows with a button each leave room for one more. */
const mostRows = 5;

/** Several alerts of one minute in one message. */
export const alertsCard = (picture: Extract<Picture, { card: 'alerts' }>, context: CardContext): Drawing => {
  const desk = freeOf(context, 'alerts');
  const { voice } = desk;
  const { alerts } = picture;
  const rows = alerts.map(({ caseId, says }, index): PageRow => {
    const found = context.around.others.find(({ case: { id } }) => id === caseId);
    if (found === undefined) return { title: voice.words(says) };
    const about = { ...context, customer: found.customer };
    return {
      label: capital(voice.words(tagWords(found.case, about))),
      title: voice.words(says),
      lines: [voice.words(titleWords(found.case, about))],
      buttons: index < mostRows ? openButtons(found.case, context) : [],
    };
  });
  const title = voice.say('card.alerts.title', { count: alerts.length });
  return deskPage(
    {
      label: voice.say('card.alerts.label'),
      title,
      summary: voice.plain('card.alerts.title', { count: alerts.length }),
      style: 'warning',
      sections: [{ title: null, rows }],
      buttons: isForRoom(context) ? [] : [{ verb: 'my-cases' }],
    },
    fresh,
    desk,
  );
};

/** Open for a case listed on a card that is not its own: in its place, or from a room in the clicker's own chat. */
export const openButtons = (subject: Case, context: CardContext): ReturnType<Desk['buttons']> =>
  deskOf(context, { caseId: subject.id, version: subject.version, card: 'listed' }).buttons({
    verb: isForRoom(context) ? 'open-in-chat' : 'open',
    says: 'open',
  });
