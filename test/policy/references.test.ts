import assert from 'node:assert/strict';
import { loadPolicy } from '../../src/policy/check.ts';
import { files, isMembers, misled, problemsOf, text, type Json } from './spoilt.ts';

const inTables = ['warnings', 'updates', 'says', 'sla', 'today', 'wayOut'];
const rowFiles = ['rules', 'links', 'doors', 'blockers', 'warnings', 'updates', 'cautions'];
const deskFiles = ['clocks', 'escalation', 'routing'];

const ways: readonly (readonly [what: string, way: string])[] = [
  ...['gates.*.gates.*', 'gates.*.otherwise'].flatMap((gate) => [
    ['rule', `${gate}.rules.*`] as const,
    ['page', `${gate}.source.page`] as const,
  ]),
  ['warning', 'gates.*.gates.*.warnings.*'],
  ['rule', 'gates.*.gates.*.decides.*.rule'],
  ['table', 'gates.*.gates.*.then.go'],
  ['page', 'numbers.supportHours.*.source.page'],
  ['door', 'gates.*.gates.*.then.door'],
  ['blocker', 'gates.*.gates.*.then.blocker'],
  ['warning', 'tables.warnings.*.attach.*'],
  ['update', 'tables.updates.*.attach.*'],
  ['rule', 'tables.says.*.attach.*'],
  ['rule', 'tables.sla.*.rules.*'],
  ['update', 'tables.today.*.update'],
  ['door', 'tables.today.*.then.door'],
  ['blocker', 'tables.today.*.then.blocker'],
  ...['door', 'blocker', 'warning', 'table', 'gate'].flatMap((what) =>
    inTables.map((list) => [what, `tables.${list}.*.given.${what}.*`] as const),
  ),
  ...[...inTables, 'defaults'].map((list) => ['page', `tables.${list}.*.source.page`] as const),
  ...[...rowFiles, ...deskFiles].map((file) => ['page', `${file}.*.source.page`] as const),
  ['link', 'doors.*.open.*'],
  ['link', 'doors.*.follow.*'],
  ['form', 'doors.*.form'],
  ['link', 'doors.*.steps.*.link'],
  ['link', 'doors.*.steps.*.today.links.*.link'],
  ['link', 'blockers.*.open.*'],
  ['rule', 'warnings.*.rules.*'],
  ['kind', 'vocabulary.*.hints.kind'],
];

/** Nothing in the shipped rows asks for these. */
const notThere = ways.filter(([, way]) => misled(files(), way.split('.')) === null).map(([, way]) => way);

describe('an id that leads nowhere is missed, with its row,', () => {
  for (const [what, way] of ways.filter(([, one]) => !notThere.includes(one)))
    it(`where ${way} is to name a ${what}`, () => {
      const raw = files();
      const row = misled(raw, way.split('.'));
      const [file] = way.split('.');
      const problem = loadPolicy(raw).problems.find(({ value }) => value === 'nowhere');
      assert.deepEqual(problem, {
        place: `${String(file)}.json, ${String(row)}`,
        value: 'nowhere',
        expected: `the id of a ${what}`,
        remedy: `Correct it, or add the ${what}.`,
      });
    });

  it('where a row of the routing is to name a door', () => {
    const raw = files();
    const rows = raw['routing'];
    assert.ok(Array.isArray(rows) && isMembers(rows[0]));
    rows[0]['doors'] = ['nowhere'];
    assert.deepEqual(problemsOf(raw), [`routing.json, ${text(rows[0]['id'])} | nowhere | the id of a door`]);
  });

  it('in every one of these ways, but for what no shipped row is given', () => {
    assert.deepEqual(
      notThere.filter((way) => !way.includes('.given.')),
      [],
    );
  });
});

describe('an id given twice is missed', () => {
  const listIn = (raw: Record<string, Json>, file: string): Json | undefined => {
    const whole = raw[file];
    if (file === 'tables') return isMembers(whole) ? whole['wayOut'] : undefined;
    return whole;
  };

  for (const file of [...rowFiles, ...deskFiles, 'tables', 'pages', 'products', 'clouds', 'kinds', 'forms'])
    it(`in ${file}`, () => {
      const raw = files();
      const rows = listIn(raw, file);
      assert.ok(Array.isArray(rows) && isMembers(rows[0]));
      rows.push(rows[0]);
      const place = `${file}.json | ${text(rows[0]['id'])} | every id once`;
      assert.deepEqual(problemsOf(raw), [place]);
    });

  it('among the vendors’ hours', () => {
    const raw = files();
    const { numbers } = raw;
    const rows = isMembers(numbers) ? numbers['supportHours'] : undefined;
    assert.ok(Array.isArray(rows) && isMembers(rows[0]));
    rows.push(rows[0]);
    assert.deepEqual(problemsOf(raw), ['numbers.json | japanese | every id once']);
  });

  it('among questions, where the field is the id', () => {
    const raw = files();
    const rows = raw['questions'];
    assert.ok(Array.isArray(rows) && isMembers(rows[0]));
    rows.push(rows[0]);
    assert.deepEqual(problemsOf(raw), [`questions.json | ${text(rows[0]['field'])} | every id once`]);
  });

  it('among the tables of gates, and among all their gates', () => {
    const raw = files();
    const tables = raw['gates'];
    assert.ok(Array.isArray(tables));
    const last = tables.at(-1);
    assert.ok(isMembers(last) && isMembers(last['otherwise']));
    tables.push(last);
    const problems = problemsOf(raw);
    assert.ok(problems.includes(`gates (tables).json | ${text(last['id'])} | every id once`));
    assert.ok(problems.includes(`gates.json | ${text(last['otherwise']['id'])} | every id once`));
  });
});
