import type { Facts } from '../policy/facts.ts';
import { onTheWall } from '../clocks/wall-clock.ts';
import type { Customer, Instant, Person } from './desk.ts';

/** The person with what the answers say of him, or null if that is nothing new. */
export const learnedOfPerson = (
  person: Person,
  { agentRole, azureSupportGroupMember }: Facts,
): Person | null => {
  const learned = {
    agentRole: agentRole ?? person.agentRole,
    azureSupportGroupMember: azureSupportGroupMember ?? person.azureSupportGroupMember,
  };
  const isNews =
    learned.agentRole !== person.agentRole ||
    learned.azureSupportGroupMember !== person.azureSupportGroupMember;
  return isNews ? { ...person, ...learned, version: person.version + 1 } : null;
};

/** A permission confirmed after its last known day was renewed: that day says nothing any more. */
const untilOf = (customer: Customer, { adminPermission }: Facts, now: Instant): string | null => {
  const { adminPermissionUntil: until } = customer;
  const isOver = until !== null && until < onTheWall(now, customer.zone).date;
  return adminPermission === true && isOver ? null : until;
};

/** The customer with what the answers say of it, or null if that is nothing new. */
export const learnedOfCustomer = (customer: Customer, facts: Facts, now: Instant): Customer | null => {
  const learned = {
    purchasedThrough: facts.purchasedThrough ?? customer.purchasedThrough,
    providerGrantedAzureAccess: facts.providerGrantedAzureAccess ?? customer.providerGrantedAzureAccess,
    adminPermission: facts.adminPermission ?? customer.adminPermission,
    adminPermissionUntil: untilOf(customer, facts, now),
  };
  const isNews =
    learned.purchasedThrough !== customer.purchasedThrough ||
    learned.providerGrantedAzureAccess !== customer.providerGrantedAzureAccess ||
    learned.adminPermission !== customer.adminPermission ||
    learned.adminPermissionUntil !== customer.adminPermissionUntil;
  return isNews ? { ...customer, ...learned, version: customer.version + 1 } : null;
};
