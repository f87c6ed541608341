import { outcomes } from './decision.ts';
import type { Sla } from './decision.ts';
import { factValues } from './facts.ts';
import type {
  Action,
  AttachRow,
  DecisionTables,
  DefaultRow,
  GateRow,
  GateTable,
  Given,
  SlaRow,
  TodayRow,
  WayOutRow,
} from './gate.ts';
import { rowMembers } from './row-shapes.ts';
import {
  anyFactValue,
  choice,
  facts,
  field,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  orNull,
  text,
  when,
} from './shape.ts';
import type { Check } from './shape.ts';

/* The shapes of the decision model's rows, one check per type of gate.ts. */

const outcome = oneOf(outcomes);
const severity = oneOf(factValues.severityChosen);
const basis = oneOf(['break-fix', 'non-break-fix', 'none']);

type Ask = Extract<Action, { readonly ask: unknown }>;
type AskAgain = Extract<Action, { readonly askAgain: unknown }>;
type Go = Extract<Action, { readonly go: unknown }>;
type End = Extract<Action, { readonly outcome: unknown }>;

const end = object<End>({ outcome, door: orNull(text), blocker: orNull(text) });

const action: Check<Action> = choice(
  'ask',
  object<Ask>({ ask: list(field) }),
  choice(
    'askAgain',
    object<AskAgain>({ askAgain: field }),
    choice('go', object<Go>({ go: text, severity: optional(severity), basis: optional(basis) }), end),
  ),
);

const gate = object<GateRow>({
  ...rowMembers,
  when,
  then: action,
  warnings: list(text),
  rules: list(text),
  decides: list(object<GateRow['decides'][number]>({ rule: text, fact: field })),
});

const given = object<Given>({
  outcome: optional(list(outcome)),
  door: optional(list(text)),
  blocker: optional(list(text)),
  severity: optional(list(severity)),
  basis: optional(list(basis)),
  warning: optional(list(text)),
  table: optional(list(text)),
  gate: optional(list(text)),
});

const attach = object<AttachRow>({
  ...rowMembers,
  when,
  given,
  attach: list(text),
  endsWithinDays: optional(number),
});

const sla = object<Sla>({
  basis,
  hours: orNull(number),
  businessDays: orNull(number),
  guaranteed: flag,
});

const today = object<TodayRow>({
  ...rowMembers,
  update: text,
  given,
  then: choice('outcome', end, orNull(oneOf(['as-the-verdict']))),
});

const wayOut = object<WayOutRow>({
  ...rowMembers,
  given,
  says: orNull(object({ who: text, obtain: text })),
  with: orNull(facts),
  likely: facts,
});

export const gateFile: Check<readonly GateTable[]> = list(
  object<GateTable>({ id: text, gates: list(gate), otherwise: gate }),
);

export const tablesFile = object<DecisionTables>({
  defaults: list(object<DefaultRow>({ ...rowMembers, field, value: anyFactValue, when })),
  sla: list(object<SlaRow>({ ...rowMembers, given, when, sla, rules: list(text) })),
  warnings: list(attach),
  updates: list(attach),
  says: list(attach),
  today: list(today),
  wayOut: list(wayOut),
});
