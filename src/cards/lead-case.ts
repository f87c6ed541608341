/** The one post of a case in the lead room: who waits for what, how long still, and what a lead can do about it. */
import { caseLabel, shownNumber, type Case } from '../triage/case.ts';
import { severityOf } from '../triage/case-summary.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { deskOf, optional, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import { toneOf } from './case-view.ts';
import { bigOf, bigView, clockRows, whenWords, type Timed } from './clock-view.ts';
import type { CardContext } from './context.ts';
import { cut } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { asksUs, stateWords } from './holder-words.ts';
import { mentionOf } from './mention.ts';
import { approvalView, cellsOf, linkedView, stateLines, trailOf } from './lead-parts.ts';

export type LeadCasePicture = Extract<Picture, { card: 'lead-case' }>;

/** A case about to be shown to leads. */
export type Led = Timed & { readonly picture: LeadCasePicture; readonly desk: Desk };

export const ledOf = (subject: Case, picture: LeadCasePicture, context: CardContext): Led => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'lead-case' });
  return { case: subject, picture, context, desk, voice: desk.voice };
};

/** Whom the case is about, for a line; our own tenant goes by our own name. */
export const aboutWords = (subject: Case, { customer, profile }: CardContext): string =>
  cut(customer?.name ?? subject.facts.customer ?? profile.name, 60);

export const titleWords = (subject: Case, context: CardContext): Phrase => {
  const customer = aboutWords(subject, context);
  const title = cut(subject.facts.title ?? '', 90);
  return title === ''
    ? phrase('card.lead.untitled', { customer })
    : phrase('card.lead.title', { customer, title });
};

/** "Severity A, critical · with Microsoft" */
export const tagWords = (subject: Case, { policy }: CardContext): Phrase => {
  const level = severityOf(subject);
  const state = stateWords(subject, policy);
  return level === null
    ? state
    : phrase('card.lead.tag', { severity: phrase(`severity.${level}.name`), state });
};

const subWords = ({ case: subject, context }: Led): Phrase => {
  const { stage, ownerName } = subject;
  const values = { label: caseLabel(subject.number), owner: ownerName };
  if (stage.at !== 'handed-over') return phrase('card.lead.sub', values);
  const at = whenWords(stage.filing.filedAt, { context });
  return phrase('card.lead.sub-filed', { ...values, at, number: cut(shownNumber(stage.filing), 80) });
};

/** What a toast shows; enough to act on without opening Teams. */
const summaryOf = (led: Led): string => {
  const { case: subject, context, voice } = led;
  const big = bigOf(led);
  const label = caseLabel(subject.number);
  const values = { label, title: titleWords(subject, context), state: tagWords(subject, context) };
  if (big === null) return voice.plain('card.lead.summary', values);
  const clock = phrase('card.lead.clock', { span: big.text, says: big.says });
  return voice.plain('card.lead.summary-clock', { ...values, clock });
};

/** Six buttons at most, the ones behind the dots included: what is most wanted comes first. */
const buttonsOf = ({ case: { stage, follow } }: Led): readonly Button[] => {
  if (stage.at === 'closed') return [];
  const wanted = follow.approval?.state === 'wanted' && stage.at === 'decided';
  const acknowledged = follow.acknowledged !== null;
  const panel = (name: string, says: string, place?: Button['place']): Button => ({
    verb: 'lead-show',
    says,
    data: { panel: name },
    ...(place === undefined ? {} : { place }),
  });
  const all: readonly Button[] = [
    ...(wanted ? [{ verb: 'approve', place: 'first' as const }, panel('send-back', 'send-back')] : []),
    ...(acknowledged ? [] : [{ verb: 'acknowledge', ...(wanted ? {} : { place: 'first' as const }) }]),
    { verb: 'open-in-chat', ...(wanted ? { place: 'overflow' as const } : {}) },
    panel('assign', 'assign', wanted ? 'overflow' : undefined),
    { verb: 'take-over', place: 'overflow' },
    ...(stage.at === 'intake' ? [] : [panel('severity', 'lead-severity', 'overflow')]),
  ];
  return all.slice(0, 6);
};

export const leadCaseCard = (led: Led): Drawing => {
  const { case: subject, picture, context, desk, voice } = led;
  const isOver = subject.stage.at === 'closed';
  const mention = isOver || picture.mentionsOnCall !== true ? null : mentionOf(subject, context, voice);
  return {
    template: 'lead-case',
    summary: summaryOf(led),
    foldable: ['trail', 'signal', 'cells'],
    view: {
      style: asksUs(subject) ? 'attention' : 'emphasis',
      tone: toneHere(subject),
      label: capital(voice.words(tagWords(subject, context))),
      title: voice.words(titleWords(subject, context)),
      sub: voice.words(subWords(led)),
      big: isOver ? [] : bigView(bigOf(led), voice),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: picture.problems.map(({ says }) => ({ text: voice.words(says) })),
      mention: optional(mention?.text ?? null),
      entities: mention?.entities ?? [],
      asks: isOver ? [] : approvalView(led),
      cells: cellsOf(led),
      clocks: isOver ? [] : clockRows(led),
      signal: linkedView(led),
      state: stateLines(led).map((says) => ({ text: voice.words(says) })),
      trail: optional(trailOf(led)),
      open: [],
      buttons: desk.buttons(...buttonsOf(led)),
    },
  };
};

/** A state in words may begin the line. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Colour supports what the words say. */
const toneHere = ({ stage, decision }: Case): string => {
  if (stage.at === 'closed') return stage.how === 'solved' ? 'Good' : 'Default';
  return decision === null ? 'Default' : toneOf[decision.verdict.outcome];
};

/** Nothing of a sensitive case is said where others can read it, whoever asked for the picture. */
export const privateCard = (subject: Case, { voice, buttons }: Desk): Drawing => {
  const text = voice.say('card.lead.private', { label: caseLabel(subject.number) });
  return {
    template: 'notice',
    summary: text,
    foldable: [],
    view: { text, buttons: buttons() satisfies readonly JsonObject[] },
  };
};
