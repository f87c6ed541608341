import assert from 'node:assert/strict';
import { plainWords, words } from '../../src/cards/phrase.ts';
import { day, moment } from '../../src/cards/time.ts';
import { textsFrom } from '../../src/texts/texts.ts';
import { phrase, typed } from '../../src/triage/phrase.ts';

const texts = textsFrom(
  {
    en: { who: '**{name}** said {what}', list: 'Open: {fields}', at: 'since {at}', 'a.b': 'alpha' },
    ja: { who: '**{name}**: {what}', list: '未入力: {fields}', at: '{at} から', 'a.b': 'アルファ' },
  },
  [],
);

describe('a sentence that is not yet in a language', () => {
  it('is said with its values, sentences inside sentences included', () => {
    assert.equal(
      words(phrase('who', { name: 'Ada', what: phrase('a.b') }), 'en', texts),
      '**Ada** said alpha',
    );
  });

  it('shows what somebody typed as it was typed', () => {
    const sentence = phrase('who', { name: '*x*', what: typed('[a](b)') });
    assert.equal(words(sentence, 'en', texts), '**\\*x\\*** said \\[a\\](b)');
    assert.equal(plainWords(sentence, 'en', texts), '*x* said [a](b)');
  });

  it('joins lists as the language does', () => {
    const fields = phrase('list', { fields: [typed('a'), typed('b'), typed('c')] });
    assert.equal(words(fields, 'en', texts), 'Open: a, b, and c');
    assert.equal(words(fields, 'ja', texts), '未入力: a、b、c');
  });

  it('writes points in time in the language and the one zone named', () => {
    const at = phrase('at', { at: { instant: '2026-11-20T08:00:00.000Z', zone: 'Asia/Tokyo' } });
    assert.match(words(at, 'en', texts), /^since 20 Nov 2026, 17:00 (JST|GMT\+9)$/);
    assert.match(words(at, 'ja', texts), /^2026年11月20日 17:00 (JST|GMT\+9) から$/);
  });
});

describe('times on cards', () => {
  it('follow the clock of the zone, summer time included', () => {
    assert.match(moment('2026-07-01T08:00:00.000Z', 'Europe/Berlin', 'en'), /10:00/);
    assert.match(moment('2026-12-01T08:00:00.000Z', 'Europe/Berlin', 'en'), /09:00/);
  });

  it('keep a date a date in every zone', () => {
    assert.equal(day('2026-11-18', 'en'), '18 Nov 2026');
    assert.equal(day('2026-11-18', 'zh-CN'), '2026年11月18日');
  });
});
