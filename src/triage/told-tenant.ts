/** Whose people a customer's messages are for. */
import type { Customer, PartnerProfile } from './desk.ts';

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
