/*
 * A template and a view make a card, as the JSON text that goes over the wire: what a layout always says is written out
 * once, and only what the view fills in is written for each card. The subset of the Adaptive Card templating language
 * that layouts need: `${path}`, `$data` (repeat or narrow), `$when` (a boolean of the view), `$root`, `$index`.
 * Strict where the official engine is lenient: a key the view does not have is an error with its place, since
 * the official answer is to show `${key}` to people. Values are put in, never read again.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
/** Writes the card for a view as JSON. Throws an Error naming place and expression if the view lacks something. */
export type Expand = (view: JsonObject) => string;

type Scope = { readonly root: JsonObject; readonly data: Json; readonly index: number };
/** What the view says under a path. */
type Value = (scope: Scope) => Json;
/** JSON text: as the layout has it, or as the view fills it in. */
type Piece = string | ((scope: Scope) => string);
type Pieces = readonly Piece[];

const expression = /\$\{([^}]*)\}/g;
const wholeExpression = /^\$\{([^}]*)\}$/;
const steps = /^(\$root|\$data|\$index|[A-Za-z_]\w*)(\.[A-Za-z_]\w*)*$/;

/** Reads a template once; what it returns is used for every card. Throws on syntax outside the subset. */
export const compile = (template: JsonObject, name: string): Expand => {
  const write = writer(objectPieces(template, name, partPieces));
  return (view) => write({ root: view, data: view, index: 0 });
};

/** Neighbours that never change are one text. */
const joined = (pieces: Pieces): Pieces => {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else all.push(piece);
  }
  return all;
};

/** A card has hundreds of pieces, so they are strung together without lists in between. */
const writer = (pieces: Pieces): ((scope: Scope) => string) => {
  const all = joined(pieces);
  return (scope) => {
    let text = '';
    for (const piece of all) text += typeof piece === 'string' ? piece : piece(scope);
    return text;
  };
};

const separated = (parts: readonly Pieces[]): Pieces =>
  parts.flatMap((pieces, index) => (index === 0 ? pieces : [',', ...pieces]));

const nodePieces = (node: Json, place: string): Pieces => {
  if (typeof node === 'string') return [stringPiece(node, place)];
  if (isList(node)) return arrayPieces(node, place);
  if (!isObject(node)) return [JSON.stringify(node)];
  if ('$data' in node || '$when' in node) throw new Error(`${place}: $data and $when belong into a list`);
  return objectPieces(node, place);
};

type Keep = (element: Element, node: Json) => Element;
type ListPieces = (nodes: readonly Json[], place: string) => Pieces;

const isList = (node: Json): node is readonly Json[] => Array.isArray(node);

const objectPieces = (node: JsonObject, place: string, ofList: ListPieces = arrayPieces): Pieces => {
  const of = (value: Json, at: string): Pieces => (isList(value) ? ofList(value, at) : nodePieces(value, at));
  const members = Object.entries(node)
    .filter(([key]) => key !== '$data' && key !== '$when')
    .map(([key, value]): Pieces => [`${JSON.stringify(key)}:`, ...of(value, `${place}.${key}`)]);
  return ['{', ...separated(members), '}'];
};

const mayVary = (node: Json): node is JsonObject => isObject(node) && ('$data' in node || '$when' in node);

const arrayPieces = (nodes: readonly Json[], place: string, keep: Keep = asWritten): Pieces => {
  const at = (index: number): string => `${place}[${index}]`;
  if (!nodes.some(mayVary)) return ['[', ...separated(nodes.map((node, n) => nodePieces(node, at(n)))), ']'];
  const elements = nodes.map((node, n) =>
    keep(mayVary(node) ? repeated(node, at(n)) : once(writer(nodePieces(node, at(n)))), node),
  );
  const write = (scope: Scope): string => {
    let text = '';
    for (const element of elements) text = element(text, scope);
    return text;
  };
  return ['[', write, ']'];
};

/** Adds none, one or several elements to those written so far. */
type Element = (before: string, scope: Scope) => string;

const after = (before: string, element: string): string => (before === '' ? element : `${before},${element}`);

const asWritten = (element: Element): Element => element;

/** The parts of a card. One that grows too large is filled again with a part less: the others are as they were. */
const partPieces: ListPieces = (nodes, place) => arrayPieces(nodes, place, remembering);

/** Every name in a part's placeholders: more than what it takes from the view itself, and never less. Null: the whole view. */
const namesIn = (node: Json): readonly string[] | null => {
  const paths = [...JSON.stringify(node).matchAll(expression)].map(([, path = '']) => path);
  return paths.includes('$root') || paths.includes('$data')
    ? null
    : [...new Set(paths.flatMap((path) => path.split('.')))];
};

/** Writes what the same members of a view, and no others, came to the last time. Views are never changed. */
const remembering = (element: Element, node: Json): Element => {
  const names = namesIn(node);
  if (names === null) return element;
  let values: readonly (Json | undefined)[] | null = null;
  let text = '';
  return (before, scope) => {
    const { root } = scope;
    const known = values;
    if (known === null || names.some((name, at) => root[name] !== known[at])) {
      text = element('', scope);
      values = names.map((name) => root[name]);
    }
    return text === '' ? before : after(before, text);
  };
};

const once =
  (write: (scope: Scope) => string): Element =>
  (before, scope) =>
    after(before, write(scope));

const repeated = (node: JsonObject, place: string): Element => {
  const write = writer(objectPieces(node, place));
  const isShown = conditionOf(node['$when'], place);
  const data = node['$data'];
  const add = (before: string, scope: Scope): string =>
    isShown(scope) ? after(before, write(scope)) : before;
  if (data === undefined) return add;
  const value = valueOf(data, `${place}.$data`);
  return (before, scope) => {
    const { root } = scope;
    const found = value(scope);
    if (!Array.isArray(found)) return add(before, { root, data: found, index: 0 });
    let text = before;
    let index = 0;
    for (const data of found as readonly Json[]) {
      text = add(text, { root, data, index });
      index += 1;
    }
    return text;
  };
};

const conditionOf = (when: Json | undefined, place: string): ((scope: Scope) => boolean) => {
  if (when === undefined) return () => true;
  const value = valueOf(when, `${place}.$when`);
  return (scope) => {
    const found = value(scope);
    if (typeof found !== 'boolean')
      throw new Error(`${place}.$when is ${JSON.stringify(found)}, not true or false`);
    return found;
  };
};

/** `$data` and `$when` name what the view has, or say it themselves. */
const valueOf = (node: Json, place: string): Value => {
  const whole = typeof node === 'string' ? wholeExpression.exec(node) : null;
  if (whole !== null) return lookUp(whole[1] ?? '', place);
  if (JSON.stringify(node).includes('${')) throw new Error(`${place} is more than one path`);
  return () => node;
};

const stringPiece = (text: string, place: string): Piece => {
  const whole = wholeExpression.exec(text);
  if (whole !== null) {
    const value = lookUp(whole[1] ?? '', place);
    return (scope) => json(value(scope));
  }
  if (!text.includes('${')) return JSON.stringify(text);
  const parts = text
    .split(expression)
    .map((part, index): Value => (index % 2 === 0 ? () => part : lookUp(part, place)));
  return (scope) => json(parts.map((part) => written(part(scope))).join(''));
};

/** Text with nothing in it that JSON writes otherwise. Looking for what is does takes twice as long as for what is not. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const asItIs = /^[^"\\\u0000-\u001F\uD800-\uDFFF]*$/;

/** Most of a card is text that stands in JSON as it is. */
const json = (value: Json): string => {
  if (typeof value === 'string') return asItIs.test(value) ? `"${value}"` : JSON.stringify(value);
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value);
};

const written = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const lookUp = (path: string, place: string): Value => {
  if (!steps.test(path)) throw new Error(`${place}: \${${path}} is not a path`);
  const [first = '', ...rest] = path.split('.');
  if (first === '$index') return (scope) => scope.index;
  const ofRoot = first === '$root';
  const names = ofRoot || first === '$data' ? rest : [first, ...rest];
  const members = names.map((name) => memberOf(name, `${place}: the view has no ${name} for \${${path}}`));
  // Nearly every path is one name of the data at hand.
  const [only] = members;
  if (!ofRoot && only !== undefined && members.length === 1) return (scope) => only(scope.data);
  return (scope) => {
    let value = ofRoot ? scope.root : scope.data;
    for (const member of members) value = member(value);
    return value;
  };
};

/** Takes a value's own member `name`; Error `lacking` if it has none. */
const memberOf = (name: string, lacking: string): ((value: Json) => Json) => {
  // What every object inherits would be found without being there.
  const isInherited = name in {};
  return (value) => {
    const found = isObject(value) && (!isInherited || Object.hasOwn(value, name)) ? value[name] : undefined;
    if (found === undefined) throw new Error(lacking);
    return found;
  };
};

const isObject = (node: Json): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
