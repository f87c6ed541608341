import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadedForOnce, loadedWith } from '../src/load-lean.ts';

const require = createRequire(import.meta.url);

describe('A package without what is never used of another', () => {
  let folder = '';
  const at = (name: string): string => join(folder, `${name}.cjs`);
  const given = (name: string): unknown => require(at(name));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-lean-'));
    writeFileSync(at('large'), `exports.name = 'large'; exports.rest = 'the rest';`);
    writeFileSync(
      at('asker'),
      `const of = require('./large.cjs'); exports.name = of.name; exports.rest = () => of.rest;`,
    );
    writeFileSync(at('eager'), `exports.rest = require('./large.cjs').rest;`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const standIns = () => [{ path: at('large'), members: { name: 'small' } }];

  it('finds the stand-in while it loads; the other is not loaded', () => {
    assert.equal(
      Reflect.get(
        loadedWith(standIns(), () => given('asker') as object),
        'name',
      ),
      'small',
    );
    assert.equal(require.cache[at('large')], undefined);
  });

  it('takes from the whole package what the stand-in lacks, whenever it asks', () => {
    const asker = loadedWith(standIns(), () => given('asker') as { rest: () => string });
    assert.equal(asker.rest(), 'the rest');
    assert.deepEqual(
      loadedWith(standIns(), () => given('eager')),
      { rest: 'the rest' },
    );
  });

  it('leaves the whole package to whoever asks later, and to all where it was there before', () => {
    loadedWith(standIns(), () => given('asker'));
    const whole = given('large');
    assert.equal(Reflect.get(whole as object, 'name'), 'large');
    Reflect.deleteProperty(require.cache, at('asker'));
    assert.equal(Reflect.get(loadedWith(standIns(), () => given('asker')) as object, 'name'), 'large');
    assert.equal(given('large'), whole);
  });

  it('leaves nothing behind where loading fails', () => {
    assert.throws(() => loadedWith(standIns(), () => given('missing')), { code: 'MODULE_NOT_FOUND' });
    assert.equal(Reflect.get(given('large') as object, 'name'), 'large');
  });

  it('is forgotten where it was loaded for once, and is the known one where it is known', () => {
    assert.equal(Reflect.get(loadedForOnce(at('asker'), standIns()), 'name'), 'small');
    const whole = given('asker');
    assert.equal(Reflect.get(whole as object, 'name'), 'large');
    assert.equal(loadedForOnce(at('asker'), standIns()), whole);
  });
});
