import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { argumentNames } from '../../src/texts/arguments.ts';
import { messageOf, type TextValues } from '../../src/texts/message.ts';
import type { Catalogue } from '../../src/texts/texts.ts';
import rows from '../../src/texts/locales.json' with { type: 'json' };

const folder = new URL('../../src/texts/', import.meta.url);

const messagesIn = (locale: string): readonly string[] =>
  readdirSync(new URL(`${locale}/`, folder)).flatMap((file) =>
    Object.values(JSON.parse(readFileSync(new URL(`${locale}/${file}`, folder), 'utf8')) as Catalogue),
  );

const inGeneral = (locale: string, message: string, values: TextValues): string =>
  new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
    .format<string>({ ...values })
    .toString();

/** Every value the same number or text: all plurals and choices of a message are taken with one or another of them. */
const worthTrying = (message: string): readonly (string | number)[] => [
  ...[0, 1, 2, 3, 11, 21, 1_234, 0.5],
  ...[...message.matchAll(/(\w+) \{/g)].map(([, option = '']) => option),
];

const said = (locale: string, message: string): readonly string[] => {
  const found = argumentNames(message, locale);
  const names = found.kind === 'readable' ? [...found.names] : [];
  return worthTrying(message).flatMap((value) => {
    const values = Object.fromEntries(names.map((name) => [name, value]));
    // A plural of a word is a mistake of the one who says it, and the general formatter throws.
    if (typeof value === 'string' && /plural,/.test(message)) return [];
    const ours = messageOf(locale, 'key', message)(values);
    const general = inGeneral(locale, message, values);
    return ours === general ? [] : [`${locale}: ${message}: ${ours} instead of ${general}`];
  });
};

describe('a message with its values', () => {
  for (const { id } of rows) {
    it(`is said as the general formatter says it, every one in ${id}`, () => {
      const isWritten = (message: string): boolean => /[{}'#]/.test(message);
      assert.deepEqual(
        messagesIn(id)
          .filter(isWritten)
          .flatMap((message) => said(id, message)),
        [],
      );
    });
  }

  const odd: Readonly<Record<string, string>> = {
    'an exact number before a rule': '{n, plural, =0 {none} =1 {exactly #} one {# case} other {# cases}}',
    'a plural less one': '{n, plural, offset:1 =1 {you} one {you and # other} other {you and # others}}',
    'the place in a row': '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
    'a choice in a plural': '{n, plural, one {# {n, select, a {A} other {O #}}} other {{n} in #}}',
    'quoted signs': "it''s '{literal}' # {n}",
    'a formatted number': '{n, number} and {n, plural, other {#}}',
  };
  for (const [what, message] of Object.entries(odd)) {
    it(`is said as the general formatter says it: ${what}`, () => {
      assert.deepEqual(said('en', message), []);
    });
  }

  it('is not said where a value is missing', () => {
    const plural = messageOf('en', 'my.key', '{n, plural, one {# case of {who}} other {# cases of {who}}}');
    assert.throws(() => plural({ n: 1 }), /who/);
    assert.throws(() => plural({ who: 'Ada' }), /\bn\b/);
    assert.throws(() => messageOf('en', 'my.key', '{who}')({}), /the text my\.key lacks its value who/);
    assert.throws(() => messageOf('en', 'my.key', '{constructor}')({}), /lacks its value constructor/);
  });
});
