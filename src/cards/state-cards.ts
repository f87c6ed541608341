/** A case that waits for a door, and one that is over: nothing to type any more. */
import { decide } from '../policy/decide.ts';
import { refusalsOf } from '../triage/bounce.ts';
import { caseLabel, type Case, type Filing, type Stage } from '../triage/case.ts';
import { phrase } from '../triage/phrase.ts';
import { deskOf, optional, showPanel, type Button } from './buttons.ts';
import type { Drawing } from './card.ts';
import { doorRow, linksOf, openButton, subLine, type CasePicture, type Decided } from './case-view.ts';
import type { CardContext } from './context.ts';
import { cut, literal } from './escape.ts';
import { doorWords } from './policy-words.ts';

type Fact = { readonly title: string; readonly value: string };

/** Filed: who has it, under which number, and what the desk does meanwhile. */
export const handedOverCard = (filing: Filing, decided: Decided): Drawing => {
  const { picture, desk } = decided;
  const { voice } = desk;
  const door = doorRow(filing.door, decided);
  const follow =
    door === null ? [] : openButton(linksOf({ open: [...door.follow, ...door.open] }, decided), decided);
  return {
    template: 'state',
    summary: voice.plain('card.handed-over.summary', {
      door: doorWords(filing.door),
      number: filing.requestNumber,
    }),
    foldable: [],
    view: {
      style: 'emphasis',
      tone: 'Accent',
      label: voice.say('card.handed-over.label'),
      title: voice.say('card.handed-over.title', { door: doorWords(filing.door) }),
      sub: subLine(decided),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: picture.problems.map(({ says }) => ({ text: voice.words(says) })),
      facts: [{ list: filingFacts(filing, decided) }],
      next: optional(voice.say('card.handed-over.next')),
      warning: optional(isWatchedDayAndNight(filing, decided) ? voice.say('update.U-SEVA-24X7.says') : null),
      open: follow,
      buttons: desk.buttons(...handedOverButtons(decided, follow.length > 0)),
    },
  };
};

/** The vendor answers to the severity that was submitted, whatever was proposed. */
const submittedHours = (
  { severity }: Filing,
  { case: { facts }, context: { policy } }: Decided,
): number | null =>
  decide(severity === null ? facts : { ...facts, severityChosen: severity }, policy).sla.hours;

const isWatchedDayAndNight = ({ severity, door }: Filing, decided: Decided): boolean =>
  severity === 'A' && doorRow(door, decided)?.actor === 'microsoft';

const filingFacts = (filing: Filing, decided: Decided): readonly Fact[] => {
  const { voice } = decided.desk;
  const hours = submittedHours(filing, decided);
  const fact = (name: string, value: string): Fact => ({
    title: voice.say(`card.handed-over.${name}`),
    value,
  });
  return [
    fact('number', literal(cut(filing.requestNumber, 80))),
    fact('filed', voice.moment(filing.filedAt)),
    ...(filing.severity === null ? [] : [fact('severity', voice.say(`severity.${filing.severity}.name`))]),
    ...(hours === null ? [] : [fact('response', voice.say('sla.break-fix', { hours }))]),
  ];
};

const handedOverButtons = ({ case: subject, context }: Decided, hasLink: boolean): readonly Button[] => {
  const all: readonly Button[] = [
    ...(subject.sensitive ? [] : [showPanel('customer', 'tell')]),
    { verb: 'solved' },
    ...(refusalsOf(subject, context.policy).length > 0 ? [showPanel('bounce', 'bounce')] : []),
    showPanel('request', 'request', 'overflow'),
    showPanel('change', 'change', 'overflow'),
  ];
  return all.slice(0, hasLink ? 5 : 6);
};

type Closed = Extract<Stage, { at: 'closed' }>;

/** Solved or cancelled: no inputs, the record, and a way back where there is one. */
export const closedCard = (
  subject: Case,
  stage: Closed,
  picture: CasePicture,
  context: CardContext,
): Drawing => {
  const { voice, buttons } = deskOf(context, {
    caseId: subject.id,
    version: subject.version,
    card: 'closed',
  });
  const tells = stage.how === 'solved' && !subject.sensitive && context.customer !== null;
  const ways: readonly Button[] = [
    ...(tells ? [showPanel('customer', 'tell')] : []),
    ...(stage.how === 'solved' ? [{ verb: 'not-solved' }] : []),
    showPanel('record', 'record'),
  ];
  const about =
    context.customer === null ? phrase('card.own-tenant') : { typed: cut(context.customer.name, 60) };
  const title = cut(subject.facts.title ?? '', 90);
  const label = caseLabel(subject.number);
  return {
    template: 'state',
    summary: voice.plain(`card.closed.${stage.how}`, { label }),
    foldable: [],
    view: {
      style: 'emphasis',
      tone: stage.how === 'solved' ? 'Good' : 'Default',
      label: voice.say(`card.closed.${stage.how}.label`),
      title: voice.say(`card.closed.${stage.how}`, { label }),
      sub: voice.say(title === '' ? 'card.sub.untitled' : 'card.sub', { about, title, label }),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: [],
      next: [],
      facts: [{ list: [{ title: voice.say('card.closed.when'), value: voice.moment(stage.closedAt) }] }],
      warning: [],
      open: [],
      buttons: buttons({ verb: 'new-case', place: 'first' }, ...ways),
    },
  };
};
