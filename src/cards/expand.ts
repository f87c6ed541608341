/*
 * A template and a view make a card. The subset of the Adaptive Card templating language that layouts need:
 * `${path}`, `$data` (repeat or narrow), `$when` (a boolean of the view), `$root`, `$index`.
 * Strict where the official engine is lenient: a key the view does not have is an error with its place, since
 * the official answer is to show `${key}` to people. Values are put in, never read again.
 */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
/** Builds the card for a view. Throws an Error naming place and expression if the view lacks something. */
export type Expand = (view: JsonObject) => JsonObject;

type Scope = { readonly root: JsonObject; readonly data: Json; readonly index: number };
type Node = (scope: Scope) => Json;
/** What stands in an array: none, one or several elements. */
type Elements = (scope: Scope) => readonly Json[];

const expression = /\$\{([^}]*)\}/g;
const wholeExpression = /^\$\{([^}]*)\}$/;
const steps = /^(\$root|\$data|\$index|[A-Za-z_]\w*)(\.[A-Za-z_]\w*)*$/;

/** Reads a template once; what it returns is used for every card. Throws on syntax outside the subset. */
export const compile = (template: JsonObject, name: string): Expand => {
  const body = compileObject(template, name);
  return (view) => body({ root: view, data: view, index: 0 });
};

const compileNode = (node: Json, place: string): Node => {
  if (typeof node === 'string') return compileString(node, place);
  if (Array.isArray(node)) return compileArray(node, place);
  if (isObject(node)) {
    if ('$data' in node || '$when' in node) throw new Error(`${place}: $data and $when belong into a list`);
    return compileObject(node, place);
  }
  return () => node;
};

const compileArray = (nodes: readonly Json[], place: string): Node => {
  const elements = nodes.map((node, index) => compileElement(node, `${place}[${index}]`));
  return (scope) => {
    const made: Json[] = [];
    for (const element of elements) for (const one of element(scope)) made.push(one);
    return made;
  };
};

/** A card has hundreds of these, so they are filled without lists in between. Names are those of our own layouts. */
const compileObject = (node: JsonObject, place: string): ((scope: Scope) => JsonObject) => {
  const entries = Object.entries(node)
    .filter(([key]) => key !== '$data' && key !== '$when')
    .map(([key, value]): [string, Node] => [key, compileNode(value, `${place}.${key}`)]);
  return (scope) => {
    const made: Record<string, Json> = {};
    for (const [key, value] of entries) made[key] = value(scope);
    return made;
  };
};

const compileElement = (node: Json, place: string): Elements => {
  if (!isObject(node)) {
    const one = compileNode(node, place);
    return (scope) => [one(scope)];
  }
  const body = compileObject(node, place);
  if (!('$data' in node) && !('$when' in node)) return (scope) => [body(scope)];
  const contexts = contextsOf(node['$data'], place);
  const shown = conditionOf(node['$when'], place);
  return (scope) => contexts(scope).filter(shown).map(body);
};

const contextsOf = (data: Json | undefined, place: string): ((scope: Scope) => readonly Scope[]) => {
  if (data === undefined) return (scope) => [scope];
  const value = compileNode(data, `${place}.$data`);
  return (scope) => {
    const found = value(scope);
    if (Array.isArray(found)) return found.map((one: Json, index) => ({ ...scope, data: one, index }));
    return [{ ...scope, data: found }];
  };
};

const conditionOf = (when: Json | undefined, place: string): ((scope: Scope) => boolean) => {
  if (when === undefined) return () => true;
  const value = compileNode(when, `${place}.$when`);
  return (scope) => {
    const found = value(scope);
    if (typeof found !== 'boolean')
      throw new Error(`${place}.$when is ${JSON.stringify(found)}, not true or false`);
    return found;
  };
};

const compileString = (text: string, place: string): Node => {
  const whole = wholeExpression.exec(text);
  if (whole !== null) return lookUp(whole[1] ?? '', place);
  if (!text.includes('${')) return () => text;
  const parts = text
    .split(expression)
    .map((part, index) => (index % 2 === 0 ? () => part : lookUp(part, place)));
  return (scope) => parts.map((part) => written(part(scope))).join('');
};

const written = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const lookUp = (path: string, place: string): Node => {
  if (!steps.test(path)) throw new Error(`${place}: \${${path}} is not a path`);
  const [first = '', ...rest] = path.split('.');
  const fail = (step: string): never => {
    throw new Error(`${place}: the view has no ${step} for \${${path}}`);
  };
  if (first === '$index') return (scope) => scope.index;
  const walk = (from: Json, names: readonly string[]): Json =>
    names.reduce<Json>((value, step) => member(value, step, fail), from);
  if (first === '$root') return (scope) => walk(scope.root, rest);
  const names = first === '$data' ? rest : [first, ...rest];
  return (scope) => walk(scope.data, names);
};

const member = (value: Json, step: string, fail: (step: string) => never): Json => {
  if (!isObject(value) || !Object.hasOwn(value, step)) return fail(step);
  return value[step] ?? fail(step);
};

const isObject = (node: Json): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
