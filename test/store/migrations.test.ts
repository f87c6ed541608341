import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Store } from '../../src/flow/ports.ts';
import { open as openPostgres } from '../../src/store/postgres.ts';
import { steps as postgresSteps } from '../../src/store/postgres-schema.ts';
import { open as openSqlite } from '../../src/store/sqlite.ts';
import { applicationId, steps as sqliteSteps } from '../../src/store/sqlite-schema.ts';
import { onMigration } from './migration-hook.ts';
import { sharedPostgres } from './postgres-server.ts';
import { aCommit, after, aPerson, claimedKeys, rowTo } from './samples.ts';

/** What the first release's tables held: a person, messages that wait for two people, one that is parked, one ahead. */
const oldRows = [
  rowTo('home/a', 'a1'),
  rowTo('home/a', 'a2'),
  rowTo('home/b', 'b1'),
  rowTo('home/c', 'c1'),
  rowTo('home/d', 'ahead', after(50)),
];
const oldStates = ['waiting', 'waiting', 'waiting', 'parked', 'waiting'];
const columns = 'key, lane, state, order_ms, ready_ms, parked_ms, row';
const oldValues = oldRows.map((row, n) => {
  const dueMs = Date.parse(row.dueAt);
  const lane = row.recipient.to === 'person' ? `person:${row.recipient.personId}` : '';
  const state = oldStates[n] ?? '';
  return [
    row.key,
    lane,
    state,
    dueMs,
    dueMs,
    state === 'parked' ? dueMs : null,
    JSON.stringify(row),
  ] as const;
});

const assertCarriedOver = async (store: Store): Promise<void> => {
  assert.deepEqual(await store.person('home/alex'), aPerson());
  const due = await store.claimDue(after(1), 10, 60_000);
  const [first] = due;
  assert.deepEqual(
    due.map(({ key }) => key),
    ['a1', 'b1'],
  );
  await store.commit(aCommit({ unparks: 'home/c', now: after(1) }));
  assert.deepEqual(await claimedKeys(store, after(1)), ['c1']);
  assert.ok(first !== undefined);
  await store.settle(first, { kind: 'sent' });
  assert.deepEqual(await claimedKeys(store, after(1)), ['a2']);
  assert.equal(await store.nextDueAt(), after(50));
};

describe('A migration of the SQLite file', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handoff-migration-'));
    path = join(folder, 'handoff.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const makeOld = (): void => {
    const db = new DatabaseSync(path);
    db.exec(`${sqliteSteps[0] ?? ''}; pragma application_id = ${applicationId}; pragma user_version = 1`);
    db.prepare('insert into persons values (?, 1, ?)').run('home/alex', JSON.stringify(aPerson()));
    const insert = db.prepare(`insert into outbox (${columns}) values (?, ?, ?, ?, ?, ?, ?)`);
    for (const values of oldValues) insert.run(...values);
    db.close();
  };

  /** Version, tables with their SQL, and the rows of the outbox: all there is to be between. */
  const look = (): unknown => {
    const db = new DatabaseSync(path);
    const found = [
      db.prepare('pragma user_version').all(),
      db.prepare('select name, sql from sqlite_schema order by name').all(),
      db.prepare('select id, key, lane, state from outbox order by id').all(),
      db.prepare('pragma integrity_check').all(),
    ];
    db.close();
    return found;
  };

  it('carries over what the first release has kept', async () => {
    makeOld();
    const store = await openSqlite({ path });
    await assertCarriedOver(store);
    await store.close();
  });

  it('leaves the old file whole when it fails, at whichever statement', async () => {
    makeOld();
    const old = look();
    let failures = 0;
    for (let nth = 1, isDone = false; !isDone; nth += 1) {
      let left = nth;
      const stopLooking = onMigration(DatabaseSync.prototype, () => ((left -= 1) === 0 ? 'deny' : 'allow'));
      const store = await openSqlite({ path }).catch(() => null);
      stopLooking();
      isDone = store !== null;
      if (store === null) {
        failures += 1;
        assert.deepEqual(look(), old, `statement ${nth}`);
      } else {
        await assertCarriedOver(store);
        await store.close();
      }
    }
    assert.ok(failures > 40, `${failures} statements`);
  }).timeout(60_000);

  const killedAt = (nth: number): boolean => {
    const program = new URL('./migrating-process.ts', import.meta.url).pathname;
    const { signal, stdout } = spawnSync(process.execPath, [program, path, String(nth)], {
      encoding: 'utf8',
    });
    assert.ok(signal === 'SIGKILL' || stdout === 'open\n');
    return signal === 'SIGKILL';
  };

  it('leaves the old file whole when the process is killed in it, and then goes through', async () => {
    makeOld();
    const old = look();
    for (const nth of [1, 2, 9, 23, 38, 44]) {
      assert.ok(killedAt(nth), `there is no statement ${nth}`);
      assert.deepEqual(look(), old, `statement ${nth}`);
    }
    const store = await openSqlite({ path });
    await assertCarriedOver(store);
    await store.close();
  }).timeout(60_000);

  it('leaves no file under the name that counts when the process is killed while it is made', async () => {
    for (const nth of [1, 20, 60]) {
      assert.ok(killedAt(nth), `there is no statement ${nth}`);
      assert.equal(existsSync(path), false);
    }
    await (await openSqlite({ path })).close();
  }).timeout(60_000);
});

describe('A migration of the PostgreSQL schema', () => {
  let url = '';
  let admin: pg.Client;
  beforeEach(async () => {
    url = await (await sharedPostgres()).fresh();
    admin = new pg.Client({ connectionString: url, application_name: 'test' });
    await admin.connect();
  });
  afterEach(() => admin.end());

  const makeOld = async (): Promise<void> => {
    await admin.query(`${postgresSteps[0] ?? ''}; create table handoff_schema (version bigint not null)`);
    await admin.query('insert into handoff_schema values (1)');
    await admin.query('insert into persons values ($1, 1, $2)', ['home/alex', JSON.stringify(aPerson())]);
    for (const values of oldValues)
      await admin.query(`insert into outbox (${columns}) values ($1, $2, $3, $4, $5, $6, $7)`, [...values]);
  };

  const look = async (): Promise<unknown> => {
    const found = async (sql: string) => (await admin.query(sql)).rows as readonly unknown[];
    return [
      await found('select version from handoff_schema'),
      await found(`select table_name, column_name, data_type from information_schema.columns
        where table_schema = current_schema() order by 1, 2`),
      await found(`select proname from pg_proc where pronamespace = current_schema()::regnamespace
        and proname <> 'end_it' order by 1`),
      await found('select id, key, lane, state from outbox order by id'),
    ];
  };

  it('carries over what the first release has kept', async () => {
    await makeOld();
    const store = await openPostgres({ url });
    await assertCarriedOver(store);
    await store.close();
  });

  it('leaves the old schema whole when its connection is ended, at whichever statement', async () => {
    await makeOld();
    await admin.query('create sequence statements');
    // From the n-th on, whoever it is: the second try must not get further than the first.
    await admin.query(`
      create function end_it() returns event_trigger language plpgsql as $$ begin
        if current_setting('application_name') = 'handoff'
          and nextval('${await schemaOf(admin)}.statements') >= current_setting('handoff.nth')::int then
          perform pg_terminate_backend(pg_backend_pid());
        end if;
      end $$`);
    await admin.query('create event trigger end_it on ddl_command_end execute function end_it()');
    const old = await look();
    let ended = 0;
    try {
      for (let nth = 1, isDone = false; !isDone; nth += 1) {
        await admin.query(`alter role handoff set handoff.nth = ${nth}`);
        await admin.query(`select setval('statements', 1, false)`);
        const store = await openPostgres({ url }).catch(() => null);
        isDone = store !== null;
        if (store === null) {
          ended += 1;
          assert.deepEqual(await look(), old, `statement ${nth}`);
        } else {
          await assertCarriedOver(store);
          await store.close();
        }
      }
    } finally {
      await admin.query('drop event trigger end_it; alter role handoff reset handoff.nth');
    }
    assert.ok(ended > 30, `${ended} statements`);
  }).timeout(120_000);
});

const schemaOf = async (client: pg.Client): Promise<string> => {
  const { rows } = await client.query<{ name: string }>('select current_schema() as name');
  return rows[0]?.name ?? '';
};
