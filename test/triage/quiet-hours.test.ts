import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import { goesAt } from '../../src/triage/quiet-hours.ts';
import { withMessage } from '../../src/triage/talk.ts';
import { aCase } from '../store/samples.ts';
import { policy } from './desk.ts';

const tokyo = 'Asia/Tokyo';
const goes = (now: string, about: Case = aCase(), zone = tokyo) => goesAt(about, zone, now, policy.numbers);

/** The case after they wrote. */
const wrote = (at: string): Case =>
  withMessage(aCase(), {
    at,
    by: 'tenant-c/kim',
    byName: 'Kim',
    from: 'customer',
    said: 'answered',
    text: 'Here it is.',
    files: [],
  });

describe('When a message goes to a customer', () => {
  it('is at once by day, on the clock of their wall', () => {
    for (const now of ['2026-11-19T23:00:00Z', '2026-11-20T03:00:00Z', '2026-11-20T10:59:59Z'])
      assert.equal(goes(now), now);
  });

  it('is eight in their morning where it was written in their evening or night', () => {
    assert.equal(goes('2026-11-20T11:00:00Z'), '2026-11-20T23:00:00Z');
    assert.equal(goes('2026-11-20T22:59:00Z'), '2026-11-20T23:00:00Z');
    assert.equal(goes('2026-11-20T15:30:00Z'), '2026-11-20T23:00:00Z');
  });

  it('is eight by their clock also on the night the clocks change', () => {
    const berlin = 'Europe/Berlin';
    assert.equal(goes('2027-03-27T22:00:00Z', aCase(), berlin), '2027-03-28T06:00:00Z');
    assert.equal(goes('2026-10-24T22:00:00Z', aCase(), berlin), '2026-10-25T07:00:00Z');
  });

  it('is at once at severity A', () => {
    const usual = aCase();
    const now = '2026-11-20T15:30:00Z';
    const mark = { by: 'home/lea', byName: 'Lea', at: now };
    const severityByLead = { severity: 'A', mark, reason: 'down' } as const;
    assert.equal(goes(now, { ...usual, follow: { ...usual.follow, severityByLead } }), now);
  });

  it('is at once while they wait for an answer, and the morning once they have gone to bed', () => {
    const now = '2026-11-20T15:30:00Z';
    assert.equal(goes(now, wrote('2026-11-20T15:00:00Z')), now);
    assert.equal(goes(now, wrote('2026-11-20T14:20:00Z')), '2026-11-20T23:00:00Z');
  });
});
