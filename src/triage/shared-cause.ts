import type { LeadEvent } from '../policy/desk-rows.ts';
import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { targetOf } from './lead-notice.ts';
import type { Picture } from './picture.ts';
import type { Known, OutgoingRow } from './turn.ts';

/** Several customers with one cause, told to the leads once: an event, and the other cases. */
export type SharedCause = { readonly event: 'signal' | 'incident-shared'; readonly cases: readonly Case[] };

const customersIn = (cases: readonly Case[]): number =>
  new Set(cases.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]))).size;

const isAlike = (one: Case, other: Case): boolean =>
  one.facts.symptom !== undefined &&
  one.facts.product === other.facts.product &&
  one.facts.symptom === other.facts.symptom;

const wasTold = (event: LeadEvent, cases: readonly Case[]): boolean =>
  cases.some(({ follow }) => follow.toldOnce.includes(event));

const alikeIn = (about: Case, { similar }: Known): readonly Case[] =>
  about.stage.at === 'intake' || about.facts.issueKind !== 'technical'
    ? []
    : similar.filter((other) => !other.sensitive && isAlike(about, other));

const waitingWith = (about: Case, { sameIncident }: Known): readonly Case[] =>
  about.decision?.verdict.outcome !== 'wait-known-incident' || about.incidentId === null
    ? []
    : sameIncident.filter(({ incidentId, id }) => incidentId === about.incidentId && id !== about.id);

/** What several customers share as of now and no lead has heard yet; null: nothing. */
export const sharedCauseOf = (about: Case, known: Known, { numbers }: Policy): SharedCause | null => {
  if (about.sensitive || about.stage.at === 'closed') return null;
  const found: readonly (SharedCause & { readonly least: number })[] = [
    {
      event: 'incident-shared',
      cases: waitingWith(about, known),
      least: numbers.incidentCustomers,
    },
    { event: 'signal', cases: alikeIn(about, known), least: numbers.signalCustomers },
  ];
  return (
    found.find(
      ({ event, cases, least }) =>
        customersIn([about, ...cases]) >= least && !wasTold(event, [about, ...cases]),
    ) ?? null
  );
};

/** One notice to the lead on call; its card asks what the desk has to find out. */
export const sharedNotice = (
  { event, cases }: SharedCause,
  about: Case,
  { now, desk }: Known,
  policy: Policy,
): readonly OutgoingRow[] => {
  const target = targetOf(event, about, policy, desk);
  if (target === 'nobody' || target === 'digest') return [];
  const picture: Picture = {
    card: event === 'signal' ? 'signal' : 'incident',
    caseId: about.id,
    cases: cases.map(({ id }) => id),
    problems: [],
    inputs: {},
    notice: null,
  };
  return [
    {
      key: `notice|${about.id}|${event}`,
      dueAt: now,
      recipient: { to: target === 'lead-room' ? 'lead-room' : 'on-call' },
      picture,
      sendClass: 'at-least-once',
      replacesCard: false,
    },
  ];
};
