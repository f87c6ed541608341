import assert from 'node:assert/strict';
import { fuzz } from '../../teams/fuzz.ts';

describe('A million damaged activities', () => {
  it('do no harm: no crash, no 5xx, nothing sent, and less than 5 MB more memory is held after than before', async () => {
    await fuzz(10_000, 1_000_000);
    const { statuses, outgoing, grownBytes, longestMs } = await fuzz(1_000_000, 2_000_000);
    console.log({ statuses: Object.fromEntries(statuses), grownMb: grownBytes / 1_048_576, longestMs });
    assert.equal(outgoing, 0);
    assert.ok(grownBytes < 5 * 1_048_576, `grew by ${grownBytes} bytes`);
  }).timeout(0);
});
