import type { AttachRow, GateRow, GateTable, Given } from './gate.ts';
import type { Cloud } from './facts.ts';
import type { DoorRow, PolicyFiles, StepRow } from './policy.ts';
import type { Row } from './row.ts';
import { isObject } from './shape.ts';
import type { Problem } from './shape.ts';

/* Rows name each other by id. Here every name is followed: to a row that exists, to words, to an address. */

/** Ids that point nowhere, ids given twice, words that are missing, doors nobody can open. */
export const referenceProblems = (
  files: PolicyFiles,
  textKeys: ReadonlySet<string> | undefined,
): readonly Problem[] => [
  ...unknownIds(files),
  ...duplicates(files),
  ...shutDoors(files),
  ...(textKeys === undefined ? [] : missingWords(files, textKeys)),
];

type Target =
  'page' | 'rule' | 'link' | 'door' | 'blocker' | 'warning' | 'update' | 'form' | 'kind' | 'table' | 'gate';
type Reference = { readonly place: string; readonly to: Target; readonly id: string };

const unknownIds = (files: PolicyFiles): readonly Problem[] => {
  const known = targets(files);
  return references(files)
    .filter(({ to, id }) => !known[to].has(id))
    .map(({ place, to, id }) => ({
      place,
      value: id,
      expected: `the id of a ${to}`,
      remedy: `Correct it, or add the ${to}.`,
    }));
};

const ids = (rows: readonly { readonly id: string }[]): ReadonlySet<string> =>
  new Set(rows.map(({ id }) => id));

const targets = (files: PolicyFiles): Readonly<Record<Target, ReadonlySet<string>>> => ({
  page: ids(files.pages),
  rule: ids(files.rules),
  link: ids(files.links),
  door: ids(files.doors),
  blocker: ids(files.blockers),
  warning: ids(files.warnings),
  update: ids(files.updates),
  form: ids(files.forms),
  kind: ids(files.kinds),
  table: ids(files.gates),
  gate: ids(files.gates.flatMap(gatesOf)),
});

const linksOfStep = ({ link, today }: StepRow): readonly (string | null)[] => [
  link,
  ...(today?.links ?? []).map((row) => row.link),
];

const gatesOf = ({ gates, otherwise }: GateTable): readonly GateRow[] => [...gates, otherwise];

const to = (place: string, target: Target, found: readonly (string | null)[]): readonly Reference[] =>
  found.flatMap((id) => (id === null ? [] : [{ place, to: target, id }]));

const references = (files: PolicyFiles): readonly Reference[] => [
  ...sourcesOf(files),
  ...lookedUp(files),
  ...files.gates.flatMap(gatesOf).flatMap(fromGate),
  ...fromTables(files),
];

const fromGate = ({ id, then, warnings, rules, decides }: GateRow): readonly Reference[] => {
  const place = `gates.json, ${id}`;
  return [
    ...to(place, 'warning', warnings),
    ...to(place, 'rule', [...rules, ...decides.map(({ rule }) => rule)]),
    ...('go' in then ? to(place, 'table', [then.go]) : []),
    ...('outcome' in then
      ? [...to(place, 'door', [then.door]), ...to(place, 'blocker', [then.blocker])]
      : []),
  ];
};

const fromTables = ({ tables }: PolicyFiles): readonly Reference[] => [
  ...fromAttach(tables.warnings, 'warning'),
  ...fromAttach(tables.updates, 'update'),
  ...fromAttach(tables.says, 'rule'),
  ...tables.sla.flatMap(({ id, rules, given }) => [
    ...to(`tables.json, ${id}`, 'rule', rules),
    ...fromGiven(`tables.json, ${id}`, given),
  ]),
  ...tables.wayOut.flatMap(({ id, given }) => fromGiven(`tables.json, ${id}`, given)),
  ...tables.today.flatMap(({ id, update, then, given }) => {
    const place = `tables.json, ${id}`;
    const verdict = then === null || then === 'as-the-verdict' ? null : then;
    return [
      ...to(place, 'update', [update]),
      ...to(place, 'door', [verdict?.door ?? null]),
      ...to(place, 'blocker', [verdict?.blocker ?? null]),
      ...fromGiven(place, given),
    ];
  }),
];

const fromAttach = (rows: readonly AttachRow[], target: Target): readonly Reference[] =>
  rows.flatMap(({ id, attach, given }) => [
    ...to(`tables.json, ${id}`, target, attach),
    ...fromGiven(`tables.json, ${id}`, given),
  ]);

const fromGiven = (place: string, given: Given): readonly Reference[] => [
  ...to(place, 'door', given.door ?? []),
  ...to(place, 'blocker', given.blocker ?? []),
  ...to(place, 'warning', given.warning ?? []),
  ...to(place, 'table', given.table ?? []),
  ...to(place, 'gate', given.gate ?? []),
];

const lookedUp = ({ doors, blockers, warnings, vocabulary, routing }: PolicyFiles): readonly Reference[] => [
  ...routing.flatMap((row) => to(`routing.json, ${row.id}`, 'door', row.doors ?? [])),
  ...doors.flatMap(({ id, open, follow, form, steps }) => [
    ...to(`doors.json, ${id}`, 'link', [...open, ...follow, ...steps.flatMap(linksOfStep)]),
    ...to(`doors.json, ${id}`, 'form', [form]),
  ]),
  ...blockers.flatMap(({ id, open }) => to(`blockers.json, ${id}`, 'link', open)),
  ...warnings.flatMap(({ id, rules }) => to(`warnings.json, ${id}`, 'rule', rules)),
  ...vocabulary.flatMap(({ hints, words }) =>
    to(`vocabulary.json, ${words.join(' ')}`, 'kind', [hints?.kind ?? null]),
  ),
];

const rowsOf = (files: PolicyFiles): Readonly<Record<string, readonly Row[]>> => ({
  rules: files.rules,
  links: files.links,
  doors: files.doors,
  blockers: files.blockers,
  warnings: files.warnings,
  updates: files.updates,
  cautions: files.cautions,
  clocks: files.clocks,
  escalation: files.escalation,
  routing: files.routing,
  numbers: files.numbers.supportHours,
  gates: files.gates.flatMap(gatesOf),
  tables: Object.values(files.tables).flat(),
});

const sourcesOf = (files: PolicyFiles): readonly Reference[] =>
  Object.entries(rowsOf(files)).flatMap(([file, rows]) =>
    rows.flatMap(({ id, source }) => to(`${file}.json, ${id}`, 'page', [source.page])),
  );

const duplicates = (files: PolicyFiles): readonly Problem[] => {
  const { pages, products, clouds, kinds, forms, questions, gates } = files;
  const lists: Readonly<Record<string, readonly { readonly id: string }[]>> = {
    ...rowsOf(files),
    'gates (tables)': gates,
    pages,
    products,
    clouds,
    kinds,
    forms,
    questions: questions.map(({ field }) => ({ id: field })),
  };
  return Object.entries(lists).flatMap(([file, rows]) =>
    rows
      .filter(({ id }, index) => rows.findIndex((row) => row.id === id) < index)
      .map(({ id }) => ({
        place: `${file}.json`,
        value: id,
        expected: 'every id once',
        remedy: 'Give one of the rows another id.',
      })),
  );
};

/** A door without steps, or without an address in a cloud it serves, sends people nowhere. */
const shutDoors = ({ doors, links }: PolicyFiles): readonly Problem[] => {
  const lit = new Map(links.filter(({ on }) => on).map((link) => [link.id, link.addresses]));
  const opensIn = (door: DoorRow, cloud: Cloud): boolean =>
    door.open.some((id) => (lit.get(id)?.[cloud] ?? lit.get(id)?.any) !== undefined);
  const shut = (door: DoorRow, value: string, expected: string): Problem => ({
    place: `doors.json, ${door.id}`,
    value,
    expected,
    remedy: 'Add it, or take the cloud from the door.',
  });
  return doors.flatMap((door) => [
    ...(door.steps.length === 0 ? [shut(door, 'no steps', 'at least one step')] : []),
    ...door.clouds
      .filter((cloud) => !opensIn(door, cloud))
      .map((cloud) => shut(door, `no link in ${cloud}`, 'a link that is on and has an address there')),
  ]);
};

/** Members of rows that hold text keys, wherever they stand. */
const wordMembers: ReadonlySet<string> = new Set([
  'because',
  'says',
  'label',
  'hint',
  'opens',
  'who',
  'obtain',
  'note',
]);

const missingWords = (files: PolicyFiles, textKeys: ReadonlySet<string>): readonly Problem[] =>
  Object.entries(files).flatMap(([file, rows]) =>
    keysIn(rows, `${file}.json`)
      .filter(({ key }) => !textKeys.has(key))
      .map(({ key, place }) => ({
        place,
        value: key,
        expected: 'a text in every language',
        remedy: 'Add the text to each catalogue under src/texts.',
      })),
  );

type Key = { readonly key: string; readonly place: string };

const keysIn = (raw: unknown, place: string): readonly Key[] => {
  if (Array.isArray(raw)) {
    const items: readonly unknown[] = raw;
    return items.flatMap((item, index) => keysIn(item, placeOf(item, `${place}[${index}]`, place)));
  }
  if (!isObject(raw)) return [];
  return Object.entries(raw).flatMap(([name, value]) =>
    wordMembers.has(name) && typeof value === 'string'
      ? [{ key: value, place: `${place}.${name}` }]
      : keysIn(value, `${place}.${name}`),
  );
};

/** Rows are found faster by their id than by counting. */
const placeOf = (item: unknown, counted: string, place: string): string =>
  isObject(item) && typeof item['id'] === 'string' ? `${place}, ${item['id']}` : counted;
