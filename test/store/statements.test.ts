/**
 * Who may see a case is said in the statement that reads it. Every method of the store is listed with whom it serves;
 * a new one does not compile until it is. What is sent to the database is recorded, not read from the sources.
 */
import assert from 'node:assert/strict';
import { StatementSync } from 'node:sqlite';
import pg from 'pg';
import sinon from 'sinon';
import type { Store } from '../../src/flow/ports.ts';
import { open as openPostgres } from '../../src/store/postgres.ts';
import { open as openSqlite } from '../../src/store/sqlite.ts';
import { sharedPostgres } from './postgres-server.ts';
import { aCase, after as later, aPerson, keeping, leaseMs, now } from './samples.ts';

type Serves = 'customer' | 'desk' | 'nobody';

/** `desk`: the partner's own people; `nobody`: names no case. */
const serves = {
  commit: 'desk',
  seen: 'nobody',
  case: 'desk',
  caseByNumber: 'desk',
  drafts: 'desk',
  openCases: 'desk',
  findCases: 'desk',
  record: 'desk',
  brokenEntry: 'desk',
  nextCaseNumber: 'nobody',
  openCasesOfDesk: 'desk',
  casesBetween: 'desk',
  casesOfIncident: 'desk',
  similarCases: 'desk',
  noteCheck: 'nobody',
  checksOf: 'nobody',
  desk: 'nobody',
  customerCases: 'customer',
  person: 'nobody',
  people: 'nobody',
  customer: 'nobody',
  customerOfTenant: 'nobody',
  findCustomers: 'nobody',
  putCustomers: 'desk',
  shownCard: 'nobody',
  setShownCard: 'nobody',
  claimDue: 'nobody',
  settle: 'nobody',
  nextDueAt: 'nobody',
  secret: 'nobody',
  close: 'nobody',
} as const satisfies Record<keyof Store, Serves>;

type Served<S extends Serves> = { [M in keyof Store]: (typeof serves)[M] extends S ? M : never }[keyof Store];
type Reading = Exclude<Served<'customer' | 'desk'>, 'commit' | 'putCustomers'>;

/** One call of each method that reads cases. */
const calls = {
  case: (store) => store.case('case-1001'),
  caseByNumber: (store) => store.caseByNumber(1001),
  drafts: (store) => store.drafts('home/alex'),
  openCases: (store) => store.openCases('home/alex', 5),
  findCases: (store) => store.findCases('mail 1001', { id: 'home/alex', isLead: false }, 5),
  record: (store) => store.record('case-1001'),
  brokenEntry: (store) => store.brokenEntry('case-1001'),
  openCasesOfDesk: (store) => store.openCasesOfDesk(),
  casesBetween: (store) => store.casesBetween(now, later(1)),
  casesOfIncident: (store) => store.casesOfIncident('EX1'),
  similarCases: (store) =>
    store.similarCases({ product: 'office-365', symptom: 'slow', since: now, exceptCustomer: 'c' }),
  customerCases: (store) => store.customerCases('tenant', { objectId: 'kim', isContact: true }),
} satisfies Record<Reading, (store: Store) => Promise<unknown>>;

const forCustomers = new Set(
  Object.entries(serves).flatMap(([method, whom]) => (whom === 'customer' ? [method] : [])),
);

const reads = /\b(from|join)\s+(cases|cases_with|cases_with_words|record|record_texts|search)\b/;
const ofCustomer = /where customer_tenant = (:tenant|\$1) and (sensitive = 0|not sensitive) and/;

const databases: Readonly<Record<string, { open: () => Promise<Store>; record: (to: string[]) => void }>> = {
  SQLite: {
    open: () => openSqlite({ path: ':memory:' }),
    record: (to) => {
      for (const method of ['all', 'get', 'run', 'iterate'] as const) {
        const stub = sinon.stub(StatementSync.prototype, method);
        stub.callsFake(function (this: StatementSync, ...values: unknown[]): never {
          to.push(this.sourceSQL);
          return Reflect.apply(stub.wrappedMethod, this, values) as never;
        });
      }
    },
  },
  PostgreSQL: {
    open: async () => openPostgres({ url: await (await sharedPostgres()).fresh() }),
    record: (to) => {
      const stub = sinon.stub(pg.Client.prototype, 'query');
      stub.callsFake(function (this: pg.Client, ...given: unknown[]): never {
        const [config] = given;
        if (typeof config === 'object' && config !== null && 'text' in config) to.push(String(config.text));
        return Reflect.apply(stub.wrappedMethod, this, given) as never;
      });
    },
  },
};

for (const [name, { open, record }] of Object.entries(databases))
  describe(`The statements of the store on ${name}`, () => {
    const sent: string[] = [];
    let store: Store;
    before(async () => {
      store = await open();
      await store.commit(keeping(aCase(), 'mail', { person: aPerson() }));
      record(sent);
    });
    after(async () => {
      sinon.restore();
      await store.close();
    });

    for (const [method, call] of Object.entries(calls)) {
      const isForCustomers = forCustomers.has(method);
      it(`${method} reads cases ${isForCustomers ? 'of one customer’s tenant only' : 'for the desk'}`, async () => {
        sent.length = 0;
        await call(store);
        const reading = sent.filter((sql) => reads.test(sql));
        assert.ok(reading.length > 0, 'no statement was seen');
        for (const sql of reading) assert.equal(ofCustomer.test(sql), isForCustomers, sql);
      });
    }

    it('name no case for whom they serve nobody’s', async () => {
      sent.length = 0;
      await store.seen('a', 'b');
      await store.person('p');
      await store.people();
      await store.customer('c');
      await store.customerOfTenant('t');
      await store.findCustomers('contoso', 3);
      await store.shownCard('case-1001', 'chat');
      await store.claimDue(now, 5, leaseMs);
      await store.nextDueAt();
      assert.ok(sent.length > 0);
      assert.deepEqual(
        sent.filter((sql) => reads.test(sql)),
        [],
      );
    });
  });
