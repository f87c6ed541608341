/** What both databases leave to us: their order of names differs, and so does how they look into JSON. */
import type { CheckOutcome } from '../flow/ports.ts';
import type { Case } from '../triage/case.ts';
import type { Person } from '../triage/desk.ts';
import { checkTargets, type CheckTarget } from '../triage/picture.ts';
import { textIn, type Columns } from './kept.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byName = (people: readonly Person[]): readonly Person[] =>
  people.toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id));

/** A draft thrown away is no sign of anything. */
export const withoutCancelled = (cases: readonly Case[]): readonly Case[] =>
  cases.filter(({ stage }) => stage.at !== 'closed' || stage.how !== 'cancelled');

/** Columns `target` and `outcome` → outcome by target. */
export const outcomesIn = (rows: readonly Columns[]): Readonly<Partial<Record<CheckTarget, CheckOutcome>>> =>
  Object.fromEntries(
    rows.flatMap((row) => {
      const target = checkTargets.find((one) => one === textIn(row, 'target'));
      const outcome: CheckOutcome = textIn(row, 'outcome') === 'reached' ? 'reached' : 'failed';
      return target === undefined ? [] : [[target, outcome] as const];
    }),
  );
