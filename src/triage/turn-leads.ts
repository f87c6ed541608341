import { chosenColleague, lookedUpIn, namesNobody } from './colleague.ts';
import { changedDesk, deskEntry } from './desk-entry.ts';
import type { DeskState, LeadRef } from './desk-state.ts';
import { phrase, typed, type Phrase } from './phrase.ts';
import type { Picture, Problem } from './picture.ts';
import { nothing } from './turn-parts.ts';
import type { Known, OutgoingRow, Turn } from './turn.ts';
import { wrong, type Inputs } from './typed-setting.ts';

/* Who is a lead: people the bot has met, made leads by leads. Whom the configuration names stays one. */

/** `picture` null: the list of leads is shown again, and `says` stands on top of it. */
type SavedLeads =
  | { readonly turn: Turn; readonly says: Phrase; readonly picture: Picture | null }
  | { readonly problems: readonly Problem[] };

const isNobody = (id: string | undefined): boolean => id === undefined || id.trim() === '' || id === 'nobody';

const isLead = ({ leads }: DeskState, { personId }: LeadRef): boolean =>
  leads.some((lead) => lead.personId === personId);

const without = <T extends LeadRef>(leads: readonly T[], { personId }: LeadRef): readonly T[] =>
  leads.filter((lead) => lead.personId !== personId);

/** Whoever it is about hears of it, unless they did it themselves. */
const tells = (key: string, who: LeadRef, { person, desk, now }: Known): readonly OutgoingRow[] =>
  who.personId === person.id
    ? []
    : [
        {
          key: `lead-changed|${who.personId}|${desk.version + 1}`,
          dueAt: now,
          recipient: { to: 'person', personId: who.personId },
          picture: { card: 'notice', says: phrase(key, { by: typed(person.name) }), forward: ['help'] },
          sendClass: 'at-least-once',
          replacesCard: false,
        },
      ];

type Change = {
  readonly what: 'lead-added' | 'lead-removed';
  readonly who: LeadRef;
  readonly after: Pick<DeskState, 'leads' | 'appointed'>;
};

const changed = ({ what, who, after }: Change, known: Known): Turn => ({
  ...nothing,
  desk: changedDesk({ ...known.desk, ...after }),
  record: [deskEntry(what, { lead: who, before: known.desk.appointed, after: after.appointed }, known)],
  rows: tells(`notice.${what}-you`, who, known),
});

const add = (inputs: Inputs, known: Known): SavedLeads => {
  const { desk } = known;
  // Somebody who is a lead by the configuration alone is met as a colleague too, or not at all.
  const chosen = chosenColleague('newLead', inputs, { ...known, desk: { ...desk, leads: [] } });
  if (!('who' in chosen)) return chosen;
  const { who } = chosen;
  const input = (inputs[lookedUpIn('newLead')] ?? '') === '' ? 'newLead' : lookedUpIn('newLead');
  if (isLead(desk, who)) return { problems: wrong(input, 'problem.lead-already') };
  const lead = { personId: who.personId, name: who.name };
  const after = {
    leads: [...desk.leads, lead],
    appointed: [...without(desk.appointed, lead), lead],
  };
  return {
    turn: changed({ what: 'lead-added', who: lead, after }, known),
    says: phrase('notice.lead-added', { who: typed(lead.name) }),
    picture: null,
  };
};

const remove = (id: string, known: Known): SavedLeads => {
  const { desk, person } = known;
  const who = desk.leads.find(({ personId }) => personId === id);
  if (who === undefined) return { problems: wrong('formerLead', 'problem.lead-unknown') };
  if (who.isFixed === true) return { problems: wrong('formerLead', 'problem.lead-fixed') };
  const leads = without(desk.leads, who);
  if (leads.length === 0) return { problems: wrong('formerLead', 'problem.last-lead') };
  const lead = { personId: who.personId, name: who.name };
  const after = { leads, appointed: without(desk.appointed, who) };
  const isSelf = who.personId === person.id;
  const says = phrase('notice.lead-removed', { who: typed(lead.name) });
  return {
    turn: changed({ what: 'lead-removed', who: lead, after }, known),
    says,
    // The list is not theirs to see any more.
    picture: isSelf
      ? { card: 'notice', says: phrase('notice.lead-removed-self'), forward: ['my-cases', 'help'] }
      : null,
  };
};

/** Makes somebody a lead, or ends it: one at a time, so that the desk's record names each. */
export const saveLeads = (inputs: Inputs, known: Known): SavedLeads => {
  const { formerLead = '' } = inputs;
  const addsNobody = namesNobody('newLead', inputs);
  if (!addsNobody && !isNobody(formerLead))
    return { problems: wrong('formerLead', 'problem.one-lead-at-a-time') };
  if (!isNobody(formerLead)) return remove(formerLead, known);
  return addsNobody ? { problems: wrong('newLead', 'problem.choose') } : add(inputs, known);
};
