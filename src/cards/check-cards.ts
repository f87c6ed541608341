/** The test of every place leads are told at: one test post each, and how they ended. */
import type { CheckTarget, Picture } from '../triage/picture.ts';
import { freeOf } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext, Checked } from './context.ts';
import { deskPage, fresh, type PageRow } from './desk-page.ts';

/** Arrives at a target so that people see it works; nothing to do with it. */
export const testCard = ({ target }: Extract<Picture, { card: 'test' }>, context: CardContext): Drawing => {
  const { voice } = freeOf(context, 'test');
  const values = { target: { key: `card.check.target.${target}` } };
  return {
    template: 'notice',
    summary: voice.plain('card.check.test', values),
    foldable: [],
    view: { text: voice.say('card.check.test', values), buttons: [] },
  };
};

const tones: Readonly<Record<Checked, string>> = { reached: 'Good', failed: 'Attention', waiting: 'Default' };

/** What was reached and what was not, by name, with what to do about it. */
export const checkCard = (
  { targets }: Extract<Picture, { card: 'check' }>,
  context: CardContext,
): Drawing => {
  const desk = freeOf(context, 'check');
  const { voice } = desk;
  const ended = (target: CheckTarget): Checked => context.around.checked[target] ?? 'waiting';
  const failed = targets.filter((target) => ended(target) === 'failed').length;
  const waiting = targets.filter((target) => ended(target) === 'waiting').length;
  const title = failed > 0 ? 'card.check.some' : waiting > 0 ? 'card.check.waiting-for' : 'card.check.ok';
  const row = (target: CheckTarget): PageRow => ({
    label: voice.say(`card.check.target.${target}`),
    title: voice.say(`card.check.${ended(target)}`),
    tone: tones[ended(target)],
    lines: ended(target) === 'failed' ? [voice.say(`card.check.mend.${target}`)] : [],
  });
  return deskPage(
    {
      label: voice.say('card.check.title'),
      title: voice.say(title, { failed, waiting }),
      summary: voice.plain(title, { failed, waiting }),
      sections: [{ title: null, rows: targets.map(row) }],
      buttons: [],
    },
    fresh,
    desk,
  );
};
