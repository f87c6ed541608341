/**
 * `npm run import customers.csv`: adds and updates the customers of the file, also while the server runs. Exit code 2
 * and nothing written when the file or the configuration has a problem; 1 when the database cannot be written.
 */
import { readFileSync } from 'node:fs';
import { configFromEnvironment } from '../config.ts';
import { Fault, faultProblem, problemLine } from '../fault.ts';
import type { Problem } from '../fault.ts';
import { openStore } from '../store/open.ts';
import type { StorePlace } from '../store/open.ts';
import { readCustomers } from '../store/partner-files.ts';
import type { Customer } from '../triage/desk.ts';

type Input =
  | { readonly customers: readonly Customer[]; readonly problems: readonly [] }
  | { readonly customers: null; readonly problems: readonly Problem[] };

const usage: Problem = {
  place: 'npm run import',
  value: 'no file',
  expected: 'the path of a customer directory',
  remedy: 'For example: npm run import customers.csv. The README shows the format.',
};

const readInput = (path: string | undefined): Input => {
  if (path === undefined) return { customers: null, problems: [usage] };
  try {
    const { value, problems } = readCustomers(readFileSync(path, 'utf8'), path);
    return value === null ? { customers: null, problems } : { customers: value, problems: [] };
  } catch (caught) {
    const value = caught instanceof Error ? caught.message : 'something that cannot be read';
    const problem = { place: path, value, expected: 'a file that can be read', remedy: 'Check the path.' };
    return { customers: null, problems: [problem] };
  }
};

/** `process.exit` would cut off what a pipe has not taken yet. */
const fail = (problems: readonly Problem[], exitCode: number): void => {
  process.stderr.write(problems.map((problem) => `${problemLine(problem)}\n`).join(''));
  process.exitCode = exitCode;
};

const put = async (customers: readonly Customer[], place: StorePlace): Promise<void> => {
  const store = await openStore(place, 'command');
  try {
    const { added, changed } = await store.putCustomers(customers);
    const same = customers.length - added - changed;
    process.stdout.write(
      `${customers.length} customers read: ${added} added, ${changed} changed, ${same} as before.\n`,
    );
  } finally {
    await store.close();
  }
};

const run = async (): Promise<void> => {
  const { config, problems } = configFromEnvironment();
  const input = readInput(process.argv[2]);
  if (config === null || input.customers === null) {
    fail([...problems, ...input.problems], 2);
    return;
  }
  try {
    await put(input.customers, config);
  } catch (caught) {
    if (!(caught instanceof Fault)) throw caught;
    fail([faultProblem(caught)], 1);
  }
};

await run();
