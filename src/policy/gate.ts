/**
 * The shapes of the ordered decision model. A case walks from table to table; in each table the first gate that
 * matches fires, and every table has an `otherwise`. There is no expression language: a condition names a field and
 * the values that satisfy it, and an unknown fact satisfies nothing.
 */
import type { BlockerId, DoorId, Outcome, RuleId, Sla, UpdateId, WarningId } from './decision.ts';
import type { Facts, Field, FactValue, Severity } from './facts.ts';
import type { Row, TextKey, When } from './row.ts';

export type TableId = string;

/** What a gate does when it fires. */
export type Action =
  /** Needs these facts; fires only while at least one of them is unknown, and asks the unknown ones. */
  | { readonly ask: readonly Field[] }
  /** The answer given cannot stand as it is: put the question again. */
  | { readonly askAgain: Field }
  /** Walk on in that table. A severity or basis given here stays with the case. */
  | { readonly go: TableId; readonly severity?: Severity; readonly basis?: Sla['basis'] }
  | { readonly outcome: Outcome; readonly door: DoorId | null; readonly blocker: BlockerId | null };

/** One line of the decision model. */
export type GateRow = Row & {
  readonly when: When;
  readonly then: Action;
  /** Carried from here on, whatever follows. */
  readonly warnings: readonly WarningId[];
  readonly rules: readonly RuleId[];
  /** The answers that decide here, each with its rule. Grounds of a `go` are shown when the case is escalated. */
  readonly decides: readonly { readonly rule: RuleId; readonly fact: Field }[];
};

export type GateTable = {
  readonly id: TableId;
  readonly gates: readonly GateRow[];
  /** Fires when no gate did; its `when` is empty. */
  readonly otherwise: GateRow;
};

/** What a finished walk must look like for a row to apply. Every named list must contain the walk's value. */
export type Given = {
  readonly outcome?: readonly Outcome[];
  readonly door?: readonly DoorId[];
  readonly blocker?: readonly BlockerId[];
  readonly severity?: readonly Severity[];
  readonly basis?: readonly Sla['basis'][];
  /** Any of these is attached already. */
  readonly warning?: readonly WarningId[];
  /** Any of these tables was reached. */
  readonly table?: readonly TableId[];
  /** Any of these gates fired. */
  readonly gate?: readonly string[];
};

/** Attaches warnings, updates or rules to every verdict that it fits. All rows are tried; there is no order. */
export type AttachRow = Row & {
  readonly when: When;
  readonly given: Given;
  readonly attach: readonly string[];
  /** Only while the admin relationship with the customer (`adminPermissionUntil`) ends within so many days, or is over. */
  readonly endsWithinDays?: number;
};

/** A fact that is assumed, not asked, when nobody stated it. */
export type DefaultRow = Row & { readonly field: Field; readonly value: FactValue; readonly when: When };

/** First-response target as published. `severity` null: whatever the severity. First match wins. */
export type SlaRow = Row & {
  readonly given: Given;
  readonly when: When;
  readonly sla: Sla;
  readonly rules: readonly RuleId[];
};

/** What a desk should do now where an update changes the door. First match wins; `then` null: nothing different to do yet. */
export type TodayRow = Row & {
  readonly update: UpdateId;
  readonly given: Given;
  readonly then:
    | 'as-the-verdict'
    | { readonly outcome: Outcome; readonly door: DoorId | null; readonly blocker: BlockerId | null }
    | null;
};

/**
 * How a block or a referral ends. `with` is what the way out establishes: deciding again with it, and with `likely`
 * for what nobody has answered yet, finds the door that opens then. `says` null: the blocker's row names who and what.
 */
export type WayOutRow = Row & {
  readonly given: Given;
  readonly says: { readonly who: TextKey; readonly obtain: TextKey } | null;
  readonly with: Facts | null;
  readonly likely: Facts;
};

export type DecisionTables = {
  readonly defaults: readonly DefaultRow[];
  readonly sla: readonly SlaRow[];
  readonly warnings: readonly AttachRow[];
  readonly updates: readonly AttachRow[];
  readonly says: readonly AttachRow[];
  readonly today: readonly TodayRow[];
  readonly wayOut: readonly WayOutRow[];
};
