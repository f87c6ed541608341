import { fields, type Facts, type FactValue, type Field } from '../policy/facts.ts';
import { fieldsOf } from '../policy/matches.ts';
import { onTheWall } from '../clocks/wall-clock.ts';
import type { Case, Origin } from './case.ts';
import type { Customer, Instant, PartnerProfile, Person } from './desk.ts';

/** What is known before anybody is asked. */
type Sources = {
  readonly now: Instant;
  readonly person: Person;
  readonly profile: PartnerProfile;
  readonly customer: Customer | null;
};

/** Facts about a customer: they go when the case turns out to be about another one. */
const customerFields: readonly Field[] = [
  'subject',
  'customer',
  'cloud',
  'purchasedThrough',
  'partnerType',
  'providerGrantedAzureAccess',
  'adminPermission',
  'noPermissionReason',
  'adminPermissionUntil',
  'ownSupportPlan',
  'subscriptionId',
  'resourceId',
  'region',
];

const places: ReadonlyMap<Field, number> = new Map(fields.map((field, place) => [field, place]));
const placeOf = (field: Field): number => places.get(field) ?? fields.length;

/** In the order of asking. What is learned at once is little, and fields there are many: so from the facts. */
const knownFields = (facts: Facts): readonly Field[] =>
  fieldsOf(facts)
    .filter((field) => facts[field] !== undefined)
    .sort((a, b) => placeOf(a) - placeOf(b));

/** The facts whose field `keep` accepts. */
export const keepFacts = (facts: Facts, keep: (field: Field) => boolean): Facts => {
  const kept: Partial<Record<Field, FactValue>> = {};
  for (const field of fields) {
    const value = facts[field];
    if (value !== undefined && keep(field)) kept[field] = value;
  }
  return kept as Facts;
};

/** The case without these facts, as if they had never been said. */
export const forget = (from: Case, forgotten: readonly Field[]): Case => ({
  ...from,
  facts: keepFacts(from.facts, (field) => !forgotten.includes(field)),
  origins: Object.fromEntries(
    fields.flatMap((field) => {
      const origin = from.origins[field];
      return origin === undefined || forgotten.includes(field) ? [] : [[field, origin]];
    }),
  ),
});

/** The case with these facts, all of one origin. What the agent answered himself yields only to another answer of his. */
export const learn = (from: Case, facts: Facts, origin: Origin): Case => {
  const learned = knownFields(facts).filter(
    (field) => origin === 'answered' || from.origins[field] !== 'answered',
  );
  if (learned.length === 0) return from;
  return {
    ...from,
    facts: { ...from.facts, ...Object.fromEntries(learned.map((field) => [field, facts[field]])) },
    origins: { ...from.origins, ...Object.fromEntries(learned.map((field) => [field, origin])) },
  };
};

/** An admin relationship whose last day is over is no permission any more, whatever the directory says. */
const permission = (customer: Customer, now: Instant): Facts => {
  const until = customer.adminPermissionUntil;
  const ends: Facts = until === null ? {} : { adminPermissionUntil: until };
  if (customer.adminPermission === null) return ends;
  if (customer.adminPermission && until !== null && until < onTheWall(now, customer.zone).date) {
    return { ...ends, adminPermission: false, noPermissionReason: 'expired' };
  }
  return { ...ends, adminPermission: customer.adminPermission };
};

const customerFacts = (customer: Customer, now: Instant): Facts => ({
  subject: 'customer',
  customer: customer.domain,
  cloud: customer.cloud,
  purchasedThrough: customer.purchasedThrough,
  ...(customer.partnerType === null ? {} : { partnerType: customer.partnerType }),
  ...(customer.providerGrantedAzureAccess === null
    ? {}
    : { providerGrantedAzureAccess: customer.providerGrantedAzureAccess }),
  ...permission(customer, now),
});

const permissionFields: readonly Field[] = ['adminPermission', 'noPermissionReason', 'adminPermissionUntil'];

const personFacts = (person: Person): Facts => ({
  ...(person.agentRole === null ? {} : { agentRole: person.agentRole }),
  ...(person.azureSupportGroupMember === null
    ? {}
    : { azureSupportGroupMember: person.azureSupportGroupMember }),
});

/** The case with all that profile, directory and earlier answers know. The nearer source wins over the profile. */
export const fill = (from: Case, { now, person, profile, customer }: Sources): Case => {
  const general = learn(
    learn(from, profile.partnerType === null ? {} : { partnerType: profile.partnerType }, 'profile'),
    personFacts(person),
    'remembered',
  );
  if (customer === null) return general;
  const ofCustomer = customerFacts(customer, now);
  // What the directory says of a permission is one statement: the agent's own answer takes the place of all of it.
  const isOverruled = from.origins.adminPermission === 'answered';
  const told = isOverruled ? keepFacts(ofCustomer, (field) => !permissionFields.includes(field)) : ofCustomer;
  return learn(general, told, 'directory');
};

/** The case about this customer; what was said about another one is dropped. */
export const aboutCustomer = (from: Case, customer: Customer): Case => {
  if (from.customerId === customer.id) return from;
  const fresh = forget(from, customerFields);
  return learn({ ...fresh, customerId: customer.id }, { subject: 'customer' }, 'answered');
};

/** The case about the partner's own tenant. Its cloud is known where the partner works in one cloud only. */
export const aboutOwnTenant = (from: Case, profile: PartnerProfile): Case => {
  if (from.facts.subject === 'own-tenant') return from;
  const fresh = learn(
    { ...forget(from, customerFields), customerId: null },
    { subject: 'own-tenant' },
    'answered',
  );
  const [cloud, ...others] = profile.clouds;
  return cloud === undefined || others.length > 0 ? fresh : learn(fresh, { cloud }, 'profile');
};
