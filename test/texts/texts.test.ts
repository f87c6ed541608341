import assert from 'node:assert/strict';
import rows from '../../src/texts/locales.json' with { type: 'json' };
import { localeFor, textProblems, textsFrom } from '../../src/texts/texts.ts';

describe('the language somebody is answered in', () => {
  const cases: readonly (readonly [string | null, string])[] = [
    ['en', 'en'],
    ['en-GB', 'en'],
    ['ja', 'ja'],
    ['ja-JP', 'ja'],
    ['JA_jp', 'ja'],
    ['zh-Hant', 'zh-TW'],
    ['zh-Hant-CN', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['zh-MO', 'zh-TW'],
    ['zh-TW', 'zh-TW'],
    ['zh', 'zh-CN'],
    ['zh-CN', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['zh-Hans-HK', 'zh-CN'],
    ['de-DE', 'en'],
    ['jav', 'en'],
    ['', 'en'],
    ['zh-', 'en'],
    ['../../ja', 'en'],
    [`ja${'-x'.repeat(150)}`, 'en'],
    [null, 'en'],
  ];
  for (const [tag, locale] of cases) {
    it(`is ${locale} for the tag ${tag === null ? 'nobody sent' : `"${tag.slice(0, 20)}"`}`, () => {
      assert.equal(localeFor(tag, rows), locale);
    });
  }
});

describe('the catalogues together', () => {
  const english = {
    hello: 'Hello {name}',
    cases: '{count, plural, one {# case} other {# cases}}',
    plain: 'As it is',
  };

  it('say a message with its values, plurals included', () => {
    const locales = [{ id: 'en', name: 'English', takes: ['en'] }];
    const texts = textsFrom({ en: english }, locales);
    assert.deepEqual(textProblems({ en: english }, locales), []);
    assert.equal(texts.say('en', 'hello', { name: 'Ada' }), 'Hello Ada');
    assert.equal(texts.say('en', 'cases', { count: 1 }), '1 case');
    assert.equal(texts.say('en', 'cases', { count: 3 }), '3 cases');
    assert.equal(texts.say('en', 'plain'), 'As it is');
  });

  it('are never said with a value missing', () => {
    const texts = textsFrom({ en: english }, [{ id: 'en', name: 'English', takes: ['en'] }]);
    assert.throws(() => texts.say('en', 'hello'));
    assert.throws(() => texts.say('en', 'hello', { constructor: 'Ada' }));
  });

  it('put no meaning into a value, whatever it looks like', () => {
    const texts = textsFrom({ en: english }, [{ id: 'en', name: 'English', takes: ['en'] }]);
    assert.equal(texts.say('en', 'hello', { name: "{name} <b> # '" }), "Hello {name} <b> # '");
  });

  it('report every missing, empty, unreadable and differently filled text at once, with language and key', () => {
    const catalogues = {
      en: english,
      ja: { hello: 'こんにちは', cases: '{count', plain: ' ' },
      'zh-TW': { hello: '你好 {name}', cases: '{count} 件' },
      'zh-CN': english,
    };
    const problems = textProblems(catalogues, rows);
    assert.deepEqual(problems.map(({ place }) => place).sort(), [
      'texts/ja: cases',
      'texts/ja: hello',
      'texts/ja: plain',
      'texts/zh-TW: plain',
    ]);
    assert.match(problems.find(({ place }) => place === 'texts/ja: hello')?.remedy ?? '', /name/);
  });

  it('refuse to say what has no text', () => {
    const texts = textsFrom({ en: english }, [{ id: 'en', name: 'English', takes: ['en'] }]);
    assert.equal(texts.has('nothing'), false);
    assert.throws(() => texts.say('en', 'nothing'), /no text has the key nothing/);
  });
});
