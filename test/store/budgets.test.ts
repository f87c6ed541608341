import assert from 'node:assert/strict';
import {
  conversationBudgets,
  longestWindowMs,
  noticeBudgets,
  overdueMs,
  tenantBudgets,
} from '../../src/store/budgets.ts';
import { byTurn, type OpenLane } from '../../src/store/outbox-order.ts';

describe('how often the outbox may send', () => {
  it('is what Teams allows one bot in a conversation and in a tenant', () => {
    assert.deepEqual(conversationBudgets, [
      { most: 7, windowMs: 1_000 },
      { most: 8, windowMs: 2_000 },
      { most: 60, windowMs: 30_000 },
      { most: 1_800, windowMs: 3_600_000 },
    ]);
    assert.deepEqual(tenantBudgets, [{ most: 50, windowMs: 1_000 }]);
  });

  it('is remembered as long as the longest window', () => assert.equal(longestWindowMs, 3_600_000));

  it('is a minute’s worth of notices, or without limit', () => {
    assert.deepEqual(noticeBudgets(10), [{ most: 10, windowMs: 60_000 }]);
    assert.deepEqual(noticeBudgets(undefined), []);
  });

  it('tells in one what is half an hour late', () => assert.equal(overdueMs, 1_800_000));
});

describe('whose turn it is', () => {
  const lane = (name: string, change: Partial<OpenLane> = {}): OpenLane => ({
    lane: name,
    tenant: 'home',
    rank: 2,
    sinceMs: 5,
    ...change,
  });
  const inTurn = (...lanes: readonly OpenLane[]): readonly string[] =>
    lanes.toSorted(byTurn).map(({ lane: name }) => name);

  it('goes by what it is, then by who has waited longest, then by name, in both directions', () => {
    assert.deepEqual(inTurn(lane('b'), lane('a'), lane('c')), ['a', 'b', 'c']);
    assert.deepEqual(inTurn(lane('c'), lane('b'), lane('a')), ['a', 'b', 'c']);
    assert.deepEqual(inTurn(lane('a'), lane('b', { sinceMs: 4 })), ['b', 'a']);
    assert.deepEqual(inTurn(lane('a', { sinceMs: 1 }), lane('b', { rank: 1, sinceMs: 9 })), ['b', 'a']);
  });
});
