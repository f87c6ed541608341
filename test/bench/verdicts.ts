/** The policy as shipped, and one verdict of a long walk through it. */
import { readData, type Data } from '../../src/data.ts';
import { problemLine } from '../../src/fault.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Decision } from '../../src/policy/decision.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { policy } from '../policy/policy.ts';

export const shippedData = (): Data => {
  const { data, problems } = readData();
  if (data === null) throw new Error(problems.map(problemLine).join('\n'));
  return data;
};

/** A broken service that is escalated: the walk passes nearly every table. */
export const longestFacts: Facts = {
  subject: 'customer',
  customer: 'contoso.example',
  cloud: 'global',
  product: 'azure',
  issueKind: 'technical',
  purchasedThrough: 'us',
  healthChecked: true,
  knownIncident: 'none',
  troubleshooting: 'done-unresolved',
  breakFix: true,
  category: 'undocumented',
  impact: 'moderate',
  partnerType: 'direct-bill',
  agentRole: 'admin-agent',
  adminPermission: true,
};

export const longVerdict: Decision = decide(longestFacts, policy);
