/** The verdict: what to do, where, why, by when, what to watch out for. */
import type { Severity } from '../policy/facts.ts';
import type { Drawing } from './card.ts';
import { optional } from './buttons.ts';
import { verdictButtons } from './case-buttons.ts';
import {
  customerName,
  doorRow,
  linksOf,
  openButton,
  severityOf,
  subLine,
  toneOf,
  type Decided,
} from './case-view.ts';
import type { JsonObject } from './expand.ts';
import { doorWords, outcomeWords } from './policy-words.ts';
import { responseNote } from './response-note.ts';
import { foldedParts, mainWarning } from './verdict-fold.ts';
import { cellsOf, stepsOf, todayOf, wayOutOf, whyOf } from './verdict-parts.ts';

export const verdictCard = (decided: Decided): Drawing => {
  const { verdict, picture, desk } = decided;
  const { voice } = desk;
  const open = openOf(decided);
  return {
    template: 'verdict',
    summary: summaryOf(decided),
    foldable: ['moreSources', 'changes', 'updates', 'sources', 'warnings', 'steps'],
    view: {
      kicker: voice.words(outcomeWords(verdict.outcome)),
      tone: toneOf[verdict.outcome],
      title: titleOf(decided),
      sub: subLine(decided),
      severity: severityView(severityOf(decided), decided),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      problem: picture.problems.map(({ says }) => ({ text: voice.words(says) })),
      today: todayOf(decided),
      cells: cellsOf(decided),
      wayOut: wayOutOf(decided),
      why: whyOf(decided),
      steps: stepsOf(decided),
      warning: mainWarning(decided),
      ...foldedParts(decided),
      footnote: optional(responseNote(decided)),
      open,
      buttons: desk.buttons(...verdictButtons(decided, open.length > 0)),
    },
  };
};

/** The door's link; on a block the one that helps to get past it. */
const openOf = (decided: Decided): readonly JsonObject[] => {
  const { verdict, context } = decided;
  const door = doorRow(verdict.channel, decided);
  const blocker = context.policy.blockers.find(({ id }) => id === verdict.blocker);
  const row = door ?? blocker;
  return row === undefined ? [] : openButton(linksOf(row, decided), decided);
};

/** What to do, in one sentence. */
const titleOf = (decided: Decided): string => {
  const { verdict, desk } = decided;
  if (verdict.blocker !== null) return desk.voice.say(`blocker.${verdict.blocker}.says`);
  return desk.voice.say(`outcome.${verdict.outcome}.do`, {
    customer: customerName(decided),
    door: verdict.channel === null ? '' : doorWords(verdict.channel),
  });
};

const severityView = (level: Severity | null, { desk: { voice } }: Decided): readonly JsonObject[] =>
  level === null ? [] : [{ level, label: voice.say('card.field.severityChosen') }];

const summaryOf = (decided: Decided): string => {
  const { verdict, desk, case: subject } = decided;
  const level = severityOf(decided);
  const values = {
    outcome: outcomeWords(verdict.outcome),
    customer: customerName(decided),
    title: subject.facts.title ?? '',
    level: level ?? '',
  };
  return desk.voice.plain(level === null ? 'card.verdict.summary' : 'card.verdict.summary-severity', values);
};
