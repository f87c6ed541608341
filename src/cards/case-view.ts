/** What the cards of a decided case have in common: the case with its verdict, its links, its small print. */
import type { Decision, DoorId } from '../policy/decision.ts';
import type { Severity } from '../policy/facts.ts';
import { openLinks, type LinkValues, type OpenLinks } from '../policy/links.ts';
import type { DoorRow } from '../policy/policy.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import type { Customer } from '../triage/desk.ts';
import type { Picture } from '../triage/picture.ts';
import { deskOf, type Desk } from './buttons.ts';
import type { CardContext } from './context.ts';
import { cut } from './escape.ts';
import type { JsonObject } from './expand.ts';

export type CasePicture = Extract<Picture, { card: 'case' }>;

/** A decided case about to be drawn. */
export type Decided = {
  readonly case: Case;
  readonly verdict: Decision;
  readonly picture: CasePicture;
  readonly context: CardContext;
  readonly desk: Desk;
};

export const decidedOf = (
  subject: Case,
  verdict: Decision,
  picture: CasePicture,
  context: CardContext,
): Decided => ({
  case: subject,
  verdict,
  picture,
  context,
  desk: deskOf(context, { caseId: subject.id, version: subject.version, card: picture.panel }),
});

/** "Contoso · Mail down for everyone · H-1042" */
export const subLine = ({ case: subject, context, desk }: Decided): string => {
  const { customer } = context;
  const label = caseLabel(subject.number);
  const title = cut(subject.facts.title ?? '', 90);
  const about = customer === null ? { key: 'card.own-tenant' } : { typed: cut(customer.name, 60) };
  return desk.voice.say(title === '' ? 'card.sub.untitled' : 'card.sub', { about, title, label });
};

/** Whom the case is about; our own tenant goes by our own name. */
export const customerName = ({ context: { customer, profile }, case: { facts } }: Decided): string =>
  customer?.name ?? (facts.subject === 'own-tenant' ? profile.name : (facts.customer ?? profile.name));

export const doorRow = (door: DoorId | null, { context }: Pick<Decided, 'context'>): DoorRow | null =>
  context.policy.doors.find(({ id }) => id === door) ?? null;

/** What addresses can be filled with. */
const valuesOf = ({ facts, incidentId, extras }: Case, customer: Customer | null): LinkValues => ({
  product: facts.product,
  customerDomain: customer?.domain ?? facts.customer,
  customerTenantId: customer?.tenantId ?? extras['customerTenantId'],
  subscriptionId: facts.subscriptionId,
  incidentId,
});

const lastValues = new WeakMap<Case, { readonly customer: Customer | null; readonly values: LinkValues }>();

/** A card opens several links of one case, each filled with the same. */
const linkValues = ({ case: of, context: { customer } }: Pick<Decided, 'case' | 'context'>): LinkValues => {
  const before = lastValues.get(of);
  if (before?.customer === customer) return before.values;
  const values = valuesOf(of, customer);
  lastValues.set(of, { customer, values });
  return values;
};

export const linksOf = (
  row: { readonly open: readonly string[] },
  about: Pick<Decided, 'case' | 'context'>,
): OpenLinks => openLinks(row, about.case.facts.cloud ?? 'global', linkValues(about), about.context.policy);

/** Longer titles are cut off by phones. */
const longestButton = 20;

/** The button that leaves Teams says where to, with an arrow; where that gets too long, without the verb. */
export const openButton = (
  links: OpenLinks,
  { desk: { voice } }: Pick<Decided, 'desk'>,
): readonly JsonObject[] => {
  if (links.open === null) return [];
  const where = { where: { key: links.open.opens } };
  const full = voice.plain('card.button.open-link', where);
  const short = voice.plain('card.button.open-link-short', where);
  const title = [...full].length <= longestButton ? full : short.charAt(0).toUpperCase() + short.slice(1);
  return [{ title, url: links.open.url }];
};

/** The health page to look at before the question about it is answered, in the customer's context where it has one. */
export const healthLink = (about: Case, context: CardContext, desk: Desk): readonly JsonObject[] => {
  const door = doorRow('service-health-watch', { context });
  return door === null ? [] : openButton(linksOf(door, { case: about, context }), { desk });
};

/** Colour supports the words beside it and is never alone. */
export const toneOf: Readonly<Record<Decision['outcome'], string>> = {
  'needs-info': 'Default',
  'solve-in-house': 'Good',
  'wait-known-incident': 'Accent',
  'escalate-microsoft': 'Attention',
  'escalate-21vianet': 'Attention',
  'contact-isv': 'Accent',
  'refer-indirect-provider': 'Accent',
  'own-tenant-request': 'Accent',
  blocked: 'Warning',
};

/** What will be or was submitted: the agent's choice where there is one, else the verdict's. */
export const severityOf = ({ case: { facts }, verdict }: Decided): Severity | null =>
  verdict.severity === null ? null : (facts.severityChosen ?? verdict.severity);
