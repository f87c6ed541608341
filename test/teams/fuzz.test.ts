import assert from 'node:assert/strict';
import { fuzz } from './fuzz.ts';

describe('Damaged activities', () => {
  it('do no harm, 20,000 of them: no crash, no 5xx, nothing sent', async () => {
    const { statuses, outgoing } = await fuzz(20_000, 1);
    assert.ok((statuses.get(200) ?? 0) > 1_000, 'some are harmless and taken');
    assert.ok((statuses.get(400) ?? 0) > 1_000, 'some are refused');
    assert.equal(outgoing, 0);
  }).timeout(60_000);
});
