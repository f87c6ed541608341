/**
 * Mutants: one small wrong change each, of the kind a tired colleague makes. A test suite that lets one live does not
 * look at what was changed. Pure: source text in, mutants out, always in the same order.
 */
import ts from 'typescript';
import { changesOf, type Change } from './changes.ts';

export type Mutant = {
  /** From the root of the project, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** UTF-16 offsets of what is replaced. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** The line it is in, trimmed: how an accepted mutant is known again after lines have moved. */
  readonly code: string;
  /** For people: what became what. */
  readonly change: string;
};

/** Types, imports and exports of others do nothing at run time. */
const isSilent = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node);

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 40)} … ${line.slice(-17)}` : line;
};

export const mutantsOf = (file: string, source: string): readonly Mutant[] => {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const lines = source.split('\n');
  const mutant = ({ from, to, text, says }: Change): Mutant => {
    const { line } = tree.getLineAndCharacterOfPosition(from);
    const change = says ?? `${short(source.slice(from, to))} → ${text === '' ? '(nothing)' : short(text)}`;
    return { file, line: line + 1, from, to, text, code: (lines[line] ?? '').trim(), change };
  };
  const found: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isSilent(node)) return;
    found.push(...changesOf(node, tree).map(mutant));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

export const mutated = (source: string, { from, to, text }: Pick<Mutant, 'from' | 'to' | 'text'>): string =>
  source.slice(0, from) + text + source.slice(to);
