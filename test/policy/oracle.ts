import type { Outcome, Sla } from '../../src/policy/decision.ts';
import type { Facts, Field, Severity } from '../../src/policy/facts.ts';

/*
 * The decision written a second time, by hand, from the published rules alone: no rows, no tables, nothing of
 * src/policy but the names of facts. Slow, plain and only there to disagree.
 */

type Answer = {
  outcome: Outcome;
  channel: string | null;
  blocker: string | null;
  missing: Field[];
  severity: Severity | null;
  sla: Sla;
  warnings: Set<string>;
  updates: Set<string>;
  today: { outcome: Outcome; channel: string | null; blocker: string | null; because: string } | null;
};

export const oracle = (f: Facts): Answer => {
  const a = firstQuestions(f);
  addDoorWarnings(f, a);
  addWishes(f, a);
  addEveryday(f, a);
  addToday(f, a);
  return a;
};

const blank = (): Answer => ({
  outcome: 'needs-info',
  channel: null,
  blocker: null,
  missing: [],
  severity: null,
  sla: { basis: 'none', hours: null, businessDays: null, guaranteed: false },
  warnings: new Set(),
  updates: new Set(),
  today: null,
});

const asks = (a: Answer, ...missing: Field[]): Answer => ({ ...a, missing, severity: null });
const blocks = (a: Answer, blocker: string): Answer => ({ ...a, outcome: 'blocked', blocker });
const ends = (a: Answer, outcome: Outcome, channel: string): Answer => ({ ...a, outcome, channel });
const warn = (a: Answer, ...codes: string[]): void => codes.forEach((code) => a.warnings.add(code));
const note = (a: Answer, ...codes: string[]): void => codes.forEach((code) => a.updates.add(code));
const isTheft = (f: Facts): boolean => f.issueKind === 'fraud' || f.issueKind === 'breach';

const firstQuestions = (f: Facts): Answer => {
  const a = blank();
  if (f.cloud === 'germany') {
    warn(a, 'W-GERMANY-CLOSED');
    note(a, 'U-GERMANY');
    return blocks(a, 'B-GERMANY-CLOSED');
  }
  const missing: Field[] = [];
  if (!f.subject) missing.push('subject');
  if (f.subject === 'customer' && !f.customer) missing.push('customer');
  if (!f.cloud) missing.push('cloud');
  if (!f.product) missing.push('product');
  if (!f.issueKind) missing.push('issueKind');
  if (missing.length > 0) return asks(a, ...missing);
  if (f.issueKind === 'vulnerability') {
    warn(a, 'W-PRIVATE');
    note(a, 'U-VULN');
    return ends(a, 'escalate-microsoft', 'msrc');
  }
  const soldByOthers = f.purchasedThrough !== undefined && f.purchasedThrough !== 'us';
  if (f.subject === 'customer' && soldByOthers) {
    warn(a, 'W-NOT-OURS');
    return blocks(a, 'B-NOT-OURS');
  }
  if (f.product === 'other') {
    warn(a, 'W-VEHICLES');
    return ends(a, 'solve-in-house', 'in-house');
  }
  if (f.product === 'marketplace' && f.issueKind === 'technical') {
    note(a, 'U-MARKETPLACE');
    return ends(a, 'contact-isv', 'isv-contact');
  }
  if (f.subject === 'own-tenant') return ownTenant(f, a);
  return f.issueKind === 'technical' ? technical(f, a) : commercial(f, a);
};

const ownTenant = (f: Facts, a: Answer): Answer => {
  warn(a, 'W-OWN-NOT-COVERED');
  if (isTheft(f)) warn(a, 'W-PRIVATE');
  if (f.product === 'marketplace') return ends(a, 'own-tenant-request', 'pc-service-request');
  if (f.cloud === '21vianet') return ends(a, 'own-tenant-request', '21v-partner-center');
  if (f.product !== 'azure') return ends(a, 'own-tenant-request', 'm365-admin-center-direct');
  if (f.issueKind !== 'technical') return ends(a, 'own-tenant-request', 'azure-portal-direct');
  if (!f.ownSupportPlan) return asks(a, 'ownSupportPlan');
  warn(a, 'W-OWN-PLAN-REQUIRED', 'W-AZURE-FEE');
  note(a, 'U-PROGRAM-NAMES');
  if (f.ownSupportPlan === 'none') return blocks(a, 'B-OWN-PLAN-REQUIRED');
  return ends(a, 'own-tenant-request', 'azure-portal-direct');
};

const keep = (a: Answer): Answer => {
  warn(a, 'W-PARTNER-DUTY');
  return ends(a, 'solve-in-house', 'in-house');
};

const commercial = (f: Facts, a: Answer): Answer => {
  if (isTheft(f)) warn(a, 'W-PRIVATE');
  else if (!f.troubleshooting) return asks(a, 'troubleshooting');
  else if (f.troubleshooting !== 'done-unresolved') return keep(a);
  if (f.cloud === '21vianet') return ends(a, 'escalate-21vianet', '21v-partner-center');
  return microsoft(f, a, null);
};

const technical = (f: Facts, a: Answer): Answer => {
  const vianet = f.cloud === '21vianet';
  if (!vianet && f.breakFix === undefined) return asks(a, 'breakFix');
  if (vianet || f.breakFix === true) {
    if (f.healthChecked !== true) {
      warn(a, 'W-CHECK-HEALTH-FIRST');
      return asks(a, 'healthChecked');
    }
    if (!f.knownIncident) return asks(a, 'knownIncident');
    if (f.knownIncident === 'active-match' && f.incidentOverride === undefined) {
      warn(a, 'W-KNOWN-INCIDENT');
      if (f.product === 'azure') note(a, 'U-INCIDENT-ENGINEERING');
      return ends(a, 'wait-known-incident', 'service-health-watch');
    }
    if (f.knownIncident === 'ended-problem-persists') note(a, 'U-INCIDENT-AFTER');
  }
  if (!f.troubleshooting) return asks(a, 'troubleshooting');
  if (f.troubleshooting !== 'done-unresolved') return keep(a);
  if (vianet) return at21Vianet(f, a);
  return f.breakFix === true ? brokenAtMicrosoft(f, a) : howTo(f, a);
};

const at21Vianet = (f: Facts, a: Answer): Answer => {
  const given = f.reason21v ?? [];
  const reasons = typeof given === 'string' ? [given] : given;
  if (reasons.length === 0) return asks(a, 'reason21v');
  warn(a, 'W-21V-REMEDIATION');
  if (reasons.every((reason) => reason === 'none')) return keep(a);
  return ends(a, 'escalate-21vianet', '21v-partner-center');
};

const howTo = (f: Facts, a: Answer): Answer => {
  if (f.withinEntitlement === undefined) return asks(a, 'withinEntitlement');
  if (f.withinEntitlement) return microsoft(f, a, null);
  warn(a, 'W-VEHICLES');
  return ends(a, 'solve-in-house', 'in-house');
};

const brokenAtMicrosoft = (f: Facts, a: Answer): Answer => {
  if (!f.category) return asks(a, 'category');
  if (f.category === 'none') {
    warn(a, 'W-NOT-HANDOFF', 'W-VEHICLES');
    return ends(a, 'solve-in-house', 'in-house');
  }
  if (f.category === 'regional' && f.multiTenant === undefined) return asks(a, 'multiTenant');
  if (f.category === 'regional' && f.multiTenant === false) return asks(a, 'category');
  if (!f.impact) return asks(a, 'impact');
  let severity: Severity = f.impact === 'critical' ? 'A' : f.impact === 'moderate' ? 'B' : 'C';
  if (f.production === false) {
    severity = 'C';
    warn(a, 'W-SEVERITY-NONPROD');
  }
  return microsoft(f, a, f.severityChosen ?? severity);
};

/** Every door of Microsoft stands behind the same row of checks. `severity` null: nothing is broken. */
const microsoft = (f: Facts, started: Answer, severity: Severity | null): Answer => {
  const a = { ...started, severity };
  const reseller = f.partnerType === 'indirect-reseller';
  if (f.product === 'dynamics-365') note(a, 'U-DYN-ASFP');
  if (isTheft(f)) note(a, 'U-FRAUD');
  else if (f.issueKind !== 'technical') note(a, 'U-BILLING-HELP');
  if (f.cloud === 'us-gov') note(a, 'U-USGOV');
  if (reseller) note(a, f.product === 'azure' ? 'U-AZURE-INDIRECT' : 'U-INDIRECT-M365');
  if (reseller && f.issueKind !== 'technical') note(a, 'U-INDIRECT-BILLING');
  if (f.product === 'azure') {
    if (!f.partnerType) return asks(a, 'partnerType');
    if (reseller && f.providerGrantedAzureAccess === undefined) return asks(a, 'providerGrantedAzureAccess');
    if (reseller && f.providerGrantedAzureAccess === false)
      return ends(a, 'refer-indirect-provider', 'indirect-provider');
  }
  if (!f.agentRole) return asks(a, 'agentRole');
  if (f.agentRole !== 'admin-agent') note(a, 'U-ROLE-PAGE');
  if (f.agentRole === 'other') return blocks(a, 'B-ROLE');
  if (f.agentRole === 'helpdesk-agent' && f.product === 'azure') {
    if (f.azureSupportGroupMember === undefined) return asks(a, 'azureSupportGroupMember');
    if (!f.azureSupportGroupMember) {
      warn(a, 'W-HELPDESK-SUPPORT-GROUP');
      note(a, 'U-HELPDESK-RBAC');
      return blocks(a, 'B-HELPDESK-AZURE');
    }
  }
  return theDoor(f, a);
};

const topicOf = (f: Facts): string | undefined => {
  if (f.dynamicsTopic) return f.dynamicsTopic;
  if (f.issueKind === 'subscription-management') return 'plan-subscriptions';
  return f.issueKind === 'technical' ? undefined : 'billing';
};

const theDoor = (f: Facts, a: Answer): Answer => {
  if (f.product === 'marketplace') {
    note(a, 'U-MARKETPLACE');
    return files(f, a, 'pc-service-request');
  }
  if (f.product === 'dynamics-365' && !isTheft(f)) {
    const topic = topicOf(f);
    if (topic === undefined) return asks(a, 'dynamicsTopic');
    if (topic !== 'none') return files(f, a, 'dynamics-support');
  }
  if (f.adminPermission === undefined) return asks(a, 'adminPermission');
  if (f.product !== 'azure')
    return f.adminPermission ? files(f, a, 'pc-m365-admin-center') : blocks(a, 'B-NO-ADMIN-PERMISSION');
  if (f.adminPermission) return files(f, a, 'pc-azure-portal');
  if (!f.noPermissionReason) return asks(a, 'noPermissionReason');
  if (f.noPermissionReason === 'expired' || f.noPermissionReason === 'removed-by-customer')
    return blocks(a, 'B-NO-ADMIN-PERMISSION');
  note(a, 'U-AZURE-NOPERM');
  return files(f, a, 'azure-domain-portal');
};

const isEnglish = (f: Facts): boolean => {
  const tag = (f.supportLanguage ?? 'en').toLowerCase();
  return tag === 'en' || tag.startsWith('en-');
};

const hoursOf = { A: 2, B: 4, C: 8 } as const;

const files = (f: Facts, a: Answer, door: string): Answer => {
  const filed = ends(a, 'escalate-microsoft', door);
  if (a.severity === null) {
    warn(filed, 'W-NONBREAKFIX-1BD');
    return { ...filed, sla: { basis: 'non-break-fix', hours: null, businessDays: 1, guaranteed: false } };
  }
  const hours = isEnglish(f) ? hoursOf[a.severity] : null;
  const guaranteed = isEnglish(f) && door !== 'dynamics-support';
  return { ...filed, sla: { basis: 'break-fix', hours, businessDays: null, guaranteed } };
};

const musts: Readonly<Record<string, readonly string[]>> = {
  'pc-azure-portal': ['W-START-IN-PC', 'W-NO-BYPASS-AZURE', 'W-PLAN-CSP', 'W-CONTACT-PARTNER'],
  'azure-domain-portal': ['W-DOMAIN-URL', 'W-PLAN-CSP', 'W-CONTACT-PARTNER'],
  'pc-m365-admin-center': [
    'W-START-IN-PC',
    'W-NO-BYPASS-M365',
    'W-CONTACT-PARTNER',
    'W-SIGNIN-PC-CREDENTIALS',
  ],
  'dynamics-support': ['W-DYNAMICS-EXTRA', 'W-CONTACT-PARTNER'],
  'pc-service-request': ['W-START-IN-PC', 'W-CONTACT-PARTNER'],
  '21v-partner-center': [
    'W-21V-REMEDIATION',
    'W-21V-TRY-ADMIN-CENTER',
    'W-21V-REP-CONTACTS',
    'W-21V-NO-SOURCE-SLA',
  ],
  'isv-contact': ['W-MARKETPLACE-NO-MS'],
  'indirect-provider': ['W-INDIRECT-ACCESS'],
};

const addDoorWarnings = (f: Facts, a: Answer): void => {
  const door = a.channel ?? '';
  warn(a, ...(musts[door] ?? []));
  const ofACustomerInAzure = door === 'pc-azure-portal' || door === 'azure-domain-portal';
  if (ofACustomerInAzure && f.issueKind === 'technical') warn(a, 'W-AZURE-FEE');
  if (door === 'pc-azure-portal' || door === 'pc-m365-admin-center') note(a, 'U-MENU');
};

const addWishes = (f: Facts, a: Answer): void => {
  const contextDoors = ['pc-azure-portal', 'pc-m365-admin-center', 'azure-domain-portal'];
  if (f.openedDirectly && contextDoors.includes(a.channel ?? '')) warn(a, 'W-WRONG-CONTEXT');
  if (a.outcome !== 'escalate-microsoft') return;
  if (f.contactWish === 'phone') warn(a, 'W-NO-PHONE');
  if (isEnglish(f)) return;
  warn(a, 'W-ENGLISH-ONLY', 'W-LOCAL-HOURS');
  if (f.businessHours === false) warn(a, 'W-OFF-HOURS');
};

const addEveryday = (f: Facts, a: Answer): void => {
  const gdapWorld = f.cloud === 'global' || f.cloud === 'us-gov';
  if (f.subject === 'customer' && gdapWorld && f.adminPermission === false) note(a, 'U-GDAP');
  if (a.outcome === 'escalate-21vianet') note(a, 'U-21V-SLA');
  if (a.outcome === 'escalate-microsoft' && a.severity === 'A') note(a, 'U-SEVA-24X7');
  if (a.warnings.has('W-OFF-HOURS')) note(a, 'U-LANG');
  if (a.warnings.has('W-VEHICLES')) note(a, 'U-VEHICLES');
};

const addToday = (f: Facts, a: Answer): void => {
  const { outcome, channel, blocker } = a;
  const provider = {
    outcome: 'refer-indirect-provider',
    channel: 'indirect-provider',
    blocker: null,
  } as const;
  if (a.updates.has('U-AZURE-INDIRECT')) a.today = { ...provider, because: 'U-AZURE-INDIRECT' };
  else if (a.updates.has('U-INDIRECT-BILLING')) a.today = { ...provider, because: 'U-INDIRECT-BILLING' };
  else if (a.updates.has('U-AZURE-NOPERM'))
    a.today = {
      outcome: 'blocked',
      channel: null,
      blocker: 'B-NO-ADMIN-PERMISSION',
      because: 'U-AZURE-NOPERM',
    };
  else if (a.updates.has('U-DYN-ASFP') && outcome !== 'needs-info') {
    const same = outcome === 'blocked' || isTheft(f);
    a.today = same
      ? { outcome, channel, blocker, because: 'U-DYN-ASFP' }
      : { outcome: 'escalate-microsoft', channel: 'dynamics-support', blocker: null, because: 'U-DYN-ASFP' };
  }
};
