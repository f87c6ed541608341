import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../src/fault.ts';
import type { Store } from '../../src/flow/ports.ts';
import { openFile } from '../../src/store/sqlite-file.ts';
import { open } from '../../src/store/sqlite.ts';
import { aCase, aCustomer, aRow, keeping, leaseMs, now } from './samples.ts';

/** The Fault a promise is rejected with. */
const faultOf = async (promise: Promise<unknown>): Promise<Fault> => {
  const caught: unknown = await promise.then(
    () => assert.fail('it went through'),
    (error: unknown) => error,
  );
  assert.ok(caught instanceof Fault, String(caught));
  return caught;
};

describe('The file of the SQLite store', () => {
  let folder = '';
  let path = '';
  let opened: Store[] = [];
  const opening = async (as: 'server' | 'command' = 'server'): Promise<Store> => {
    const store = await open({ path, as });
    opened.push(store);
    return store;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-file-'));
    path = join(folder, 'handoff.db');
    opened = [];
  });
  afterEach(async () => {
    for (const store of opened) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Refused with this code, a place and a remedy; and every byte is where it was. */
  const refuses = async (code: string, found: RegExp): Promise<void> => {
    const before = existsSync(path) && !readdirSync(folder).includes('a-folder') ? readFileSync(path) : null;
    const fault = await faultOf(opening());
    assert.equal(fault.code, code);
    assert.match(String(fault.detail['found']), found);
    assert.equal(typeof fault.detail['place'], 'string');
    assert.equal(typeof fault.detail['remedy'], 'string');
    if (before !== null) assert.deepEqual(readFileSync(path), before);
  };

  const filled = async (cases = 1): Promise<void> => {
    const store = await open({ path });
    for (let number = 1; number <= cases; number += 1) await store.commit(keeping(aCase({ number })));
    await store.close();
  };

  it('is made with its folder, and holds everything at the next start', async () => {
    path = join(folder, 'deep', 'er', 'handoff.db');
    const first = await opening();
    await first.commit(keeping(aCase({ number: (await first.nextCaseNumber()) + 5 })));
    await first.close();
    const second = await opening();
    assert.notEqual(await second.case('case-1006'), null);
    assert.equal(await second.nextCaseNumber(), 1007);
  });

  it('is written through to the disk at every commit', () => {
    const file = openFile(path, 'server');
    const setting = (name: string) => Object.values(file.db.prepare(`pragma ${name}`).get() ?? {})[0];
    assert.deepEqual([setting('journal_mode'), setting('synchronous')], ['wal', 2]);
    file.close();
  });

  it('has one server: a second is refused and told who the first is', async () => {
    const first = await opening();
    await refuses('store-owned', new RegExp(`process ${process.pid} on `));
    await first.close();
    await opening();
  });

  it('is refused in words where its lock cannot be had at all', async () => {
    mkdirSync(`${path}.owner`);
    await refuses('store-cannot-open', /cannot be opened/);
  });

  it('can be opened again at once after its server was killed', async () => {
    const child = childAt(path);
    await child.acknowledged(1);
    assert.equal((await faultOf(opening())).code, 'store-owned');
    await child.kill();
    await opening();
  });

  it('may be written by a command beside the server, which sees it at once', async () => {
    const server = await opening();
    await server.putCustomers([aCustomer({ name: 'Contoso', domain: 'a.example' })]);
    assert.equal((await server.findCustomers('contoso', 1)).length, 1);
    const command = await opening('command');
    const before = await server.findCustomers('', 20);
    await command.putCustomers([aCustomer({ name: 'Fabrikam', domain: 'b.example' })]);
    assert.deepEqual([before.length, (await server.findCustomers('', 20)).length], [1, 2]);
    assert.equal((await server.findCustomers('fabrikam', 1))[0]?.domain, 'b.example');
    await server.commit(keeping(aCase()));
  });

  it('is not taken from a server by a command that comes first', async () => {
    await opening('command');
    await opening('server');
  });

  it('frees at the next start what the server before had claimed, and says that it lapsed', async () => {
    const first = await opening();
    await first.commit(keeping(aCase(), 'x', { rows: [aRow()] }));
    await first.claimDue(now, 1, leaseMs);
    await first.close();
    const second = await opening();
    const [row] = await second.claimDue(now, 1, leaseMs);
    assert.deepEqual([row?.attempt, row?.lapsed], [2, true]);
  });

  it('is refused where a folder stands', async () => {
    mkdirSync(path);
    mkdirSync(join(folder, 'a-folder'));
    await refuses('store-is-folder', /folder/);
  });

  it('is refused where its folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), 'x');
    path = join(folder, 'file', 'handoff.db');
    await refuses('store-cannot-open', /folder/);
  });

  it('is refused when it is empty, so that a lost database is not replaced by a new one', async () => {
    writeFileSync(path, '');
    await refuses('store-corrupt', /empty file/);
  });

  it('is refused when it is something else', async () => {
    writeFileSync(path, 'name,domain\n'.repeat(1000));
    await refuses('store-corrupt', /no SQLite database/);
  });

  it('is refused when it belongs to another program', async () => {
    const db = new DatabaseSync(path);
    db.exec('create table theirs (x)');
    db.close();
    await refuses('store-foreign', /another program/);
  });

  it('is refused when a newer Handoff has written it', async () => {
    await filled();
    const db = new DatabaseSync(path);
    db.exec('pragma user_version = 99');
    db.close();
    await refuses('store-newer', /schema 99/);
  });

  it('is refused when it was cut short', async () => {
    await filled(50);
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length / 2)));
    await refuses('store-corrupt', /./);
  });

  it('is refused when a page of it is damaged', async () => {
    await filled(50);
    const bytes = readFileSync(path);
    for (let at = 4096; at < bytes.length; at += 4096) bytes.fill(0xff, at, at + 64);
    writeFileSync(path, bytes);
    await refuses('store-corrupt', /./);
  });

  it('is born whole: what a killed start left behind does not count', async () => {
    writeFileSync(`${path}.new`, 'half a database');
    writeFileSync(`${path}.new-journal`, 'half a journal');
    const store = await opening();
    await store.commit(keeping(aCase()));
    assert.equal(existsSync(`${path}.new`), false);
  });

  it('leaves nothing under its name when it cannot be born', async () => {
    mkdirSync(join(`${path}.new`, 'in the way'), { recursive: true });
    await faultOf(opening());
    assert.equal(existsSync(path), false);
  });

  it('takes no more turns once it was deleted under the server, and is not made anew', async () => {
    const store = await opening();
    await store.commit(keeping(aCase()));
    rmSync(path);
    assert.equal((await faultOf(store.commit(keeping(aCase({ version: 2 }))))).code, 'store-gone');
    assert.equal(existsSync(path), false);
  });

  it('takes no more turns once another file was put in its place', async () => {
    const store = await opening();
    writeFileSync(join(folder, 'other'), readFileSync(path));
    rmSync(path);
    writeFileSync(path, readFileSync(join(folder, 'other')));
    assert.equal((await faultOf(store.commit(keeping(aCase())))).code, 'store-gone');
  });

  for (const round of [1, 2, 3])
    it(`keeps every acknowledged turn of a process that is killed while it commits (${round})`, async () => {
      const child = childAt(path);
      await child.acknowledged(40 * round);
      const acknowledged = await child.kill();
      const check = new DatabaseSync(path);
      assert.deepEqual({ ...check.prepare('pragma integrity_check').get() }, { integrity_check: 'ok' });
      check.close();
      const store = await opening();
      for (const number of acknowledged) {
        assert.notEqual(await store.case(`case-${number}`), null, `H-${number} is lost`);
        assert.equal((await store.record(`case-${number}`)).length, 2);
        assert.equal(await store.brokenEntry(`case-${number}`), null);
        assert.notEqual(await store.seen(`activity-${number}`, null), null);
      }
      assert.ok(acknowledged.length >= 40 * round);
    });
});

type Child = {
  /** Resolves once so many turns were acknowledged. */
  readonly acknowledged: (count: number) => Promise<void>;
  /** SIGKILL; gives the numbers of all acknowledged turns. */
  readonly kill: () => Promise<readonly number[]>;
};

/** A process that commits cases as fast as it can and names each one once its commit was answered. */
const childAt = (path: string): Child => {
  const program = new URL('./committing-process.ts', import.meta.url);
  const child = spawn(process.execPath, [program.pathname, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const numbers: number[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => numbers.push(Number(line)));
  return {
    acknowledged: async (count) => {
      while (numbers.length < count) await once(lines, 'line');
    },
    kill: async () => {
      const ended = once(lines, 'close');
      child.kill('SIGKILL');
      await ended;
      return numbers;
    },
  };
};
