import assert from 'node:assert/strict';
import { cardFor } from '../../src/cards/card-for.ts';
import { cardBytes, draw, largestCardBytes, type Drawing } from '../../src/cards/card.ts';
import { sampleContext } from '../../src/cards/sample.ts';
import { house, samples } from './house.ts';

const welcome = samples.samples.find(({ card }) => card === 'welcome');
assert.ok(welcome);
const context = sampleContext(welcome.sample, samples.desk, house(), 'en');

const lists = (length: number): readonly { readonly label: string; readonly text: string }[] => [
  { label: 'l', text: 'x'.repeat(length) },
];

/** A verdict of nothing but folded parts. */
const verdict = (parts: Readonly<Record<string, number>>): Drawing => ({
  template: 'verdict',
  summary: 's',
  foldable: ['moreSources', 'updates'],
  view: {
    ...{
      kicker: 'k',
      tone: 'Default',
      title: 't',
      sub: 's',
      talk: [],
      severity: [],
      notice: [],
      problem: [],
      today: [],
    },
    ...{ cells: [], wayOut: [], why: [], steps: [], warning: [], warnings: [], changes: [], sources: [] },
    ...{
      open: [],
      buttons: [],
      updates: lists(parts['updates'] ?? 1),
      moreSources: lists(parts['moreSources'] ?? 1),
      footnote: [],
    },
  },
});

const idsOf = (drawing: Drawing): readonly string[] =>
  ['updates-part', 'more-sources-part'].filter((id) => draw(drawing, context).json.includes(`"${id}"`));
const tells = (drawing: Drawing): boolean => /did not fit/.test(draw(drawing, context).json);

describe('a card that grows too large', () => {
  it('keeps all its parts while they fit and says nothing about it', () => {
    assert.deepEqual(idsOf(verdict({})), ['updates-part', 'more-sources-part']);
    assert.equal(tells(verdict({})), false);
  });

  it('leaves out what is needed least, and says so', () => {
    assert.deepEqual(idsOf(verdict({ moreSources: 20_000 })), ['updates-part']);
    assert.equal(tells(verdict({ moreSources: 20_000 })), true);
  });

  it('leaves out one part after the other until it fits', () => {
    assert.deepEqual(idsOf(verdict({ moreSources: 20_000, updates: 20_000 })), []);
    assert.ok(
      cardBytes(draw(verdict({ moreSources: 20_000, updates: 20_000 }), context).json) <= largestCardBytes,
    );
  });

  it('is drawn shorter where leaving parts out is not enough', () => {
    const huge = verdict({});
    const long: Drawing = { ...huge, view: { ...huge.view, title: 'x'.repeat(20_000) }, shorter: () => huge };
    assert.ok(cardBytes(draw(long, context).json) <= largestCardBytes);
  });
});

describe('the request of a case with everything as long as allowed', () => {
  const longest = samples.samples.find(({ card, name }) => card === 'request-text' && name === 'longest');
  assert.ok(longest);

  it('can be read as one text to its last line, part by part', () => {
    const shown = [0, 1, 2, 3].map((part) => {
      const { picture } = longest.sample;
      assert.ok(picture.card === 'case');
      const turned = { ...picture, inputs: { part: String(part) } };
      return cardFor(turned, sampleContext(longest.sample, samples.desk, house(), 'en')).json;
    });
    assert.match(shown[0] ?? '', /\[Sev A\]/);
    assert.match(shown[0] ?? '', /Next part/);
    const last = shown.find((card) => !card.includes('Next part'));
    assert.match(last ?? '', /Support language/);
    assert.doesNotMatch(shown[0] ?? '', /Support language/);
  });
});
