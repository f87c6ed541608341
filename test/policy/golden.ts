import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('./golden/', import.meta.url);

/** Compares with the kept file; `GOLDEN=write` (npm run golden) keeps the new text instead, to be reviewed like code. */
export const assertGolden = (name: string, text: string): void => {
  const file = new URL(name, folder);
  if (process.env['GOLDEN'] === 'write') writeFileSync(file, text);
  assert.equal(text, readFileSync(file, 'utf8'), `${name} differs; if that is right: npm run golden`);
};
