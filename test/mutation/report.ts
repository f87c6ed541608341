/** What a run of mutants came to, for the terminal and for RESULTS.md. */
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import type { Mutant } from './mutants.ts';
import type { End } from './trial.ts';

export type Verdict = End | 'refused by types' | 'accepted';
export type Tried = { readonly mutant: Mutant; readonly end: Verdict };
export type AreaResult = {
  readonly area: string;
  /** Of the whole area; `tried` may be a sample of it. */
  readonly mutants: number;
  readonly seed: number | null;
  readonly tried: readonly Tried[];
};

const ended = ({ tried }: AreaResult, ...ends: readonly Verdict[]): number =>
  tried.filter(({ end }) => ends.includes(end)).length;

/** In percent: what was seen, of all that changes something. */
export const scoreOf = (result: AreaResult): number => {
  const counted = result.tried.length - ended(result, 'accepted');
  return counted === 0 ? 100 : (100 * ended(result, 'killed', 'timed out', 'refused by types')) / counted;
};

const columns = ['killed', 'timed out', 'refused by types', 'accepted', 'survived', 'uncovered'] as const;

const rowOf = (result: AreaResult): string => {
  const tried = result.seed === null ? 'all' : `${String(result.tried.length)} (seed ${String(result.seed)})`;
  const counts = columns.map((end) => String(ended(result, end)));
  return `| ${[result.area, String(result.mutants), tried, ...counts, `${scoreOf(result).toFixed(1)} %`].join(' | ')} |`;
};

const escaped = (code: string): string => code.replaceAll('`', 'ˋ').replaceAll('|', '\\|');

export const survivorLines = ({ tried }: AreaResult): readonly string[] =>
  tried
    .filter(({ end }) => end === 'survived' || end === 'uncovered')
    .map(
      ({ mutant: { file, line, code, change }, end }) =>
        `${file}:${String(line)} ${end === 'uncovered' ? '(no test runs it) ' : ''}${change}   in   ${code}`,
    );

const begin = (area: string): string => `<!-- begin ${area} -->`;
const end = (area: string): string => `<!-- end ${area} -->`;

const sectionOf = (result: AreaResult, day: string): string => {
  const lines = survivorLines(result).map((line) => `- \`${escaped(line)}\``);
  const heads = ['area', 'mutants', 'tried', ...columns, 'score'];
  return [
    begin(result.area),
    `## ${result.area}`,
    '',
    `Run on ${day}.`,
    '',
    `| ${heads.join(' | ')} |`,
    `|${heads.map(() => ' --- |').join('')}`,
    rowOf(result),
    '',
    lines.length === 0 ? 'Nothing survived.' : `Still alive:\n\n${lines.join('\n')}`,
    '',
    end(result.area),
    '',
  ].join('\n');
};

const intro = `# Mutation testing

\`npm run mutate\` makes one small wrong change at a time and looks whether a test notices. *Score*: killed, timed out and refused by the type checker, of all tried but the accepted ones. Accepted mutants stand with their reasons in \`accepted.json\`. Each section is from the last run of its area.

`;

/** Areas that were not run keep what their last run said. */
export const writeResults = (path: string, results: readonly AreaResult[], day: string): void => {
  let text = existsSync(path) ? readFileSync(path, 'utf8') : intro;
  for (const result of results) {
    const section = sectionOf(result, day);
    const [from, to] = [text.indexOf(begin(result.area)), text.indexOf(end(result.area))];
    text =
      from < 0 || to < 0
        ? text + section
        : text.slice(0, from) + section + text.slice(to + end(result.area).length + 1);
  }
  writeFileSync(path, text);
};
