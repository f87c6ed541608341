import assert from 'node:assert/strict';
import fc from 'fast-check';
import { localHours } from '../../src/triage/local-hours.ts';
import { shorten, timePhrase, wholeText } from '../../src/triage/packet-text.ts';
import { now, say } from './packet-sample.ts';

const berlin = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', zone: 'Europe/Berlin' };
const hours = (change: Partial<typeof berlin>, zone: string, at = now): string =>
  say(localHours({ ...berlin, ...change }, zone, at), 'en');

describe('Times in a request', () => {
  it('name their zone', () => {
    assert.equal(say(timePhrase('2026-11-20T16:30:45+09:00', 'utc'), 'en'), '2026-11-20 07:30 UTC');
    assert.equal(say(timePhrase('2026-11-20T16:30:00Z', 'beijing'), 'zh-CN'), '2026-11-21 00:30（北京时间）');
  });

  it('stay as typed where they are no instant', () => {
    for (const text of ['this morning', '2026-11-20', '2026-13-45T99:00:00Z'])
      assert.equal(say(timePhrase(text, 'utc'), 'en'), text);
  });
});

describe('Service hours on another clock', () => {
  it('shift with the zone', () => {
    assert.equal(hours({}, 'Europe/Berlin'), 'Monday–Friday 09:00–18:00');
    assert.equal(hours({}, 'Asia/Tokyo'), 'Monday–Friday 17:00–02:00');
  });

  it('follow summer time', () => {
    assert.equal(hours({}, 'Asia/Tokyo', '2026-07-01T09:00:00Z'), 'Monday–Friday 16:00–01:00');
  });

  it('move to the day they start on there', () => {
    assert.equal(
      hours({ zone: 'Asia/Tokyo' }, 'America/Los_Angeles'),
      'Monday, Tuesday, Wednesday, Thursday, Sunday 16:00–01:00',
    );
    assert.equal(hours({ days: [6], zone: 'America/Los_Angeles' }, 'Asia/Tokyo'), 'Sunday 02:00–11:00');
  });

  it('know round-the-clock desks and single days', () => {
    assert.equal(
      hours({ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }, 'Asia/Tokyo'),
      'every day, 24 hours',
    );
    assert.equal(hours({ days: [1, 3] }, 'Europe/Berlin'), 'Monday, Wednesday 09:00–18:00');
  });
});

describe('A shortened text', () => {
  it('ends in an ellipsis where something was cut, and is untouched otherwise', () => {
    assert.equal(shorten('mail is down', 12), 'mail is down');
    assert.equal(shorten('mail is down', 8), 'mail is…');
    assert.equal(shorten('👩‍💻👩‍💻', 2), '👩…');
  });

  it('never exceeds its limit nor halves a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const short = shorten(text, most);
        assert.ok(Array.from(short).length <= most);
        assert.ok(short.isWellFormed());
      }),
    );
  });
});

describe('The whole request as one text', () => {
  it('puts each field under its label, paragraphs apart', () => {
    const fields = [
      { label: 'Title', paragraphs: ['Mail is down'] },
      { label: 'Empty', paragraphs: [] },
      { label: 'Details', paragraphs: ['First.', 'Second.'] },
    ];
    assert.deepEqual(wholeText(fields), ['Title\nMail is down\n\nDetails\nFirst.\n\nSecond.']);
  });

  it('comes in pieces that end between paragraphs', () => {
    const paragraphs = Array.from({ length: 5 }, (_, at) => String(at).repeat(2500));
    const pieces = wholeText([{ label: 'Details', paragraphs }]);
    assert.deepEqual(
      pieces.map((piece) => piece.split('\n\n').length),
      [2, 2, 1],
    );
  });

  it('loses nothing and keeps every piece short enough, whatever was pasted', () => {
    // Long by repetition: drawing 9,000 characters one by one would take the test's whole time.
    const paragraph = fc
      .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 400 }))
      .map(([text, times]) => text.repeat(times));
    const fields = fc.array(
      fc.record({ label: fc.constant('Label'), paragraphs: fc.array(paragraph, { maxLength: 4 }) }),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(fields, (given) => {
        const pieces = wholeText(given);
        for (const piece of pieces) assert.ok(Array.from(piece).length <= 6000);
        const squeeze = (text: string): string => text.replaceAll(/\s/g, '');
        const all = given.filter(({ paragraphs }) => paragraphs.length > 0);
        const whole = all.map(({ label, paragraphs }) => label + paragraphs.join('')).join('');
        assert.equal(squeeze(pieces.join('')), squeeze(whole));
      }),
      { numRuns: 40 },
    );
  });
});
