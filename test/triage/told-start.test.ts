import assert from 'node:assert/strict';
import { startOf, toldStart } from '../../src/triage/told-start.ts';

const now = '2026-11-20T10:00:00Z';

const start = (text: string, at = now, zone = 'Europe/Berlin'): string | null => {
  const told = toldStart(text);
  return told === null ? null : startOf(told, at, zone);
};

describe('the start a text tells of', () => {
  const table: readonly (readonly [string, string | null])[] = [
    ['down since 9 this morning', '2026-11-20T08:00:00Z'],
    ['down since 9am', '2026-11-20T08:00:00Z'],
    ['since yesterday 14:00', '2026-11-19T13:00:00Z'],
    ['since 14:00 yesterday', '2026-11-19T13:00:00Z'],
    ['since yesterday at 2pm', '2026-11-19T13:00:00Z'],
    ['since yesterday', '2026-11-19'],
    ['since this morning', '2026-11-20'],
    ['stopped working yesterday', '2026-11-19'],
    ['fails this morning', '2026-11-20'],
    ['since 10:30', '2026-11-20T09:30:00Z'],
    ['since 23:15', '2026-11-19T22:15:00Z'],
    ['今朝9時から', '2026-11-20T08:00:00Z'],
    ['昨日の午後3時から', '2026-11-19T14:00:00Z'],
    ['昨日から', '2026-11-19'],
    ['9時半から', '2026-11-20T08:30:00Z'],
    ['一昨日から', '2026-11-18'],
    ['从今天早上9点', '2026-11-20T08:00:00Z'],
    ['從今天早上 9 點', '2026-11-20T08:00:00Z'],
    ['从昨天下午3点半开始', '2026-11-19T14:30:00Z'],
    ['從昨天開始', '2026-11-19'],
    ['down since Monday', '2026-11-16'],
    ['since last Friday', '2026-11-13'],
    ['since Friday', '2026-11-20'],
    ['since Friday 16:00', '2026-11-13T15:00:00Z'],
    ['since Tue at 9', '2026-11-17T08:00:00Z'],
    ['since Wednesday afternoon', '2026-11-18'],
    ['since Monday 3 users cannot sign in', '2026-11-16'],
    ['since 18 November', '2026-11-18'],
    ['since November 18th', '2026-11-18'],
    ['since the 3rd of Dec', '2025-12-03'],
    ['since 18 Nov 2025 at 14:30', '2025-11-18T13:30:00Z'],
    ['since 31 June', null],
    ['月曜から', '2026-11-16'],
    ['先週の木曜日の午後3時から', '2026-11-12T14:00:00Z'],
    ['11月18日から', '2026-11-18'],
    ['11/18 9:30から', '2026-11-18T08:30:00Z'],
    ['从星期一开始', '2026-11-16'],
    ['從上週一下午3點', '2026-11-09T14:00:00Z'],
    ['週一起', '2026-11-16'],
    ['从11月18日上午9点', '2026-11-18T08:00:00Z'],
    ['11月18號開始', '2026-11-18'],
    ['9時00分から', '2026-11-20T08:00:00Z'],
    ['since 9:59', '2026-11-20T08:59:00Z'],
    ['since 23:59', '2026-11-19T22:59:00Z'],
    ['since 24:00', null],
    ['９時から', '2026-11-20T08:00:00Z'],
    ['mail is down', null],
    ['since the update', null],
    ['since 99', null],
  ];
  for (const [text, expected] of table) {
    it(`"${text}" is ${expected ?? 'none'}`, () => assert.equal(start(text), expected));
  }

  it('may be named by any month', () => {
    const months = ['Jan', 'Feb', 'March', 'Apr', 'May', 'June', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'];
    assert.deepEqual(
      months.map((month) => start(`since 3 ${month} 2025`)?.slice(0, 7)),
      months.map((_, at) => `2025-${String(at + 1).padStart(2, '0')}`),
    );
  });

  it('is never in the future: "since 9" at eight in the morning was last evening', () => {
    assert.equal(start('since 9', '2026-11-20T07:00:00Z'), '2026-11-19T20:00:00Z');
    assert.equal(start('since 9', '2026-11-20T21:00:00Z'), '2026-11-20T20:00:00Z');
  });

  it('takes "this morning" after midnight for the morning of the day that has just ended', () => {
    assert.equal(start('since 9 this morning', '2026-11-20T23:20:00Z'), '2026-11-20T08:00:00Z');
    assert.equal(start('今朝9時から', '2026-11-21T03:59:00Z'), '2026-11-20T08:00:00Z');
    assert.equal(start('since 2 this morning', '2026-11-21T03:00:00Z'), '2026-11-21T01:00:00Z');
    assert.equal(start('since 9 this morning', '2026-11-21T04:00:00Z'), null);
  });

  it('goes by the clock of the one who tells it, and the day before the clocks changed', () => {
    assert.equal(start('今朝9時から', '2026-11-20T02:00:00Z', 'Asia/Tokyo'), '2026-11-20T00:00:00Z');
    assert.equal(start('since yesterday 14:00', '2026-10-25T10:00:00Z'), '2026-10-24T12:00:00Z');
  });

  it('keeps the words it was told with', () => {
    assert.equal(toldStart('mail is down since 9 this morning at contoso')?.words, 'since 9 this morning');
  });
});
