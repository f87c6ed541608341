/** Who of a customer can be written to about a case, as the store knows it now. */
import type { Case } from '../triage/case.ts';
import type { Customer, PartnerProfile } from '../triage/desk.ts';
import type { Reach, Reachable } from '../triage/reachable.ts';
import { addressees, type Addressee } from '../triage/told-tenant.ts';
import type { Affected } from '../triage/turn.ts';
import type { Store } from './ports.ts';

export type ReachSources = {
  readonly store: Pick<Store, 'person' | 'customer' | 'casesOfIncident'>;
  readonly profile: PartnerProfile;
  /** Whether this installation sends mail. Absent: no. */
  readonly hasMail?: boolean;
};

const reachable = async (one: Addressee, store: ReachSources['store']): Promise<Reachable> => {
  const { objectId, name, email, personId } = one;
  const person = await store.person(personId);
  return {
    objectId,
    name,
    email,
    personId,
    hasChat: person?.address != null,
    isStopped: person?.ofCustomer?.stoppedAt != null,
    locale: person?.locale ?? null,
  };
};

export const reachOf = async (
  about: Case,
  customer: Customer | null,
  { store, profile, hasMail = false }: ReachSources,
): Promise<Reach> => ({
  contacts: await Promise.all(addressees(about, customer, profile).map((one) => reachable(one, store))),
  hasMail,
});

const affectedCase = async (one: Case, sources: ReachSources): Promise<Affected> => {
  const customer = one.customerId === null ? null : await sources.store.customer(one.customerId);
  return { case: one, customer, reach: await reachOf(one, customer, sources) };
};

/** The case and all open ones at the same known incident, each with who can be told of it. */
export const affectedBy = async (
  about: Case,
  incidentId: string | null,
  sources: ReachSources,
): Promise<readonly Affected[]> => {
  const others = incidentId === null ? [] : await sources.store.casesOfIncident(incidentId);
  const all = [about, ...others.filter(({ id }) => id !== about.id)];
  return Promise.all(all.map((one) => affectedCase(one, sources)));
};
