import type { Severity } from '../policy/facts.ts';
import type { Case } from './case.ts';
import { noted, type Noted, type StepContext } from './event.ts';
import type { Mark } from './follow.ts';
import { phrase, typed, type Phrase } from './phrase.ts';
import type { Problem } from './picture.ts';
import type { LeadRef } from './desk-state.ts';
import { changeSeverity } from './step-verdict.ts';

/** What a lead's step comes to. `tells`: what the owner is told of it, if he is somebody else. */
export type LeadStep =
  | {
      readonly case: Case;
      readonly noted: readonly Noted[];
      readonly notice: Phrase;
      readonly tells: { readonly event: string; readonly says: Phrase } | null;
    }
  | { readonly problems: readonly Problem[]; readonly notice: Phrase | null };

type Context = Pick<StepContext, 'person' | 'now'>;

const marked = ({ person, now }: Context): Mark => ({ by: person.id, byName: person.name, at: now });

const refused = (key: string): LeadStep => ({ problems: [], notice: phrase(key) });

/** Whoever takes a case in hand has seen it: the chain ends. */
const seen = (from: Case, context: Context): Case => ({
  ...from,
  follow: { ...from.follow, acknowledged: from.follow.acknowledged ?? marked(context) },
});

export const acknowledge = (from: Case, context: Context): LeadStep =>
  from.follow.acknowledged === null
    ? {
        case: seen(from, context),
        noted: [noted('acknowledged')],
        notice: phrase('notice.acknowledged'),
        tells: {
          event: 'acknowledged',
          says: phrase('alert.acknowledged', { lead: typed(context.person.name) }),
        },
      }
    : refused('notice.already-acknowledged');

/** The case in somebody else's hands. Its clocks run on: a new owner is no new start. */
export const ownedBy = (from: Case, { personId, name }: LeadRef): Case => ({
  ...from,
  owner: personId,
  ownerName: name,
  follow: { ...from.follow, offeredTo: null },
});

export const assign = (from: Case, to: LeadRef, context: Context): LeadStep =>
  to.personId === from.owner
    ? refused('notice.already-owner')
    : {
        case: ownedBy(seen(from, context), to),
        noted: [noted('assigned', { from: from.owner, to: to.personId }, { name: to.name })],
        notice: phrase('notice.assigned', { name: typed(to.name) }),
        tells: { event: 'assigned', says: phrase('alert.assigned', { lead: typed(context.person.name) }) },
      };

export const takeOver = (from: Case, context: Context): LeadStep => {
  const { id, name } = context.person;
  if (from.owner === id) return refused('notice.already-owner');
  return {
    case: ownedBy(seen(from, context), { personId: id, name }),
    noted: [noted('taken-over', { from: from.owner })],
    notice: phrase('notice.taken-over'),
    tells: { event: 'taken-over', says: phrase('alert.taken-over', { lead: typed(name) }) },
  };
};

const isAsked = ({ follow: { approval } }: Case): boolean =>
  approval?.state === 'wanted' || approval?.state === 'sent-back';

export const approve = (from: Case, context: Context): LeadStep =>
  isAsked(from)
    ? {
        case: {
          ...seen(from, context),
          follow: { ...seen(from, context).follow, approval: { state: 'given', mark: marked(context) } },
        },
        noted: [noted('approved')],
        notice: phrase('notice.approved'),
        tells: { event: 'approved', says: phrase('alert.approved', { lead: typed(context.person.name) }) },
      }
    : refused('notice.no-approval-wanted');

export const sendBack = (from: Case, reason: string, context: Context): LeadStep => {
  if (from.follow.approval?.state !== 'wanted') return refused('notice.no-approval-wanted');
  const { follow } = seen(from, context);
  return {
    case: { ...from, follow: { ...follow, approval: { state: 'sent-back', mark: marked(context), reason } } },
    noted: [noted('sent-back', {}, { reason })],
    notice: phrase('notice.sent-back'),
    tells: {
      event: 'sent-back',
      says: phrase('alert.sent-back', { lead: typed(context.person.name), reason: typed(reason) }),
    },
  };
};

export const setSeverity = (
  from: Case,
  { severity, reason }: { readonly severity: Severity; readonly reason: string },
  context: StepContext,
): LeadStep => {
  const stepped = changeSeverity(from, severity, reason, context);
  if (stepped.is === 'refused') return { problems: stepped.problems, notice: stepped.notice };
  const { follow } = seen(stepped.case, context);
  return {
    case: {
      ...stepped.case,
      follow: { ...follow, severityByLead: { severity, mark: marked(context), reason } },
    },
    noted: stepped.noted,
    notice: phrase('notice.lead-severity', { severity }),
    tells: {
      event: 'lead-severity',
      says: phrase('alert.lead-severity', {
        lead: typed(context.person.name),
        severity,
        reason: typed(reason),
      }),
    },
  };
};

export const answerSignal = (
  from: Case,
  { weChanged, region }: { readonly weChanged: boolean; readonly region: string | null },
  context: Context,
): LeadStep => ({
  case: { ...from, follow: { ...from.follow, signal: { weChanged, region, mark: marked(context) } } },
  noted: [noted('signal-answered', { weChanged }, region === null ? {} : { region })],
  notice: phrase(weChanged ? 'notice.signal-we-changed' : 'notice.signal-not-us'),
  tells: null,
});
