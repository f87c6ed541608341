import assert from 'node:assert/strict';
import { retryAfterMs } from '../../src/outbound/retry-after.ts';

const now = Date.parse('2026-11-20T09:00:00Z');
const hour = 3_600_000;
const headers: readonly (readonly [string | undefined, number | null])[] = [
  [undefined, null],
  ['', null],
  ['1', 1_000],
  [' 30 ', 30_000],
  ['1.5', 1_500],
  ['0', null],
  ['-5', null],
  ['3600', hour],
  ['86400', hour],
  ['99999999999999999999', hour],
  ['1e3', null],
  ['soon', null],
  ['NaN', null],
  ['5, 10', null],
  ['Fri, 20 Nov 2026 09:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 08:59:30 GMT', null],
  ['Fri, 20 Nov 2036 09:00:00 GMT', hour],
  ['Fri, 99 Nov 2026 09:00:00 GMT', null],
];

describe('How long the Connector asks to wait', () => {
  for (const [header, expected] of headers)
    it(`reads Retry-After ${JSON.stringify(header ?? 'absent')} as ${expected ?? 'nothing usable'}`, () => {
      assert.equal(retryAfterMs(header, now), expected);
    });
});
