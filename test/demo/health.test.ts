import assert from 'node:assert/strict';
import { sampleHealth } from '../../src/demo/health.ts';

describe('the demo’s service health', () => {
  const now = '2026-11-20T14:00:00.000Z';

  it('shows an Exchange incident that is still active, and others that ended', () => {
    const [first, ...others] = sampleHealth(now);
    assert.match(first?.id ?? '', /^EX\d+$/);
    assert.equal(first?.endedAt, null);
    assert.ok(others.length > 0 && others.every(({ endedAt }) => endedAt !== null));
  });

  it('is never stale: everything began lately, before now, and ended after it began', () => {
    for (const { id, startedAt, endedAt } of sampleHealth(now)) {
      const hoursAgo = (Date.parse(now) - Date.parse(startedAt)) / 3_600_000;
      assert.ok(hoursAgo > 0 && hoursAgo < 48, `${id} began ${String(hoursAgo)} hours ago`);
      assert.ok(endedAt === null || (endedAt > startedAt && endedAt < now), id);
    }
  });
});
