import type { ClockReading } from '../clocks/clock.ts';
import type { SeverityOrNone } from '../policy/desk-rows.ts';
import { clocksOf, severityOrNone, signsSinceFiling, type ClockContext } from './case-clocks.ts';
import type { Case } from './case.ts';
import type { Instant, PersonId } from './desk.ts';
import type { Holder } from './follow.ts';

/** One line of the board. */
export type BoardLine = {
  readonly caseId: string;
  readonly number: number;
  readonly severity: SeverityOrNone;
  readonly door: string | null;
  readonly owner: PersonId;
  readonly ownerName: string;
  readonly openedAt: Instant;
  readonly holder: Holder;
  /** They asked, and nobody has replied. */
  readonly isAsked: boolean;
  /** The clock that is furthest gone; null: none runs. */
  readonly clock: ClockReading | null;
};

/** How many open cases stand at this door with this severity. `door` null: not decided, or nobody's door. */
export type BoardCount = {
  readonly door: string | null;
  readonly severity: SeverityOrNone;
  readonly count: number;
};

export type Board = {
  readonly open: number;
  readonly byDoor: readonly BoardCount[];
  readonly waitingOn: Readonly<Record<Holder, number>>;
  /** Cases with a clock past the share at which its owner is told, the most pressing first. */
  readonly atRisk: readonly BoardLine[];
  readonly oldest: BoardLine | null;
  /** Cases that leads may not name in a channel: counted, never listed. */
  readonly private: number;
};

const doorOf = ({ stage, decision }: Case): string | null =>
  stage.at === 'handed-over' ? stage.filing.door : (decision?.verdict.channel ?? null);

const furthest = (clocks: readonly ClockReading[]): ClockReading | null =>
  clocks
    .filter(({ state }) => state === 'running' || state === 'over')
    .reduce<ClockReading | null>((most, one) => ((one.share ?? 0) > (most?.share ?? -1) ? one : most), null);

const isAsked = (about: Case): boolean =>
  signsSinceFiling(about).at(-1)?.sign === 'asks-us' && about.follow.holder === 'desk';

const lineOf = (about: Case, context: ClockContext): BoardLine => ({
  caseId: about.id,
  number: about.number,
  severity: severityOrNone(about),
  door: doorOf(about),
  owner: about.owner,
  ownerName: about.ownerName,
  openedAt: about.openedAt,
  holder: about.follow.holder,
  isAsked: isAsked(about),
  clock: furthest(clocksOf(about, context)),
});

const severities: readonly SeverityOrNone[] = ['A', 'B', 'C', 'none'];

const countsOf = (lines: readonly BoardLine[]): readonly BoardCount[] => {
  const doors = [...new Set(lines.map(({ door }) => door))].sort((one, other) =>
    (one ?? '').localeCompare(other ?? '', 'en'),
  );
  return doors.flatMap((door) =>
    severities
      .map((severity) => ({
        door,
        severity,
        count: lines.filter((line) => line.door === door && line.severity === severity).length,
      }))
      .filter(({ count }) => count > 0),
  );
};

const waitingOn = (lines: readonly BoardLine[], holder: Holder): number =>
  lines.filter((line) => line.holder === holder).length;

/** A question of theirs rings harder than any clock; then what is furthest gone, then the severer. */
const byPressure = (one: BoardLine, other: BoardLine): number =>
  Number(other.isAsked) - Number(one.isAsked) ||
  (other.clock?.share ?? 0) - (one.clock?.share ?? 0) ||
  severities.indexOf(one.severity) - severities.indexOf(other.severity);

/** The board of all open cases, as a channel may see it: private cases are a number and nothing else. */
export const boardOf = (cases: readonly Case[], context: ClockContext): Board => {
  const open = cases.filter(({ stage }) => stage.at !== 'closed');
  const lines = open.filter(({ sensitive }) => !sensitive).map((about) => lineOf(about, context));
  const share = context.policy.numbers.ownerIsToldAtShare;
  const byAge = lines.toSorted((one, other) => Date.parse(one.openedAt) - Date.parse(other.openedAt));
  return {
    open: open.length,
    byDoor: countsOf(lines),
    waitingOn: {
      desk: waitingOn(lines, 'desk'),
      customer: waitingOn(lines, 'customer'),
      vendor: waitingOn(lines, 'vendor'),
    },
    atRisk: lines.filter((line) => line.isAsked || (line.clock?.share ?? 0) >= share).toSorted(byPressure),
    oldest: byAge[0] ?? null,
    private: open.length - lines.length,
  };
};
