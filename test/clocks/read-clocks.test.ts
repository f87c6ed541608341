import assert from 'node:assert/strict';
import fc from 'fast-check';
import { policy } from '../policy/policy.ts';
import { businessMsBetween, type Calendar } from '../../src/clocks/calendar.ts';
import type { ClockId, ClockReading } from '../../src/clocks/clock.ts';
import { readClocks, remindersFor, type ClockRules, type Watched } from '../../src/clocks/read-clocks.ts';

const calendar: Calendar = {
  zone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '18:00',
  holidays: [],
  workingDays: [],
};
const rules: ClockRules = { rows: policy.clocks, ownerShare: policy.numbers.ownerIsToldAtShare, calendar };

const quiet: Watched = {
  isOpen: true,
  severity: 'B',
  priority: 'normal',
  unfiledSince: null,
  awaited: null,
  handling: null,
  promise: null,
  askedSince: null,
};
const friday = '2026-11-20T10:00:00.000Z';

const reading = (clock: ClockId, of: Watched, now: string): ClockReading => {
  const found = readClocks(of, rules, now).find((one) => one.clock === clock);
  assert.ok(found !== undefined);
  return found;
};
const rings = (of: Watched): readonly string[] =>
  remindersFor(of, rules).map(({ clock, threshold, dueAt }) => `${clock} ${threshold} ${dueAt}`);

describe('the clocks of a case', () => {
  it('are all off where there is nothing to wait for', () => {
    assert.deepEqual(
      readClocks(quiet, rules, friday).map(({ state, dueAt, share }) => [state, dueAt, share]),
      [0, 1, 2, 3].map(() => ['off', null, null]),
    );
    assert.deepEqual(rings(quiet), []);
  });

  it('ring for an unfiled severity A after 10 minutes, at night and on Sundays, then for the lead', () => {
    const sunday = { ...quiet, severity: 'A' as const, unfiledSince: '2026-11-22T01:00:00.000Z' };
    assert.deepEqual(rings(sunday), [
      'unfiled owner 2026-11-22T01:10:00.000Z',
      'unfiled lead 2026-11-22T01:20:00.000Z',
    ]);
  });

  it('ring for an unfiled severity B after an hour of the desk’s own time', () => {
    const evening = { ...quiet, unfiledSince: '2026-11-20T16:30:00.000Z' };
    assert.deepEqual(rings(evening), [
      'unfiled owner 2026-11-23T08:30:00.000Z',
      'unfiled lead 2026-11-23T09:30:00.000Z',
    ]);
  });

  it('run the vendor’s published target around the clock from the moment of filing', () => {
    const filed = { ...quiet, awaited: { since: '2026-11-20T17:00:00.000Z', targetMinutes: 240 } };
    assert.deepEqual(reading('vendor', filed, '2026-11-20T18:00:00.000Z'), {
      clock: 'vendor',
      state: 'running',
      dueAt: '2026-11-20T21:00:00.000Z',
      share: 0.25,
    });
    assert.deepEqual(rings(filed), [
      'vendor owner 2026-11-20T20:00:00.000Z',
      'vendor lead 2026-11-20T21:00:00.000Z',
    ]);
    assert.equal(reading('vendor', filed, '2026-11-20T21:00:00.000Z').state, 'over');
  });

  it('end handling time on closing for eight hours from ten, whatever the seconds, and are over from then on', () => {
    const late = { ...calendar, to: '18:00', from: '08:00' };
    const held = { ...quiet, handling: { spentMs: 0, runningSince: '2026-11-20T09:00:06.123Z' } };
    const at = (now: string) =>
      readClocks(held, { ...rules, calendar: late }, now).find(({ clock }) => clock === 'handling');
    assert.equal(at('2026-11-20T09:00:08.000Z')?.dueAt, '2026-11-20T17:00:00.000Z');
    assert.equal(at('2026-11-20T16:59:59.000Z')?.state, 'running');
    assert.deepEqual(at('2026-11-20T17:00:00.000Z'), {
      clock: 'handling',
      state: 'over',
      dueAt: '2026-11-20T17:00:00.000Z',
      share: 1,
    });
  });

  it('stop handling time while somebody else holds the case, and remember what was used', () => {
    const held = { ...quiet, handling: { spentMs: 4 * 3_600_000, runningSince: null } };
    assert.deepEqual(reading('handling', held, '2027-01-01T00:00:00.000Z'), {
      clock: 'handling',
      state: 'paused',
      dueAt: null,
      share: 0.5,
    });
    assert.deepEqual(rings(held), []);
    const back = { ...held, handling: { spentMs: 4 * 3_600_000, runningSince: '2026-11-23T08:00:00.000Z' } };
    assert.deepEqual(rings(back), [
      'handling owner 2026-11-23T10:00:00.000Z',
      'handling lead 2026-11-23T12:00:00.000Z',
    ]);
  });

  it('never pause the update promised to the customer', () => {
    const promised = {
      ...quiet,
      handling: { spentMs: 0, runningSince: null },
      promise: { madeAt: friday, dueAt: '2026-11-21T10:00:00.000Z' },
    };
    assert.equal(reading('update', promised, '2026-11-20T22:00:00.000Z').share, 0.5);
    assert.deepEqual(rings(promised), [
      'update owner 2026-11-21T04:00:00.000Z',
      'update lead 2026-11-21T10:00:00.000Z',
    ]);
  });

  it('ring sooner when they ask us than when they are late', () => {
    const asked = { ...quiet, severity: 'A' as const, askedSince: friday };
    const late = { ...asked, askedSince: null, awaited: { since: friday, targetMinutes: 120 } };
    const first = (of: Watched): number => Date.parse(remindersFor(of, rules)[0]?.dueAt ?? '');
    assert.ok(first(asked) < first(late));
  });

  it('ring to the millisecond when the vendor asks us at severity A', () => {
    assert.deepEqual(rings({ ...quiet, severity: 'A', askedSince: friday }), [
      'asks-us owner 2026-11-20T10:10:00.000Z',
      'asks-us lead 2026-11-20T10:20:00.000Z',
    ]);
  });

  it('are over at once where the promised moment was already gone', () => {
    for (const dueAt of [friday, '2026-11-20T09:00:00.000Z'])
      assert.deepEqual(reading('update', { ...quiet, promise: { madeAt: friday, dueAt } }, friday), {
        clock: 'update',
        state: 'over',
        dueAt: friday,
        share: 1,
      });
  });

  it('go by the first row that fits, so that a partner’s own may stand before ours', () => {
    const [first] = policy.clocks.filter((row) => row.clock === 'unfiled' && row.at === 'owner');
    assert.ok(first !== undefined);
    const rows = [...policy.clocks, { ...first, id: 'later', minutes: first.minutes + 1, of: [] }];
    const severity = first.of.includes('A') ? 'A' : 'B';
    const of = { ...quiet, severity, unfiledSince: friday } as const;
    assert.deepEqual(remindersFor(of, { ...rules, rows }), remindersFor(of, rules));
  });

  it('are off once the case is closed, whatever ran before', () => {
    const closed = {
      ...quiet,
      isOpen: false,
      unfiledSince: friday,
      askedSince: friday,
      handling: { spentMs: 5, runningSince: friday },
      promise: { madeAt: friday, dueAt: '2026-11-21T10:00:00.000Z' },
    };
    assert.deepEqual(rings(closed), []);
    assert.ok(readClocks(closed, rules, friday).every(({ state }) => state === 'off'));
  });

  it('follow the desk’s own minutes', () => {
    const rows = policy.clocks.map((row) => (row.id === 'unfiled-a-owner' ? { ...row, minutes: 3 } : row));
    const [ring] = remindersFor({ ...quiet, severity: 'A', unfiledSince: friday }, { ...rules, rows });
    assert.equal(ring?.dueAt, '2026-11-20T10:03:00.000Z');
  });
});

describe('handling time', () => {
  const minutes = fc.integer({ min: 0, max: 3 * 24 * 60 });
  const at = (from: string, more: number): string => new Date(Date.parse(from) + more * 60_000).toISOString();

  it('is the sum of the business time between its pauses, however often it is paused', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(minutes, minutes), { maxLength: 8 }), (turns) => {
        let now = friday;
        let spentMs = 0;
        let waitedMs = 0;
        for (const [works, waits] of turns) {
          const paused = at(now, works);
          spentMs += businessMsBetween(now, paused, calendar);
          now = at(paused, waits);
          waitedMs += businessMsBetween(paused, now, calendar);
        }
        const limitMs = 480 * 60_000;
        const held = reading('handling', { ...quiet, handling: { spentMs, runningSince: null } }, now);
        assert.equal(held.share, (businessMsBetween(friday, now, calendar) - waitedMs) / limitMs);
        const dueAt = remindersFor({ ...quiet, handling: { spentMs, runningSince: now } }, rules)[1]?.dueAt;
        assert.ok(dueAt !== undefined);
        assert.equal(businessMsBetween(now, dueAt, calendar), Math.max(0, limitMs - spentMs));
      }),
      { numRuns: 100 },
    );
  });
});
