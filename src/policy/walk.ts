import type { BlockerId, DoorId, Outcome, Sla, TrailStep } from './decision.ts';
import type { Facts, Field, Severity } from './facts.ts';
import type { TableId } from './gate.ts';
import { firstMismatch, isKnown, matches } from './matches.ts';
import type { CompiledGate, CompiledTable, Model } from './model.ts';

/** Where a walk through the tables ended and what it met on the way. */
export type Walk = {
  readonly outcome: Outcome;
  readonly door: DoorId | null;
  readonly blocker: BlockerId | null;
  readonly missing: readonly Field[];
  /** As the impact demands, before the agent's own choice. */
  readonly severity: Severity | null;
  readonly basis: Sla['basis'];
  /** The gates that fired, in order; the last one ended the walk. */
  readonly path: readonly CompiledGate[];
  readonly tables: readonly TableId[];
};

type Trail = { push(step: TrailStep): void };

/**
 * The facts as the tables see them: defaults filled in, and the support language reduced to what the rules tell
 * apart, `en` and `local` (any BCP 47 tag that is not English).
 */
export const effective = (facts: Facts, { alwaysAssumed, sometimesAssumed }: Model): Facts => {
  const supportLanguage = isEnglish(facts.supportLanguage) ? 'en' : 'local';
  let known: Facts = { ...alwaysAssumed, ...facts, supportLanguage };
  for (const { row, conditions, assumed } of sometimesAssumed) {
    if (!isKnown(known, row.field) && matches(conditions, known)) known = { ...known, ...assumed };
  }
  return known;
};

const isEnglish = (tag: string | undefined): boolean => tag === undefined || /^en(-|$)/i.test(tag);

/** Where a walk leads, for those who do not ask by which way. */
const noTrail = { push: (): void => undefined };

/**
 * `known` are effective facts. Tables lead forward only (policy/check refuses loops), so a walk always ends. `trail`
 * takes what was met on the way.
 */
export const walk = (known: Facts, model: Model, trail: Trail = noTrail): Walk => {
  const path: CompiledGate[] = [];
  const tables: TableId[] = [];
  const carried: { severity: Severity | null; basis: Sla['basis'] } = { severity: null, basis: 'none' };
  let at = model.start;
  for (;;) {
    const gate = firing(model.tables.get(at), known, trail);
    tables.push(at);
    path.push(gate);
    const { then } = gate.row;
    if (!('go' in then)) return { ...ending(then, known), ...carried, path, tables };
    carried.severity = then.severity ?? carried.severity;
    carried.basis = then.basis ?? carried.basis;
    at = then.go;
  }
};

const firing = (table: CompiledTable | undefined, known: Facts, trail: Trail): CompiledGate => {
  if (table === undefined) throw new RangeError('a gate leads to a table that does not exist');
  for (const gate of table.gates) {
    const refusedBy = refusal(gate, known);
    if (refusedBy === -1) {
      trail.push(gate.fired);
      return gate;
    }
    const line = gate.refused[refusedBy];
    if (line !== undefined) trail.push(line);
  }
  trail.push(table.otherwise.fired);
  return table.otherwise;
};

/** Place of the condition that keeps a gate shut, or -1. A question is shut by its own answer, after the conditions. */
const refusal = ({ conditions, row: { then } }: CompiledGate, known: Facts): number => {
  const mismatch = firstMismatch(conditions, known);
  if (mismatch !== -1 || !('ask' in then)) return mismatch;
  return then.ask.every((field) => isKnown(known, field)) ? conditions.length : -1;
};

type Ending = Pick<Walk, 'outcome' | 'door' | 'blocker' | 'missing'>;

const ending = (
  then: Exclude<CompiledGate['row']['then'], { readonly go: TableId }>,
  known: Facts,
): Ending => {
  if ('outcome' in then) return { ...then, missing: [] };
  const missing = 'ask' in then ? then.ask.filter((field) => !isKnown(known, field)) : [then.askAgain];
  return { outcome: 'needs-info', door: null, blocker: null, missing };
};
