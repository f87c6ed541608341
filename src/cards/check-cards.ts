/** A lead's check: one test post to every place leads are told at and how it ended, and what stands wrong on the server. */
import { findingParts, type Finding } from '../triage/finding.ts';
import type { CheckTarget, Picture } from '../triage/picture.ts';
import { freeOf } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { CardContext, Checked } from './context.ts';
import { deskPage, fresh, type PageRow, type Section } from './desk-page.ts';
import type { Voice } from './voice.ts';

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

const targetRow = (target: CheckTarget, ended: Checked, voice: Voice): PageRow => ({
  label: voice.say(`card.check.target.${target}`),
  title: voice.say(`card.check.${ended}`),
  tone: tones[ended],
  lines: ended === 'failed' ? [voice.say(`card.check.mend.${target}`)] : [],
});

const findingRow = ({ is, about, id, values }: Finding, voice: Voice): PageRow => ({
  label: voice.say(`finding.about.${about}`),
  title: voice.say(`finding.${id}`, values),
  tone: is === 'wrong' ? 'Attention' : 'Default',
  lines: is === 'wrong' ? [voice.say(`finding.${id}.mend`)] : [],
});

/** What is in order is named in one line: a lead has to see what is not. */
const fineRow = (findings: readonly Finding[], voice: Voice): readonly PageRow[] => {
  const isFine = (about: Finding['about']): boolean => {
    const all = findings.filter((one) => one.about === about);
    return all.length > 0 && all.every(({ is }) => is === 'ok');
  };
  const fine = findingParts.filter(isFine).map((about) => ({ key: `finding.about.${about}` }));
  return fine.length === 0
    ? []
    : [
        {
          label: voice.say('card.check.fine'),
          title: voice.say('card.check.list', { all: fine }),
          tone: 'Good',
        },
      ];
};

const groundSection = (findings: readonly Finding[], voice: Voice): readonly Section[] => {
  if (findings.length === 0) return [];
  const worth = [
    ...findings.filter(({ is }) => is === 'wrong'),
    ...findings.filter(({ is }) => is === 'note'),
  ];
  const rows = [...worth.map((finding) => findingRow(finding, voice)), ...fineRow(findings, voice)];
  return [{ title: voice.say('card.check.ground'), rows }];
};

type Ends = { readonly failed: number; readonly wrong: number; readonly waiting: number };

const titleKey = ({ failed, wrong, waiting }: Ends): string => {
  if (failed > 0) return 'card.check.some';
  if (wrong > 0) return 'card.check.wrong';
  return waiting > 0 ? 'card.check.waiting-for' : 'card.check.ok';
};

/** What was reached and what was not, by name, with what to do about it; then the server it runs on. */
export const checkCard = (
  { targets }: Extract<Picture, { card: 'check' }>,
  context: CardContext,
): Drawing => {
  const desk = freeOf(context, 'check');
  const { voice } = desk;
  const { checked, findings } = context.around;
  const ended = (target: CheckTarget): Checked => checked[target] ?? 'waiting';
  const ends = {
    failed: targets.filter((target) => ended(target) === 'failed').length,
    wrong: findings.filter(({ is }) => is === 'wrong').length,
    waiting: targets.filter((target) => ended(target) === 'waiting').length,
  };
  const title = titleKey(ends);
  return deskPage(
    {
      label: voice.say('card.check.title'),
      title: voice.say(title, ends),
      summary: voice.plain(title, ends),
      sections: [
        {
          title: findings.length === 0 ? null : voice.say('card.check.places'),
          rows: targets.map((target) => targetRow(target, ended(target), voice)),
        },
        ...groundSection(findings, voice),
      ],
      buttons: [],
    },
    fresh,
    desk,
  );
};
