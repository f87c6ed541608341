import assert from 'node:assert/strict';
import pg from 'pg';
import { Fault } from '../../src/fault.ts';
import type { Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/postgres.ts';
import { sharedPostgres } from './postgres-server.ts';
import type { PostgresServer } from './postgres-server.ts';
import { aCase, aCustomer, aRow, anEntry, claimedKeys, keeping, now, rowTo, summaryFor } from './samples.ts';

describe('Several instances on one PostgreSQL', () => {
  let server: PostgresServer | undefined;
  let url = '';
  let admin: pg.Client;
  let stores: readonly Store[] = [];
  const one = (): Store => stores[0] ?? assert.fail('no store');

  before(async () => {
    server = await sharedPostgres();
  });
  beforeEach(async () => {
    url = (await server?.fresh()) ?? '';
    admin = new pg.Client({ connectionString: url, application_name: 'test' });
    await admin.connect();
    stores = await Promise.all([open({ url }), open({ url }), open({ url })]);
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    await admin.end();
  });

  const count = async (table: string): Promise<number> => {
    const { rows } = await admin.query<{ n: string }>(`select count(*) as n from ${table}`);
    return Number(rows[0]?.n);
  };

  /** Cuts every connection of the instances, as a restart of the server does. */
  const cutAll = () =>
    admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'handoff'`);

  const untilOneWaits = async (): Promise<void> => {
    const waiting = `select count(*) as n from pg_stat_activity
      where application_name = 'handoff' and wait_event_type = 'Lock'`;
    while ((await admin.query<{ n: string }>(waiting)).rows[0]?.n === '0');
  };

  it('make the tables once, though they start together', async () => {
    assert.equal(await count('handoff_schema'), 1);
  });

  it('say what an account lacks that may look and not write', async () => {
    const { rows } = await admin.query<{ schema: string }>('select current_schema() as schema');
    const schema = rows[0]?.schema ?? assert.fail('no schema');
    await admin.query(`create role looks_only login password 'x'; grant usage, create on schema ${schema} to looks_only;
      grant select on all tables in schema ${schema} to looks_only`);
    const account = new URL(url);
    account.username = 'looks_only';
    account.password = 'x';
    const store = await open({ url: account.href });
    const refused = await store.setShownCard({ caseId: 'a', conversationId: 'b', activityId: 'c' }).then(
      () => null,
      (caught: unknown) => caught,
    );
    await store.close();
    await admin.query('drop owned by looks_only; drop role looks_only');
    assert.ok(refused instanceof Fault);
    assert.deepEqual(
      [refused.code, refused.detail['found']],
      ['store-forbidden', 'an account without the rights it needs'],
    );
  });

  it('take one activity once, whichever of them gets it', async () => {
    const deliveries = Array.from({ length: 5 }, () =>
      stores.map((store) =>
        store.commit(keeping(aCase(), 'x', { inboundId: 'activity-1', intent: 'click', answer: 'a' })),
      ),
    );
    const committed = await Promise.all(deliveries.flat());
    assert.equal(committed.filter(({ kind }) => kind === 'committed').length, 1);
    assert.equal(committed.filter(({ kind }) => kind === 'already-seen').length, 14);
  });

  it('let one of them win a case, the others load again', async () => {
    const kinds = (await Promise.all(stores.map((store) => store.commit(keeping(aCase()))))).map(
      ({ kind }) => kind,
    );
    assert.deepEqual(kinds.sort(), ['committed', 'stale', 'stale']);
    const next = stores.map((store) => store.commit(keeping(aCase({ version: 2 }))));
    assert.deepEqual((await Promise.all(next)).map(({ kind }) => kind).sort(), [
      'committed',
      'stale',
      'stale',
    ]);
  });

  it('share out the due rows, each to one, in order for each person', async () => {
    const rows = Array.from({ length: 90 }, (_, n) => rowTo(`person-${n % 30}`, `row-${n}`));
    await one().commit(keeping(aCase(), 'x', { rows }));
    const sent: string[] = [];
    const sweep = async (store: Store): Promise<void> => {
      for (;;) {
        const due = await store.claimDue(now, 7, 60_000);
        for (const row of due) {
          sent.push(row.key);
          await store.settle(row, { kind: 'sent' });
        }
        if ((await store.nextDueAt()) === null) return;
      }
    };
    await Promise.all(stores.map(sweep));
    assert.equal(sent.length, 90);
    assert.equal(new Set(sent).size, 90);
    for (let person = 0; person < 30; person += 1) {
      const own = sent.map((key) => Number(key.slice(4))).filter((n) => n % 30 === person);
      assert.deepEqual(
        own,
        own.toSorted((a, b) => a - b),
      );
    }
  });

  it('see each other’s imports in the fuzzy search', async () => {
    const [a, b] = stores;
    const customer = aCustomer({ name: 'Woodgrove', domain: 'w.example' });
    await a?.putCustomers([customer]);
    assert.equal((await b?.findCustomers('woodgrov', 1))?.[0]?.domain, 'w.example');
  });

  it('take the whole turn again, once, when the connection is cut under it', async () => {
    await one().commit(keeping(aCase()));
    await admin.query('begin');
    await admin.query('select 1 from cases for update');
    const turn = one().commit(
      keeping(aCase({ version: 2 }), 'x', { inboundId: 'a', record: [anEntry()], rows: [aRow()] }),
    );
    await untilOneWaits();
    await cutAll();
    await admin.query('rollback');
    assert.deepEqual(await turn, { kind: 'committed' });
    assert.equal((await one().record('case-1001')).length, 1);
    assert.deepEqual(await claimedKeys(one()), ['row-1']);
  });

  it('go on after the server has cut all idle connections', async () => {
    await one().commit(keeping(aCase()));
    await cutAll();
    assert.notEqual(await one().case('case-1001'), null);
  });

  it('find a word of more than 5,000 cases, newest first, as quickly as a rare one', async () => {
    await one().commit(keeping(aCase({ number: 1 }), 'mail rare'));
    await admin.query(
      `insert into cases select n, 'case-' || n, 1, 'home/alex', null, null, 'intake', n = 7000, 0, '', $1, '{}'
       from generate_series(2, 7001) n`,
      [JSON.stringify(summaryFor(aCase()))],
    );
    await admin.query(`insert into search select n, '''mail'''::tsvector from generate_series(2, 7001) n`);
    await admin.query(
      `update cases set summary = jsonb_set(summary::jsonb, '{number}', to_jsonb(number))::text`,
    );
    const numbers = async (query: string, id: string) =>
      (await one().findCases(query, { id, isLead: false }, 3)).map(({ number }) => number);
    assert.deepEqual(await numbers('mail', 'home/alex'), [7001, 7000, 6999]);
    assert.deepEqual(await numbers('mail', 'home/other'), [7001, 6999, 6998]);
    assert.deepEqual(await numbers('mail rare', 'home/other'), [1]);
  });

  it('refuse a schema that a newer Handoff has written', async () => {
    await admin.query('insert into handoff_schema values (99)');
    await assert.rejects(open({ url }), { code: 'store-newer' });
  });

  it('tell a wrong address, account or database without the password', async () => {
    const { port } = new URL(url);
    const wrong = [
      [`postgres://handoff:s3cret@127.0.0.1:1/postgres`, 'store-cannot-open'],
      [`postgres://handoff:s3cret@127.0.0.1:${port}/postgres`, 'store-cannot-open'],
      [`postgres://handoff:handoff@127.0.0.1:${port}/nowhere`, 'store-cannot-open'],
    ] as const;
    for (const [address, code] of wrong) {
      const caught: unknown = await open({ url: address }).catch((error: unknown) => error);
      assert.ok(caught instanceof Fault);
      assert.equal(caught.code, code);
      assert.equal(typeof caught.detail['remedy'], 'string');
      assert.doesNotMatch(JSON.stringify(caught.detail), /s3cret|handoff:/);
    }
  });
});
