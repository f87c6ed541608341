/** What both databases leave to us: their order of names differs, and so does how they look into JSON. */
import type { Case } from '../triage/case.ts';
import type { Person } from '../triage/desk.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byName = (people: readonly Person[]): readonly Person[] =>
  people.toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id));

/** A draft thrown away is no sign of anything. */
export const withoutCancelled = (cases: readonly Case[]): readonly Case[] =>
  cases.filter(({ stage }) => stage.at !== 'closed' || stage.how !== 'cancelled');
