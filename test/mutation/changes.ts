/** What is changed: each kind of expression with its wrong neighbours. Every change leaves a program that parses. */
import ts from 'typescript';

export type Change = {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Instead of the texts themselves, where those are long. */
  readonly says?: string;
};

type Kind = (node: ts.Node, tree: ts.SourceFile) => readonly Change[];

const whole = (node: ts.Node, tree: ts.SourceFile, text: string): Change => ({
  from: node.getStart(tree),
  to: node.getEnd(),
  text,
});

/** Comparisons move by one and turn round; the logic of two becomes the other. */
const operators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '+=': ['-='],
  '-=': ['+='],
};

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    (isText(node.left) || isText(node.right)));

const binary: Kind = (node, tree) => {
  if (!ts.isBinaryExpression(node)) return [];
  const [left, right, operator] = [node.left, node.right, node.operatorToken].map((one) => one.getText(tree));
  if (operator === '??')
    return [left, right].map((side) => ({
      ...whole(node, tree, `(${String(side)})`),
      says: `a ?? b → ${String(side)}`,
    }));
  if (operator === '+' && isText(node)) return [];
  const isAssigned = operator?.endsWith('=') === true && /^[+-]=$/.test(operator);
  return (operators[operator ?? ''] ?? []).map((other) => {
    const text = `${String(left)} ${other} ${String(right)}`;
    return { ...whole(node, tree, isAssigned ? text : `(${text})`), says: `${String(operator)} → ${other}` };
  });
};

const unary: Kind = (node, tree) =>
  ts.isPrefixUnaryExpression(node) &&
  (node.operator === ts.SyntaxKind.ExclamationToken ||
    (node.operator === ts.SyntaxKind.MinusToken && !ts.isNumericLiteral(node.operand)))
    ? [whole(node, tree, `(${node.operand.getText(tree)})`)]
    : [];

const forced = (condition: ts.Expression, tree: ts.SourceFile): readonly Change[] =>
  ['true', 'false'].map((value) => whole(condition, tree, value));

/** Not those of loops: what never ends proves little and costs much. */
const condition: Kind = (node, tree) =>
  ts.isIfStatement(node)
    ? forced(node.expression, tree)
    : ts.isConditionalExpression(node)
      ? forced(node.condition, tree)
      : [];

const isNameOfProperty = (node: ts.Node): boolean =>
  (ts.isPropertyAssignment(node.parent) || ts.isPropertySignature(node.parent)) && node.parent.name === node;

/** Log lines are for operators to read; no test repeats their wording. */
const isLogged = ({ parent }: ts.Node): boolean =>
  ts.isCallExpression(parent) && /\blog\.(debug|info|warn|error)$/.test(parent.expression.getText());

const literal: Kind = (node, tree) => {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [whole(node, tree, 'false')];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [whole(node, tree, 'true')];
  if (ts.isTemplateExpression(node)) return [whole(node, tree, '``')];
  if (ts.isNumericLiteral(node))
    return isNameOfProperty(node) ? [] : [whole(node, tree, String(Number(node.text) + 1))];
  if (!ts.isStringLiteralLike(node) || isNameOfProperty(node) || isLogged(node)) return [];
  return [whole(node, tree, node.text === '' ? `'mutant'` : `''`)];
};

/** Of a list of the parts between commas: without this one, with the comma that goes with it. */
const without = (parts: ts.NodeArray<ts.Node>, at: number, tree: ts.SourceFile): readonly Change[] => {
  const [part, next, before] = [parts[at], parts[at + 1], parts[at - 1]];
  if (part === undefined) return [];
  const says = `without ${part.getText(tree).replace(/\s+/g, ' ').slice(0, 40)}`;
  const from = next === undefined && before !== undefined ? before.getEnd() : part.getStart(tree);
  return [{ from, to: next === undefined ? part.getEnd() : next.getStart(tree), text: '', says }];
};

const list: Kind = (node, tree) => {
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) {
    const each =
      node.elements.length === 1 ? [] : node.elements.flatMap((_, at) => without(node.elements, at, tree));
    return [whole(node, tree, '[]'), ...each];
  }
  return ts.isObjectLiteralExpression(node)
    ? node.properties.flatMap((one, at) =>
        ts.isSpreadAssignment(one) ? without(node.properties, at, tree) : [],
      )
    : [];
};

/** What has its own changes above need not be tried as null too. */
const isFreelyReplaced = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) ||
  ts.isIdentifier(node) ||
  ts.isPropertyAccessExpression(node) ||
  ts.isAwaitExpression(node) ||
  ts.isNewExpression(node) ||
  (ts.isParenthesizedExpression(node) && ts.isObjectLiteralExpression(node.expression)) ||
  ts.isObjectLiteralExpression(node);

const returned: Kind = (node, tree) => {
  const value = ts.isReturnStatement(node)
    ? node.expression
    : ts.isArrowFunction(node) && !ts.isBlock(node.body)
      ? node.body
      : undefined;
  return value === undefined || !isFreelyReplaced(value) || value.getText(tree) === 'undefined'
    ? []
    : [whole(value, tree, 'null')];
};

const statement: Kind = (node, tree) =>
  ts.isExpressionStatement(node) && !/\blog\.(debug|info|warn|error)\(/.test(node.getText(tree))
    ? [whole(node, tree, ';')]
    : [];

const optional: Kind = (node, tree) => {
  if (
    !ts.isPropertyAccessExpression(node) &&
    !ts.isElementAccessExpression(node) &&
    !ts.isCallExpression(node)
  )
    return [];
  const token = node.questionDotToken;
  return token === undefined ? [] : [whole(token, tree, ts.isPropertyAccessExpression(node) ? '.' : '')];
};

const otherMethods: ReadonlyMap<string, string> = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    min: 'max',
    max: 'min',
    floor: 'ceil',
    ceil: 'floor',
    round: 'floor',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    find: 'findLast',
    findLast: 'find',
  }),
);
const idleMethods: ReadonlySet<string> = new Set([
  'filter',
  'toSorted',
  'toReversed',
  'trim',
  'toLowerCase',
  'toUpperCase',
  'slice',
  'normalize',
]);

const method: Kind = (node, tree) => {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  const other = otherMethods.get(name.text);
  if (other !== undefined) return [whole(name, tree, other)];
  return idleMethods.has(name.text)
    ? [{ ...whole(node, tree, expression.getText(tree)), says: `without .${name.text}(…)` }]
    : [];
};

const kinds: readonly Kind[] = [
  binary,
  unary,
  condition,
  literal,
  list,
  returned,
  statement,
  optional,
  method,
];

export const changesOf: Kind = (node, tree) => kinds.flatMap((kind) => kind(node, tree));
