import type { BlockerId, RuleId, UpdateId, WarningId } from './decision.ts';
import type { Field, FactValue } from './facts.ts';

/** ISO date without time. */
export type Day = string;
export type TextKey = string;

/** Where a row's claim stands. `sentences` are provenance only and never shown: no reader can see them on the page. */
export type Source = {
  /** Id of a source page row. */
  readonly page: string;
  readonly section: string;
  readonly sentences?: string;
};

/** What every row carries. */
export type Row = {
  readonly id: string;
  readonly because: TextKey;
  readonly source: Source;
  /** When somebody last compared the row with its source. */
  readonly checked: Day;
};

/** Facts a row applies to: every named field must have one of the named values. Absent = any. */
export type When = Readonly<Partial<Record<Field, readonly FactValue[]>>>;

export type BlockerRow = Row & {
  readonly id: BlockerId;
  readonly wayOut: { readonly who: TextKey; readonly obtain: TextKey };
  /** Link ids that help to obtain it, best first. */
  readonly open: readonly string[];
};

export type WarningRow = Row & {
  readonly id: WarningId;
  readonly rules: readonly RuleId[];
  /** Smaller comes first; the card shows the first open and folds the rest. */
  readonly rank: number;
};

export type UpdateRow = Row & {
  readonly id: UpdateId;
  readonly rank: 'changes-the-door' | 'changes-a-step' | 'background';
  readonly since: string;
};
