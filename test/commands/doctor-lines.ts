import assert from 'node:assert/strict';
import type { Ran } from './desk-at-work.ts';

/** What the doctor says is wrong: each line with the one below it, which says what to do. */
export const wrongsIn = ({ code, out, err }: Ran): readonly string[] => {
  assert.equal(err, '');
  const found = [...out.matchAll(/^wrong +(.+)\n +→ (.+)$/gm)].map(
    ([, says, remedy]) => `${says ?? ''} → ${remedy ?? ''}`,
  );
  assert.equal(code, found.length === 0 ? 0 : 1, out);
  assert.equal(found.length, [...out.matchAll(/^wrong/gm)].length, out);
  return found;
};
