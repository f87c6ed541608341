/**
 * The store on SQLite, built into Node: one file, no set-up. Answers what is kept and keeps what a turn changes;
 * decides nothing and knows no clock.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Commit, Store } from '../flow/ports.ts';
import { firstBroken } from './chain.ts';
import { numberIn, textIn } from './kept.ts';
import { createRowCache } from './row-cache.ts';
import { commitTurn, putShownCard, seenBefore } from './sqlite-commit.ts';
import { customerReads, importCustomers } from './sqlite-customers.ts';
import { deskReads, noteCheck } from './sqlite-desk.ts';
import { isBusy, storeFault } from './sqlite-faults.ts';
import { openFile } from './sqlite-file.ts';
import { claimDue, lapseClaims, nextDueAt, settleRow } from './sqlite-outbox.ts';
import { caseReads, caseSearch, personRead, recordReads, shownCardRead } from './sqlite-reads.ts';
import { GroupWriter } from './sqlite-writer.ts';
import { seenKeys } from './turn-rows.ts';

type Options = {
  /** The file, or `:memory:`. Made with its folder if absent. */
  readonly path: string;
  /** `server` (default) owns the file, and there is one; `command` writes beside it in short transactions. */
  readonly as?: 'server' | 'command';
};

/** To be run inside a transaction. */
const keepSecret = (db: DatabaseSync): ((name: string, make: () => string) => string) => {
  const find = db.prepare('select value from secrets where name = ?');
  const insert = db.prepare('insert into secrets (name, value) values (?, ?)');
  return (name, make) => {
    const row = find.get(name);
    if (row !== undefined) return textIn(row, 'value');
    const value = make();
    insert.run(name, value);
    return value;
  };
};

/**
 * Numbers are handed out from memory: this process alone opens cases, and a number nobody committed was never seen.
 * The highest committed one is kept, so that none comes back after its case was erased.
 */
const numbering = (db: DatabaseSync): (() => number) => {
  const row = db.prepare(`select value from numbers where name = 'case'`).get();
  let last = numberIn(row ?? {}, 'value');
  return () => (last += 1);
};

const readsOf = (db: DatabaseSync) => ({
  seen: seenBefore(db),
  cases: caseReads(db),
  find: caseSearch(db),
  record: recordReads(db),
  person: personRead(db),
  customers: customerReads(db),
  desk: deskReads(db),
  shown: shownCardRead(db),
  nextDue: nextDueAt(db),
});

const theDesk = '';

/** What every turn asks for by its key. */
const cacheOf = (db: DatabaseSync, { cases, person, customers, desk }: ReturnType<typeof readsOf>) => {
  const cache = createRowCache(db);
  const rows = {
    case: cache.rows(cases.byId),
    person: cache.rows(person),
    customer: cache.rows(customers.customer),
    desk: cache.rows(desk.desk),
  };
  return {
    ...rows,
    forgetAll: cache.forgetAll,
    forget: (commit: Commit): void => {
      for (const one of commit.cases) rows.case.forget(one.case.id);
      if (commit.person !== null) rows.person.forget(commit.person.id);
      if (commit.customer !== null) rows.customer.forget(commit.customer.id);
      if (commit.desk !== null) rows.desk.forget(theDesk);
    },
    /** The turn's own cases are asked for right after it, for the card. */
    keep: (commit: Commit): void => {
      for (const one of commit.cases) rows.case.keep(one.case.id, one.case);
    },
  };
};

const writesOf = (db: DatabaseSync) => ({
  commit: commitTurn(db),
  customers: importCustomers(db),
  check: noteCheck(db),
  shown: putShownCard(db),
  claim: claimDue(db),
  settle: settleRow(db),
  secret: keepSecret(db),
});

type Write = <T>(run: () => T) => Promise<T>;

/** What changes rows that are kept: they are forgotten in the transaction itself, and a turn's own kept again after it. */
const cachedWrites = (
  write: Write,
  writes: ReturnType<typeof writesOf>,
  cached: ReturnType<typeof cacheOf>,
): Pick<Store, 'commit' | 'putCustomers'> => ({
  commit: async (commit) => {
    const committed = await write(() => {
      cached.forget(commit);
      return writes.commit(commit);
    });
    if (committed.kind === 'committed') cached.keep(commit);
    return committed;
  },
  putCustomers: (customers) =>
    write(() => {
      cached.forgetAll();
      return writes.customers(customers);
    }),
});

const busyWaitMs = 20;
const busyTries = 100;

/** A read meets a lock only while another process opens or closes the file; it waits off the event loop. */
const reading =
  (path: string) =>
  async <T>(read: () => T): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return read();
      } catch (caught) {
        if (!isBusy(caught) || tries === busyTries) throw storeFault(caught, path);
        await new Promise((resolve) => setTimeout(resolve, busyWaitMs));
      }
    }
  };

/** Opens the store. Refuses with a Fault that says what stands at `path` and how to mend it. */
export const open = ({ path, as = 'server' }: Options): Promise<Store> =>
  Promise.resolve().then(() => storeOn(path, as));

const storeOn = (path: string, as: 'server' | 'command'): Store => {
  const { db, stillThere, close } = openFile(path, as);
  if (as === 'server') lapseClaims(db);
  const writer = new GroupWriter(db, path, stillThere);
  const write: Write = (run) => writer.write(run);
  const read = reading(path);
  const reads = readsOf(db);
  const writes = writesOf(db);
  const cached = cacheOf(db, reads);
  const nextNumber = numbering(db);
  return {
    ...cachedWrites(write, writes, cached),
    seen: (inboundId, intent) => read(() => reads.seen(seenKeys(inboundId, intent))),
    case: (id) => read(() => cached.case.get(id)),
    caseByNumber: (number) => read(() => reads.cases.byNumber(number)),
    drafts: (owner) => read(() => reads.cases.drafts(owner)),
    openCases: (owner, limit) => read(() => reads.cases.open(owner, limit)),
    customerCases: (tenantId, viewer) => read(() => reads.cases.ofCustomer(tenantId, viewer)),
    findCases: (query, viewer, limit) => read(() => reads.find(query, viewer, limit)),
    record: (caseId) => read(() => reads.record.lines(caseId)),
    brokenEntry: (caseId) => read(() => firstBroken(caseId, reads.record.links(caseId))),
    nextCaseNumber: () => Promise.resolve(nextNumber()),
    openCasesOfDesk: () => read(() => reads.desk.open()),
    casesBetween: (from, to) => read(() => reads.desk.between(from, to)),
    casesOfIncident: (incidentId) => read(() => reads.desk.ofIncident(incidentId)),
    similarCases: (alike) => read(() => reads.desk.similar(alike)),
    noteCheck: (...noted) => write(() => writes.check(...noted)),
    checksOf: (run) => read(() => reads.desk.checks(run)),
    desk: () => read(() => cached.desk.get(theDesk)),
    person: (id) => read(() => cached.person.get(id)),
    people: () => read(() => reads.desk.people()),
    customer: (id) => read(() => cached.customer.get(id)),
    customerOfTenant: (tenantId) => read(() => reads.customers.ofTenant(tenantId)),
    findCustomers: (query, limit) => read(() => reads.customers.findCustomers(query, limit)),
    shownCard: (caseId, conversationId) => read(() => reads.shown(caseId, conversationId)),
    setShownCard: (shown) => write(() => writes.shown(shown)),
    claimDue: (...asked) => write(() => writes.claim(...asked)),
    settle: (row, settled) => write(() => writes.settle(row, settled)),
    nextDueAt: () => read(() => reads.nextDue()),
    secret: (name, make) => write(() => writes.secret(name, make)),
    close: () => {
      if (db.isOpen) {
        writer.close();
        close();
      }
      return Promise.resolve();
    },
  };
};
