import { decide } from '../policy/decide.ts';
import type { Decision } from '../policy/decision.ts';
import type { Facts, IssueKind } from '../policy/facts.ts';
import { supportIsStaffed } from '../clocks/support-hours.ts';
import type { Case } from './case.ts';
import { noted, type Noted, type StepContext } from './event.ts';
import { fill, forget, learn } from './fill.ts';
import { questionOf } from './reach.ts';

const privateKinds: readonly IssueKind[] = ['fraud', 'breach', 'vulnerability'];

const isEnglish = (language: string): boolean => language === 'en' || language.startsWith('en-');

/** Whether support in the wanted language is staffed now is computed, never asked. */
const withBusinessHours = (from: Case, { now, policy }: StepContext): Case => {
  const language = from.facts.supportLanguage;
  const fresh = forget(from, ['businessHours']);
  if (language === undefined || isEnglish(language)) return fresh;
  const staffed = supportIsStaffed(language, now, policy.numbers.supportHours);
  return staffed === null ? fresh : learn(fresh, { businessHours: staffed }, 'profile');
};

const isPrivate = ({ issueKind }: Facts): boolean =>
  issueKind !== undefined && privateKinds.includes(issueKind);

/** What is private stays so, unless it only sounded like it and an agent has said what it really is. */
const staysPrivate = ({ sensitive, talk, facts }: Case): boolean =>
  sensitive && !(talk?.soundsPrivate === true && facts.issueKind !== undefined);

const decided = (verdict: Decision, version: string): Noted =>
  noted('decided', {
    outcome: verdict.outcome,
    door: verdict.channel,
    blocker: verdict.blocker,
    severity: verdict.severity,
    rules: verdict.rules,
    policyVersion: version,
  });

/** Case and account after everything known was filled in and decided: a verdict, or the page that asks what is missing. */
type Settled = { readonly case: Case; readonly verdict: Decision; readonly noted: readonly Noted[] };

export const settle = (from: Case, context: StepContext): Settled => {
  const { now, policy } = context;
  const known = withBusinessHours(fill(from, context), context);
  const verdict = decide(known.facts, policy, context.now.slice(0, 10));
  const sensitive = staysPrivate(known) || isPrivate(known.facts);
  const [missing] = verdict.missing;
  if (missing !== undefined) {
    const page = questionOf(missing, policy)?.page ?? 'who-and-what';
    return {
      case: { ...known, sensitive, stage: { at: 'intake', page }, decision: null },
      verdict,
      noted: [],
    };
  }
  return {
    case: {
      ...known,
      sensitive,
      stage: { at: 'decided' },
      decision: { verdict, policyVersion: policy.version, at: now },
    },
    verdict,
    noted: [decided(verdict, policy.version)],
  };
};
