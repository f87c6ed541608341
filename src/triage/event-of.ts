import { isField, type Field } from '../policy/facts.ts';
import { instantOf } from '../clocks/wall-clock.ts';
import { askedPage, type AskedPage } from './ask.ts';
import { readAnswers, textOf, typedValue, type Inputs } from './answer.ts';
import { newCustomerChoice } from './asked-input.ts';
import type { Case, PageId } from './case.ts';
import type { Customer, Instant } from './desk.ts';
import type { CaseEvent, Said } from './event.ts';
import { refusalsOf } from './bounce.ts';
import { readFiling, severityTyped } from './read-filing.ts';
import { packetInputs } from './packet-inputs.ts';
import { phrase } from './phrase.ts';
import type { Panel, Problem } from './picture.ts';
import type { Policy } from '../policy/policy.ts';
import { isLeadVerb, isTalkVerb, type CaseVerb, type LeadVerb, type TalkVerb } from './legal.ts';
import { mayGoOnAt } from './aftermath.ts';
import type { Known } from './turn.ts';

/** A click as an event, or what is wrong with its inputs and the panel that shows them again. */
type EventOf =
  { readonly event: CaseEvent } | { readonly problems: readonly Problem[]; readonly panel: Panel };

/** Verbs that become events. The others only choose what is shown. */
export type EventVerb = Exclude<CaseVerb, ViewVerb | LeadVerb | TalkVerb>;
const viewVerbs = [
  'open',
  'continue',
  'show',
  'new-customer',
  'add-customer',
  'open-in-chat',
  'accept-case',
  'decline-case',
] as const;
export type ViewVerb = (typeof viewVerbs)[number];

export const isEventVerb = (verb: CaseVerb): verb is EventVerb =>
  !isLeadVerb(verb) && !isTalkVerb(verb) && !viewVerbs.some((view) => view === verb);

type Read = { readonly about: Case; readonly inputs: Inputs; readonly known: Known; readonly policy: Policy };

const wrong = (panel: Panel, input: string, key: string): EventOf => ({
  panel,
  problems: [{ input, says: phrase(key) }],
});

const pageOf = ({ stage }: Case): PageId => (stage.at === 'intake' ? stage.page : 'who-and-what');

/** A customer this turn knows: the one chosen on the card, the case's own, or one its words may mean. */
export const knownCustomer = ({ chosen, customer, candidates }: Known, id: string): Customer | null =>
  [chosen, customer, ...candidates.map((candidate) => candidate.customer)].find((one) => one?.id === id) ??
  null;

const asked = ({ about, known, policy }: Read): AskedPage =>
  askedPage(about, pageOf(about), policy, {
    zone: known.zone,
    customer: known.customer,
    suggested: known.candidates.map(({ customer }) => customer),
  });

const answer = (read: Read): EventOf => {
  const { inputs, known, policy } = read;
  const page = pageOf(read.about);
  const customer = (id: string): Customer | null => knownCustomer(known, id);
  const { answers, problems } = readAnswers(asked(read), inputs, {
    policy,
    now: known.now,
    zone: known.zone,
    customer,
  });
  if (inputs['customer'] === newCustomerChoice && page === 'who-and-what') {
    return { event: { is: 'kept', page, answers: { ...answers, about: null } } };
  }
  return problems.length > 0 ? { panel: 'verdict', problems } : { event: { is: 'answered', page, answers } };
};

const filing = (is: 'filed' | 'filing-corrected', read: Read): EventOf => {
  const { submitted, problems } = readFiling(read);
  return problems.length > 0 ? { panel: 'filing', problems } : { event: { is, filing: submitted } };
};

const health = ({ inputs }: Read): EventOf => {
  const seen = textOf(inputs, 'knownIncident');
  const incidentId = textOf(inputs, 'incidentId');
  const value = typedValue('knownIncident', seen).knownIncident;
  if (value === undefined) return wrong('health', 'knownIncident', 'problem.health-first');
  return {
    event: {
      is: 'health-rechecked',
      knownIncident: value,
      incidentId: incidentId === '' ? null : incidentId,
    },
  };
};

const refusal = ({ inputs, about, policy }: Read): EventOf => {
  const said: Said | undefined = refusalsOf(about, policy).find((one) => one === inputs['said']);
  const by = textOf(inputs, 'by');
  const reason = textOf(inputs, 'reason');
  const incidentId = textOf(inputs, 'incidentId');
  if (said === undefined) return wrong('bounce', 'said', 'problem.choose');
  return {
    event: {
      is: 'bounced',
      said,
      by,
      reason: reason === '' ? null : reason,
      incidentId: said === 'known-incident' && incidentId !== '' ? incidentId : null,
    },
  };
};

const withReason = (panel: Panel, inputs: Inputs, then: (reason: string) => CaseEvent): EventOf => {
  const reason = textOf(inputs, 'reason');
  return reason === '' ? wrong(panel, 'reason', 'problem.reason') : { event: then(reason) };
};

const severity = ({ inputs }: Read): EventOf => {
  const chosen = severityTyped(inputs);
  if (chosen === null) return wrong('change', 'severity', 'problem.choose');
  return withReason('change', inputs, (reason) => ({ is: 'severity-changed', severity: chosen, reason }));
};

const revised = ({ inputs, policy }: Read): EventOf => {
  const name = inputs['field'] ?? '';
  const field: Field | null =
    isField(name) && policy.questions.some((row) => row.field === name) ? name : null;
  return field === null ? wrong('change', 'field', 'problem.choose') : { event: { is: 'revised', field } };
};

const addedText = ({ inputs, policy }: Read): EventOf => {
  const text = (inputs['text'] ?? '').trim().slice(0, policy.numbers.longestTextCharacters);
  return text === '' ? wrong('verdict', 'text', 'problem.required') : { event: { is: 'text-added', text } };
};

const extras = ({ inputs, about, policy }: Read): EventOf => ({
  event: { is: 'extras-saved', ...packetInputs(about, inputs, policy) },
});

/** A promise on the agent's own clock, in the future. Both inputs empty: none. */
const promised = ({ inputs, known }: Read): { readonly at: Instant | null } | 'wrong' => {
  const date = textOf(inputs, 'nextDate');
  const time = textOf(inputs, 'nextTime');
  if (date === '' && time === '') return { at: null };
  const at = instantOf(date, time, known.zone);
  return at === null || Date.parse(at) <= Date.parse(known.now) ? 'wrong' : { at };
};

const customerTold = (read: Read): EventOf => {
  const next = promised(read);
  return next === 'wrong'
    ? wrong('customer', 'nextTime', 'problem.not-future')
    : { event: { is: 'customer-told', nextUpdateAt: next.at } };
};

const nextUpdate = (read: Read): EventOf => {
  const next = promised(read);
  return next === 'wrong' || next.at === null
    ? wrong('next-update', 'nextTime', 'problem.not-future')
    : { event: { is: 'update-promised', nextUpdateAt: next.at } };
};

/** Only a critical case, and only after the wait: before, a lead may still be on the way. */
const goneWithout = ({ about, inputs, known, policy }: Read): EventOf => {
  const goOnAt = mayGoOnAt(about, known, policy);
  if (goOnAt === null) return wrong('approval', 'reason', 'problem.approval-needed');
  if (Date.parse(goOnAt) > Date.parse(known.now)) {
    const says = phrase('problem.approval-wait', { at: { instant: goOnAt, zone: known.zone } });
    return { panel: 'approval', problems: [{ input: 'reason', says }] };
  }
  return withReason('approval', inputs, (reason) => ({ is: 'went-without-approval', reason }));
};

/** Reads a click on a case into an event. Everything is checked here again: a card's own checks are a courtesy. */
export const eventOf = (verb: EventVerb, read: Read): EventOf => {
  switch (verb) {
    case 'answer':
      return answer(read);
    case 'back':
      return { event: { is: 'went-back', page: pageOf(read.about) } };
    case 'cancel-draft':
      return { event: { is: 'cancelled' } };
    case 'add-text':
      return addedText(read);
    case 'file':
      return filing('filed', read);
    case 'correct-filing':
      return filing('filing-corrected', read);
    case 'recheck-health':
      return health(read);
    case 'solved':
    case 'not-solved':
    case 'persists':
      return { event: { is: verb } };
    case 'bounce':
      return refusal(read);
    case 'disagree':
      return withReason('disagree', read.inputs, (reason) => ({ is: 'disagreed', reason }));
    case 'revise':
      return revised(read);
    case 'save-extras':
      return extras(read);
    case 'hand-to-lead':
      return { event: { is: 'handed-to-lead' } };
    case 'copied-customer-text':
      return { event: { is: 'customer-text-copied' } };
    case 'answered':
      return { event: { is: 'vendor-signed', sign: 'answered' } };
    case 'asks-us':
      return { event: { is: 'vendor-signed', sign: 'asks-us' } };
    case 'vendor-closed':
      return { event: { is: 'vendor-signed', sign: 'closed' } };
    case 'ask-customer':
      return { event: { is: 'customer-asked' } };
    case 'replied':
    case 'customer-answered':
    case 'fifth-ground':
      return { event: { is: verb } };
    case 'customer-told':
      return customerTold(read);
    case 'next-update':
      return nextUpdate(read);
    case 'go-without-approval':
      return goneWithout(read);
    case 'change-severity':
      return severity(read);
  }
};
