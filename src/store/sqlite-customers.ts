/** The customer directory in SQLite. Every change raises the directory's revision, which the fuzzy index follows. */
import type { DatabaseSync } from 'node:sqlite';
import type { Customer, CustomerId } from '../triage/desk.ts';
import { createCustomerIndex } from './customer-index.ts';
import { importedCustomer } from './customer-merge.ts';
import { customerRow } from './turn-rows.ts';
import { customerOf, numberIn, textIn } from './kept.ts';

/** How often this process touched the directory, by connection: what other processes do, SQLite itself tells. */
const touches = new WeakMap<DatabaseSync, number>();
const touched = (db: DatabaseSync): void => void touches.set(db, (touches.get(db) ?? 0) + 1);

/** To be run inside a transaction. Who was needed last is suggested first. */
export const useCustomer = (db: DatabaseSync): ((id: CustomerId, nowMs: number) => void) => {
  const use = db.prepare('update customers set used_ms = ? where id = ?');
  return (id, nowMs) => {
    touched(db);
    use.run(nowMs, id);
  };
};

/** To be run inside a transaction. The tenant of this customer's cases follows the directory. */
export const putCustomer = (db: DatabaseSync): ((customer: Customer) => void) => {
  const raise = db.prepare(`
    update numbers set value = value + 1 where name = 'customers-revision' returning value`);
  const write = db.prepare(`
    insert into customers (id, version, domain, tenant_id, revision, state) values (:id, :version, :domain, :tenantId, :revision, :state)
    on conflict (id) do update set version = excluded.version, domain = excluded.domain,
      tenant_id = excluded.tenant_id, revision = excluded.revision, state = excluded.state`);
  const retenant = db.prepare(`
    update cases set customer_tenant = ?2 where customer_id = ?1 and customer_tenant is not ?2`);
  return (customer) => {
    touched(db);
    const revision = numberIn(raise.get() ?? {}, 'value');
    const row = customerRow(customer);
    write.run({ ...row, revision });
    retenant.run(row.id, row.tenantId);
  };
};

type Counts = { readonly added: number; readonly changed: number };

/** To be run inside a transaction. */
export const importCustomers = (db: DatabaseSync): ((customers: readonly Customer[]) => Counts) => {
  const put = putCustomer(db);
  const find = db.prepare(
    'select state from customers where id = ?1 or domain = ?2 order by id = ?1 desc limit 1',
  );
  return (customers) => {
    const counts = { added: 0, changed: 0 };
    for (const customer of customers) {
      const row = find.get(customer.id, customer.domain);
      const known = row === undefined ? null : customerOf(textIn(row, 'state'));
      const next = importedCustomer(known, customer);
      if (next === null) continue;
      put(next);
      if (known === null) counts.added += 1;
      else counts.changed += 1;
    }
    return counts;
  };
};

type CustomerReads = {
  readonly customer: (id: CustomerId) => Customer | null;
  readonly ofTenant: (tenantId: string) => Customer | null;
  readonly findCustomers: (query: string, limit: number) => readonly Customer[];
};

/** The directory's beginning stands on every page that asks for a customer, so it is kept while nobody touches it. */
const recentCustomers = (db: DatabaseSync): ((limit: number) => readonly Customer[]) => {
  const read = db.prepare('select state from customers order by used_ms desc nulls last, id limit ?');
  const version = db.prepare('pragma data_version');
  let keptFor = '';
  let kept: readonly Customer[] = [];
  return (limit) => {
    const asked = [limit, touches.get(db) ?? 0, numberIn(version.get() ?? {}, 'data_version')].join();
    if (asked !== keptFor) kept = read.all(limit).map((row) => customerOf(textIn(row, 'state')));
    keptFor = asked;
    return kept;
  };
};

export const customerReads = (db: DatabaseSync): CustomerReads => {
  const byId = db.prepare('select state from customers where id = ?');
  const ofTenant = db.prepare(`
    select state from customers where tenant_id = ? order by state ->> '$.reseller' is not null, id limit 1`);
  const recent = recentCustomers(db);
  const revision = db.prepare(`select value from numbers where name = 'customers-revision'`);
  const changed = db.prepare('select state from customers where revision > ?');
  const index = createCustomerIndex();
  const read = (row: Readonly<Record<string, unknown>>) => customerOf(textIn(row, 'state'));

  const readOne = (row: Readonly<Record<string, unknown>> | undefined) =>
    row === undefined ? null : read(row);

  const customer = (id: CustomerId): Customer | null => readOne(byId.get(id));
  const refresh = (): void => {
    const current = numberIn(revision.get() ?? {}, 'value');
    if (current !== index.revision()) index.follow(current, changed.all(index.revision()).map(read));
  };
  return {
    customer,
    ofTenant: (tenantId) => readOne(ofTenant.get(tenantId.toLowerCase())),
    findCustomers: (query, limit) => {
      if (query.trim() === '') return recent(limit);
      refresh();
      return index.find(query, limit).flatMap((id) => customer(id) ?? []);
    },
  };
};
