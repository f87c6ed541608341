import { readFileSync } from 'node:fs';
import type { Problem } from './fault.ts';
import { loadPolicy, policyFileNames } from './policy/check.ts';
import type { Policy } from './policy/policy.ts';

const policyFolder = new URL('./policy/data/', import.meta.url);

/** The policy as it stands in src/policy/data, or everything that is wrong with it. Reads nothing else. */
export const readPolicy = (
  textKeys?: ReadonlySet<string>,
): { readonly policy: Policy | null; readonly problems: readonly Problem[] } => {
  const read = policyFileNames.map((name) => ({ name, file: readJson(policyFolder, `${name}.json`) }));
  const unreadable = read.flatMap(({ file }) => ('problem' in file ? [file.problem] : []));
  if (unreadable.length > 0) return { policy: null, problems: unreadable };
  const parsed = read.flatMap(({ name, file }) => ('json' in file ? [[name, file.json] as const] : []));
  return loadPolicy(Object.fromEntries(parsed), textKeys);
};

type JsonFile = { readonly json: unknown } | { readonly problem: Problem };

const readJson = (folder: URL, name: string): JsonFile => {
  try {
    const json: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    return { json };
  } catch (cause) {
    return { problem: unreadable(name, cause) };
  }
};

const unreadable = (name: string, cause: unknown): Problem => ({
  place: name,
  value: cause instanceof Error ? cause.message : 'something that cannot be read',
  expected: 'a JSON file',
  remedy: 'Restore the file, or mend it where the message points to.',
});
