import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sinon from 'sinon';
import type { Commit, Committed } from '../../src/flow/ports.ts';
import { commitTurn } from '../../src/store/sqlite-commit.ts';
import { openFile } from '../../src/store/sqlite-file.ts';
import type { OpenFile } from '../../src/store/sqlite-file.ts';
import { GroupWriter } from '../../src/store/sqlite-writer.ts';
import { aCase, keeping } from './samples.ts';

describe('Writing in groups', () => {
  let folder = '';
  let file: OpenFile;
  let writer: GroupWriter;
  let commit: (value: Commit) => Promise<Committed>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-writer-'));
    const path = join(folder, 'handoff.db');
    file = openFile(path, 'server');
    writer = new GroupWriter(file.db, path, file.stillThere);
    const turn = commitTurn(file.db);
    commit = (value) => writer.write(() => turn(value));
  });
  afterEach(() => {
    sinon.restore();
    writer.close();
    file.close();
    rmSync(folder, { recursive: true });
  });

  const stored = (): number => Number(file.db.prepare('select count(*) as n from cases').get()?.['n']);
  const many = (count: number, from = 1, search = 'x') =>
    Array.from({ length: count }, (_, n) => commit(keeping(aCase({ number: from + n }), search)));

  it('keeps the turns of one tick with one commit', async () => {
    const exec = sinon.spy(file.db, 'exec');
    await Promise.all(many(100));
    assert.equal(exec.withArgs('commit').callCount, 1);
    assert.equal(stored(), 100);
  });

  it('answers nobody before the commit', async () => {
    let answered = 0;
    sinon.replace(file.db, 'exec', (sql: string) => {
      if (sql === 'commit') assert.equal(answered, 0);
      DatabaseSync.prototype.exec.call(file.db, sql);
    });
    await Promise.all(many(10).map((turn) => turn.then(() => (answered += 1))));
    assert.equal(answered, 10);
  });

  it('refuses a turn the disk has no room for, whole, and goes on when there is room again', async () => {
    await Promise.all(many(5));
    const pages = Number(file.db.prepare('pragma page_count').get()?.['page_count']);
    file.db.exec(`pragma max_page_count = ${pages + 2}`);
    const big = commit(keeping(aCase({ number: 100, extras: { text: 'x'.repeat(1_000_000) } }), 'big'));
    await assert.rejects(big, { code: 'store-full' });
    assert.equal(stored(), 5);
    file.db.exec('pragma max_page_count = 1000000');
    assert.deepEqual({ ...file.db.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' });
    assert.deepEqual(await commit(keeping(aCase({ number: 100 }), 'big')), { kind: 'committed' });
  });

  it('keeps the turns that fit, though one of their group does not', async () => {
    await Promise.all(many(5));
    const pages = Number(file.db.prepare('pragma page_count').get()?.['page_count']);
    file.db.exec(`pragma max_page_count = ${pages + 40}`);
    const big = commit(keeping(aCase({ number: 100, extras: { text: 'x'.repeat(1_000_000) } }), 'big'));
    const outcomes = await Promise.allSettled([...many(3, 10), big, ...many(3, 20)]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
    );
    assert.equal(stored(), 11);
  });

  it('keeps nothing of a turn that fails half way, and all of the others of its group', async () => {
    const insert = file.db.prepare('insert into shown_cards values (?, ?, ?)');
    const half = writer.write(() => {
      insert.run('half', 'a', 'b');
      throw new Error('half way');
    });
    const outcomes = await Promise.allSettled([...many(3), half, ...many(3, 10)]);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 6);
    assert.equal(stored(), 6);
    assert.equal(file.db.prepare('select count(*) as n from shown_cards').get()?.['n'], 0);
  });

  it('waits for another program’s lock without holding up anything else', async () => {
    const other = new DatabaseSync(join(folder, 'handoff.db'));
    other.exec('begin immediate');
    let isKept = false;
    const turn = commit(keeping(aCase())).then(() => (isKept = true));
    for (let tick = 0; tick < 50; tick += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isKept, false);
    other.exec('rollback');
    other.close();
    await turn;
    assert.equal(stored(), 1);
  });

  it('gives up on a lock that is held for five seconds, and takes the next turn after it', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'setImmediate'] });
    const other = new DatabaseSync(join(folder, 'handoff.db'));
    other.exec('begin immediate');
    const refused = assert.rejects(commit(keeping(aCase())), { code: 'store-busy' });
    await clock.tickAsync(6_000);
    await refused;
    other.close();
    const next = commit(keeping(aCase()));
    await clock.tickAsync(200);
    assert.deepEqual(await next, { kind: 'committed' });
  });

  it('keeps what was asked for before it is closed', async () => {
    const turns = many(3);
    writer.close();
    assert.deepEqual(
      (await Promise.all(turns)).map(({ kind }) => kind),
      ['committed', 'committed', 'committed'],
    );
    await assert.rejects(commit(keeping(aCase())), { code: 'store-closed' });
  });
});
