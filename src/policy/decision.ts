import type { Field, FactValue, Severity } from './facts.ts';

/** Who has to act. Code branches on it, so it is closed. */
export const outcomes = [
  'needs-info',
  'solve-in-house',
  'wait-known-incident',
  'escalate-microsoft',
  'escalate-21vianet',
  'contact-isv',
  'refer-indirect-provider',
  'own-tenant-request',
  'blocked',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Door (in the decision's JSON: `channel`), blocker, warning, update and rule ids are rows of the policy data. */
export type DoorId = string;
export type BlockerId = string;
export type WarningId = string;
export type UpdateId = string;
export type RuleId = string;

/** First-response target as published. `hours` are clock hours; never a repair time. */
export type Sla = {
  readonly basis: 'break-fix' | 'non-break-fix' | 'none';
  readonly hours: number | null;
  readonly businessDays: number | null;
  readonly guaranteed: boolean;
};

/** One deciding answer: this rule, because this fact has this value. */
export type Because = { readonly rule: RuleId; readonly fact: Field; readonly value: FactValue };

/** What the verdict would be if one judgement answer were different. */
export type WouldChange = {
  readonly field: Field;
  readonly value: FactValue;
  readonly outcome: Outcome;
  readonly channel: DoorId | null;
  readonly blocker: BlockerId | null;
  readonly severity: Severity | null;
};

/** What a desk should do now where an update changes the door. `because` is the update's id. */
export type Today = {
  readonly outcome: Outcome;
  readonly channel: DoorId | null;
  readonly blocker: BlockerId | null;
  readonly because: UpdateId;
};

/** How a block or a referral ends: who can act, what to obtain or do, and the door that opens then. Text keys, not text. */
export type WayOut = {
  readonly who: string;
  readonly obtain: string;
  readonly opens: DoorId | null;
};

/** A line of the trail: a gate that was passed or refused, and the facts that decided it. */
export type TrailStep = {
  readonly gate: string;
  readonly fired: boolean;
  readonly by: readonly Field[];
};

/** The machine's answer to a set of facts. Pure data; `wouldChange` is computed on request (see explain.ts). */
export type Decision = {
  readonly outcome: Outcome;
  readonly channel: DoorId | null;
  readonly blocker: BlockerId | null;
  readonly missing: readonly Field[];
  readonly severity: Severity | null;
  readonly sla: Sla;
  readonly warnings: readonly WarningId[];
  readonly updates: readonly UpdateId[];
  readonly rules: readonly RuleId[];
  readonly because: readonly Because[];
  readonly today: Today | null;
  readonly wayOut: WayOut | null;
  readonly trail: readonly TrailStep[];
};
