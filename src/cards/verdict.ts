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
import { cut } from './escape.ts';
import type { JsonObject } from './expand.ts';
import { doorWords, outcomeWords } from './policy-words.ts';
import { responseNote } from './response-note.ts';
import { changeLines, foldedParts, mainWarning } from './verdict-fold.ts';
import { talkView } from './talk-card.ts';
import { cellsOf, stepsOf, todayOf, wayOutOf, whyOf } from './verdict-parts.ts';

export const verdictCard = (decided: Decided): Drawing => {
  const { verdict, picture, desk } = decided;
  const { voice } = desk;
  const open = openOf(decided);
  const [change, ...changes] = changeLines(decided);
  return {
    template: 'verdict',
    summary: summaryOf(decided),
    foldable: ['moreSources', 'changes', 'updates', 'sources', 'warnings', 'steps'],
    view: {
      kicker: voice.words(outcomeWords(verdict.outcome)),
      tone: toneOf[verdict.outcome],
      title: titleOf(decided),
      sub: subLine(decided),
      talk: talkView(decided.case, voice),
      severity: severityView(severityOf(decided), decided),
      notice: [
        ...optional(picture.notice === null ? null : voice.words(picture.notice)),
        ...approvalNotice(decided),
      ],
      problem: picture.problems.map(({ says }) => ({ text: voice.words(says) })),
      today: todayOf(decided),
      cells: cellsOf(decided),
      wayOut: wayOutOf(decided),
      why: whyOf(decided, change),
      steps: stepsOf(decided),
      warning: mainWarning(decided),
      ...foldedParts(decided, changes),
      footnote: optional(responseNote(decided)),
      open,
      buttons: desk.buttons(...verdictButtons(decided, open.length > 0)),
    },
  };
};

/** A lead's word that a hand-over waits for, or that has come. */
const approvalNotice = ({ case: { follow }, context, desk: { voice } }: Decided): readonly JsonObject[] => {
  const { approval } = follow;
  if (approval === null || approval.state === 'gone-without') return [];
  if (approval.state === 'wanted')
    return optional(
      voice.say('card.approval.waiting', { at: { instant: approval.since, zone: context.zone } }),
    );
  const { byName, at } = approval.mark;
  const who = cut(byName, 60);
  return optional(
    approval.state === 'given'
      ? voice.say('card.approval.given', { who, at: { instant: at, zone: context.zone } })
      : voice.say('card.approval.sent-back', { who, reason: cut(approval.reason, 300) }),
  );
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
