import { factValues } from '../policy/facts.ts';
import type { Inputs } from './answer.ts';
import type { Customer, PartnerProfile, Zone } from './desk.ts';
import { phrase } from './phrase.ts';
import type { Problem } from './picture.ts';

type Maker = { readonly profile: PartnerProfile; readonly zone: Zone };

const domainPattern = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u;
const tenantPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/u;

/** A domain as the directory keys it: pasted addresses are freed of what surrounds the domain. */
export const domainOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/|.*@)/u, '')
    .replace(/^www\./u, '')
    .replace(/[/?#].*$/u, '');

const problem = (input: string, isWrong: boolean, key: string): readonly Problem[] =>
  isWrong ? [{ input, says: phrase(key) }] : [];

/**
 * A customer made on the spot from name, domain and cloud (the tenant id is welcome, not needed), or what is wrong.
 * Its id is its domain, so that the same customer made twice is one.
 */
export const newCustomer = (
  inputs: Inputs,
  { profile, zone }: Maker,
): { readonly customer: Customer } | { readonly problems: readonly Problem[] } => {
  const name = (inputs['name'] ?? '').trim();
  const domain = domainOf(inputs['domain'] ?? '');
  const tenantId = (inputs['tenantId'] ?? '').trim().toLowerCase();
  const cloud = factValues.cloud.find((one) => one === inputs['cloud']);
  const problems = [
    ...problem('name', name === '' || name.length > 120, 'problem.customer-name'),
    ...problem('domain', !domainPattern.test(domain), 'problem.domain'),
    ...problem('tenantId', tenantId !== '' && !tenantPattern.test(tenantId), 'problem.tenant-id'),
    ...problem('cloud', cloud === undefined, 'problem.choose'),
  ];
  if (cloud === undefined || problems.length > 0) return { problems };
  return {
    customer: {
      id: domain,
      version: 1,
      name,
      domain,
      tenantId: tenantId === '' ? null : tenantId,
      cloud,
      purchasedThrough: 'us',
      partnerType: null,
      provider: null,
      providerGrantedAzureAccess: null,
      adminPermission: null,
      adminPermissionUntil: null,
      contacts: [],
      language: profile.language,
      zone,
      azureSubscriptions: [],
    },
  };
};
