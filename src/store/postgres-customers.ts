/** The customer directory on PostgreSQL. */
import type { Store } from '../flow/ports.ts';
import type { Customer } from '../triage/desk.ts';
import { createCustomerIndex } from './customer-index.ts';
import type { CustomerIndex } from './customer-index.ts';
import { importedCustomer } from './customer-merge.ts';
import { customerOf, numberIn, textIn } from './kept.ts';
import type { Client, Sql } from './postgres-client.ts';
import { customerRow } from './turn-rows.ts';

const byIds: Sql = { name: 'customers-by-ids', text: 'select id, state from customers where id = any($1)' };
const ofTenant: Sql = {
  name: 'customer-of-tenant',
  text: `select state from customers where tenant_id = $1
    order by position('"reseller":{' in state) > 0, id limit 1`,
};
const recent: Sql = {
  name: 'customers-recent',
  text: 'select state from customers order by used_ms desc nulls last, id limit $1',
};
const changed: Sql = {
  name: 'customers-changed',
  text: 'select state, revision from customers where revision > $1 order by revision',
};
/** Imports go one after another: each must see what the one before has put in. */
const lock: Sql = {
  name: 'customers-lock',
  text: `select value from numbers where name = 'customers-revision' for update`,
};
const known: Sql = {
  name: 'customers-known',
  text: 'select id, domain, state from customers where id = any($1) or domain = any($2)',
};
const put: Sql = {
  name: 'customers-put',
  text: 'select put_customer(c) from jsonb_array_elements($1::jsonb) c',
};

const importAll = async (
  call: Client['call'],
  customers: readonly Customer[],
): Promise<{ readonly added: number; readonly changed: number }> => {
  await call(lock, []);
  const rows = await call(known, [customers.map(({ id }) => id), customers.map(({ domain }) => domain)]);
  const stored = rows.map((row) => customerOf(textIn(row, 'state')));
  const byId = new Map(stored.map((customer) => [customer.id, customer]));
  const byDomain = new Map(stored.map((customer) => [customer.domain, customer]));
  const before = ({ id, domain }: Customer): Customer | null => byId.get(id) ?? byDomain.get(domain) ?? null;
  const next = customers.flatMap((customer) => importedCustomer(before(customer), customer) ?? []);
  await call(put, [JSON.stringify(next.map(customerRow))]);
  const added = next.filter(({ version }) => version === 1).length;
  return { added, changed: next.length - added };
};

/** `revision` rises in commit order (put_customer locks its counter), so nothing older can appear later. */
const refresh = async (client: Client, index: CustomerIndex): Promise<void> => {
  const rows = await client.call(changed, [index.revision()]);
  const newest = rows.at(-1);
  if (newest === undefined) return;
  index.follow(
    numberIn(newest, 'revision'),
    rows.map((row) => customerOf(textIn(row, 'state'))),
  );
};

type Directory = Pick<Store, 'customer' | 'customerOfTenant' | 'findCustomers' | 'putCustomers'>;

export const postgresCustomers = (client: Client): Directory => {
  const index = createCustomerIndex();
  const all = async (ids: readonly string[]): Promise<readonly Customer[]> => {
    const rows = await client.call(byIds, [ids]);
    const found = new Map(rows.map((row) => [textIn(row, 'id'), customerOf(textIn(row, 'state'))]));
    return ids.flatMap((id) => found.get(id) ?? []);
  };
  return {
    customer: async (id) => (await all([id]))[0] ?? null,
    customerOfTenant: async (tenantId) => {
      const [row] = await client.call(ofTenant, [tenantId.toLowerCase()]);
      return row === undefined ? null : customerOf(textIn(row, 'state'));
    },
    findCustomers: async (query, limit) => {
      if (query.trim() === '') {
        const rows = await client.call(recent, [limit]);
        return rows.map((row) => customerOf(textIn(row, 'state')));
      }
      await refresh(client, index);
      return all(index.find(query, limit));
    },
    putCustomers: (customers) => client.inTransaction((call) => importAll(call, customers)),
  };
};
