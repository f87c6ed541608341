/** CSV text → rows by column name, each with the line it begins on, or what is wrong with the table as a table. */
import { CsvError, parse } from 'csv-parse/sync';
import type { Problem } from '../fault.ts';

export type CsvRow = {
  readonly line: number;
  /** By column name; trimmed; empty for a column the file does not have. */
  readonly cells: Readonly<Record<string, string>>;
};

type Columns = { readonly all: readonly string[]; readonly required: readonly string[] };
type Line = { readonly line: number; readonly cells: readonly string[] };

const separators = [',', ';', '\t'] as const;

/** Spreadsheets of some countries write semicolons: the separator is the one the first line has most of. */
const separatorOf = (text: string): string => {
  const first = text.split('\n', 1)[0] ?? '';
  const count = (separator: string): number => first.split(separator).length;
  return separators.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
};

const problem = (place: string, value: string, expected: string, remedy: string): Problem => ({
  place,
  value,
  expected,
  remedy,
});

const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = [];
  let begins = 1;
  parse(text, {
    bom: true,
    relax_column_count: true,
    trim: true,
    delimiter: separatorOf(text),
    onRecord: (cells: string[], { lines: ends }) => {
      if (cells.some((cell) => cell !== '')) lines.push({ line: begins, cells });
      begins = ends + 1;
      return null;
    },
  });
  return lines;
};

/** `Tenant ID`, `tenant_id` and `tenantId` are one column. */
const folded = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

type Header = {
  readonly columns: readonly (string | null)[];
  readonly problems: readonly Problem[];
};

const headerOf = (cells: readonly string[], { all, required }: Columns, place: string): Header => {
  const columns = cells.map((cell) => all.find((column) => folded(column) === folded(cell)) ?? null);
  const where = `${place}, line 1`;
  const known = `one of ${all.join(', ')}`;
  const unknown = cells
    .filter((_, at) => columns[at] === null)
    .map((cell) =>
      problem(where, JSON.stringify(cell), known, 'Correct the column’s name, or take the column out.'),
    );
  const doubled = columns
    .filter((column, at) => column !== null && columns.indexOf(column) !== at)
    .map((column) =>
      problem(where, `column ${String(column)} twice`, 'each column once', 'Take one of them out.'),
    );
  const absent = required
    .filter((column) => !columns.includes(column))
    .map((column) =>
      problem(where, `no column ${column}`, `the columns ${required.join(', ')}`, 'Add the column.'),
    );
  return { columns, problems: [...unknown, ...doubled, ...absent] };
};

const rowOf = (
  { line, cells }: Line,
  columns: readonly (string | null)[],
  all: readonly string[],
): CsvRow => ({
  line,
  cells: Object.fromEntries(all.map((column) => [column, cells[columns.indexOf(column)] ?? ''])),
});

const lengthProblems = (lines: readonly Line[], width: number, place: string): readonly Problem[] =>
  lines
    .filter(({ cells }) => cells.length !== width)
    .map(({ line, cells }) =>
      problem(
        `${place}, line ${line}`,
        `${cells.length} cells`,
        `${width} cells, as in line 1`,
        'Put a cell that holds the separator into "double quotes".',
      ),
    );

const unreadable = (caught: unknown, place: string): Problem => {
  if (!(caught instanceof CsvError)) throw caught;
  const line = 'lines' in caught ? `, line ${String(caught['lines'])}` : '';
  return problem(
    `${place}${line}`,
    'text that is no CSV',
    'CSV with "double quotes" in pairs',
    caught.message,
  );
};

type Table = { readonly rows: readonly CsvRow[]; readonly problems: readonly Problem[] };

/** The first line names the columns, in any order. Empty lines are passed over. */
export const csvRows = (text: string, columns: Columns, place: string): Table => {
  try {
    const [first, ...lines] = linesOf(text);
    const header = headerOf(first?.cells ?? [], columns, place);
    if (header.problems.length > 0) return { rows: [], problems: header.problems };
    return {
      rows: lines.map((line) => rowOf(line, header.columns, columns.all)),
      problems: lengthProblems(lines, header.columns.length, place),
    };
  } catch (caught) {
    return { rows: [], problems: [unreadable(caught, place)] };
  }
};
