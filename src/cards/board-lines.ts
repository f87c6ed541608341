/** What the board, its export and the digest count and list: all open cases, the most pressing first. */
import { boardOf, type Board } from '../triage/board.ts';
import type { ClockContext } from '../triage/case-clocks.ts';
import { figuresOf, type Figures } from '../triage/figures.ts';
import type { Case } from '../triage/case.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import { mostUrgent, readingsOf, type Timed } from './clock-view.ts';
import type { CardContext, Neighbour } from './context.ts';
import { asksUs, holderWords, vendorWords } from './holder-words.ts';
import type { Voice } from './voice.ts';

/** An open case on the board. */
export type Line = { readonly of: Neighbour; readonly timed: Timed; readonly atRisk: boolean };

export const clockContext = ({ policy, around, profile, now }: CardContext): ClockContext => ({
  policy,
  desk: around.desk,
  profile,
  now,
});

export const casesOf = ({ around }: CardContext): readonly Case[] => around.others.map((one) => one.case);

export const boardHere = (context: CardContext): Board => boardOf(casesOf(context), clockContext(context));

const dayMs = 86_400_000;

/** How the desk did in so many days up to now. */
export const figuresHere = (days: number, context: CardContext): Figures =>
  figuresOf(casesOf(context), context.record, new Date(Date.parse(context.now) - days * dayMs).toISOString());

/** Where a case stands in the line: pressing ones as the board has them, then by what is due, then by age. */
const sortKey = (one: Neighbour, board: Board, context: CardContext): string => {
  const at = board.atRisk.findIndex(({ caseId }) => caseId === one.case.id);
  if (at >= 0) return `0 ${String(at).padStart(6, '0')}`;
  const due = mostUrgent(readingsOf(one.case, context))?.dueAt;
  return due == null ? `2 ${one.case.openedAt}` : `1 ${due}`;
};

/** Cases whose names a channel may read, the most pressing first. */
export const linesOf = (board: Board, context: CardContext, voice: Voice): readonly Line[] =>
  context.around.others
    .filter(({ case: { stage, sensitive } }) => stage.at !== 'closed' && !sensitive)
    .map((of) => ({ of, key: sortKey(of, board, context) }))
    .toSorted((one, other) => one.key.localeCompare(other.key, 'en'))
    .map(({ of }) => ({
      of,
      timed: { case: of.case, context: { ...context, customer: of.customer }, voice },
      atRisk: board.atRisk.some(({ caseId }) => caseId === of.case.id),
    }));

/** Who holds the case, or that they wait for our answer. */
export const waitsWords = ({ case: subject }: Neighbour, { policy }: CardContext): Phrase =>
  asksUs(subject)
    ? phrase('card.board.asks-us', { who: vendorWords(subject, policy) })
    : holderWords(subject, policy);
