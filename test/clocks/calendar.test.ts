import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addBusinessMs, businessMsBetween, openFrom, type Calendar } from '../../src/clocks/calendar.ts';

const hourMs = 3_600_000;
const berlin: Calendar = {
  zone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '18:00',
  holidays: [],
  workingDays: [],
};
const around: Calendar = { ...berlin, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };

const hours = (from: string, to: string, calendar: Calendar = berlin): number =>
  businessMsBetween(from, to, calendar) / hourMs;

describe('business time', () => {
  const table: readonly (readonly [string, string, string, Calendar, number])[] = [
    ['runs during the day', '2026-11-20T09:00:00Z', '2026-11-20T11:30:00Z', berlin, 2.5],
    ['begins at opening', '2026-11-20T05:00:00Z', '2026-11-20T09:00:00Z', berlin, 1],
    ['stands still over the weekend', '2026-11-20T16:00:00Z', '2026-11-23T09:00:00Z', berlin, 2],
    ['stands still on a holiday', '2026-11-19T16:00:00Z', '2026-11-23T09:00:00Z', { ...berlin, holidays: ['2026-11-20'] }, 2],
    ['runs on a make-up Saturday', '2026-11-20T16:00:00Z', '2026-11-21T09:00:00Z', { ...berlin, workingDays: ['2026-11-21'] }, 2],
    ['runs on a make-up day that is a holiday by name', '2026-11-20T08:00:00Z', '2026-11-20T09:00:00Z', { ...berlin, holidays: ['2026-11-20'], workingDays: ['2026-11-20'] }, 1],
    ['has 23 hours on the day the clocks go forward', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', around, 23],
    ['has 25 hours on the day the clocks go back', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', around, 25],
    ['keeps the opening hour across the spring change', '2026-03-27T16:00:00Z', '2026-03-30T08:00:00Z', berlin, 2],
    ['keeps the opening hour across the autumn change', '2026-10-23T15:00:00Z', '2026-10-26T09:00:00Z', berlin, 2],
    ['counts 29 February of a leap year', '2028-02-29T07:00:00Z', '2028-03-01T07:00:00Z', berlin, 9],
    ['knows no 29 February in other years', '2027-02-26T07:00:00Z', '2027-03-01T18:00:00Z', berlin, 18],
    ['opens in Tokyo while Berlin sleeps', '2026-11-20T00:00:00Z', '2026-11-20T01:00:00Z', { ...berlin, zone: 'Asia/Tokyo' }, 1],
    ['does not run backwards', '2026-11-20T11:00:00Z', '2026-11-20T09:00:00Z', berlin, 0],
    ['never runs where nobody works', '2026-11-20T11:00:00Z', '2027-11-20T09:00:00Z', { ...berlin, days: [] }, 0],
  ]; // prettier-ignore
  for (const [title, from, to, calendar, expected] of table)
    it(title, () => assert.equal(hours(from, to, calendar), expected));
});

describe('a deadline in business time', () => {
  it('is on Monday for what begins on Friday evening', () => {
    assert.equal(addBusinessMs('2026-11-20T16:00:00Z', 2 * hourMs, berlin), '2026-11-23T09:00:00.000Z');
  });

  it('is at closing, not at the next opening, when the time is just used up', () => {
    assert.equal(addBusinessMs('2026-11-20T16:00:00Z', hourMs, berlin), '2026-11-20T17:00:00.000Z');
  });

  it('is at closing too when it began some seconds after the minute that everybody reads', () => {
    assert.equal(addBusinessMs('2026-11-20T09:00:06Z', 8 * hourMs, berlin), '2026-11-20T17:00:00.000Z');
    assert.equal(addBusinessMs('2026-11-20T09:00:59.999Z', 8 * hourMs, berlin), '2026-11-20T17:00:00.000Z');
    assert.equal(addBusinessMs('2026-11-20T09:01:00Z', 8 * hourMs, berlin), '2026-11-23T08:01:00.000Z');
  });

  it('does not exist where nobody ever works', () => {
    assert.equal(addBusinessMs('2026-11-20T16:00:00Z', hourMs, { ...berlin, days: [] }), null);
    assert.equal(openFrom('2026-11-20T16:00:00Z', { ...berlin, days: [] }), null);
  });

  it('waits for the opening where something may only happen in hours', () => {
    assert.equal(openFrom('2026-11-20T10:00:00.000Z', berlin), '2026-11-20T10:00:00.000Z');
    assert.equal(openFrom('2026-11-20T20:00:00Z', berlin), '2026-11-23T08:00:00.000Z');
  });

  it('does not count the closing moment itself as open', () => {
    assert.equal(openFrom('2026-11-20T17:00:00Z', berlin), '2026-11-23T08:00:00.000Z');
  });

  it('is at once where no time is needed, even at night; a moment of it waits for the opening', () => {
    const night = '2026-11-20T20:00:00.000Z';
    assert.equal(addBusinessMs(night, 0, berlin), night);
    assert.equal(addBusinessMs(night, -hourMs, berlin), night);
    assert.equal(addBusinessMs(night, 1, berlin), '2026-11-23T08:00:00.001Z');
  });

  it('is looked for through 400 days of rest, and not longer', () => {
    const opens = (...workingDays: readonly string[]): Calendar => ({ ...berlin, days: [], workingDays });
    const from = '2026-01-01T00:00:00.000Z';
    assert.equal(openFrom(from, opens('2027-02-04')), '2027-02-04T08:00:00.000Z');
    assert.equal(openFrom(from, opens('2027-02-05')), null);
    // Every opening begins the count anew.
    assert.equal(hours(from, '2029-01-01T00:00:00Z', opens('2026-01-11', '2027-02-14')), 18);
    assert.equal(hours(from, '2029-01-01T00:00:00Z', opens('2026-01-11', '2027-02-15')), 9);
  });

  it('never comes where the desk closes before it opens, or at the same moment', () => {
    for (const to of ['08:00', '09:00']) {
      const shut: Calendar = { ...berlin, to };
      assert.equal(openFrom('2026-11-20T05:00:00Z', shut), null, to);
      assert.equal(hours('2026-11-20T05:00:00Z', '2026-11-27T05:00:00Z', shut), 0, to);
    }
  });
});

const zones = ['Europe/Berlin', 'America/New_York', 'America/Sao_Paulo', 'Asia/Tokyo', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC']; // prettier-ignore
const minute = {
  min: Date.parse('2023-12-20T00:00:00Z') / 60_000,
  max: Date.parse('2029-01-05T00:00:00Z') / 60_000,
};
const instants = fc.integer(minute).map((at) => new Date(at * 60_000).toISOString());
const dates = instants.map((at) => at.slice(0, 10));
const shifts = fc.constantFrom(['09:00', '18:00'], ['00:00', '24:00'], ['01:30', '02:30'], ['00:00', '06:00'], ['22:00', '24:00']); // prettier-ignore
const calendars: fc.Arbitrary<Calendar> = fc
  .tuple(
    fc.constantFrom(...zones),
    fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    shifts,
    fc.array(dates, { maxLength: 20 }),
    fc.array(dates, { maxLength: 20 }),
  )
  .map(([zone, days, [from = '', to = ''], holidays, workingDays]) => ({
    zone,
    days,
    from,
    to,
    holidays,
    workingDays,
  }));
const spans = fc.integer({ min: 1, max: 60 * 24 * 60 }).map((minutes) => minutes * 60_000);
/** A week of business time takes months where a desk opens for an hour a week. */
const waits = fc.integer({ min: 1, max: 7 * 9 * 60 }).map((minutes) => minutes * 60_000);
const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

describe('business time over all calendars, zones and years', () => {
  it('adds up wherever a span is cut: pausing and going on loses and gains nothing', () => {
    fc.assert(
      fc.property(calendars, instants, spans, spans, (calendar, from, one, other) => {
        const middle = later(from, one);
        const to = later(middle, other);
        assert.equal(
          businessMsBetween(from, middle, calendar) + businessMsBetween(middle, to, calendar),
          businessMsBetween(from, to, calendar),
        );
      }),
      { numRuns: 80 },
    );
  });

  it('never runs faster than the clock on the wall', () => {
    fc.assert(
      fc.property(calendars, instants, spans, (calendar, from, ms) => {
        const business = businessMsBetween(from, later(from, ms), calendar);
        assert.ok(business >= 0 && business <= ms);
      }),
      { numRuns: 80 },
    );
  });

  it('and its deadlines are each other’s opposite', () => {
    fc.assert(
      fc.property(calendars, instants, waits, (calendar, from, ms) => {
        const due = addBusinessMs(from, ms, calendar);
        if (due !== null) assert.equal(businessMsBetween(from, due, calendar), ms);
      }),
      { numRuns: 80 },
    );
  });

  it('falls on the closing moment for whatever begins in a minute from which the full time ends there', () => {
    const seconds = fc.integer({ min: 0, max: 59_999 });
    let atClosing = 0;
    fc.assert(
      fc.property(calendars, instants, spans, seconds, (calendar, from, span, ms) => {
        // All the business time up to a moment out of hours ends with the last closing before it.
        const needed = businessMsBetween(from, later(from, span), calendar);
        const due = addBusinessMs(from, needed, calendar);
        const dueLate = addBusinessMs(later(from, ms), needed, calendar);
        if (needed === 0 || due === null || dueLate === null) return;
        const slip = Date.parse(dueLate) - Date.parse(due);
        assert.ok(slip >= 0 && slip <= ms, `${String(slip)} ms later`);
        if (openFrom(due, calendar) === due) return;
        atClosing += 1;
        assert.equal(dueLate, due);
      }),
      { numRuns: 150 },
    );
    assert.ok(atClosing > 20);
  });

  it('is the wall clock’s own time where a desk never closes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, spans, (zone, from, ms) => {
        assert.equal(businessMsBetween(from, later(from, ms), { ...around, zone }), ms);
      }),
      { numRuns: 60 },
    );
  });
});
