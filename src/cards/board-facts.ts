/** The small print of the board: how things stand now, and how the desk did in a period. */
import type { Board } from '../triage/board.ts';
import { caseLabel } from '../triage/case.ts';
import type { Figures } from '../triage/figures.ts';
import { phrase } from '../triage/phrase.ts';
import type { CardContext } from './context.ts';
import type { PageFact } from './desk-page.ts';
import type { JsonObject } from './expand.ts';
import { spanBetween, spanWords } from './span.ts';
import type { Voice } from './voice.ts';

const severities = ['A', 'B', 'C', 'none'] as const;

/** How things stand: by severity, by whose move it is, and the oldest case. */
export const nowFacts = (board: Board, context: CardContext, voice: Voice): readonly PageFact[] => {
  const { oldest } = board;
  const counts = severities
    .map((level) => ({
      level,
      count: board.byDoor.filter((one) => one.severity === level).reduce((sum, one) => sum + one.count, 0),
    }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => phrase(`card.board.severity.${level}`, { count }));
  const waits = (['desk', 'vendor', 'customer'] as const)
    .filter((holder) => board.waitingOn[holder] > 0)
    .map((holder) => phrase(`card.board.waiting.${holder}`, { count: board.waitingOn[holder] }));
  const fact = (says: string, value: string): PageFact => ({ title: voice.say(`card.board.${says}`), value });
  return [
    ...(counts.length === 0 ? [] : [fact('severity', voice.say('card.list', { items: counts }))]),
    ...(waits.length === 0 ? [] : [fact('waiting', voice.say('card.list', { items: waits }))]),
    ...(oldest === null
      ? []
      : [
          fact(
            'oldest',
            voice.say('card.board.oldest-is', {
              label: caseLabel(oldest.number),
              span: spanBetween(oldest.openedAt, context.now),
            }),
          ),
        ]),
    ...(board.private === 0 ? [] : [fact('private', String(board.private))]),
  ];
};

/** How the desk did; what could not be counted yet is not shown. */
const figureFacts = (figures: Figures, voice: Voice): readonly PageFact[] => {
  const { filed, firstDoorRight, minutesToVerdict, questionsPerCase, bounces, bouncesByRule } = figures;
  const fact = (says: string, value: string): PageFact => ({ title: voice.say(`card.board.${says}`), value });
  const [top] = bouncesByRule;
  return [
    ...(filed === 0
      ? []
      : [
          fact(
            'first-door-right',
            voice.say('card.board.first-door-of', { right: firstDoorRight, all: filed }),
          ),
        ]),
    ...(minutesToVerdict === null
      ? []
      : [fact('to-verdict', voice.words(spanWords(Math.round(minutesToVerdict))))]),
    ...(questionsPerCase === null ? [] : [fact('questions', String(questionsPerCase))]),
    ...(bounces === 0 ? [] : [fact('bounces', String(bounces))]),
    ...(top === undefined || !voice.has(`rule.${top.rule}.says`)
      ? []
      : [
          fact(
            'bounced-rule',
            voice.say('card.board.bounce', { rule: { key: `rule.${top.rule}.says` }, count: top.count }),
          ),
        ]),
  ];
};

export const factsView = (
  { days }: { readonly days: number },
  { board, figures }: { readonly board: Board; readonly figures: Figures },
  context: CardContext,
  voice: Voice,
): readonly JsonObject[] => {
  const now = nowFacts(board, context, voice);
  const period = figureFacts(figures, voice);
  return [
    ...(now.length === 0 ? [] : [{ title: voice.say('card.board.right-now'), list: now }]),
    ...(period.length === 0 ? [] : [{ title: voice.say('card.period', { count: days }), list: period }]),
  ];
};
