/**
 * Decisions from a shell: one JSON object, or an array of them, on standard input; one JSON document on standard
 * output. Exit code 2 and nothing on standard output when an input is wrong; 1 when the policy itself is.
 */
import { text } from 'node:stream/consumers';
import { readPolicy } from '../data.ts';
import { problemLine } from '../fault.ts';
import { decide } from '../policy/decide.ts';
import { wouldChange } from '../policy/explain.ts';
import type { Facts } from '../policy/facts.ts';
import type { Policy } from '../policy/policy.ts';
import { readFacts } from '../policy/read-facts.ts';

/** The decision as the outside sees it: without the trail, with what would change it. */
const answer = (facts: Facts, policy: Policy, today: string): Readonly<Record<string, unknown>> => {
  const { outcome, channel, blocker, missing, severity, sla, warnings, updates, rules, because, ...rest } =
    decide(facts, policy, today);
  return {
    outcome,
    channel,
    blocker,
    missing,
    severity,
    sla,
    warnings,
    updates,
    rules,
    because,
    wouldChange: wouldChange(facts, policy),
    today: rest.today,
    wayOut: rest.wayOut,
  };
};

type Input = {
  readonly facts: readonly Facts[];
  readonly problems: readonly string[];
  readonly isList: boolean;
};

const parseInput = (json: string, policy: Policy): Input => {
  try {
    const raw: unknown = JSON.parse(json);
    return readInput(raw, policy);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it cannot be read';
    return { facts: [], problems: [`standard input is not JSON: ${why}`], isList: false };
  }
};

const readInput = (raw: unknown, { doors }: Policy): Input => {
  const isList = Array.isArray(raw);
  const items: readonly unknown[] = isList ? raw : [raw];
  const read = items.map((item) =>
    readFacts(
      item,
      doors.map(({ id }) => id),
    ),
  );
  const problems = read.flatMap(({ problems }, index) =>
    problems.map(
      ({ field, value, allowed }) =>
        `input ${index}, ${named(field)}: ${value} is not allowed; allowed: ${allowed}`,
    ),
  );
  return { facts: read.flatMap((one) => ('facts' in one ? [one.facts] : [])), problems, isList };
};

const named = (field: string | null): string => (field === null ? 'as a whole' : `field ${field}`);

/** `process.exit` would cut off what a pipe has not taken yet. */
const fail = (lines: readonly string[], exitCode: number): void => {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  process.exitCode = exitCode;
};

const run = async (): Promise<void> => {
  const { policy, problems } = readPolicy();
  if (policy === null) {
    fail(problems.map(problemLine), 1);
    return;
  }
  // Whoever forgot the input would wait for ever.
  if (process.stdin.isTTY) process.stderr.write('Write one JSON object or an array, then press Ctrl+D.\n');
  const input = parseInput(await text(process.stdin), policy);
  if (input.problems.length > 0) {
    fail(input.problems, 2);
    return;
  }
  const today = new Date().toISOString().slice(0, 10);
  const answers = input.facts.map((facts) => answer(facts, policy, today));
  process.stdout.write(`${JSON.stringify(input.isList ? answers : answers[0])}\n`);
};

await run();
