/** A case that is over: nothing to type any more. */
import { caseLabel, type Case, type Stage } from '../triage/case.ts';
import { phrase } from '../triage/phrase.ts';
import { deskOf, optional, showPanel, type Button } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CasePicture } from './case-view.ts';
import type { CardContext } from './context.ts';
import { cut } from './escape.ts';

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
