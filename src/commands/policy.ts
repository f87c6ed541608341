/**
 * The policy for people, from a shell: `npm run policy -- check` reads every file and every word and says what is
 * wrong (exit code 1) or old; `npm run policy -- explain facts.json` decides one case and tells why (exit code 2 when
 * the facts are wrong). English, like all programs of the house.
 */
import { readFileSync } from 'node:fs';
import { readPolicy, readTexts } from '../data.ts';
import { problemLine } from '../fault.ts';
import { staleRows } from '../policy/check.ts';
import type { Facts } from '../policy/facts.ts';
import type { Policy } from '../policy/policy.ts';
import { readFacts } from '../policy/read-facts.ts';
import { explanation } from './policy-explanation.ts';
import { systemProblem } from './system-problem.ts';

/** Portals and help pages move within a year; older checks are worth a look. */
const staleAfterDays = 365;

/** `process.exit` would cut off what a pipe has not taken yet. */
const fail = (lines: readonly string[], exitCode: number): void => {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
  process.exitCode = exitCode;
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const today = (): string => new Date().toISOString().slice(0, 10);

const summary = (policy: Policy): string => {
  const { gates, rules, doors, links, warnings, updates, version } = policy;
  const rows = gates.reduce((sum, table) => sum + table.gates.length + 1, 0);
  return [
    `Policy ${version} is in order:`,
    `${rows} gates in ${gates.length} tables, ${rules.length} rules, ${doors.length} doors, ${links.length} links,`,
    `${warnings.length} warnings, ${updates.length} updates; every text in every language.`,
  ].join('\n');
};

const check = (): void => {
  const { texts, problems: textProblems } = readTexts();
  const { policy, problems } = readPolicy(texts.keys());
  const all = [...textProblems, ...problems];
  if (policy === null || all.length > 0) {
    fail(all.map(problemLine), 1);
    return;
  }
  say(summary(policy));
  const stale = staleRows(policy, today(), staleAfterDays);
  if (stale.length > 0)
    say(`\nNot compared with their source for a year:\n${stale.map(problemLine).join('\n')}`);
};

type FactsFile = { readonly facts: Facts } | { readonly problems: readonly string[] };

const readFactsFile = (path: string, { doors }: Policy): FactsFile => {
  try {
    const raw: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const read = readFacts(
      raw,
      doors.map(({ id }) => id),
    );
    if ('facts' in read) return { facts: read.facts };
    return {
      problems: read.problems.map(
        ({ field, value, allowed }) =>
          `${path}, ${field ?? 'as a whole'}: ${value} is not allowed; allowed: ${allowed}`,
      ),
    };
  } catch (cause) {
    const refused = systemProblem(cause, path);
    if (refused !== null) return { problems: [problemLine(refused)] };
    return { problems: [`${path}: ${cause instanceof Error ? cause.message : 'it cannot be read'}`] };
  }
};

const explain = (path: string): void => {
  const { policy, problems } = readPolicy();
  if (policy === null) {
    fail(problems.map(problemLine), 1);
    return;
  }
  const file = readFactsFile(path, policy);
  if ('problems' in file) {
    fail(file.problems, 2);
    return;
  }
  const { texts } = readTexts();
  const words = (key: string): string => (texts.has(key) ? texts.say('en', key) : key);
  say(explanation({ facts: file.facts, policy, words, today: today() }));
};

const run = ([command, path]: readonly string[]): void => {
  if (command === 'check') check();
  else if (command === 'explain' && path !== undefined) explain(path);
  else fail(['Use: npm run policy -- check', '     npm run policy -- explain <facts.json>'], 2);
};

run(process.argv.slice(2));
