/** After a downtime: the list of cases with a word on why it comes now. */
import type { Picture } from '../triage/picture.ts';
import { freeOf } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { casesCard } from './list-cards.ts';

type CatchUpPicture = Extract<Picture, { card: 'catch-up' }>;

export const catchUpCard = ({ cases, messages }: CatchUpPicture, context: CardContext): Drawing => {
  const { voice } = freeOf(context, 'cases');
  const drawing = casesCard({ card: 'cases', cases, query: null }, context);
  const says = voice.say(cases.length === 0 ? 'catch-up.nothing' : 'catch-up.says', { count: messages });
  return {
    ...drawing,
    summary: voice.plain('catch-up.summary', { count: messages }),
    view: { ...drawing.view, title: voice.say('catch-up.title'), empty: [{ text: says }] },
  };
};
