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
export const spoilt = (
  file: string,
  found: string | RegExp,
  by: string | ((found: string) => string),
): Record<string, Json> => {
  const all = files();
  const text = JSON.stringify(all[file]);
  const changed = typeof by === 'string' ? text.replace(found, by) : text.replace(found, by);
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

type Members = { [name: string]: Json };

export const isMembers = (raw: Json | undefined): raw is Members =>
  raw !== undefined && raw !== null && typeof raw === 'object' && !Array.isArray(raw);

export const text = (raw: Json | undefined): string => (typeof raw === 'string' ? raw : '');

const nameOf = (raw: Members, outer: string): string => {
  if (typeof raw['id'] === 'string') return raw['id'];
  return Array.isArray(raw['words']) ? raw['words'].map(text).join(' ') : outer;
};

/** Puts `nowhere` at the first place of this shape, `*` for any of a list; the row it stands in, or null for no place. */
export const misled = (raw: Json | undefined, way: readonly string[], row = ''): string | null => {
  const [step, ...rest] = way;
  if (raw === undefined || raw === null || step === undefined) return null;
  if (Array.isArray(raw) && rest.length > 0)
    return raw.reduce<string | null>((found, one) => found ?? misled(one, rest, row), null);
  if (Array.isArray(raw)) {
    if (typeof raw[0] !== 'string') return null;
    raw[0] = 'nowhere';
    return row;
  }
  if (!isMembers(raw)) return null;
  const here = nameOf(raw, row);
  if (rest.length > 0) return misled(raw[step], rest, here);
  if (typeof raw[step] !== 'string') return null;
  raw[step] = 'nowhere';
  return here;
};
