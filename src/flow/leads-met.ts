/** The desk learns its leads as they write: only then is there a chat in which they can be told anything. */
import type { Person } from '../triage/desk.ts';
import type { DeskState, LeadRef } from '../triage/desk-state.ts';

const isSame = (one: readonly LeadRef[], other: readonly LeadRef[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const withLead = ({ leads }: DeskState, { id, name, isLead, address }: Person): readonly LeadRef[] => {
  if (!isLead) return leads.filter(({ personId }) => personId !== id);
  if (address === null) return leads;
  const met: LeadRef = { personId: id, name };
  return leads.some(({ personId }) => personId === id)
    ? leads.map((lead) => (lead.personId === id ? met : lead))
    : [...leads, met];
};

/** The desk after this person was seen; null: as it was. `changed` is what the turn itself makes of the desk. */
export const deskAfter = (before: DeskState, changed: DeskState | null, person: Person): DeskState | null => {
  const desk = changed ?? before;
  const leads = withLead(desk, person);
  if (isSame(leads, desk.leads)) return changed;
  return { ...desk, version: before.version + 1, leads };
};
