/**
 * What Teams asks of a card, as far as its JSON shows it. Each rule answers with a sentence for every place that
 * breaks it. Numbers are Teams' own (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/,
 * checked 2026-11-20).
 */
import type { Json, JsonObject } from '../../src/cards/expand.ts';

type Node = { readonly at: string; readonly node: JsonObject };
type Rule = (card: JsonObject, nodes: readonly Node[]) => readonly string[];

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json);

const nodesIn = (json: Json, at = 'card'): readonly Node[] => {
  if (Array.isArray(json)) return json.flatMap((one: Json, index) => nodesIn(one, `${at}[${index}]`));
  if (!isObject(json)) return [];
  return [
    { at, node: json },
    ...Object.entries(json).flatMap(([key, value]) => nodesIn(value, `${at}.${key}`)),
  ];
};

const typeOf = ({ node }: Node): string => (typeof node['type'] === 'string' ? node['type'] : '');
const text = (node: JsonObject, key: string): string => (typeof node[key] === 'string' ? node[key] : '');
const list = (node: JsonObject, key: string): readonly Json[] => {
  const value = node[key];
  return isList(value) ? value : [];
};
const ofType = (nodes: readonly Node[], pattern: RegExp): readonly Node[] =>
  nodes.filter((one) => pattern.test(typeOf(one)));
/** Sentences for the nodes that are not as they should be. */
const unless = (
  nodes: readonly Node[],
  holds: (node: JsonObject) => boolean,
  says: string,
): readonly string[] => nodes.filter(({ node }) => !holds(node)).map(({ at }) => `${at} ${says}`);

/** Elements every Teams client draws: version 1.5 of the schema. All others need a fallback. */
const known =
  /^(mention|AdaptiveCard|TextBlock|RichTextBlock|TextRun|Container|ColumnSet|Column|FactSet|Fact|Image|ImageSet|ActionSet|Table|TableRow|TableCell|Data\.Query|Input\.(Text|ChoiceSet|Date|Time|Toggle|Number)|Action\.(Execute|OpenUrl|ToggleVisibility|ShowCard|Submit))?$/;
const buttonsOf = (card: JsonObject, nodes: readonly Node[]): readonly JsonObject[] =>
  [
    ...list(card, 'actions'),
    ...ofType(nodes, /^ActionSet$/).flatMap(({ node }) => list(node, 'actions')),
  ].filter(isObject);

const mentionsOf = (card: JsonObject): readonly JsonObject[] =>
  isObject(card['msteams']) ? list(card['msteams'], 'entities').filter(isObject) : [];

/** Whom a mention calls: by id, and by the very name that is shown. */
const isWhole = (mentioned: Json | undefined, tag: string): boolean =>
  isObject(mentioned) && text(mentioned, 'id') !== '' && tag === `<at>${text(mentioned, 'name')}</at>`;

export const rules: Readonly<Record<string, Rule>> = {
  'G63 type, schema and a version that phones draw': (card) =>
    card['type'] === 'AdaptiveCard' &&
    text(card, '$schema') !== '' &&
    ['1.4', '1.5'].includes(text(card, 'version'))
      ? []
      : ['the card needs type, $schema and version 1.5'],
  'G64 at most 28 KB': (card) =>
    JSON.stringify(card).length * 2 <= 28 * 1024 ? [] : ['the card is larger than 28 KB'],
  'G66 at most six buttons': (card, nodes) =>
    buttonsOf(card, nodes).length <= 6 ? [] : [`the card has ${buttonsOf(card, nodes).length} buttons`],
  'G67 at most three buttons that stand out': (card, nodes) =>
    buttonsOf(card, nodes).filter((one) => one['style'] === 'positive').length <= 3
      ? []
      : ['too many primary buttons'],
  'G68 something to read': (card) => (list(card, 'body').length > 0 ? [] : ['the card has no body']),
  'G69 long texts wrap': (_, nodes) =>
    unless(
      ofType(nodes, /^TextBlock$/),
      (one) => one['wrap'] === true || text(one, 'text').length <= 12,
      'does not wrap',
    ),
  'G70 not every column is as wide as its content': (_, nodes) =>
    unless(
      ofType(nodes, /^ColumnSet$/),
      (one) =>
        list(one, 'columns')
          .filter(isObject)
          .some((column) => column['width'] !== 'auto'),
      'has only automatic columns',
    ),
  'G71 at most three columns': (_, nodes) =>
    unless(
      ofType(nodes, /^ColumnSet$/),
      (one) => list(one, 'columns').length <= 3,
      'has more than three columns',
    ),
  'G74 no headings, tables, images or HTML in texts': (_, nodes) =>
    unless(
      ofType(nodes, /^TextBlock$/),
      (one) => !/^#{1,6} |!\[|^\|.*\||<(?!\/?at>)[a-z/!]/im.test(text(one, 'text')),
      'has Markdown or HTML that Teams does not draw',
    ),
  'G76 no single line breaks in texts': (_, nodes) =>
    unless(
      ofType(nodes, /^TextBlock$/),
      (one) => !/[^\n]\n[^\n]/.test(text(one, 'text')),
      'has a line break that collapses',
    ),
  'G77 images are https and described': (_, nodes) =>
    unless(
      ofType(nodes, /^Image$/),
      (one) => /^https:/.test(text(one, 'url')) && text(one, 'altText') !== '',
      'needs https and altText',
    ),
  'G78 readable aloud and without cards': (card) =>
    text(card, 'speak') !== '' && text(card, 'fallbackText') !== ''
      ? []
      : ['speak or fallbackText is missing'],
  'G79 no mention without its entity': (card, nodes) => {
    const entities = mentionsOf(card);
    const isCalled = (tag: string): boolean =>
      entities.some((one) => text(one, 'text') === tag && isWhole(one['mentioned'], tag));
    return unless(
      ofType(nodes, /^(TextBlock|TextRun)$/),
      (one) => {
        const shown = text(one, 'text');
        const tags = shown.match(/<at>[^<]*<\/at>/g) ?? [];
        const rest = tags.reduce((left, tag) => left.replace(tag, ''), shown);
        return tags.every(isCalled) && !/<\/?at\b/i.test(rest);
      },
      'mentions somebody without saying who',
    );
  },
  'G80 newer elements have a fallback': (_, nodes) =>
    unless(
      nodes,
      (one) => known.test(text(one, 'type')) || 'fallback' in one,
      'is a newer element without fallback',
    ),
  'G84 colours by name only': (_, nodes) =>
    unless(nodes, (one) => !text(one, 'color').startsWith('#'), 'has a colour of its own'),
  'G87 buttons that leave Teams say so': (_, nodes) =>
    unless(
      ofType(nodes, /^Action\.OpenUrl$/),
      (one) => text(one, 'title').endsWith('↗'),
      'leaves Teams without saying so',
    ),
  'G88 links are full https addresses': (_, nodes) =>
    unless(
      ofType(nodes, /^Action\.OpenUrl$/),
      (one) => URL.canParse(text(one, 'url')) && text(one, 'url').startsWith('https:'),
      'is no https link',
    ),
  'G89 titles of buttons are short': (card, nodes) =>
    buttonsOf(card, nodes)
      .map((one) => text(one, 'title'))
      .filter((title) => title === '' || [...title].length > 20)
      .map((title) => `the button "${title}" is empty or longer than 20 characters`),
  'G90 ids are unique': (_, nodes) => {
    const ids = nodes.map(({ node }) => text(node, 'id')).filter((id) => id !== '');
    return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} stands twice`);
  },
  'G91 no date functions': (_, nodes) =>
    unless(
      ofType(nodes, /^(TextBlock|TextRun)$/),
      (one) => !/\{\{(DATE|TIME)/.test(text(one, 'text')),
      'has a date function',
    ),
  'G95 nothing nested behind a button': (_, nodes) =>
    ofType(nodes, /^Action\.ShowCard$/).map(({ at }) => `${at} hides a card`),
  'G96 every action has a verb': (_, nodes) =>
    unless(ofType(nodes, /^Action\.Execute$/), (one) => text(one, 'verb') !== '', 'has no verb'),
  'G109 every action carries its signed token, or takes it from an input': (_, nodes) => {
    const fromInput = nodes.some(({ node }) => node['id'] === 'token');
    const carries = ({ data }: JsonObject): boolean => isObject(data) && text(data, 'token') !== '';
    return unless(ofType(nodes, /^Action\.Execute$/), (one) => carries(one) || fromInput, 'has no token');
  },
  'G111 inputs have an id, a label and, if required, an error message': (_, nodes) =>
    unless(
      ofType(nodes, /^Input\./),
      (one) =>
        text(one, 'id') !== '' &&
        text(one, 'label') !== '' &&
        (one['isRequired'] !== true || text(one, 'errorMessage') !== ''),
      'lacks id, label or error message',
    ),
  'G113 long lists are searched, choices wrap and are short': (_, nodes) =>
    unless(
      ofType(nodes, /^Input\.ChoiceSet$/),
      (one) =>
        one['wrap'] === true &&
        (list(one, 'choices').length <= 7 || one['style'] === 'filtered') &&
        list(one, 'choices')
          .filter(isObject)
          .every((choice) => [...text(choice, 'title')].length <= 60),
      'is a list too long to scroll, or with choices too long to read',
    ),
  'G122 values of several choices hold no comma': (_, nodes) =>
    unless(
      ofType(nodes, /^Input\.ChoiceSet$/),
      (one) =>
        one['isMultiSelect'] !== true ||
        list(one, 'choices')
          .filter(isObject)
          .every((choice) => !text(choice, 'value').includes(',')),
      'has a value with a comma',
    ),
  'G123 texts have a longest length': (_, nodes) =>
    unless(
      ofType(nodes, /^Input\.Text$/),
      (one) => typeof one['maxLength'] === 'number' && one['maxLength'] > 0,
      'has no longest length',
    ),
  'G199 no ids and keys of ours in texts': (_, nodes) =>
    unless(
      ofType(nodes, /^TextBlock$/),
      (one) =>
        !/\b(card|problem|notice|question|choice|outcome|door|because)\.[a-z-]+\.?[a-z-]*\b(?!\.[a-z])|\bundefined\b|\bNaN\b|\$\{/.test(
          text(one, 'text').replace(/https?:\S+/g, ''),
        ),
      'shows something internal',
    ),
  'G200 no icon alone in a button': (card, nodes) =>
    buttonsOf(card, nodes)
      .map((one) => text(one, 'title'))
      .filter((title) => !/[\p{L}\p{N}]/u.test(title))
      .map((title) => `"${title}" has no words`),
};

/** Every broken rule as "rule: place and what is wrong". */
export const lint = (card: JsonObject): readonly string[] => {
  const nodes = nodesIn(card);
  return Object.entries(rules).flatMap(([name, rule]) => rule(card, nodes).map((says) => `${name}: ${says}`));
};
