/** The lines a portal's own fields ask for: issue type, plan, severity, contact, subscription. */
import { localHours } from './local-hours.ts';
import {
  filled,
  inputValue,
  languageName,
  list,
  subscriptionOf,
  tenantIdOf,
  type PacketContext,
} from './packet-context.ts';
import { phrase, typed, type Phrase } from './phrase.ts';

/**
 * First field of Azure's form. No page names the type of fraud; it goes in as billing, because the only published
 * remedy is a refund request there, and the note of the field says that this is our choice.
 * A quota wish is a service limit; the note of the field says so, because no fact tells it apart.
 */
const azureIssueTypes = {
  technical: 'technical',
  breach: 'technical',
  vulnerability: 'technical',
  billing: 'billing',
  'billing-dispute': 'billing',
  fraud: 'billing',
  'subscription-management': 'subscription-management',
} as const;

export const azureIssueType = ({ case: { facts } }: PacketContext): readonly Phrase[] =>
  facts.issueKind === undefined ? [] : [phrase(`packet.issue-type.${azureIssueTypes[facts.issueKind]}`)];

export const azureSubscription = (context: PacketContext): readonly Phrase[] => {
  const subscription = subscriptionOf(context);
  if (subscription === null) return [];
  const { id, name } = subscription;
  return [name === null ? typed(id) : phrase('packet.subscription', { name, id })];
};

export const severity = (context: PacketContext): readonly Phrase[] => {
  const level = context.severity;
  return level === null ? [] : [phrase(`packet.severity.${level}`)];
};

/** Our own tenant goes on our own plan; a customer always on the program's. */
export const supportPlan = ({ case: { facts } }: PacketContext): readonly Phrase[] => {
  if (facts.subject !== 'own-tenant') return [phrase('packet.plan.csp')];
  const plan = facts.ownSupportPlan;
  return plan === undefined || plan === 'none' ? [] : [phrase(`packet.plan.${plan}`)];
};

/** Consent is the customer's to give: without a name and a time it is no. */
export const consent = (context: PacketContext): readonly Phrase[] => {
  const given = inputValue(context, 'diagnosticsConsent');
  return [given === null ? phrase('packet.consent.no') : phrase('packet.consent.yes', { who: typed(given) })];
};

export const contactMethod = (): readonly Phrase[] => [phrase('packet.contact-method.email')];

/** Our desk, never the customer. */
export const contact = ({ profile: { contact: ours } }: PacketContext): readonly Phrase[] => [
  phrase('packet.contact', { company: ours.company, name: ours.name, phone: ours.phone, email: ours.email }),
];

export const contactPlace = ({ profile: { contact: ours } }: PacketContext): readonly Phrase[] => [
  phrase('packet.contact-place', { country: ours.country, zone: ours.zone }),
];

/** Our hours on the reader's clock at 21Vianet, on our own with its zone elsewhere. */
export const contactHours = ({ profile, clock, case: { changedAt } }: PacketContext): readonly Phrase[] => {
  const { hours } = profile.support;
  return clock === 'beijing'
    ? [phrase('packet.hours.beijing', { hours: localHours(hours, 'Asia/Shanghai', changedAt) })]
    : [phrase('packet.hours', { hours: localHours(hours, hours.zone, changedAt), zone: hours.zone })];
};

/** Severity A expects somebody around the clock. */
export const nightContact = (context: PacketContext): readonly Phrase[] => {
  const reach = context.severity === 'A' ? inputValue(context, 'nightContact') : null;
  return reach === null ? [] : [phrase('packet.night-contact', { reach: typed(reach) })];
};

export const copyTo = ({ profile: { contact: ours } }: PacketContext): readonly Phrase[] =>
  ours.copyTo.length === 0 ? [] : [typed(ours.copyTo.join('; '))];

export const agent = ({ case: { ownerName } }: PacketContext): readonly Phrase[] =>
  filled(ownerName) === null ? [] : [phrase('packet.agent', { name: ownerName })];

export const supportLanguage = (context: PacketContext): readonly Phrase[] => [
  languageName(context.facts.supportLanguage ?? 'en'),
];

/** Who it is about: name, domain, and the tenant id in full. */
export const customer = (context: PacketContext): readonly Phrase[] => {
  const {
    customer: known,
    case: { facts },
    profile,
  } = context;
  if (facts.subject === 'own-tenant')
    return [phrase('packet.own-tenant', { company: profile.contact.company })];
  const tenant = tenantIdOf(context);
  const domain = filled(known?.domain) ?? filled(facts.customer);
  const line = domain === null ? null : phrase('packet.customer', { name: known?.name ?? domain, domain });
  return [...list(line), ...list(tenant === null ? null : phrase('packet.tenant', { tenant }))];
};

export const partnerId = (context: PacketContext): readonly Phrase[] => {
  const id = inputValue(context, 'partnerId');
  return id === null ? [] : [phrase('packet.partner', { company: context.profile.contact.company, id })];
};

/** Where a message to the provider goes, as far as the directory knows it. */
export const providerContact = ({ customer }: PacketContext): readonly Phrase[] => {
  const provider = customer?.provider ?? null;
  if (provider === null) return [];
  const { name, email } = provider;
  return [email === null ? typed(name) : phrase('packet.provider.contact', { name, email })];
};

/** The paid contract that the form asks for beside the program. */
export const contract = (context: PacketContext): readonly Phrase[] => {
  const access = inputValue(context, 'accessId');
  const id = inputValue(context, 'contractId');
  return access === null || id === null
    ? []
    : [phrase('packet.contract', { access: typed(access), contract: typed(id) })];
};

export const whoTalks = ({ profile }: PacketContext): readonly Phrase[] => [
  phrase('packet.who-talks', { company: profile.contact.company }),
];

export const signature = (context: PacketContext): readonly Phrase[] => [
  ...contact(context),
  ...contactHours(context),
];
