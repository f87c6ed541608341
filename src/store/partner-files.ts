/**
 * The partner's own two files, read from their text: the profile (JSON) and the customer directory (CSV).
 * Either the whole file holds, or every problem in it is named with its place, value, what was expected and how to
 * mend it. Nothing of a file with a problem is used.
 *
 * **partner.json** is one object:
 * `name` · `partnerType` direct-bill, indirect-provider or indirect-reseller · `partnerId`? ·
 * `contact` { `company`, `name`, `email`, `phone`, `country`, `zone`, `nightPhone`?, `copyTo`? [e-mails] } ·
 * `clouds` [global, us-gov, 21vianet, germany] · `language` ·
 * `support` { `languages` [], `hours` { `days` [1 Monday … 7 Sunday], `from` "09:00", `to` "18:00", `zone` },
 * `contactMethod`, `priceText`? } · `contract`? { `name`, `link` https, `accessId`?, `contractId`? }.
 * `contactMethod` and `priceText` are a text, or one for each language: { `en`: "…", `ja`: "…" }.
 * `?` may be left out. Zones are IANA names, languages BCP 47 tags.
 *
 * **customers.csv** is UTF-8 with a first line that names the columns, in any order, separated by comma, semicolon or
 * tab. `name`, `domain` and `cloud` are needed; the others may be empty or absent:
 * - `domain` tells customers apart; a second import of the same domain updates the customer
 * - `tenantId` GUID · `cloud` global, us-gov, 21vianet, germany · `purchasedThrough` us (default), other-partner, direct
 * - `partnerType` our role towards this customer, where it differs from the profile's
 * - `providerName`, `providerEmail` the indirect provider · `providerGrantedAzureAccess` yes, no
 * - `reseller`, `resellerEmail`, `resellerTenant` where we are the provider: who is told in the customer's place
 * - `adminPermission` yes, no · `adminPermissionUntil` 2027-03-31
 * - `language` (default en) · `zone` (default UTC)
 * - `contacts` who may see the customer's cases: `object-id Name <e-mail>; object-id Name`
 * - `azureSubscriptions`: `subscription-id Name; subscription-id Name`
 *
 * An empty cell means "not known": on an update the desk's own answers stay. The two lists and the reseller are the
 * file's alone.
 */
import type { z } from 'zod';
import type { Problem } from '../fault.ts';
import type { Customer, PartnerProfile } from '../triage/desk.ts';
import { csvRows } from './csv-rows.ts';
import type { CsvRow } from './csv-rows.ts';
import { customerShape, partnerShape } from './partner-shapes.ts';
import type { CustomerCells } from './partner-shapes.ts';

export type Read<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value: null; readonly problems: readonly Problem[] };

const noted = <T>(value: T, problems: readonly Problem[]): Read<T> =>
  problems.length === 0 ? { value, problems: [] } : { value: null, problems };

// ── partner.json ─────────────────────────────────────────────────────────────────────────────

const see = 'The README shows the format.';

const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    json,
  );

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 100);

const jsonProblems = (issue: z.core.$ZodIssue, json: unknown, place: string): readonly Problem[] => {
  const path = issue.path.map(String);
  const at = (field: readonly string[]) => [place, field.join('.')].filter((part) => part !== '').join(', ');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      place: at([...path, key]),
      value: 'a field nobody reads',
      expected: 'only the fields of the format',
      remedy: `Correct its name, or take it out. ${see}`,
    }));
  return [{ place: at(path), value: shown(valueAt(json, issue.path)), expected: issue.message, remedy: see }];
};

const parsedJson = (text: string, place: string): Read<unknown> => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return { value, problems: [] };
  } catch (caught) {
    const value = caught instanceof Error ? caught.message : 'something that cannot be read';
    const remedy = 'Mend it where the message points to.';
    return { value: null, problems: [{ place, value, expected: 'JSON', remedy }] };
  }
};

/** `place` is the name the problems are told with: the file's. */
export const readPartnerProfile = (text: string, place: string): Read<PartnerProfile> => {
  const json = parsedJson(text, place);
  if (json.problems.length > 0) return { value: null, problems: json.problems };
  const parsed = partnerShape.safeParse(json.value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  return {
    value: null,
    problems: parsed.error.issues.flatMap((issue) => jsonProblems(issue, json.value, place)),
  };
};

// ── customers.csv ────────────────────────────────────────────────────────────────────────────

const columns: readonly string[] = customerShape.keyof().options;
const required: readonly string[] = ['name', 'domain', 'cloud'];

const listHints: Readonly<Partial<Record<string, string>>> = {
  contacts: 'Write: object-id Name <e-mail>; object-id Name.',
  azureSubscriptions: 'Write: subscription-id Name; subscription-id Name.',
};

type Line = { readonly line: number; readonly cells: CustomerCells };

const cellProblem = (issue: z.core.$ZodIssue, { line, cells }: CsvRow, place: string): Problem => {
  const column = String(issue.path[0]);
  const value = shown(valueAt(cells, issue.path.slice(0, 1)));
  const remedy = listHints[column] ?? 'Correct the cell.';
  return { place: `${place}, line ${line}, column ${column}`, value, expected: issue.message, remedy };
};

/** One problem for each cell, and for each of several things in one. */
const firstOfEach = (issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] =>
  [...Map.groupBy(issues, ({ path }) => path.slice(0, 2).map(String).join()).values()].flatMap(
    ([first]) => first ?? [],
  );

const readLine = (row: CsvRow, place: string): Read<Line> => {
  const parsed = customerShape.safeParse(row.cells);
  if (parsed.success) return { value: { line: row.line, cells: parsed.data }, problems: [] };
  return {
    value: null,
    problems: firstOfEach(parsed.error.issues).map((issue) => cellProblem(issue, row, place)),
  };
};

/** Passed over, they would let the customer be told what is the reseller's to say. */
const namelessResellers = (lines: readonly Line[], place: string): readonly Problem[] =>
  lines
    .filter(({ cells }) => cells.reseller === null && (cells.resellerEmail ?? cells.resellerTenant) !== null)
    .map(({ line, cells }) => ({
      place: `${place}, line ${line}, column reseller`,
      value: `nothing beside ${shown(cells.resellerEmail ?? cells.resellerTenant)}`,
      expected: 'the reseller’s name',
      remedy: 'Name the reseller, or empty their other cells.',
    }));

/** Two lines that claim the same domain or tenant: which one is meant cannot be known. */
const doubles = (
  lines: readonly Line[],
  column: 'domain' | 'tenantId',
  place: string,
): readonly Problem[] => {
  const first = new Map<string, number>();
  return lines.flatMap(({ line, cells }) => {
    const value = cells[column];
    const earlier = value === null ? undefined : first.get(value);
    if (value !== null && earlier === undefined) first.set(value, line);
    if (earlier === undefined) return [];
    const expected = `a ${column} that no other line has; line ${earlier} has it`;
    return [
      {
        place: `${place}, line ${line}, column ${column}`,
        value: shown(value),
        expected,
        remedy: 'Keep one of the two lines.',
      },
    ];
  });
};

/** `id` is the domain, so that the next import finds the same customer. */
const customer = ({ cells }: Line): Customer => {
  const { providerName, providerEmail, reseller: name, resellerEmail, resellerTenant, ...same } = cells;
  const provider = providerName === null ? null : { name: providerName, email: providerEmail };
  const reseller =
    name === null ? {} : { reseller: { name, email: resellerEmail, tenantId: resellerTenant } };
  return { ...same, id: cells.domain, version: 1, provider, ...reseller };
};

/** A spreadsheet that saved in a code page of its own shows as replacement characters. */
const encodingProblems = (text: string, place: string): readonly Problem[] => {
  const line = text.split('\n').findIndex((part) => part.includes('\uFFFD')) + 1;
  if (line === 0) return [];
  const remedy = 'Save the file as "CSV UTF-8".';
  return [
    {
      place: `${place}, line ${line}`,
      value: 'characters that are not UTF-8',
      expected: 'UTF-8 text',
      remedy,
    },
  ];
};

/** `place` is the name the problems are told with: the file's. Customers come with version 1; the store counts on. */
export const readCustomers = (text: string, place: string): Read<readonly Customer[]> => {
  const encoding = encodingProblems(text, place);
  if (encoding.length > 0) return { value: null, problems: encoding };
  const table = csvRows(text, { all: columns, required }, place);
  const read = table.rows.map((row) => readLine(row, place));
  const lines = read.flatMap(({ value }) => value ?? []);
  return noted(lines.map(customer), [
    ...table.problems,
    ...read.flatMap(({ problems }) => problems),
    ...namelessResellers(lines, place),
    ...doubles(lines, 'domain', place),
    ...doubles(lines, 'tenantId', place),
  ]);
};
