/** Whose people a customer's messages are for. */
import type { Case } from './case.ts';
import type { Customer, PartnerProfile, PersonId } from './desk.ts';
import { talkOf, type Contact } from './talk.ts';

/**
 * The tenant whose people are told about this customer's cases; null: nobody but through a text to copy. An indirect
 * provider tells the reseller, never the reseller's customer.
 */
export const toldTenant = (
  { tenantId, reseller, partnerType }: Pick<Customer, 'tenantId' | 'reseller' | 'partnerType'>,
  profile: Pick<PartnerProfile, 'partnerType'>,
): string | null => {
  if (reseller) return reseller.tenantId;
  return (partnerType ?? profile.partnerType) === 'indirect-provider' ? null : tenantId;
};

/** Somebody who may be told about a case. */
export type Addressee = Contact & { readonly personId: PersonId };

const personOf = (tenantId: string, contact: Contact): Addressee => ({
  ...contact,
  personId: `${tenantId}/${contact.objectId}`.toLowerCase(),
});

/** A reseller's mailbox is nobody's chat, so it has an id no person can have. */
const mailboxOf = ({ id, reseller }: Customer): readonly Addressee[] =>
  reseller?.email == null
    ? []
    : [{ objectId: '', name: reseller.name, email: reseller.email, personId: `mailbox/${id}` }];

/**
 * Who may be told about this case as things stand: whoever opened it, then the listed contacts, then the reseller's
 * mailbox. Nobody about a private case, nor one of our own.
 */
export const addressees = (
  about: Case,
  customer: Customer | null,
  profile: Pick<PartnerProfile, 'partnerType'>,
): readonly Addressee[] => {
  if (customer === null || about.sensitive || about.facts.subject === 'own-tenant') return [];
  const tenant = toldTenant(customer, profile);
  if (tenant === null) return mailboxOf(customer);
  const listed = customer.contacts.map((contact) => personOf(tenant, contact));
  const { openedBy } = talkOf(about);
  const isTold = openedBy?.personId.startsWith(`${tenant.toLowerCase()}/`) === true;
  const opener = isTold ? (listed.find(({ personId }) => personId === openedBy.personId) ?? openedBy) : null;
  const others = listed.filter(({ personId }) => personId !== opener?.personId);
  return [...(opener === null ? [] : [opener]), ...others, ...mailboxOf(customer)];
};
