import { minutesBetween } from '../clocks/wall-clock.ts';
import type { Case, Filing } from './case.ts';
import { doorOf } from './bounce.ts';
import { noted, type StepContext, type Stepped, type Submitted } from './event.ts';
import { learn } from './fill.ts';
import { phrase } from './phrase.ts';
import { settle } from './settle.ts';
import type { Facts } from '../policy/facts.ts';

const notFileable = (from: Case): boolean => {
  const outcome = from.decision?.verdict.outcome;
  return outcome === 'solve-in-house' || outcome === 'wait-known-incident';
};

/** A broken service needs a fresh look at its health before a request goes out; other cases never had one. */
const healthIsOld = (from: Case, filedAt: string, { policy }: StepContext): boolean =>
  from.facts.issueKind === 'technical' &&
  from.facts.breakFix !== false &&
  from.healthCheckedAt !== null &&
  minutesBetween(from.healthCheckedAt, filedAt) > policy.numbers.healthCheckIsOldAfterMinutes;

const refused = (panel: 'verdict' | 'health' | 'approval', key: string): Stepped => ({
  is: 'refused',
  problems: [],
  notice: phrase(key),
  panel,
});

const handedOver = (from: Case, submitted: Submitted, door: string, by: string): Case => {
  const filing: Filing = { ...submitted, door, by };
  const chosen: Facts = submitted.severity === null ? {} : { severityChosen: submitted.severity };
  return { ...learn(from, chosen, 'answered'), stage: { at: 'handed-over', filing } };
};

/** A new request: what was heard of an earlier one is not about this one. */
const atDoor = (from: Case): Case => ({
  ...from,
  follow: { ...from.follow, signsBefore: from.follow.vendor.length },
});

/** Why a request may not go out yet: a lead has not said yes, or has said no. Null: it may. */
const approvalHolds = ({ follow: { approval } }: Case): string | null => {
  if (approval?.state === 'wanted') return 'notice.approval-first';
  return approval?.state === 'sent-back' ? 'notice.sent-back-first' : null;
};

/** The request was submitted: the case waits for the door from here on. */
export const file = (from: Case, submitted: Submitted, context: StepContext): Stepped => {
  const door = doorOf(from);
  if (door === null || notFileable(from)) return refused('verdict', 'notice.nothing-to-file');
  const held = approvalHolds(from);
  if (held !== null) return refused('approval', held);
  if (healthIsOld(from, submitted.filedAt, context)) return refused('health', 'notice.health-is-old');
  return {
    is: 'changed',
    case: handedOver(atDoor(from), submitted, door, context.person.id),
    noted: [noted('filed', { door, ...submitted })],
    notice: phrase('notice.filed'),
    panel: 'verdict',
  };
};

export const correctFiling = (from: Case, submitted: Submitted, { person }: StepContext): Stepped => {
  if (from.stage.at !== 'handed-over') return refused('verdict', 'notice.not-filed-yet');
  const { door } = from.stage.filing;
  return {
    is: 'changed',
    case: handedOver(from, submitted, door, person.id),
    noted: [noted('filing-corrected', { door, ...submitted, before: from.stage.filing })],
    notice: phrase('notice.filing-corrected'),
    panel: 'verdict',
  };
};

/** Service health was looked at again, just before filing. What it shows now decides again. */
export const recheckHealth = (
  from: Case,
  seen: { readonly knownIncident: NonNullable<Facts['knownIncident']>; readonly incidentId: string | null },
  context: StepContext,
): Stepped => {
  const told = learn(from, { healthChecked: true, knownIncident: seen.knownIncident }, 'answered');
  const settled = settle({ ...told, healthCheckedAt: context.now, incidentId: seen.incidentId }, context);
  const same = settled.verdict.outcome === from.decision?.verdict.outcome;
  const texts = seen.incidentId === null ? {} : { incidentId: seen.incidentId };
  return {
    is: 'changed',
    case: settled.case,
    noted: [noted('health-rechecked', { knownIncident: seen.knownIncident }, texts), ...settled.noted],
    notice: phrase(same ? 'notice.health-unchanged' : 'notice.health-changed'),
    panel: same ? 'filing' : 'verdict',
  };
};
