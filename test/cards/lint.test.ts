import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../src/cards/expand.ts';
import { lint, rules } from './lint.ts';

const execute = { type: 'Action.Execute', title: 'Go', verb: 'go', data: { token: 't' } };
const card = (
  body: readonly Json[],
  actions: readonly Json[] = [execute],
  rest: JsonObject = {},
): JsonObject => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  speak: 's',
  fallbackText: 'f',
  body,
  actions,
  ...rest,
});
const text = (value: string): JsonObject => ({ type: 'TextBlock', text: value, wrap: true });
const choice = { type: 'Input.ChoiceSet', id: 'c', label: 'l', wrap: true, choices: [] };
const choices = (count: number): readonly JsonObject[] =>
  Array.from({ length: count }, (_, at) => ({ title: `t${at}`, value: `v${at}` }));
const ok = text('fine');

/** For each rule a card that breaks it. */
const broken: Readonly<Record<string, JsonObject>> = {
  G63: card([ok], [execute], { version: '1.6' }),
  G64: card([text('x'.repeat(15_000))]),
  G66: card(
    [ok],
    Array.from({ length: 7 }, () => execute),
  ),
  G67: card(
    [ok],
    Array.from({ length: 4 }, () => ({ ...execute, style: 'positive' })),
  ),
  G68: card([]),
  G69: card([{ type: 'TextBlock', text: 'long enough to be cut' }]),
  G70: card([{ type: 'ColumnSet', columns: [{ type: 'Column', width: 'auto' }] }]),
  G71: card([{ type: 'ColumnSet', columns: choices(4).map(() => ({ type: 'Column', width: 'stretch' })) }]),
  G74: card([text('# heading')]),
  G76: card([text('one\ntwo')]),
  G77: card([{ type: 'Image', url: 'http://x.example/a.png', altText: '' }]),
  G78: card([ok], [execute], { speak: '' }),
  G79: card([text('<at>all</at>')]),
  G80: card([{ type: 'Badge', text: 'new' }]),
  G84: card([{ ...ok, color: '#ff0000' }]),
  G87: card([ok], [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://x.example' }]),
  G88: card([ok], [{ type: 'Action.OpenUrl', title: 'Open ↗', url: 'javascript:alert(1)' }]),
  G89: card([ok], [{ ...execute, title: 'A title that is much too long' }]),
  G90: card([
    { ...ok, id: 'a' },
    { ...ok, id: 'a' },
  ]),
  G91: card([text('{{DATE(2026-11-20T08:00:00Z)}}')]),
  G95: card([ok], [{ type: 'Action.ShowCard', title: 'More', card: {} }]),
  G96: card([ok], [{ type: 'Action.Execute', title: 'Go', data: { token: 't' } }]),
  G109: card([ok], [{ ...execute, data: {} }]),
  G111: card([{ type: 'Input.Text', id: 'a', label: 'l', maxLength: 9, isRequired: true }]),
  G113: card([{ ...choice, choices: choices(8) }]),
  G122: card([{ ...choice, isMultiSelect: true, choices: [{ title: 't', value: 'a,b' }] }]),
  G123: card([{ type: 'Input.Text', id: 'a', label: 'l' }]),
  G199: card([text('card.verdict.title')]),
  G200: card([ok], [{ ...execute, title: '↗' }]),
};

describe('the lint of cards', () => {
  it('lets a good card pass', () => {
    assert.deepEqual(lint(card([ok, { ...choice, choices: choices(3) }])), []);
  });

  for (const name of Object.keys(rules)) {
    it(`catches a card that breaks ${name}`, () => {
      const id = name.split(' ')[0] ?? '';
      const example = broken[id];
      assert.ok(example, `an example for ${name}`);
      assert.ok(lint(example).some((says) => says.startsWith(`${name}:`)));
    });
  }
});
