import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compile, type JsonObject } from '../../src/cards/expand.ts';
import { templatesFrom, type Templates } from '../../src/cards/templates.ts';
import { drawAll } from '../../src/commands/gallery-samples.ts';
import { house, samples } from './house.ts';

/** Its types lead into TypeScript sources of another package that do not compile under our settings. */
const { Template } = createRequire(import.meta.url)('adaptivecards-templating') as {
  readonly Template: new (layout: unknown) => { expand(context: { readonly $root: unknown }): unknown };
};

const folder = new URL('../../cards/', import.meta.url);

const isLayout = (json: unknown): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const layouts: Readonly<Record<string, JsonObject>> = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const json: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
      assert.ok(isLayout(json), name);
      return [name.replace('.json', ''), json];
    }),
);

/** Fills each layout twice, by our own expander and by the official engine, and compares. */
const comparing = (differences: string[]): Templates => {
  const { templates } = templatesFrom(layouts);
  const official = new Map(Object.entries(layouts).map(([name, layout]) => [name, new Template(layout)]));
  return {
    card: (name, view) => {
      const ours = templates.card(name, view);
      const theirs: unknown = official.get(name)?.expand({ $root: view });
      try {
        assert.deepEqual(JSON.parse(ours), JSON.parse(JSON.stringify(theirs)));
      } catch (cause) {
        differences.push(`${name}: ${cause instanceof Error ? cause.message.slice(0, 300) : ''}`);
      }
      return ours;
    },
  };
};

describe('our template expander beside the official engine', () => {
  it('makes the same card of every layout in every situation and language', () => {
    const differences: string[] = [];
    drawAll(samples, { ...house(), templates: comparing(differences) });
    assert.deepEqual(differences, []);
  });

  it('uses every layout in some situation', () => {
    const used = new Set<string>();
    const { templates } = house();
    const counting: Templates = { card: (name, view) => (used.add(name), templates.card(name, view)) };
    drawAll(samples, { ...house(), templates: counting });
    assert.deepEqual([...used].sort(), Object.keys(layouts).sort());
  });
});

const filled = (layout: JsonObject, view: JsonObject): unknown => JSON.parse(compile(layout, 't')(view));

describe('a layout', () => {
  const view = {
    name: 'Ada',
    count: 3,
    open: true,
    shut: false,
    rows: [{ id: 'a' }, { id: 'b' }],
    deep: { er: '${name}' },
  };

  it('keeps the type of a value that stands alone', () => {
    assert.deepEqual(filled({ a: '${count}', b: 'n: ${count}', c: '${rows}' }, view), {
      a: 3,
      b: 'n: 3',
      c: view.rows,
    });
  });

  it('repeats over lists, leaves out what does not hold, and reaches the whole view from inside', () => {
    const layout = {
      body: [
        { $data: '${rows}', $when: '${$root.open}', t: '${id}${$index}', n: '${$root.name}' },
        { $when: '${shut}', t: 'never' },
      ],
    };
    assert.deepEqual(filled(layout, view), {
      body: [
        { t: 'a0', n: 'Ada' },
        { t: 'b1', n: 'Ada' },
      ],
    });
  });

  it('is filled anew with whatever has changed since the last time, at whatever depth it is named', () => {
    const fill = compile(
      {
        a: [
          {
            $data: '${rows}',
            t: '${id}',
            n: '${$root.name}',
            deep: [{ $when: '${$root.open}', c: '${$root.deep.er}' }],
          },
        ],
        b: [{ $when: '${open}', c: '${count}' }, { all: '${$root}' }],
      },
      't',
    );
    const turns: readonly JsonObject[] = [
      view,
      { ...view, name: 'Bob' },
      { ...view, deep: { er: 'deeper' } },
      { ...view, rows: [] },
      { ...view, open: false },
      { ...view, count: 4 },
      { ...view, unnamed: true },
      view,
    ];
    for (const turn of turns) {
      const open = turn['open'] === true;
      const { er } = turn['deep'] as { readonly er: string };
      const rows = turn['rows'] as readonly { readonly id: string }[];
      assert.deepEqual(JSON.parse(fill(turn)), {
        a: rows.map(({ id }) => ({ t: id, n: turn['name'], deep: open ? [{ c: er }] : [] })),
        b: [...(open ? [{ c: turn['count'] }] : []), { all: turn }],
      });
    }
  });

  it('writes out whatever a text may hold, so that the card stays JSON', () => {
    const name = 'a "quote", a \\ and a\nline \u2028 \ud800';
    assert.deepEqual(filled({ 'k"': '${name}', b: 'so: ${name}', c: [] }, { name }), {
      'k"': name,
      b: `so: ${name}`,
      c: [],
    });
  });

  it('leaves no comma where elements are left out', () => {
    const layout = {
      body: [
        { $when: '${shut}', t: '' },
        { $data: '${rows}', $when: '${$root.open}', t: '${id}' },
        'end',
        [],
      ],
    };
    assert.deepEqual(filled(layout, view), { body: [{ t: 'a' }, { t: 'b' }, 'end', []] });
    assert.deepEqual(filled({ body: [{ $when: '${shut}', t: '' }] }, view), { body: [] });
  });

  it('never reads a value again, even if it looks like a placeholder', () => {
    assert.deepEqual(filled({ a: '${deep.er}' }, view), { a: '${name}' });
  });

  it('names place and key when the view lacks something', () => {
    assert.throws(
      () => compile({ body: [{ t: '${nobody}' }] }, 'x.json')(view),
      /x\.json\.body\[0\]\.t: the view has no nobody/,
    );
    assert.throws(
      () => compile({ body: [{ $when: '${name}', t: '' }] }, 'x.json')(view),
      /not true or false/,
    );
  });

  it('refuses what is outside the small language', () => {
    assert.throws(() => compile({ a: '${if(x, 1, 2)}' }, 'x.json'), /is not a path/);
    assert.throws(() => compile({ a: { $data: '${rows}' } }, 'x.json'), /belong into a list/);
    assert.throws(() => compile({ a: [{ $data: ['${rows}'] }] }, 'x.json'), /more than one path/);
  });

  it('does not reach inherited members', () => {
    assert.throws(() => compile({ a: '${constructor}' }, 't')(view), /no constructor/);
  });
});
