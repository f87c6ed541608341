/** Somebody of a customer: whom they belong to, and which cases they may see. Asked anew each time; nothing is kept. */
import type { Case } from '../triage/case.ts';
import { isTheirs } from '../triage/customer-view.ts';
import type { Customer, PartnerProfile, Person } from '../triage/desk.ts';
import { toldTenant } from '../triage/told-tenant.ts';
import type { CustomerViewer, Store } from './ports.ts';
import type { DeskRules } from './who.ts';

export type CustomerEyes = {
  readonly of: Customer;
  readonly tenantId: string;
  readonly viewer: CustomerViewer;
};

type Parts = {
  readonly store: Pick<Store, 'customerOfTenant' | 'customerCases'>;
  readonly profile: Pick<PartnerProfile, 'partnerType'>;
  readonly rules: Pick<DeskRules, 'homeTenantId'>;
};

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Null: nobody a customer's messages are for. Identity is the token's; what the directory lists is looked up by it. */
export const eyesOf = async (
  { tenantId, objectId }: Pick<Person, 'tenantId' | 'objectId'>,
  { store, profile, rules }: Parts,
): Promise<CustomerEyes | null> => {
  if (objectId === '' || tenantId === '' || isSame(tenantId, rules.homeTenantId)) return null;
  const of = await store.customerOfTenant(tenantId);
  const told = of === null ? null : toldTenant(of, profile);
  if (of === null || told === null || !isSame(told, tenantId)) return null;
  const isContact = of.contacts.some((one) => isSame(one.objectId, objectId));
  return { of, tenantId, viewer: { objectId, isContact } };
};

/** All they may see, newest first. A single case is only ever found among these. */
export const casesFor = async (
  { tenantId, viewer }: CustomerEyes,
  store: Parts['store'],
): Promise<readonly Case[]> => (await store.customerCases(tenantId, viewer)).filter(isTheirs);
