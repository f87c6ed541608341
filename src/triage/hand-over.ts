import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { chosenColleague, lookedUpIn, type Chosen } from './colleague.ts';
import type { LeadRef } from './desk-state.ts';
import { noted } from './event.ts';
import { alert } from './lead-notice.ts';
import { phrase, typed, type Phrase } from './phrase.ts';
import type { Picture, Problem } from './picture.ts';
import { ownedBy } from './step-lead.ts';
import { changeTurn, together } from './turn-change.ts';
import { casePicture, notice, showing } from './turn-parts.ts';
import type { Known, OutgoingRow, Turn } from './turn.ts';

/* Cases that change hands. A case keeps its owner until somebody has taken it: it never lies without one. */

type Inputs = Readonly<Record<string, string>>;

export const handOverForm = (
  shown: {
    readonly problems?: readonly Problem[];
    readonly inputs?: Inputs;
    readonly notice?: Phrase | null;
  } = {},
): Picture => ({
  card: 'hand-over',
  problems: shown.problems ?? [],
  inputs: shown.inputs ?? {},
  notice: shown.notice ?? null,
});

const longestNote = 500;

const offerRow = (about: Case, personId: string, { now }: Known): OutgoingRow => ({
  key: `offer|${about.id}|${personId}`,
  dueAt: now,
  recipient: { to: 'person', personId },
  picture: { card: 'offer', caseId: about.id },
  sendClass: 'at-least-once',
  replacesCard: false,
});

const offered = (about: Case, to: LeadRef, note: string, known: Known): Case => ({
  ...about,
  follow: { ...about.follow, offeredTo: { personId: to.personId, since: known.now, note } },
});

const mayTakePrivate = ({ personId }: LeadRef, { desk }: Known): boolean =>
  desk.leads.some((lead) => lead.personId === personId);

/** Where the person was chosen: a problem with them stands there. */
const chosenAt = (inputs: Inputs): string =>
  (inputs[lookedUpIn('receiver')] ?? '') === '' ? 'receiver' : lookedUpIn('receiver');

const problemsOf = (
  to: Chosen,
  chosen: readonly Case[],
  { inputs, known }: { readonly inputs: Inputs; readonly known: Known },
): readonly Problem[] => {
  const isSelf = 'who' in to && to.who.personId === known.person.id;
  const isRefused = !('who' in to) || !mayTakePrivate(to.who, known);
  return [
    ...('who' in to ? [] : to.problems),
    ...(isSelf ? [{ input: chosenAt(inputs), says: phrase('problem.to-yourself') }] : []),
    ...(chosen.length === 0 ? [{ input: 'cases', says: phrase('problem.choose') }] : []),
    ...(isRefused && chosen.some(({ sensitive }) => sensitive)
      ? [{ input: 'cases', says: phrase('problem.private-to-leads') }]
      : []),
  ];
};

/** Offers the chosen cases to a colleague, each with its note. Nothing changes hands before it is accepted. */
export const offerCases = (inputs: Inputs, known: Known, policy: Policy): Turn => {
  const receiver = chosenColleague('receiver', inputs, known);
  const wanted = (inputs['cases'] ?? '').split(',');
  const chosen = known.held.filter(
    ({ id, owner, stage }) => wanted.includes(id) && owner === known.person.id && stage.at !== 'closed',
  );
  const problems = problemsOf(receiver, chosen, { inputs, known });
  if (!('who' in receiver) || problems.length > 0) return showing(handOverForm({ problems, inputs }));
  const to = receiver.who;
  const turns = chosen.map((about) => {
    const note = (inputs[`note.${about.id}`] ?? '').trim().slice(0, longestNote);
    const entry = noted('offered', { to: to.personId }, { name: to.name, ...(note === '' ? {} : { note }) });
    const rows = [offerRow(about, to.personId, known)];
    return changeTurn(
      { before: about, after: offered(about, to, note, known), noted: [entry], rows },
      known,
      policy,
    );
  });
  const says = phrase('notice.offered', { count: chosen.length, name: typed(to.name) });
  return { ...together(turns), picture: { card: 'notice', says, forward: ['my-cases'] } };
};

const isOfferedTo = (about: Case, { person }: Known): boolean =>
  about.follow.offeredTo?.personId === person.id;

const tellGiver = (about: Case, event: string, { person, now }: Known): readonly OutgoingRow[] => [
  alert(
    about,
    { to: 'person', personId: about.owner },
    { event, says: phrase(`alert.${event}`, { name: typed(person.name) }) },
    now,
  ),
];

export const acceptCase = (about: Case, known: Known, policy: Policy): Turn => {
  if (!isOfferedTo(about, known)) return showing(notice('notice.offer-gone', ['my-cases']));
  const { id, name } = known.person;
  const change = {
    before: about,
    after: ownedBy(about, { personId: id, name }),
    noted: [noted('accepted', { from: about.owner })],
    rows: tellGiver(about, 'accepted', known),
  };
  return {
    ...changeTurn(change, known, policy),
    picture: casePicture(about.id, { notice: phrase('notice.accepted') }),
  };
};

export const declineCase = (about: Case, known: Known, policy: Policy): Turn => {
  if (!isOfferedTo(about, known)) return showing(notice('notice.offer-gone', ['my-cases']));
  const change = {
    before: about,
    after: { ...about, follow: { ...about.follow, offeredTo: null } },
    noted: [noted('declined')],
    rows: tellGiver(about, 'declined', known),
  };
  return { ...changeTurn(change, known, policy), picture: notice('notice.declined', ['my-cases']) };
};
