import assert from 'node:assert/strict';
import { fuzz } from './fuzz.ts';

describe('Damaged activities', () => {
  it('do no harm, 20,000 of them: no crash, no 5xx, nothing sent', async () => {
    await fuzz(500, 500_000);
    const { statuses, outgoing, grownBytes } = await fuzz(20_000, 1);
    assert.ok((statuses.get(200) ?? 0) > 1_000, 'some are harmless and taken');
    assert.ok((statuses.get(400) ?? 0) > 1_000, 'some are refused');
    assert.equal(outgoing, 0);
    assert.ok(grownBytes < 5 * 1_048_576, `holds ${grownBytes} bytes more`);
  }).timeout(60_000);
});
