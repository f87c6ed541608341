import assert from 'node:assert/strict';
import { dayAfter, instantOf, isZone, minutesBetween, onTheWall } from '../../src/clocks/wall-clock.ts';

describe('a clock on the wall', () => {
  it('is read as the right moment in winter and in summer', () => {
    assert.equal(instantOf('2026-01-15', '09:00', 'Europe/Berlin'), '2026-01-15T08:00:00Z');
    assert.equal(instantOf('2026-07-15', '09:00', 'Europe/Berlin'), '2026-07-15T07:00:00Z');
    assert.equal(instantOf('2026-07-15', '09:00', 'Asia/Tokyo'), '2026-07-15T00:00:00Z');
  });

  it('reads a time the clocks skipped in spring as the time after the jump', () => {
    assert.equal(instantOf('2026-03-29', '02:30', 'Europe/Berlin'), '2026-03-29T01:30:00Z');
    assert.equal(onTheWall('2026-03-29T01:30:00Z', 'Europe/Berlin').time, '03:30');
  });

  it('reads a time that came twice in autumn as the first one', () => {
    assert.equal(instantOf('2026-10-25', '02:30', 'Europe/Berlin'), '2026-10-25T00:30:00Z');
    assert.equal(instantOf('2026-11-01', '01:30', 'America/New_York'), '2026-11-01T05:30:00Z');
  });

  it('is no moment where the date or the time does not exist', () => {
    for (const [date, time] of [
      ['2026-02-30', '09:00'],
      ['2026-02-20', '24:01'],
      ['tomorrow', '09:00'],
      ['2026-02-20', '9'],
      ['', ''],
      // What the library would take, and nobody writes on a form.
      ['20260220', '09:00'],
      ['2026-02-20', '09:00:30'],
    ] as const) {
      assert.equal(instantOf(date, time, 'UTC'), null, `${date} ${time}`);
    }
  });

  it('shows date, time and weekday of its own zone, across midnight', () => {
    assert.deepEqual(onTheWall('2026-11-20T16:00:00Z', 'Asia/Tokyo'), {
      date: '2026-11-21',
      time: '01:00',
      weekday: 6,
    });
  });

  it('shows a minute alike from its first to its last instant, the next one anew, and no instant that is none', () => {
    const shown = ['10:59:00Z', '10:59:59.999Z', '11:00:00Z'].map((time) =>
      onTheWall(`2026-11-20T${time}`, 'Europe/Berlin'),
    );
    assert.deepEqual(
      shown.map(({ time }) => time),
      ['11:59', '11:59', '12:00'],
    );
    assert.equal(onTheWall('2026-11-20T10:59:00Z', 'Asia/Tokyo').time, '19:59');
    assert.throws(() => onTheWall('2026-11-20T10:59:99Z', 'Europe/Berlin'));
  });

  it('counts days over a month and whole minutes both ways', () => {
    assert.equal(dayAfter('2026-03-01', -1), '2026-02-28');
    assert.equal(minutesBetween('2026-11-20T10:00:00Z', '2026-11-20T10:30:59Z'), 30);
    assert.equal(minutesBetween('2026-11-20T10:30:00Z', '2026-11-20T10:00:00Z'), -30);
    assert.equal(minutesBetween('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'), 365 * 24 * 60);
  });

  it('knows a time zone from a name that is none', () => {
    assert.equal(isZone('Asia/Taipei'), true);
    assert.equal(isZone('Moon/Tranquility'), false);
  });
});
