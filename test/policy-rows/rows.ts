import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rowFiles } from '../../src/policy/row-shapes.ts';
import type { Check, Problem } from '../../src/policy/shape.ts';

const parsed = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8'));

/** One policy file in its strict type; a row of the wrong shape stops the tests with its place. */
const read = <T>(name: string, check: Check<T>): T => {
  const raw = parsed(`policy/data/${name}.json`);
  const problems: Problem[] = [];
  if (check(raw, { place: name, problems })) return raw;
  throw new assert.AssertionError({ message: JSON.stringify(problems, null, 2) });
};

export const pages = read('pages', rowFiles.pages);
export const rules = read('rules', rowFiles.rules);
export const links = read('links', rowFiles.links);
export const doors = read('doors', rowFiles.doors);
export const blockers = read('blockers', rowFiles.blockers);
export const warnings = read('warnings', rowFiles.warnings);
export const updates = read('updates', rowFiles.updates);
export const products = read('products', rowFiles.products);
export const clouds = read('clouds', rowFiles.clouds);

export const locales = ['en', 'ja', 'zh-TW', 'zh-CN'] as const;
type LocaleId = (typeof locales)[number];

const catalogue = (locale: LocaleId): ReadonlyMap<string, string> =>
  new Map(
    ['policy', 'rules'].flatMap((area) =>
      Object.entries(parsed(`texts/${locale}/${area}.json`) ?? {}).map(([key, text]): [string, string] => [
        key,
        String(text),
      ]),
    ),
  );

/** The words of the policy, by locale and key. */
export const words: Readonly<Record<LocaleId, ReadonlyMap<string, string>>> = {
  en: catalogue('en'),
  ja: catalogue('ja'),
  'zh-TW': catalogue('zh-TW'),
  'zh-CN': catalogue('zh-CN'),
};

export const text = (locale: LocaleId, key: string): string => words[locale].get(key) ?? '';
