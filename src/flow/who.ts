/** Who somebody is to this deployment. Identity is the token's tenant and object id; typed text never grants anything. */
import type { Address, Locale, Person, PersonId, Zone } from '../triage/desk.ts';
import type { Inbound } from '../triage/inbound.ts';

export type DeskRules = {
  readonly homeTenantId: string;
  /** Object ids; empty: everybody of the home tenant who is not a guest. */
  readonly agents: readonly string[];
  readonly leads: readonly string[];
};

export type Standing = 'agent' | 'lead' | 'stranger';

export const standingOf = ({ from }: Inbound, rules: DeskRules): Standing => {
  const isHome = from.tenantId.toLowerCase() === rules.homeTenantId.toLowerCase() && !from.isGuest;
  if (!isHome || from.objectId === '') return 'stranger';
  if (lists(rules.leads, from.objectId)) return 'lead';
  return rules.agents.length === 0 || lists(rules.agents, from.objectId) ? 'agent' : 'stranger';
};

/** Whether the configuration names them a lead now, whatever was true when they last wrote. */
export const isLeadNow = ({ leads }: Pick<DeskRules, 'leads'>, objectId: string): boolean =>
  lists(leads, objectId);

const lists = (ids: readonly string[], id: string): boolean =>
  ids.some((listed) => listed.toLowerCase() === id.toLowerCase());

export const personIdOf = ({ from }: Inbound): PersonId => `${from.tenantId}/${from.objectId}`.toLowerCase();

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

/** Only a 1:1 conversation is where a person is reached; the newest service address of it wins. */
const newestAddress = (seen: Address, stored: Address | null): Address | null =>
  seen.kind === 'personal' ? seen : stored;

const contentOf = ({ version: _version, ...content }: Person): string => JSON.stringify(content);

/** Whether anything worth a write differs. */
export const personDiffers = (one: Person, other: Person | null): boolean =>
  other === null || contentOf(one) !== contentOf(other);
