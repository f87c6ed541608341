/**
 * The vocabulary of the decision: every field a case can know and the values it may have.
 * The order is the asking order. Source: the input table of the decision model.
 */
export const factValues = {
  subject: ['customer', 'own-tenant'],
  customer: 'text',
  cloud: ['global', 'us-gov', '21vianet', 'germany'],
  product: ['azure', 'office-365', 'dynamics-365', 'ems', 'marketplace', 'other'],
  issueKind: [
    'technical',
    'billing',
    'billing-dispute',
    'subscription-management',
    'fraud',
    'breach',
    'vulnerability',
  ],
  purchasedThrough: ['us', 'other-partner', 'direct'],
  healthChecked: 'flag',
  knownIncident: ['none', 'active-match', 'active-no-match', 'ended-problem-persists'],
  incidentOverride: ['engineering-help', 'disagree'],
  troubleshooting: ['not-done', 'done-unresolved', 'solved'],
  reason21v: ['no-training', 'no-documentation', 'no-tools', 'none'],
  breakFix: 'flag',
  withinEntitlement: 'flag',
  category: ['undocumented', 'unavailable', 'bug', 'network', 'regional', 'none'],
  multiTenant: 'flag',
  impact: ['critical', 'moderate', 'minimal'],
  production: 'flag',
  partnerType: ['direct-bill', 'indirect-provider', 'indirect-reseller'],
  providerGrantedAzureAccess: 'flag',
  agentRole: ['admin-agent', 'global-admin', 'sales-agent', 'helpdesk-agent', 'other'],
  azureSupportGroupMember: 'flag',
  adminPermission: 'flag',
  noPermissionReason: ['not-requested', 'azure-only', 'expired', 'removed-by-customer'],
  dynamicsTopic: [
    'plan-subscriptions',
    'licensing',
    'billing',
    'finance-operations',
    'product-licenses',
    'further-technical',
    'none',
  ],
  ownSupportPlan: ['mpn-contract-id', 'premier', 'azure-support-plan', 'other-plan', 'none'],
  uiLanguage: 'text',
  supportLanguage: 'text',
  businessHours: 'flag',
  contactWish: ['portal', 'phone'],
  openedDirectly: 'flag',
  customerOnTrial: 'flag',
  severityChosen: ['A', 'B', 'C'],
  triedDoors: 'list',
  deskPriority: ['high', 'normal', 'low'],
  title: 'text',
  description: 'text',
  startedAt: 'text',
  affectedUsers: 'text',
  workload: 'text',
  symptom: 'text',
  region: 'text',
  resourceId: 'text',
  subscriptionId: 'text',
  triedSteps: 'text',
  errorText: 'text',
  changesLast48h: 'text',
  workaround: 'text',
  adminPermissionUntil: 'text',
} as const;

type Table = typeof factValues;
export type Field = keyof Table;

type ValueOf<K> = K extends readonly (infer V)[]
  ? V
  : K extends 'flag'
    ? boolean
    : K extends 'list'
      ? readonly string[]
      : string;

/** `reason21v` alone may also be a list: several things can be lacking at once. */
type FactTypes = {
  readonly [F in Field]: F extends 'reason21v'
    ? ValueOf<Table[F]> | readonly ValueOf<Table[F]>[]
    : ValueOf<Table[F]>;
};

/** What is known of a case. An absent field is unknown; null never occurs inside the house. */
export type Facts = Partial<FactTypes>;
export type FactValue = NonNullable<Facts[Field]>;
export type Cloud = FactTypes['cloud'];
export type Product = FactTypes['product'];
export type IssueKind = FactTypes['issueKind'];
export type AgentRole = FactTypes['agentRole'];
export type Severity = FactTypes['severityChosen'];
export type PartnerType = FactTypes['partnerType'];

export const fields = Object.keys(factValues) as readonly Field[];

const fieldNames: ReadonlySet<string> = new Set(fields);

export const isField = (name: string): name is Field => fieldNames.has(name);
