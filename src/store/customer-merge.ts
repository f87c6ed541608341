/** A directory row meeting what the desk has learned. */
import type { Customer } from '../triage/desk.ts';

/**
 * Facts the file leaves open keep what agents have answered; lists and the reseller are the file's alone, so that
 * access can be taken away.
 */
const merged = (known: Customer, imported: Customer): Customer => ({
  ...imported,
  id: known.id,
  version: known.version,
  tenantId: imported.tenantId ?? known.tenantId,
  partnerType: imported.partnerType ?? known.partnerType,
  provider: imported.provider ?? known.provider,
  providerGrantedAzureAccess: imported.providerGrantedAzureAccess ?? known.providerGrantedAzureAccess,
  adminPermission: imported.adminPermission ?? known.adminPermission,
  adminPermissionUntil: imported.adminPermissionUntil ?? known.adminPermissionUntil,
});

/** Key order does not count: a row that was stored and read may list its columns differently. */
const sorted = (customer: Customer): string =>
  JSON.stringify(Object.entries(customer).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What to store for an imported row, with its next version; null if nothing changes. */
export const importedCustomer = (known: Customer | null, imported: Customer): Customer | null => {
  if (known === null) return { ...imported, version: 1 };
  const next = merged(known, imported);
  return sorted(next) === sorted(known) ? null : { ...next, version: known.version + 1 };
};
