/** Who somebody is to this deployment. Identity is the token's tenant and object id; typed text never grants anything. */
import type { Address, CustomerId, Locale, Person, PersonId, Zone } from '../triage/desk.ts';
import type { DeskState, LeadRef } from '../triage/desk-state.ts';
import type { Inbound } from '../triage/inbound.ts';

export type DeskRules = {
  readonly homeTenantId: string;
  /** Object ids; empty: everybody of the home tenant who is not a guest. */
  readonly agents: readonly string[];
  readonly leads: readonly string[];
};

export type Standing = 'agent' | 'lead' | 'stranger';

type Identity = Pick<Person, 'tenantId' | 'objectId'>;

/**
 * Who somebody is now: what the configuration says, and whom leads made a lead in Teams. An appointment makes a lead
 * of an agent and never opens the door to anybody else; without `appointed` it is only asked who belongs to the desk.
 */
const standingNow = (who: Identity, rules: DeskRules, appointed: readonly LeadRef[]): Standing => {
  if (who.tenantId.toLowerCase() !== rules.homeTenantId.toLowerCase() || who.objectId === '')
    return 'stranger';
  if (lists(rules.leads, who.objectId)) return 'lead';
  if (rules.agents.length > 0 && !lists(rules.agents, who.objectId)) return 'stranger';
  return appointed.some(({ personId }) => personId === idOf(who)) ? 'lead' : 'agent';
};

export const standingOf = (
  { from }: Inbound,
  rules: DeskRules,
  appointed: readonly LeadRef[] = [],
): Standing => (from.isGuest ? 'stranger' : standingNow(from, rules, appointed));

/** Whether they are a lead now, whatever was true when they last wrote. */
export const isLeadNow = (
  who: Identity,
  rules: DeskRules,
  { appointed }: Pick<DeskState, 'appointed'>,
): boolean => standingNow(who, rules, appointed) === 'lead';

/** Whether they belong to the desk still. */
const isOfDesk = (who: Person, rules: DeskRules): boolean => standingNow(who, rules, []) !== 'stranger';

/** The people of the desk as of now: somebody who left it is known to the store and offered nowhere. */
export const colleaguesNow = (people: readonly Person[], rules: DeskRules): readonly LeadRef[] =>
  people.filter((one) => isOfDesk(one, rules)).map(({ id, name }) => ({ personId: id, name }));

/** The desk with those who are its leads by now: whoever the bot has met, and nobody who ceased to be one. */
export const deskNow = (desk: DeskState, people: readonly Person[], rules: DeskRules): DeskState => ({
  ...desk,
  leads: people
    .filter((one) => one.address !== null && isLeadNow(one, rules, desk))
    .map(({ id, name, objectId }) => ({ personId: id, name, isFixed: lists(rules.leads, objectId) })),
});

const lists = (ids: readonly string[], id: string): boolean =>
  ids.some((listed) => listed.toLowerCase() === id.toLowerCase());

const idOf = ({ tenantId, objectId }: Identity): PersonId => `${tenantId}/${objectId}`.toLowerCase();

export const personIdOf = ({ from }: Inbound): PersonId => idOf(from);

type Seen = {
  readonly standing: 'agent' | 'lead';
  readonly locale: Locale;
  /** Zone of the desk, for clients that do not tell theirs. */
  readonly zone: Zone;
};

/** The person as this activity shows them: kept answers stay, what Teams says anew (name, language, address) wins. */
export const personSeen = (inbound: Inbound, stored: Person | null, seen: Seen): Person => ({
  id: personIdOf(inbound),
  version: stored?.version ?? 0,
  tenantId: inbound.from.tenantId,
  objectId: inbound.from.objectId,
  name: inbound.from.name === '' ? (stored?.name ?? '') : inbound.from.name,
  chosenLocale: stored?.chosenLocale ?? null,
  locale: stored?.chosenLocale ?? seen.locale,
  zone: inbound.zone ?? stored?.zone ?? seen.zone,
  agentRole: stored?.agentRole ?? null,
  azureSupportGroupMember: stored?.azureSupportGroupMember ?? null,
  isLead: seen.standing === 'lead',
  address: newestAddress(inbound.address, stored?.address ?? null),
  welcomedAt: stored?.welcomedAt ?? null,
});

type SeenCustomer = { readonly customerId: CustomerId; readonly locale: Locale; readonly zone: Zone };

/**
 * Somebody of a customer as this activity shows them: never of the desk, whatever they once were. Their cards keep the
 * customer's zone, which our messages are written in: two zones on one card would be read as two appointments.
 */
export const customerSeen = (
  inbound: Inbound,
  stored: Person | null,
  { customerId, ...seen }: SeenCustomer,
): Person => ({
  ...personSeen(inbound, stored, { standing: 'agent', ...seen }),
  zone: seen.zone,
  agentRole: null,
  azureSupportGroupMember: null,
  ofCustomer: { customerId, stoppedAt: stored?.ofCustomer?.stoppedAt ?? null },
});

/** Only a 1:1 conversation is where a person is reached; the newest service address of it wins. */
const newestAddress = (seen: Address, stored: Address | null): Address | null =>
  seen.kind === 'personal' ? seen : stored;

const contentOf = ({ version: _version, ...content }: Person): string => JSON.stringify(content);

/** Whether anything worth a write differs. */
export const personDiffers = (one: Person, other: Person | null): boolean =>
  other === null || contentOf(one) !== contentOf(other);

/** In the place of a person where there is none: a name, a language and a zone, and no rights. */
export const nobodyAs = ({ name, locale, zone }: Pick<Person, 'name' | 'locale' | 'zone'>): Person => ({
  id: '',
  version: 0,
  tenantId: '',
  objectId: '',
  name,
  chosenLocale: null,
  locale,
  zone,
  agentRole: null,
  azureSupportGroupMember: null,
  isLead: false,
  address: null,
  welcomedAt: null,
});
