import assert from 'node:assert/strict';
import pg from 'pg';
import type { Commit, Store } from '../../src/flow/ports.ts';
import { newDesk } from '../../src/triage/desk-state.ts';
import { open } from '../../src/store/postgres.ts';
import { cuttingProxy, type CuttingProxy } from './cutting-proxy.ts';
import { sharedPostgres } from './postgres-server.ts';
import {
  aCase,
  aCustomer,
  aPerson,
  aRow,
  after,
  anEntry,
  claimedKeys,
  keeping,
  leaseMs,
  now,
} from './samples.ts';

/** A turn that writes to every table a turn can write to. */
const wholeTurn: Commit = keeping(aCase({ customerId: 'contoso.example' }), 'mail is down', {
  inboundId: 'activity-1',
  intent: 'click-1',
  answer: 'said',
  person: aPerson(),
  customer: aCustomer(),
  desk: { ...newDesk, version: 1 },
  record: [anEntry()],
  rows: [aRow()],
  shown: { caseId: 'case-1001', conversationId: 'chat', activityId: 'a' },
});

describe('A turn on PostgreSQL that is disturbed', () => {
  let url = '';
  let admin: pg.Client;
  let proxy: CuttingProxy;
  let store: Store;

  beforeEach(async () => {
    const server = await sharedPostgres();
    url = await server.fresh();
    admin = new pg.Client({ connectionString: url, application_name: 'test' });
    await admin.connect();
    proxy = await cuttingProxy(url);
    store = await open({ url: proxy.url });
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
    await admin.end();
  });

  const clean = async (): Promise<void> => (await sharedPostgres()).empty(url);
  const assertOnce = async (): Promise<void> => {
    assert.equal((await store.case('case-1001'))?.version, 1);
    assert.equal((await store.record('case-1001')).length, 1);
    assert.deepEqual(await store.seen('activity-1', null), { answer: 'said' });
    assert.deepEqual(await claimedKeys(store), ['row-1']);
    assert.deepEqual(await claimedKeys(store), []);
  };

  it('takes effect once, whichever message between us and the server is lost with its connection', async () => {
    const kinds: string[] = [];
    for (let messages = 0; ; messages += 1) {
      await clean();
      await store.seen('warm', null);
      proxy.cutAfter(messages);
      const { kind } = await store.commit(wholeTurn);
      kinds.push(kind);
      const hasCut = proxy.hasCut();
      proxy.cutAfter(1e9);
      await assertOnce();
      if (!hasCut) break;
    }
    assert.ok(kinds.length >= 3, 'nothing was ever cut');
    // Done, but the answer was lost: the turn's own keys tell the second try.
    assert.ok(kinds.includes('already-seen'));
    assert.ok(kinds.includes('committed'));
  });

  it('loses and doubles no message, whichever message of claiming and settling is lost', async () => {
    for (let messages = 0, hasCut = true; hasCut; messages += 1) {
      await clean();
      await store.commit(keeping(aCase(), 'x', { rows: [aRow()] }));
      proxy.cutAfter(messages);
      let handed = 0;
      for (const at of [now, after(60), after(120)])
        for (const row of await store.claimDue(at, 1, leaseMs)) {
          handed += 1;
          await store.settle(row, { kind: 'sent' });
        }
      hasCut = proxy.hasCut();
      proxy.cutAfter(1e9);
      assert.equal(handed, 1);
      assert.equal(await store.nextDueAt(), null);
    }
  });

  const tables = [
    'inbound_seen',
    'desk',
    'customers',
    'persons',
    'cases',
    'search',
    'record',
    'record_texts',
  ];
  for (const table of [...tables, 'lanes', 'outbox', 'shown_cards'])
    it(`is taken again as a whole when its connection is ended while it writes to ${table}`, async () => {
      await admin.query('begin');
      await admin.query(`lock table ${table} in access exclusive mode`);
      const turn = store.commit(wholeTurn);
      const waiting = `select pid from pg_stat_activity
        where application_name = 'handoff' and wait_event_type = 'Lock'`;
      while ((await admin.query(waiting)).rows.length === 0);
      await admin.query(`select pg_terminate_backend(pid) from (${waiting}) w`);
      await admin.query('rollback');
      assert.deepEqual(await turn, { kind: 'committed' });
      await assertOnce();
    });

  for (const [name, code] of [
    ['a serialization failure', '40001'],
    ['a deadlock', '40P01'],
  ] as const)
    it(`is taken again as a whole, once, after ${name}`, async () => {
      await admin.query(`
        create sequence failures;
        create function fail() returns trigger language plpgsql as $$ begin
          if nextval('failures') <= current_setting('handoff.failures')::int then
            raise exception 'made to fail' using errcode = '${code}';
          end if;
          return new;
        end $$;
        create trigger fail before insert on shown_cards for each row execute function fail()`);
      const failing = async (times: number): Promise<void> => {
        await admin.query(`alter role handoff set handoff.failures = ${times}`);
        await admin.query(`select setval('failures', 1, false)`);
        await store.close();
        store = await open({ url: proxy.url });
      };
      await failing(2);
      await assert.rejects(store.commit(wholeTurn), { name: 'Fault' });
      assert.equal(await store.case('case-1001'), null);
      await failing(1);
      assert.deepEqual(await store.commit(wholeTurn), { kind: 'committed' });
      await assertOnce();
      await admin.query('alter role handoff reset handoff.failures');
    });
});
