import type { Outcome } from '../policy/decision.ts';
import type { LeadEvent } from '../policy/desk-rows.ts';
import type { Case } from './case.ts';
import type { Noted } from './event.ts';

/** What a verdict is to the leads; null: nothing they need to hear of. */
const byOutcome: Readonly<Record<Outcome, LeadEvent | null>> = {
  'needs-info': null,
  'solve-in-house': null,
  'wait-known-incident': null,
  'escalate-microsoft': 'escalated',
  'escalate-21vianet': 'escalated',
  'contact-isv': 'to-vendor',
  'refer-indirect-provider': 'referred',
  'own-tenant-request': 'own-tenant',
  blocked: 'blocked',
};

/** What an entry of the record is to the leads. */
const byEntry: Readonly<Record<string, LeadEvent>> = {
  bounced: 'bounced',
  'went-without-approval': 'went-without-approval',
  'vendor-asks-us': 'asks-us',
  disagreed: 'disagreed',
  'customer-said-worse': 'customer-worse',
};

const newVerdict = (before: Case, after: Case): LeadEvent | null => {
  if (after.stage.at !== 'decided' || after.decision === null) return null;
  const { outcome, channel } = after.decision.verdict;
  const isSame = before.decision?.verdict.outcome === outcome && before.decision.verdict.channel === channel;
  return isSame && before.stage.at === 'decided' ? null : byOutcome[outcome];
};

const isWanted = ({ follow }: Case): boolean => follow.approval?.state === 'wanted';

/**
 * What the leads hear of a change: one event at most, the one that asks most of them. What else happened stands on the
 * case's post.
 */
export const leadEventOf = (before: Case, after: Case, entries: readonly Noted[]): LeadEvent | null => {
  if (after.handedToLeadAt !== null && after.handedToLeadAt !== before.handedToLeadAt)
    return 'handed-to-lead';
  if (isWanted(after) && !isWanted(before)) return 'approval-wanted';
  const noted = entries.map(({ what }) => byEntry[what]).find((event) => event !== undefined);
  return noted ?? newVerdict(before, after);
};
