/** The one post of a case in the lead room: who waits for what, how long still, and what a lead can do about it. */
import { caseLabel, shownNumber, type Case } from '../triage/case.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import { optional, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import { toneOf } from './case-view.ts';
import { bigOf, bigView, clockRows, whenWords } from './clock-view.ts';
import { cut } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { asksUs } from './holder-words.ts';
import { mentionOf } from './mention.ts';
import { capital, tagWords, titleWords, type Led } from './led.ts';
import { approvalView, cellsOf, linkedView, stateLines, trailOf } from './lead-parts.ts';

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
  const approval = stage.at === 'decided' ? follow.approval?.state : undefined;
  const wanted = approval === 'wanted';
  const acknowledged = follow.acknowledged !== null;
  const panel = (name: string, says: string, place?: Button['place']): Button => ({
    verb: 'lead-show',
    says,
    data: { panel: name },
    ...(place === undefined ? {} : { place }),
  });
  const all: readonly Button[] = [
    ...(wanted ? [{ verb: 'approve', place: 'first' as const }, panel('send-back', 'send-back')] : []),
    // A lead who sent it back may have been answered in words: the case as it stands can still be approved.
    ...(approval === 'sent-back' ? [{ verb: 'approve' }] : []),
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
