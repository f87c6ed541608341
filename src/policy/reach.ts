import { factValues } from './facts.ts';
import type { Field, FactValue } from './facts.ts';
import type { GateRow, GateTable, TableId } from './gate.ts';
import { conditions, fieldsOf } from './matches.ts';
import type { Problem } from './shape.ts';

/*
 * Which gates can fire at all? Facts are followed through the tables as boxes: for each field the values it may still
 * have (`unknown` among them). A gate takes from every box the part that satisfies it and leaves the rest to the next
 * gate. Exact for single values; Limit: a list (reason21v) is followed as one of its values, defaults are left out,
 * and free text counts as one value, so a gate that only they keep shut is not found here (the interviews in the
 * tests find it).
 */

const unknown = Symbol('unknown');
type Value = FactValue | typeof unknown;
type Box = ReadonlyMap<Field, readonly Value[]>;

/** Gates no facts can reach, tables that lead backwards, and tables without gates that could fire. */
export const gateProblems = (tables: readonly GateTable[]): readonly Problem[] => {
  const backwards = tables.flatMap((table, index) => leadsBackwards(table, tables.slice(0, index + 1)));
  if (backwards.length > 0) return backwards;
  const reached = new Set<string>();
  const waiting = new Map<TableId, readonly Box[]>(tables.slice(0, 1).map(({ id }) => [id, [new Map()]]));
  tables.forEach((table, index) => {
    const boxes = narrowedTo(fieldsIn(tables.slice(index)), waiting.get(table.id) ?? []);
    followTable(table, boxes, { waiting, reached });
  });
  return [...tables.flatMap((table) => deadGates(table, reached)), ...tables.flatMap(conditionalOtherwise)];
};

const rowsOf = ({ gates, otherwise }: GateTable): readonly GateRow[] => [...gates, otherwise];

const leadsBackwards = (table: GateTable, earlier: readonly GateTable[]): readonly Problem[] =>
  rowsOf(table)
    .filter(({ then }) => 'go' in then && earlier.some(({ id }) => id === then.go))
    .map(({ id }) => ({
      place: `gates.json, ${id}`,
      value: 'a way back',
      expected: 'a table further down',
      remedy: 'Move the table below this one; a walk must never turn in a circle.',
    }));

const deadGates = (table: GateTable, reached: ReadonlySet<string>): readonly Problem[] =>
  rowsOf(table)
    .filter(({ id }) => !reached.has(id))
    .map(({ id }) => ({
      place: `gates.json, ${table.id}, ${id}`,
      value: 'a gate that can never fire',
      expected: 'facts that reach it',
      remedy: 'Remove it, or move it above the gate that takes its cases.',
    }));

const conditionalOtherwise = ({ id, otherwise }: GateTable): readonly Problem[] =>
  conditions(otherwise.when).length === 0 && !('ask' in otherwise.then)
    ? []
    : [
        {
          place: `gates.json, ${id}, ${otherwise.id}`,
          value: 'conditions on the last gate',
          expected: 'an otherwise that always fires',
          remedy: 'Make it a gate of its own and add an otherwise without conditions.',
        },
      ];

type Found = { readonly waiting: Map<TableId, readonly Box[]>; readonly reached: Set<string> };

const followTable = (table: GateTable, boxes: readonly Box[], { waiting, reached }: Found): void => {
  let left = boxes;
  for (const gate of rowsOf(table)) {
    const taken = left.flatMap((box) => fires(gate, box));
    if (taken.length > 0) reached.add(gate.id);
    if ('go' in gate.then) waiting.set(gate.then.go, [...(waiting.get(gate.then.go) ?? []), ...taken]);
    left = left.flatMap((box) => passes(gate, box));
  }
};

const fieldsIn = (tables: readonly GateTable[]): ReadonlySet<Field> =>
  new Set(
    tables
      .flatMap(rowsOf)
      .flatMap(({ when, then }) => [...fieldsOf(when), ...('ask' in then ? then.ask : [])]),
  );

/** Boxes that differ only in fields nobody looks at any more are one; without this they multiply. */
const narrowedTo = (wanted: ReadonlySet<Field>, boxes: readonly Box[]): readonly Box[] => {
  const distinct = new Map<string, Box>();
  for (const box of boxes) {
    const kept = [...box].filter(([field]) => wanted.has(field)).sort(([a], [b]) => (a < b ? -1 : 1));
    distinct.set(
      kept.map(([field, values]) => `${field}=${values.map(String).join('|')}`).join(' '),
      new Map(kept),
    );
  }
  return [...distinct.values()];
};

/** The parts of a box in which the gate fires. */
const fires = (gate: GateRow, box: Box): readonly Box[] => {
  const held = hold(gate, box);
  if (held === null) return [];
  if (!('ask' in gate.then)) return [held];
  return gate.then.ask.flatMap((field) => only(held, field, [unknown]));
};

/** The parts of a box that the gate leaves to the next one: each breaks one condition and holds those before it. */
const passes = (gate: GateRow, box: Box): readonly Box[] => {
  const broken: Box[] = [];
  let rest: Box = box;
  for (const { field, values } of conditions(gate.when)) {
    const wanted: readonly Value[] = values;
    broken.push(
      ...only(
        rest,
        field,
        valuesIn(rest, field).filter((value) => !wanted.includes(value)),
      ),
    );
    const [kept] = only(rest, field, wanted);
    if (kept === undefined) return broken;
    rest = kept;
  }
  return 'ask' in gate.then ? [...broken, ...answered(rest, gate.then.ask)] : broken;
};

const hold = (gate: GateRow, box: Box): Box | null => {
  let held: Box | undefined = box;
  for (const { field, values } of conditions(gate.when)) {
    if (held === undefined) return null;
    held = only(held, field, values)[0];
  }
  return held ?? null;
};

const answered = (box: Box, asked: readonly Field[]): readonly Box[] => {
  let known: readonly Box[] = [box];
  for (const field of asked) {
    known = known.flatMap((one) =>
      only(
        one,
        field,
        valuesIn(one, field).filter((value) => value !== unknown),
      ),
    );
  }
  return known;
};

/** The box with a field narrowed to these values, or nothing if none of them is left. */
const only = (box: Box, field: Field, values: readonly Value[]): readonly Box[] => {
  const left = valuesIn(box, field).filter((value) => values.includes(value));
  return left.length === 0 ? [] : [new Map([...box, [field, left]])];
};

const valuesIn = (box: Box, field: Field): readonly Value[] => box.get(field) ?? everyValue(field);

const everyValue = (field: Field): readonly Value[] => {
  const legal = factValues[field];
  if (legal === 'flag') return [unknown, true, false];
  return typeof legal === 'object' ? [unknown, ...legal] : [unknown, 'text'];
};
