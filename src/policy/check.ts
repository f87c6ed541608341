import { deskRowFiles } from './desk-row-shapes.ts';
import { gateFile, tablesFile } from './gate-shapes.ts';
import { model } from './model.ts';
import type { Policy, PolicyFiles } from './policy.ts';
import { gateProblems } from './reach.ts';
import { referenceProblems } from './references.ts';
import { rowFiles } from './row-shapes.ts';
import type { Day, Row } from './row.ts';
import { object } from './shape.ts';
import type { Check, Problem } from './shape.ts';

const files: { readonly [K in keyof PolicyFiles]-?: Check<PolicyFiles[K]> } = {
  ...rowFiles,
  ...deskRowFiles,
  gates: gateFile,
  tables: tablesFile,
};

/** Names of the files a policy is made of; `doors` stands in doors.json. */
export const policyFileNames: readonly string[] = Object.keys(files);

const policyFiles: Check<PolicyFiles> = object<PolicyFiles>(files);

/**
 * Makes a policy of parsed files, by name without `.json`. Every problem is reported at once and there is no policy
 * then: first of shapes, and once those are right, of ids, words and gates. `textKeys` are the keys that exist in
 * every language; without them words are not checked.
 */
export const loadPolicy = (
  rawFiles: Readonly<Record<string, unknown>>,
  textKeys?: ReadonlySet<string>,
): { readonly policy: Policy | null; readonly problems: readonly Problem[] } => {
  const found: Problem[] = [];
  if (!policyFiles(rawFiles, { place: '', problems: found })) {
    return { policy: null, problems: found.map(namingTheFile) };
  }
  const problems = [...referenceProblems(rawFiles, textKeys), ...gateProblems(rawFiles.gates)];
  return problems.length > 0 ? { policy: null, problems } : { policy: policyFrom(rawFiles), problems: [] };
};

/** The policy of files that were found good, without another look at them. */
export const policyFrom = (files: PolicyFiles): Policy => ({
  ...files,
  version: versionOf(files),
  model: model({ ...files }),
});

/** `.doors[3].steps` was found in doors.json. */
const namingTheFile = (problem: Problem): Problem => ({
  ...problem,
  place: problem.place.replace(/^\.(\w+)/, '$1.json'),
});

/** Rows last compared with their source more than `days` days before `today`. A warning, never a reason to stop. */
export const staleRows = (policy: Policy, today: Day, days: number): readonly Problem[] =>
  allRows(policy)
    .filter(({ row }) => daysBetween(row.checked, today) > days)
    .map(({ file, row }) => ({
      place: `${file}.json, ${row.id}`,
      value: row.checked,
      expected: `a check within the last ${days} days`,
      remedy: 'Compare the row with its source and set the date.',
    }));

const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

const allRows = (policy: Policy): readonly { readonly file: string; readonly row: Row }[] => {
  const { gates, tables, rules, links, doors, blockers, warnings, updates, cautions } = policy;
  const { clocks, escalation, routing, numbers } = policy;
  const named: Readonly<Record<string, readonly Row[]>> = {
    rules,
    links,
    doors,
    blockers,
    warnings,
    updates,
    cautions,
    clocks,
    escalation,
    routing,
    numbers: numbers.supportHours,
    gates: gates.flatMap((table) => [...table.gates, table.otherwise]),
    tables: Object.values(tables).flat(),
  };
  return Object.entries(named).flatMap(([file, rows]) => rows.map((row) => ({ file, row })));
};

/**
 * Names exactly these rows, so that a stored verdict can say which policy it was decided by: the newest check among
 * the rows and a fingerprint (FNV-1a, 32 bits) of all of them.
 */
const versionOf = (policy: PolicyFiles): string => {
  const newest = policy.rules.reduce((latest, { checked }) => (checked > latest ? checked : latest), '');
  const written = JSON.stringify(policy);
  let hash = 0x811c9dc5;
  // By place: a text for each character would cost a start more than all of its sums.
  for (let at = 0; at < written.length; at += 1) {
    const point = written.codePointAt(at) ?? 0;
    if (point > 0xffff) at += 1;
    hash = Math.imul(hash ^ point, 0x01000193);
  }
  return `${newest}.${(hash >>> 0).toString(16).padStart(8, '0')}`;
};
