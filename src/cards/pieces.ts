/** Long texts to copy, a piece at a time. */
import { optional, type Button } from './buttons.ts';
import { lines } from './escape.ts';
import type { JsonObject } from './expand.ts';
import type { Voice } from './voice.ts';

/** One block per line, so that line breaks stay. An empty line is a larger gap. */
export const pieceView = (piece: string): JsonObject => ({
  lines: lines(piece)
    .map((text, index, all) => ({ text, spacing: index > 0 && all[index - 1] === '' ? 'Medium' : 'None' }))
    .filter(({ text }) => text !== ''),
});

/** The part asked for, counted from 0, within what there is. */
export const partAt = (asked: string | number | undefined, count: number): number => {
  const part = Number(asked ?? 0);
  return Number.isSafeInteger(part) ? Math.max(0, Math.min(part, count - 1)) : 0;
};

/** "Part 2 of 3", where there are several. */
export const partLine = (at: number, count: number, voice: Voice): readonly JsonObject[] =>
  optional(count <= 1 ? null : voice.say('card.text.piece', { number: at + 1, count }));

/** Ways to the parts before and after. */
export const turnButtons = (at: number, count: number, to: (part: string) => Button): readonly Button[] => [
  ...(at > 0 ? [{ ...to(String(at - 1)), says: 'previous-part' }] : []),
  ...(at < count - 1 ? [{ ...to(String(at + 1)), says: 'next-part' }] : []),
];

/** What a part may cost, in UTF-16 units: its text and the block each line is drawn with. Leaves room for the card around it. */
const largestPart = 10_000;
const blockCost = 120;
/** A line longer than this is shown as several, so that a part always ends in time. */
const longestLine = 4_000;

/** Whole lines, as many per part as fit; a very long line is cut between code points. */
export const partsOf = (text: string): readonly string[] => {
  const parts: string[][] = [[]];
  let cost = 0;
  const add = (line: string): void => {
    const more = line.length + blockCost;
    if (cost + more > largestPart) {
      parts.push([]);
      cost = 0;
    }
    parts.at(-1)?.push(line);
    cost += more;
  };
  for (const line of text.split('\n')) {
    if (line.length <= longestLine) add(line);
    else shortLines(line).forEach(add);
  }
  return parts.map((part) => part.join('\n'));
};

const shortLines = (line: string): readonly string[] => {
  const points = [...line];
  const count = Math.max(1, Math.ceil(points.length / longestLine));
  return Array.from({ length: count }, (_, at) =>
    points.slice(at * longestLine, (at + 1) * longestLine).join(''),
  );
};
