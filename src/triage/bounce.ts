import { decide } from '../policy/decide.ts';
import type { DoorId } from '../policy/decision.ts';
import type { Facts, Field } from '../policy/facts.ts';
import type { DoorRow, Policy } from '../policy/policy.ts';
import type { Bounce, Case } from './case.ts';
import { noted, type CaseEvent, type StepContext, type Stepped, type Said } from './event.ts';
import { forget, learn } from './fill.ts';
import { phrase } from './phrase.ts';
import { settle } from './settle.ts';

/** What a refusal says, which kind of door can say it, and the fact it disproves. */
type BounceRow = {
  readonly said: Said;
  readonly by: readonly DoorRow['actor'][];
  readonly corrects: Facts;
  /** Facts that are open again. */
  readonly reopens: readonly Field[];
  /** Goes to the lead: the agent cannot mend it alone. */
  readonly toLead: boolean;
};

const row = (said: Said, by: BounceRow['by'], rest: Partial<BounceRow> = {}): BounceRow => ({
  said,
  by,
  corrects: {},
  reopens: [],
  toLead: false,
  ...rest,
});

const rows: readonly BounceRow[] = [
  row('third-party', ['microsoft'], { corrects: { product: 'marketplace' } }),
  row('ask-provider', ['microsoft'], { corrects: { providerGrantedAzureAccess: false } }),
  row('advice', ['microsoft'], { corrects: { breakFix: false } }),
  row('known-incident', ['microsoft', '21vianet'], {
    corrects: { healthChecked: true, knownIncident: 'active-match' },
    reopens: ['incidentOverride'],
  }),
  row('inappropriate', ['21vianet'], { reopens: ['reason21v'], toLead: true }),
  row('file-yourself', ['provider'], { reopens: ['providerGrantedAzureAccess'] }),
  row('platform', ['isv'], { corrects: { product: 'azure' } }),
  row('other', ['microsoft', '21vianet', 'provider', 'isv', 'own-tenant', 'msrc']),
];

/** The door the case is at: of a block or referral without one, the door that opens once the way out is taken. */
export const doorOf = (from: Case): DoorId | null => {
  if (from.stage.at === 'handed-over') return from.stage.filing.door;
  const verdict = from.decision?.verdict;
  return verdict?.channel ?? verdict?.wayOut?.opens ?? null;
};

/** What the door of this case can say when it refuses. */
export const refusalsOf = (from: Case, policy: Policy): readonly Said[] => {
  const door = doorOf(from);
  const actor = policy.doors.find(({ id }) => id === door)?.actor;
  return rows.filter(({ by }) => actor !== undefined && by.includes(actor)).map(({ said }) => said);
};

const needsReason = (message: string): Stepped => ({
  is: 'refused',
  problems: [{ input: 'reason', says: phrase(message) }],
  notice: null,
  panel: 'bounce',
});

const corrected = (from: Case, { corrects, reopens }: BounceRow, door: DoorId): Case => {
  const triedDoors = [...new Set([...(from.facts.triedDoors ?? []), door])];
  return learn(forget(from, [...reopens, 'severityChosen']), { ...corrects, triedDoors }, 'answered');
};

/** Facts the directory or an old answer would put straight back. */
const forgottenSources = (context: StepContext, { reopens }: BounceRow): StepContext =>
  context.customer !== null && reopens.includes('providerGrantedAzureAccess')
    ? { ...context, customer: { ...context.customer, providerGrantedAzureAccess: null } }
    : context;

/**
 * A door said "not ours": the fact it disproves is corrected and the case decided again. The same door, or one tried
 * before, is proposed again only with a typed reason.
 */
export const bounce = (
  from: Case,
  { said, by, reason, incidentId }: Omit<Extract<CaseEvent, { is: 'bounced' }>, 'is'>,
  context: StepContext,
): Stepped => {
  const door = doorOf(from);
  const found = rows.find((one) => one.said === said);
  if (door === null || found === undefined || !refusalsOf(from, context.policy).includes(said)) {
    return {
      is: 'refused',
      problems: [{ input: 'said', says: phrase('problem.choose') }],
      notice: null,
      panel: 'bounce',
    };
  }
  if (said === 'other' && reason === null) return needsReason('problem.reason');
  const told = incidentId === null ? from : { ...from, incidentId };
  const next = corrected(told, found, door);
  const opens = decide(next.facts, context.policy).channel;
  if (reason === null && opens !== null && (next.facts.triedDoors ?? []).includes(opens)) {
    return needsReason('problem.same-door');
  }
  return bounced(next, found, { door, said, by, at: context.now, reason }, context);
};

const noticeOf = ({ said, toLead }: BounceRow, { desk }: StepContext): string => {
  if (toLead) return desk.leads.length === 0 ? 'notice.bounced-to-lead' : 'notice.bounced-lead-told';
  return said === 'other' ? 'notice.bounced-other' : 'notice.bounced';
};

const bounced = (next: Case, found: BounceRow, entry: Bounce, context: StepContext): Stepped => {
  const kept = { ...next, bounces: [...next.bounces, entry] };
  const settled = settle(kept, forgottenSources(context, found));
  const incidentId = found.said === 'known-incident' ? next.incidentId : null;
  const texts = {
    by: entry.by,
    ...(entry.reason === null ? {} : { reason: entry.reason }),
    ...(incidentId === null ? {} : { incidentId }),
  };
  return {
    is: 'changed',
    case: { ...settled.case, handedToLeadAt: found.toLead ? context.now : next.handedToLeadAt },
    noted: [noted('bounced', { door: entry.door, said: entry.said }, texts), ...settled.noted],
    notice: phrase(noticeOf(found, context)),
    panel: 'verdict',
  };
};
