import { readPolicy } from '../../src/data.ts';
import { problemLine } from '../../src/fault.ts';
import type { Policy } from '../../src/policy/policy.ts';

/** The policy as shipped, read once for all tests of this folder. */
export const policy: Policy = (() => {
  const { policy: read, problems } = readPolicy();
  if (read === null) throw new Error(problems.map(problemLine).join('\n'));
  return read;
})();
