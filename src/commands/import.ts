/**
 * `npm run import customers.csv`: adds and updates the customers of the file, also while the server runs. Exit code 2
 * and nothing written when the file or the configuration has a problem; 1 when the database cannot be written.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../fault.ts';
import { databasePath } from '../store/maintenance.ts';
import { openStore } from '../store/open.ts';
import type { StorePlace } from '../store/open.ts';
import { readCustomers } from '../store/partner-files.ts';
import type { Customer } from '../triage/desk.ts';
import { placeOf, runCommand, say, Unasked } from './command.ts';
import { systemProblem } from './system-problem.ts';

const usage: Problem = {
  place: 'npm run import',
  value: 'no file',
  expected: 'the path of one customer directory',
  remedy: 'For example: npm run import customers.csv. The README shows the format.',
};

const asked = (): string => {
  const [path, ...more] = process.argv.slice(2);
  if (path === undefined) throw new Unasked([usage]);
  if (more.length > 0) throw new Unasked([{ ...usage, value: `${more.length + 1} words` }]);
  return path;
};

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (caught) {
    const problem = systemProblem(caught, path);
    throw problem === null ? caught : new Unasked([problem]);
  }
};

const readInput = (path: string): readonly Customer[] => {
  const { value, problems } = readCustomers(textOf(path), path);
  if (value === null) throw new Unasked(problems);
  return value;
};

/** The file an import would make, if any: easily the wrong one, where a server has its own elsewhere. */
const newDatabase = (place: StorePlace): string | null => {
  if (place.databaseUrl !== null) return null;
  const path = resolve(databasePath(place));
  return existsSync(path) ? null : path;
};

const put = async (customers: readonly Customer[], place: StorePlace): Promise<void> => {
  const made = newDatabase(place);
  const store = await openStore(place, 'command');
  try {
    const { added, changed } = await store.putCustomers(customers);
    const same = customers.length - added - changed;
    say(`${customers.length} customers read: ${added} added, ${changed} changed, ${same} as before.`);
  } finally {
    await store.close();
  }
  if (made === null) return;
  say(`There was no database, so a new one was made: ${made}`);
  say('If your server keeps its own elsewhere, set DATA_FOLDER (or DATABASE_URL) to that and import again.');
};

/** What is wrong with the call and with the configuration is said at once. */
const run = async (): Promise<void> => {
  const problems: Problem[] = [];
  const collect = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (caught) {
      if (!(caught instanceof Unasked)) throw caught;
      problems.push(...caught.problems);
      return null;
    }
  };
  const place = collect(placeOf);
  const customers = collect(() => readInput(asked()));
  if (place === null || customers === null) throw new Unasked(problems);
  await put(customers, place);
};

await runCommand('npm run import', run);
