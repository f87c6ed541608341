/** Turns what a reading names into what the store knows of it. Reads only; nothing here decides. */
import type { CaseSummary } from '../triage/case.ts';
import type { Customer } from '../triage/desk.ts';
import type { Command, Reading, ToldProblem } from '../triage/reading.ts';
import type { DeskViewer, Store } from './ports.ts';

export type Gathered = {
  readonly candidates: readonly { readonly customer: Customer; readonly words: string }[];
  readonly found: readonly CaseSummary[];
};

const listedCases = 20;
/** More candidates than a person would read through are no help. */
const listedCandidates = 8;

const told = (reading: Reading): ToldProblem | null =>
  reading.is === 'problem' || reading.is === 'new-case' || reading.is === 'action' ? reading.told : null;

const commandOf = (reading: Reading): Command | null => {
  if (reading.is === 'command') return reading.command;
  return reading.is === 'action' && reading.verb === 'my-cases' ? { name: 'my-cases' } : null;
};

const candidatesFor = async (reading: Reading, store: Store): Promise<Gathered['candidates']> => {
  const words = told(reading)?.customerWords ?? [];
  const found = await Promise.all(
    words.map(async (word) =>
      (await store.findCustomers(word, listedCandidates)).map((customer) => ({ customer, words: word })),
    ),
  );
  const seen = new Set<string>();
  return found.flat().filter(({ customer }) => !seen.has(customer.id) && seen.add(customer.id));
};

const casesFor = async (
  reading: Reading,
  person: DeskViewer,
  store: Store,
): Promise<readonly CaseSummary[]> => {
  const command = commandOf(reading);
  if (command?.name === 'my-cases') return store.openCases(person.id, listedCases);
  return command?.name === 'find' ? store.findCases(command.query, person, listedCases) : [];
};

export const gather = async (reading: Reading, person: DeskViewer, store: Store): Promise<Gathered> => ({
  candidates: await candidatesFor(reading, store),
  found: await casesFor(reading, person, store),
});
