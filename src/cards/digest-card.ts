/** Once a day, at the leads' hour: what runs out first, and the way to it. */
import { caseLabel } from '../triage/case.ts';
import type { Picture } from '../triage/picture.ts';
import { openButtons } from './alert-cards.ts';
import { nowFacts } from './board-facts.ts';
import { boardHere, linesOf, waitsWords, type Line } from './board-lines.ts';
import { freeOf } from './buttons.ts';
import type { Drawing } from './card.ts';
import { clockWords, mostUrgent, readingsOf } from './clock-view.ts';
import type { CardContext } from './context.ts';
import { deskPage, fresh, type PageRow } from './desk-page.ts';
import { cut, literal } from './escape.ts';
import { aboutWords } from './led.ts';
import type { Voice } from './voice.ts';

/** Rows of the digest that carry a button. */
const mostDigestRows = 5;

export const digestCard = (picture: Extract<Picture, { card: 'digest' }>, context: CardContext): Drawing => {
  const desk = freeOf(context, 'digest');
  const { voice } = desk;
  const board = boardHere(context);
  const risky = linesOf(board, context, voice).filter(({ atRisk }) => atRisk);
  const values = { open: board.open, risk: board.atRisk.length };
  return deskPage(
    {
      label: literal(context.profile.name),
      title: voice.say('card.digest.title'),
      summary: voice.plain('card.digest.summary', values),
      explain: [voice.say(risky.length === 0 ? 'card.digest.quiet' : 'card.digest.summary', values)],
      sections: [
        ...(risky.length === 0
          ? []
          : [
              {
                title: voice.say('card.digest.first'),
                rows: risky.slice(0, mostDigestRows).map((line) => digestRow(line, context, voice)),
              },
            ]),
        ...(board.open === 0
          ? []
          : [{ title: voice.say('card.board.right-now'), facts: nowFacts(board, context, voice) }]),
      ],
      buttons: [{ verb: 'board', place: 'first', data: { days: String(picture.days) } }],
    },
    fresh,
    desk,
  );
};

const digestRow = (line: Line, context: CardContext, voice: Voice): PageRow => {
  const { case: subject } = line.of;
  const title = literal(cut(subject.facts.title ?? '', 90));
  return {
    label: `${caseLabel(subject.number)} · ${literal(cut(subject.ownerName, 60))}`,
    title: literal(aboutWords(subject, line.timed.context)),
    lines: [...(title === '' ? [] : [title]), digestLine(line, context, voice)],
    buttons: openButtons(subject, context),
  };
};

/** Whose move it is, and how long still. */
const digestLine = ({ of, timed }: Line, context: CardContext, voice: Voice): string => {
  const who = waitsWords(of, context);
  const reading = mostUrgent(readingsOf(timed.case, timed.context));
  return reading === null
    ? voice.say('card.digest.waits-only', { who })
    : voice.say('card.digest.waits', { who, clock: clockWords(reading, timed) });
};
