import type { Facts, Field, Severity } from '../policy/facts.ts';
import type { Case } from './case.ts';
import { noted, type Noted, type StepContext, type Stepped } from './event.ts';
import { forget, learn } from './fill.ts';
import { phrase } from './phrase.ts';
import { questionOf } from './reach.ts';
import { settle } from './settle.ts';

const textsOf = (facts: Facts): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)]));

const changed = (next: Case, account: readonly Noted[], key: string | null): Stepped => ({
  is: 'changed',
  case: next,
  noted: account,
  notice: key === null ? null : phrase(key),
  panel: 'verdict',
});

const decideAgain = (next: Case, account: Noted, key: string, context: StepContext): Stepped => {
  const settled = settle(next, context);
  return changed(settled.case, [account, ...settled.noted], key);
};

export const solve = (from: Case, { now }: StepContext): Stepped =>
  changed(
    { ...from, stage: { at: 'closed', how: 'solved', closedAt: now } },
    [noted('solved')],
    'notice.solved',
  );

/** Answers that keep a case in the house; when it turns out not to be solved, the first of them given is asked again. */
const homeGrounds: readonly Field[] = ['category', 'reason21v', 'withinEntitlement'];

const reopenAt = (from: Case, field: Field, { policy }: StepContext): Case => ({
  ...from,
  stage: { at: 'intake', page: questionOf(field, policy)?.page ?? 'who-and-what' },
  decision: null,
});

/** Kept in the house and not solved there: now everything was tried, or the ground for keeping it is asked again. */
const goOnFromHouse = (from: Case, context: StepContext): Stepped => {
  const { troubleshooting } = from.facts;
  if (troubleshooting !== undefined && troubleshooting !== 'done-unresolved') {
    const tried = learn(from, { troubleshooting: 'done-unresolved' }, 'answered');
    return decideAgain(
      tried,
      noted('not-solved', { troubleshooting: 'done-unresolved' }),
      'notice.goes-on',
      context,
    );
  }
  const ground = homeGrounds.find((field) => from.facts[field] !== undefined);
  if (ground === undefined)
    return changed(reopenAt(from, 'product', context), [noted('not-solved')], 'notice.goes-on');
  return decideAgain(
    forget(from, [ground]),
    noted('not-solved', { reopened: ground }),
    'notice.goes-on',
    context,
  );
};

/** "Not solved, go on": a closed case comes back to its verdict, a decided one to the question that may lead further. */
export const goOn = (from: Case, context: StepContext): Stepped => {
  if (from.stage.at === 'closed') {
    return changed({ ...from, stage: { at: 'decided' } }, [noted('reopened')], 'notice.reopened');
  }
  if (from.stage.at === 'handed-over') return changed(from, [noted('not-solved')], 'notice.not-solved-there');
  switch (from.decision?.verdict.outcome) {
    case 'solve-in-house':
      return goOnFromHouse(from, context);
    case 'wait-known-incident':
      return decideAgain(forget(from, ['knownIncident']), noted('not-solved'), 'notice.goes-on', context);
    case 'needs-info':
    case 'escalate-microsoft':
    case 'escalate-21vianet':
    case 'contact-isv':
    case 'refer-indirect-provider':
    case 'own-tenant-request':
    case 'blocked':
    case undefined:
      return changed(reopenAt(from, 'product', context), [noted('not-solved')], 'notice.goes-on');
  }
};

/** The incident is over and the problem is not: the health question has its answer, the rest is decided again. */
export const persist = (from: Case, context: StepContext): Stepped => {
  const told = learn(
    forget(from, ['incidentOverride']),
    { healthChecked: true, knownIncident: 'ended-problem-persists' },
    'answered',
  );
  return decideAgain(
    { ...told, healthCheckedAt: context.now },
    noted('persists'),
    'notice.persists',
    context,
  );
};

export const disagree = (from: Case, reason: string, { now, person }: StepContext): Stepped => {
  const verdict = from.decision?.verdict;
  const account = noted(
    'disagreed',
    { outcome: verdict?.outcome ?? null, door: verdict?.channel ?? null },
    { reason },
  );
  const disagreements = [...from.disagreements, { reason, at: now, by: person.id }];
  return changed({ ...from, disagreements }, [account], 'notice.disagreed');
};

/** One answer is opened again. It becomes the agent's own, so that its page shows it whatever it came from. */
export const revise = (from: Case, field: Field, context: StepContext): Stepped => {
  const origins =
    from.facts[field] === undefined ? from.origins : { ...from.origins, [field]: 'answered' as const };
  return changed({ ...reopenAt(from, field, context), origins }, [noted('revised', { field })], null);
};

export const changeSeverity = (
  from: Case,
  severity: Severity,
  reason: string,
  context: StepContext,
): Stepped => {
  const proposed = from.decision?.verdict.severity ?? null;
  const account = noted('severity-changed', { severity, proposed }, { reason });
  const next = learn(from, { severityChosen: severity }, 'answered');
  if (from.stage.at !== 'decided') return changed(next, [account], 'notice.severity-changed');
  return decideAgain(next, account, 'notice.severity-changed', context);
};

/** Where the desk has met no lead yet, the agent has to tell one himself. */
export const handToLead = (from: Case, { now, desk }: StepContext): Stepped =>
  from.handedToLeadAt === null
    ? changed(
        { ...from, handedToLeadAt: now },
        [noted('handed-to-lead')],
        desk.leads.length === 0 ? 'notice.handed-to-lead' : 'notice.lead-told',
      )
    : { is: 'refused', problems: [], notice: phrase('notice.already-with-lead'), panel: 'verdict' };

type Extras = { readonly extras: Readonly<Record<string, string>>; readonly facts: Facts };

export const saveExtras = (from: Case, { extras, facts }: Extras): Stepped => ({
  is: 'changed',
  case: { ...learn(from, facts, 'answered'), extras: { ...from.extras, ...extras } },
  noted: [noted('extras-saved', {}, { ...extras, ...textsOf(facts) })],
  notice: phrase('notice.extras-saved'),
  panel: 'request',
});

export const copyCustomerText = (from: Case, { now }: StepContext): Stepped => ({
  is: 'changed',
  case: { ...from, follow: { ...from.follow, customerToldAt: now } },
  noted: [noted('customer-text-copied')],
  notice: phrase('notice.customer-told'),
  panel: 'verdict',
});
