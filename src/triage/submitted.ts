import { decide } from '../policy/decide.ts';
import type { Decision } from '../policy/decision.ts';
import type { Facts, Severity } from '../policy/facts.ts';
import type { Policy } from '../policy/policy.ts';

type Decided = { readonly severity: Severity | null; readonly policy: Policy; readonly verdict: Decision };

/** Clocks, reminders and cards of a turn ask for the same one. */
const last = new WeakMap<Facts, Decided>();

/** What the rules say of a case at the severity it was submitted with: the vendor answers to that one. */
export const submittedVerdict = (facts: Facts, severity: Severity | null, policy: Policy): Decision => {
  const before = last.get(facts);
  if (before?.severity === severity && before.policy === policy) return before.verdict;
  const verdict = decide(severity === null ? facts : { ...facts, severityChosen: severity }, policy);
  last.set(facts, { severity, policy, verdict });
  return verdict;
};
