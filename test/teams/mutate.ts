/** Activities with something wrong in them, of the kind no schema foresees. Driven by a seed, so that a find can be had again. */

/** A small deterministic random source (mulberry32): numbers from 0 to 1. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Random = () => number;
const pick = <Item>(random: Random, items: readonly [Item, ...Item[]]): Item =>
  items[Math.floor(random() * items.length)] ?? items[0];

const values: readonly [unknown, ...unknown[]] = [
  null,
  true,
  0,
  -1,
  1e308,
  0.1,
  '',
  ' ',
  'x',
  '\u202e\u200b',
  '𠮷',
  'x'.repeat(2_000),
  '<at>Handoff</at>',
  '${now}',
  '{{DATE()}}',
  '../../etc/passwd',
  'constructor',
  '__proto__',
  [],
  {},
  [[]],
  [null],
  { id: null },
  { id: {} },
  { constructor: { prototype: {} } },
  { toString: 1, valueOf: null },
  { then: 'x' },
  { length: -1 },
  Array.from({ length: 200 }, (_, n) => n),
];
const names: readonly [string, ...string[]] = [
  'type',
  'id',
  'name',
  'value',
  'text',
  'from',
  'recipient',
  'conversation',
  'channelData',
  'entities',
  'attachments',
  'membersAdded',
  'action',
  'trigger',
  'verb',
  'data',
  'tenant',
  'toJSON',
  'then',
  'constructor',
  'hasOwnProperty',
];
const types: readonly [string, ...string[]] = [
  'message',
  'invoke',
  'messageUpdate',
  'messageDelete',
  'messageReaction',
  'conversationUpdate',
  'installationUpdate',
  'event',
  'typing',
  'endOfConversation',
  'command',
  'commandResult',
  'delay',
  'trace',
  'invokeResponse',
  'handoff',
];
const invokes: readonly [string, ...string[]] = [
  'adaptiveCard/action',
  'application/search',
  'task/fetch',
  'task/submit',
  'composeExtension/query',
  'composeExtension/submitAction',
  'composeExtension/fetchTask',
  'message/submitAction',
  'message/fetchTask',
  'fileConsent/invoke',
  'signin/verifyState',
  'signin/tokenExchange',
  'config/fetch',
  'tab/fetch',
  'actionableMessage/executeAction',
  'composeExtension/queryLink',
  'composeExtension/setting',
];

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const nodesIn = (value: unknown): Node[] =>
  isNode(value) ? [value, ...Object.values(value).flatMap((inner) => nodesIn(inner))] : [];

/** What a node itself holds, copied; never what every object inherits. */
const own = (node: Node, key: string): unknown =>
  Object.hasOwn(node, key) ? structuredClone(node[key]) : null;

type Change = (root: Node, random: Random) => void;
const somewhere = (root: Node, random: Random): readonly [Node, string] => {
  const node = pick(random, [root, ...nodesIn(root)]);
  const [first = pick(random, names), ...more] = Object.keys(node);
  return [node, pick(random, [first, ...more])];
};
const changes: readonly [Change, ...Change[]] = [
  (root, random) => {
    const [node, key] = somewhere(root, random);
    node[key] = structuredClone(pick(random, values));
  },
  (root, random) => {
    const [node, key] = somewhere(root, random);
    Reflect.deleteProperty(node, key);
  },
  (root, random) => {
    const [node] = somewhere(root, random);
    node[pick(random, names)] = structuredClone(pick(random, values));
  },
  (root, random) => {
    const [node, key] = somewhere(root, random);
    node[key] = [own(node, key)];
  },
  (root, random) => {
    const [from, key] = somewhere(root, random);
    const [to, other] = somewhere(root, random);
    to[other] = own(from, key);
  },
  (root, random) => void (root['type'] = pick(random, types)),
  (root, random) => Object.assign(root, { type: 'invoke', name: pick(random, invokes) }),
];

/** One activity, changed in one to four places. */
export const mutate = (activity: object, random: Random): unknown => {
  const copy: unknown = structuredClone(activity);
  if (!isNode(copy)) return copy;
  const times = 1 + Math.floor(random() * 4);
  for (let n = 0; n < times; n += 1) pick(random, changes)(copy, random);
  return copy;
};
