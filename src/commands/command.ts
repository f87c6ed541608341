/** What the commands of an operator share: how they are called, how they fail, and with which exit code. */
import { parseArgs } from 'node:util';
import { placeFromEnvironment } from '../config.ts';
import { Fault, faultProblem, problemLine } from '../fault.ts';
import type { Problem } from '../fault.ts';
import type { StorePlace } from '../store/open.ts';
import { systemProblem } from './system-problem.ts';

/** 1: it could not be done. 2: it was not asked for rightly, and nothing was touched. */
const exitFailed = 1;
const exitUsage = 2;

/** Something is wrong with what was asked. */
export class Unasked extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(problemLine).join('\n'));
    this.problems = problems;
  }
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `process.exit` would cut off what a pipe has not taken yet. */
const fail = (problems: readonly Problem[], exitCode: number): void => {
  process.stderr.write(problems.map((problem) => `${problemLine(problem)}\n`).join(''));
  process.exitCode = exitCode;
};

const defect = (command: string, caught: unknown): Problem => {
  const value = caught instanceof Error ? caught.message : 'an unknown failure';
  const remedy = 'This is a defect of Handoff; please report it with the line above.';
  return { place: command, value, expected: 'to be done', remedy };
};

/** Runs a command to its end; whatever it throws becomes lines that say what to do. */
export const runCommand = async (command: string, run: () => Promise<void>): Promise<void> => {
  try {
    await run();
  } catch (caught) {
    if (caught instanceof Unasked) fail(caught.problems, exitUsage);
    else if (caught instanceof Fault) fail([faultProblem(caught)], exitFailed);
    else fail([systemProblem(caught, command) ?? defect(command, caught)], exitFailed);
  }
};

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;
export type Given = Readonly<Record<string, string | boolean | undefined>>;

/** @throws Unasked with `usage` for an option nobody knows or one without its value. */
export const optionsOf = (options: Options, usage: Problem): Given => {
  try {
    return parseArgs({ options, allowPositionals: false, strict: true }).values;
  } catch (caught) {
    const value = caught instanceof Error ? caught.message : usage.value;
    throw new Unasked([{ ...usage, value }]);
  }
};

/** @throws Unasked where the environment has a problem. */
export const placeOf = (): StorePlace => {
  const { value, problems } = placeFromEnvironment();
  if (value === null) throw new Unasked(problems);
  return value;
};

/** Whom an erasure or an export is about: exactly one of the two. */
export type Whom =
  { readonly is: 'person'; readonly id: string } | { readonly is: 'customer'; readonly domain: string };

export const whomOptions = { person: { type: 'string' }, customer: { type: 'string' } } as const;

const personShape = /^[^/\s]+\/[^/\s]+$/;

export const whomIn = ({ person, customer }: Given, usage: Problem): Whom => {
  if ((typeof person === 'string') === (typeof customer === 'string')) throw new Unasked([usage]);
  if (typeof customer === 'string') return { is: 'customer', domain: customer.trim().toLowerCase() };
  const id = String(person).trim().toLowerCase();
  if (!personShape.test(id)) throw new Unasked([{ ...usage, place: '--person', value: JSON.stringify(id) }]);
  return { is: 'person', id };
};

export const whomText = (whom: Whom): string => (whom.is === 'person' ? whom.id : whom.domain);
