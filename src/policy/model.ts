import type { TrailStep } from './decision.ts';
import type { Facts } from './facts.ts';
import type {
  AttachRow,
  DecisionTables,
  DefaultRow,
  GateRow,
  GateTable,
  Given,
  SlaRow,
  TableId,
  TodayRow,
  WayOutRow,
} from './gate.ts';
import { conditions, fieldsOf } from './matches.ts';
import type { Condition } from './matches.ts';
import type { BlockerRow, UpdateRow, WarningRow, When } from './row.ts';

/*
 * The decision model laid out once, when the policy is loaded, for walking it many times: conditions as arrays, the
 * lines of the trail ready made, ranks in maps. Nothing here adds meaning to the rows.
 */

export type CompiledGate = {
  readonly row: GateRow;
  readonly conditions: readonly Condition[];
  /** The trail line when it fires, and the one for each condition that can refuse it; last, for its own answer. */
  readonly fired: TrailStep;
  readonly refused: readonly TrailStep[];
};

export type CompiledTable = {
  readonly id: TableId;
  readonly gates: readonly CompiledGate[];
  readonly otherwise: CompiledGate;
};

/** What rows may ask about a finished walk; see `Given` in gate.ts. */
export type Seen = Readonly<Record<keyof Given, string | readonly string[] | null>>;
export type Aspect = { readonly of: keyof Given; readonly values: readonly string[] };

export type Ready<R> = {
  readonly row: R;
  readonly conditions: readonly Condition[];
  readonly aspects: readonly Aspect[];
};

export type Model = {
  readonly start: TableId;
  readonly tables: ReadonlyMap<TableId, CompiledTable>;
  /** Defaults that always hold, and those that hold under conditions. */
  readonly alwaysAssumed: Facts;
  readonly sometimesAssumed: readonly (Ready<DefaultRow> & { readonly assumed: Facts })[];
  readonly sla: readonly Ready<SlaRow>[];
  readonly warnings: readonly Ready<AttachRow>[];
  readonly updates: readonly Ready<AttachRow>[];
  /** Updates that hold only while an admin relationship is about to end. */
  readonly endingSoon: readonly Ready<AttachRow>[];
  readonly says: readonly Ready<AttachRow>[];
  readonly today: readonly Ready<TodayRow>[];
  readonly wayOut: readonly Ready<WayOutRow>[];
  /** Place of an id when they are shown, the most pressing first. */
  readonly warningOrder: ReadonlyMap<string, number>;
  readonly updateOrder: ReadonlyMap<string, number>;
  readonly warningRules: ReadonlyMap<string, readonly string[]>;
  readonly blockers: ReadonlyMap<string, BlockerRow>;
};

/** The rows a model is made from. The first table is where every walk starts. */
type ModelRows = {
  readonly gates: readonly GateTable[];
  readonly tables: DecisionTables;
  readonly warnings: readonly WarningRow[];
  readonly updates: readonly UpdateRow[];
  readonly blockers: readonly BlockerRow[];
};

export const model = ({ gates, tables, warnings, updates, blockers }: ModelRows): Model => ({
  start: gates[0]?.id ?? '',
  tables: new Map(gates.map((table) => [table.id, compiledTable(table)])),
  alwaysAssumed: tables.defaults
    .filter((row) => fieldsOf(row.when).length === 0)
    .reduce<Facts>((assumed, { field, value }) => ({ ...assumed, [field]: value }), {}),
  sometimesAssumed: tables.defaults
    .filter((row) => fieldsOf(row.when).length > 0)
    .map((row) => ({ ...ready(row), assumed: { [row.field]: row.value } })),
  sla: tables.sla.map(ready),
  warnings: tables.warnings.map(ready),
  updates: tables.updates.filter(({ endsWithinDays }) => endsWithinDays === undefined).map(ready),
  endingSoon: tables.updates.filter(({ endsWithinDays }) => endsWithinDays !== undefined).map(ready),
  says: tables.says.map(ready),
  today: tables.today.map(ready),
  wayOut: tables.wayOut.map(ready),
  warningOrder: order(warnings.toSorted((a, b) => a.rank - b.rank)),
  updateOrder: order(updates.toSorted((a, b) => rankOf[a.rank] - rankOf[b.rank])),
  warningRules: new Map(warnings.map(({ id, rules }) => [id, rules])),
  blockers: new Map(blockers.map((row) => [row.id, row])),
});

const order = (rows: readonly { readonly id: string }[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ id }, place) => [id, place]));

const rankOf: Readonly<Record<UpdateRow['rank'], number>> = {
  'changes-the-door': 0,
  'changes-a-step': 1,
  background: 2,
};

const compiledTable = ({ id, gates, otherwise }: GateTable): CompiledTable => ({
  id,
  gates: gates.map(compiledGate),
  otherwise: compiledGate(otherwise),
});

const compiledGate = (row: GateRow): CompiledGate => {
  const by = fieldsOf(row.when);
  const asked = 'ask' in row.then ? row.then.ask : [];
  return {
    row,
    conditions: conditions(row.when),
    fired: { gate: row.id, fired: true, by: [...by, ...asked] },
    refused: [...by, ...asked].map((field) => ({ gate: row.id, fired: false, by: [field] })),
  };
};

const ready = <R extends { readonly when?: When; readonly given?: Given }>(row: R): Ready<R> => ({
  row,
  conditions: conditions(row.when ?? {}),
  aspects: aspects(row.given ?? {}),
});

const aspects = (given: Given): readonly Aspect[] =>
  aspectNames.flatMap((of) => {
    const values = given[of];
    return values === undefined ? [] : [{ of, values }];
  });

const aspectNames = [
  'outcome',
  'door',
  'blocker',
  'severity',
  'basis',
  'warning',
  'table',
  'gate',
] as const satisfies readonly (keyof Given)[];
