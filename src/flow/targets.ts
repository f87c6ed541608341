/**
 * Who gets a row, settled at the moment of sending: leads change, the lead room moves, and whoever is on call now is
 * asked for now. Rows for "the lead on call" become rows for persons, so that each goes the way everything for that
 * person goes: in order, within budget, parked while there is no conversation.
 */
import type { Address, Instant, PartnerProfile, PersonId } from '../triage/desk.ts';
import type { DeskState, LeadRef } from '../triage/desk-state.ts';
import { backupNow, deskZone, onCallAt } from '../triage/on-call.ts';
import type { Recipient } from '../triage/turn.ts';
import type { Reader } from './reader.ts';
import { deskWithLeads } from './desk-people.ts';
import type { Store } from './ports.ts';
import { isLeadNow, type DeskRules } from './who.ts';

export type Target =
  | { readonly kind: 'conversation'; readonly address: Address; readonly reader: Reader }
  /** To be told each for themselves. */
  | { readonly kind: 'people'; readonly people: readonly PersonId[] }
  /** The person has no conversation with the bot. */
  | { readonly kind: 'unmet' }
  /** No lead ever met the bot: nobody can be told yet. */
  | { readonly kind: 'nobody' };

type Parts = {
  readonly store: Store;
  readonly profile: PartnerProfile;
  /** Who is a lead now. */
  readonly rules: DeskRules;
};

/** A thread's id ends in the post it belongs to; without it, what is sent begins a thread of its own. */
export const channelOf = (conversationId: string): string => conversationId.replace(/;messageid=[^;]*/i, '');

const personTarget = async (personId: PersonId, { store, rules }: Parts): Promise<Target> => {
  const stored = await store.person(personId);
  if (stored?.address == null) return { kind: 'unmet' };
  const person = { ...stored, isLead: isLeadNow(stored, rules, await store.desk()) };
  const reader: Reader = { person, locale: person.locale, zone: person.zone };
  return { kind: 'conversation', address: stored.address, reader };
};

/** What stands in the lead room is read by all leads: in the desk's language and zone. */
export const roomReader = (desk: DeskState, profile: PartnerProfile): Reader => ({
  person: null,
  locale: profile.language,
  zone: deskZone(desk, profile),
  isRoom: true,
});

const roomTarget = (desk: DeskState, profile: PartnerProfile): Target | null => {
  if (desk.leadRoom === null) return null;
  const { address } = desk.leadRoom;
  return {
    kind: 'conversation',
    address: { ...address, conversationId: channelOf(address.conversationId) },
    reader: roomReader(desk, profile),
  };
};

const peopleTarget = (people: readonly PersonId[]): Target =>
  people.length === 0 ? { kind: 'nobody' } : { kind: 'people', people: [...new Set(people)] };

/** One of the leads, or where the schedule names none, all of them. */
const oneOrAll = (lead: LeadRef | null, { leads }: DeskState): readonly PersonId[] =>
  (lead === null ? leads : [lead]).map(({ personId }) => personId);

/** Without a lead room its posts go to whoever is on call. */
const leadTarget = async (
  to: 'lead-room' | 'on-call' | 'backup-lead',
  now: Instant,
  parts: Parts,
): Promise<Target> => {
  const { profile } = parts;
  const desk = await deskWithLeads(parts);
  if (to === 'backup-lead') return peopleTarget(oneOrAll(backupNow(desk), desk));
  const room = to === 'lead-room' ? roomTarget(desk, profile) : null;
  return room ?? peopleTarget(oneOrAll(onCallAt(desk, now, deskZone(desk, profile)), desk));
};

export const targetOf = async (recipient: Recipient, now: Instant, parts: Parts): Promise<Target> => {
  switch (recipient.to) {
    case 'person':
    case 'contact':
      return personTarget(recipient.personId, parts);
    case 'conversation': {
      const { address, locale, zone, readAs } = recipient;
      const person = readAs === undefined ? null : await parts.store.person(readAs);
      return {
        kind: 'conversation',
        address,
        reader: { person, locale, zone, ...(address.kind === 'personal' ? {} : { isRoom: true }) },
      };
    }
    case 'lead-room':
    case 'on-call':
    case 'backup-lead':
      return leadTarget(recipient.to, now, parts);
  }
};
