import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cardFor } from '../../src/cards/card-for.ts';
import { cut, lines, literal, visible } from '../../src/cards/escape.ts';
import type { Json, JsonObject } from '../../src/cards/expand.ts';
import { nothingAround, type Around } from '../../src/cards/context.ts';
import type { LeadRef } from '../../src/triage/desk-state.ts';
import { sampleContext, type Sample } from '../../src/cards/sample.ts';
import type { NamedSample } from '../../src/commands/gallery-samples.ts';
import { house, nameOf, samples, allCards } from './house.ts';

/** Markdown as clients read it in a TextBlock: what is left when escapes are taken off and formatting acted on. */
const acted = (markdown: string): string =>
  markdown
    .replace(
      /\\([\\`*_[\]~|#>+.)-])/g,
      (_, character: string) => `\uE000${character.codePointAt(0) ?? 0}\uE001`,
    )
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/[*_](.+?)[*_]/g, '$1')
    .replace(/^[#>+-]+ |^\d+[.)] /gm, '')
    .replace(/<[a-z/!?][^>]*>/gi, '')
    .replace(/\uE000(\d+)\uE001/g, (_, code) => String.fromCodePoint(Number(code)));

const corpus: readonly string[] = [
  '**bold** and *italic* and _under_ and ~~struck~~',
  '[click me](https://evil.example) ![pixel](https://evil.example/x.png)',
  '<at>everyone</at> hello',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '{{DATE(2026-11-20T08:00:00Z, SHORT)}} {{TIME(2026-11-20T08:00:00Z)}}',
  '${profile.name} ${$root.token} ${constructor}',
  '# heading',
  '- list',
  '1. list',
  '1) list',
  '> quote',
  '`code`',
  '| a | b |',
  'back\\slash \\*already escaped\\*',
  '\u202Eright to left\u202C \u2066isolate\u2069 \u0007bell \u0000null',
  'half \uD800 of a pair',
  '{count, plural, one {x} other {y}} {missing}',
];

/** Control characters and switches of direction. */
const hidden = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

describe('text that people typed', () => {
  it('reads the same after Markdown has been acted on', () => {
    for (const typed of corpus) {
      const shown = acted(literal(typed)).replaceAll('\u200B', '');
      assert.equal(shown, visible(typed).replaceAll('\u200B', '').replace(/\s+/g, ' '), typed);
    }
  });

  it('reads the same whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const shown = acted(literal(typed)).replaceAll('\u200B', '');
        return shown === visible(typed).replaceAll('\u200B', '').replace(/\s+/g, ' ');
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows characters that would hide or turn text around', () => {
    assert.equal(visible('a\u202Eb\u0007c'), 'a‹U+202E›b‹U+0007›c');
    assert.doesNotMatch(corpus.map(visible).join(''), hidden);
  });

  it('cannot mention anybody and starts no date function', () => {
    for (const typed of corpus) assert.doesNotMatch(visible(typed), /<\/?at\b|\{\{(DATE|TIME)/i);
  });

  it('stays as it was typed where nothing acts, and only there', () => {
    const same = [
      '2026年11月18日',
      '「今朝9時」から、全員です。',
      '12:00 GMT+1',
      'A-1 #2 > 1',
      '3 Mar 2027',
      '',
      '1 .x',
    ];
    assert.deepEqual(same.map(literal), same);
    const changed: readonly (readonly [string, string])[] = [
      ['1. one', '1\\. one'],
      [' 12) two', ' 12\\) two'],
      ['# a', '\\# a'],
      [' + b', ' \\+ b'],
      ['> c', '\\> c'],
      ['a  b\u00A0c\u3000d\ne', 'a b c d e'],
      ['a  b', 'a b'],
      ['snake_case', 'snake\\_case'],
    ];
    assert.deepEqual(
      changed.map(([typed]) => literal(typed)),
      changed.map(([, shown]) => shown),
    );
  });

  it('keeps its lines when shown line by line, and is cut between characters', () => {
    assert.deepEqual(lines('a\r\nb\n\n\n\nc\n'), ['a', 'b', '', 'c']);
    assert.equal(cut('👩‍🚒ab', 3), '👩‍…');
    assert.equal(cut('abc', 3), 'abc');
    assert.equal(cut('ab👩', 3), 'ab👩');
    assert.equal(cut('abc d', 4), 'abc…');
    assert.equal(cut('abc 👩d', 5), 'abc…');
  });
});

/** Every place of a situation where somebody's words stand, filled with the same hostile text. */
const hostile = (sample: Sample, typed: string): Sample => ({
  ...sample,
  ...(sample.case === undefined
    ? {}
    : {
        case: {
          ...sample.case,
          words: { text: typed, language: null },
          facts: {
            ...sample.case.facts,
            title: typed,
            description: typed,
            errorText: typed,
            workaround: typed,
          },
        },
      }),
  profile: { ...sample.profile, name: typed },
  around: hostileAround(sample.around ?? {}, typed),
});

const hostileLead = ({ personId }: LeadRef, name: string): LeadRef => ({ personId, name });

/** Names of people, and whatever is shown of other cases. */
const hostileAround = (around: Partial<Around>, typed: string): Partial<Around> => {
  const { desk = nothingAround.desk, colleagues = [], others = [] } = around;
  const { rotation, overrides, backup } = desk.onCall;
  return {
    ...around,
    desk: {
      ...desk,
      leads: desk.leads.map((one) => hostileLead(one, typed)),
      onCall: {
        ...desk.onCall,
        rotation: rotation.map((one) => hostileLead(one, typed)),
        overrides: overrides.map((one) => ({ ...one, lead: hostileLead(one.lead, typed) })),
        backup: backup === null ? null : hostileLead(backup, typed),
      },
    },
    colleagues: colleagues.map((one) => hostileLead(one, typed)),
    others: others.map(({ case: one, customer }) => ({
      case: { ...one, ownerName: typed, facts: { ...one.facts, title: typed } },
      customer: customer === null ? null : { ...customer, name: typed },
    })),
  };
};

/** Mentions that the card itself declares, with whom they call. */
const mentionsIn = (card: JsonObject): readonly string[] =>
  [...JSON.stringify(card['msteams'] ?? {}).matchAll(/"text":"(<at>[^<"]*<\/at>)"/g)].map(
    ([, tag = '']) => tag,
  );

const textsIn = (json: Json, type = ''): readonly { readonly type: string; readonly text: string }[] => {
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' || json === null)
    return [];
  if (Array.isArray(json)) return json.flatMap((one: Json) => textsIn(one, type));
  const own = 'type' in json && typeof json['type'] === 'string' ? json['type'] : type;
  const text = 'text' in json && typeof json['text'] === 'string' ? [{ type: own, text: json['text'] }] : [];
  return [...text, ...Object.values(json).flatMap((one) => textsIn(one, own))];
};

const assertLiteral = ({ card, name, sample }: NamedSample, typed: string): void => {
  const context = sampleContext(hostile(sample, typed), samples.desk, house(), 'en');
  const shown = JSON.parse(cardFor(sample.picture, context).json) as JsonObject;
  const called = mentionsIn(shown);
  const texts = textsIn(shown).map(({ type, text }) => ({
    type,
    text: called.reduce((left, tag) => left.replace(tag, ''), text),
  }));
  // What a button sends back is not shown.
  for (const { type, text } of texts.filter((one) => !one.type.startsWith('Action.'))) {
    const at = `${card}.${name}: ${text}`;
    assert.doesNotMatch(text, /<\/?at\b|\{\{(DATE|TIME)/i, at);
    // Two line feeds are the paragraphs of the card itself.
    assert.doesNotMatch(text.replaceAll('\n\n', ''), hidden, at);
    if (type !== 'TextBlock') continue;
    assert.doesNotMatch(text, /<(script|img)|(?<!\\)\]\(https:\/\/evil|!\[|(?<!\\)\*\*bold/i, at);
  }
};

const oneOfEach = samples.samples.filter(
  ({ card }, index, all) => all.findIndex((other) => other.card === card) === index,
);

describe('hostile text on every card', () => {
  it('stays literal wherever it is shown', () => {
    const everything = corpus.join(' ');
    const shown = [
      ...samples.samples.map((of) => ({ of, typed: everything })),
      // Each alone, because lists and headings act at the start of a text only; on one card of each kind.
      ...corpus.flatMap((typed) => oneOfEach.map((of) => ({ of, typed }))),
    ];
    for (const { of, typed } of shown) assertLiteral(of, typed);
  }).timeout(60_000);

  it('leaves links on cards only to hosts that the policy names', () => {
    const { links, pages } = house().policy;
    const addresses = [
      ...links.flatMap((row) => Object.values(row.addresses)),
      ...pages.flatMap(({ link }) => link ?? []),
    ];
    const hosts = new Set(addresses.map((address) => new URL(address.replaceAll(/[{}]/g, '')).host));
    for (const one of allCards()) {
      const texts = textsIn(one.card).filter(({ type }) => type === 'TextBlock');
      const found = texts.flatMap(({ text }) => [...text.matchAll(/(?<!\\)\]\((https:[^)]*)\)/g)]);
      for (const [, url = ''] of found) assert.ok(hosts.has(new URL(url).host), `${nameOf(one)}: ${url}`);
    }
  });
});
