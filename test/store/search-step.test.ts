import assert from 'node:assert/strict';
import pg from 'pg';
import { open } from '../../src/store/postgres.ts';
import { steps } from '../../src/store/postgres-schema.ts';
import { searchStep } from '../../src/store/postgres-search-step.ts';
import { caseRow } from '../../src/store/turn-rows.ts';
import { sharedPostgres } from './postgres-server.ts';
import { aCase, keeping, summaryFor } from './samples.ts';

describe('The index of words on PostgreSQL', () => {
  let url = '';
  let admin: pg.Client;
  beforeEach(async () => {
    url = await (await sharedPostgres()).fresh();
    admin = new pg.Client({ connectionString: url });
    await admin.connect();
  });
  afterEach(() => admin.end());

  const viewer = { id: 'home/alex', isLead: false };

  it('finds what was kept before there were blocks', async () => {
    for (const step of steps.slice(0, steps.indexOf(searchStep))) await admin.query(step);
    await admin.query('create table handoff_schema (version bigint not null)');
    await admin.query('insert into handoff_schema values ($1)', [steps.indexOf(searchStep)]);
    for (const [number, search] of [
      [7, 'mail at contoso'],
      [8_500, 'mail, アクセス許可'],
      [9_000_000, ''],
    ] as const) {
      const kase = aCase({ number });
      const row = caseRow({ case: kase, search, summary: summaryFor(kase) });
      await admin.query(`select put_case($1, 0)`, [JSON.stringify(row)]);
    }
    const store = await open({ url });
    const found = async (query: string): Promise<readonly number[]> =>
      (await store.findCases(query, viewer, 5)).map(({ number }) => number);
    assert.deepEqual(await found('mail'), [8_500, 7]);
    assert.deepEqual(await found('mail con'), [7]);
    assert.deepEqual(await found('許可'), [8_500]);
    await store.close();
  });

  /** How often this connection has read a table to its end, and asked the index, so far. */
  const counts = async () => {
    const { rows } = await admin.query<{ whole: number; asked: number }>(`
      select pg_stat_get_xact_numscans('search_blocks'::regclass)::int as asked,
        (pg_stat_get_xact_numscans('search'::regclass) + pg_stat_get_xact_numscans('cases'::regclass))::int as whole`);
    return rows[0] ?? { whole: 0, asked: 0 };
  };

  /** The same of one search. */
  const costOf = async (wanted: string | readonly string[]) => {
    // In one transaction, because between two the counts may be handed in.
    await admin.query('begin');
    const before = await counts();
    const walk = typeof wanted === 'string' ? 'cases_with' : 'cases_with_words';
    await admin.query(`select number from ${walk}($1, 1000000, 20)`, [wanted]);
    const after = await counts();
    await admin.query('commit');
    return { whole: after.whole - before.whole, asked: after.asked - before.asked };
  };

  it('is asked once for each block that has cases, also by a connection that last saw an empty table', async () => {
    const store = await open({ url });
    // Nothing learns of the rows to come: as far as the planner is told, there are none.
    for (const table of ['cases', 'search']) {
      await admin.query(`alter table ${table} set (autovacuum_enabled = false)`);
      await admin.query(`vacuum analyze ${table}`);
    }
    assert.deepEqual(await costOf(`'#/mail'`), { whole: 0, asked: 0 });
    assert.deepEqual(await costOf([`'#/mail'`, `'#/mai':*`, `'#/ma':*`]), { whole: 0, asked: 0 });
    const numbers = [1, 2, 3, 9_000, 9_001, 500_000];
    for (const number of numbers) await store.commit(keeping(aCase({ number }), 'mail'));
    assert.deepEqual(await costOf(`'#/mail'`), { whole: 0, asked: 3 });
    assert.deepEqual(await costOf(`'#/nobody'`), { whole: 0, asked: 3 });
    assert.deepEqual(await costOf(`'#/mail' & '#/nobody':*`), { whole: 0, asked: 3 });
    assert.deepEqual(await costOf([`'#/mail'`, `'#/case'`, `'#/nobody':*`]), { whole: 0, asked: 3 });
    assert.deepEqual(await costOf([`'#/mail'`, `'#/mai':*`, `'#/ma':*`]), { whole: 0, asked: 3 });
    await store.close();
  });
});
