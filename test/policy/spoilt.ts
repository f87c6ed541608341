/** The shipped policy files as JSON, whole or with a piece of them broken, and what is said of them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadPolicy, policyFileNames } from '../../src/policy/check.ts';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The shipped files as fresh JSON, to be spoilt. */
export const files = (): Record<string, Json> => {
  const folder = new URL('../../src/policy/data/', import.meta.url);
  return Object.fromEntries(
    policyFileNames.map((name) => {
      const json = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Json;
      return [name, json];
    }),
  );
};

/** The JSON text of the shipped files with one piece of it replaced, parsed again. */
export const spoilt = (file: string, found: string | RegExp, by: string): Record<string, Json> => {
  const all = files();
  const text = JSON.stringify(all[file]);
  const changed = text.replace(found, by);
  assert.notEqual(changed, text, 'the piece to spoil is not there');
  return { ...all, [file]: JSON.parse(changed) as Json };
};

export const problemsOf = (
  raw: Record<string, unknown>,
  textKeys?: ReadonlySet<string>,
): readonly string[] => {
  const { policy: loaded, problems } = loadPolicy(raw, textKeys);
  assert.equal(loaded === null, problems.length > 0);
  return problems.map(({ place, value, expected }) => `${place} | ${value} | ${expected}`);
};
