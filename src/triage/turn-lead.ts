import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { chosenColleague } from './colleague.ts';
import type { StepContext } from './event.ts';
import { alert, type Told } from './lead-notice.ts';
import type { LeadVerb } from './legal.ts';
import { onCallAt, deskZone } from './on-call.ts';
import { phrase, typed, type Phrase } from './phrase.ts';
import { leadPanels, type LeadPanel, type Picture, type Problem } from './picture.ts';
import {
  acknowledge,
  answerSignal,
  approve,
  assign,
  sendBack,
  setSeverity,
  takeOver,
  type LeadStep,
} from './step-lead.ts';
import { tellAll } from './tell-all.ts';
import { showing } from './turn-parts.ts';
import { askWhetherOver, linkCases, waitingFor } from './turn-cause.ts';
import { changeTurn } from './turn-change.ts';
import type { Known, OutgoingRow, Turn } from './turn.ts';

type Inputs = Readonly<Record<string, string>>;

/** A lead's click in hand. */
export type LeadClick = {
  readonly about: Case;
  readonly inputs: Inputs;
  readonly known: Known;
  readonly policy: Policy;
  readonly context: StepContext;
};

/** Whom somebody who is no lead has to ask: the lead on call, else the leads the desk knows. */
export const leadsOnly = ({ desk, profile, now }: Known): Phrase => {
  const onCall = onCallAt(desk, now, deskZone(desk, profile));
  const leads = onCall === null ? desk.leads : [onCall];
  return leads.length === 0
    ? phrase('notice.leads-only')
    : phrase('notice.leads-only-named', { leads: leads.map(({ name }) => typed(name)) });
};

export const leadCase = (
  caseId: string,
  shown: {
    readonly panel?: LeadPanel;
    readonly notice?: Phrase | null;
    readonly problems?: readonly Problem[];
    readonly inputs?: Inputs;
  } = {},
): Picture => ({
  card: 'lead-case',
  caseId,
  panel: shown.panel ?? 'state',
  problems: shown.problems ?? [],
  inputs: shown.inputs ?? {},
  notice: shown.notice ?? null,
});

const longestReason = 1000;
const reasonOf = (inputs: Inputs): string => (inputs['reason'] ?? '').trim().slice(0, longestReason);

const wrong = (input: string, key: string): LeadStep => ({
  problems: [{ input, says: phrase(key) }],
  notice: null,
});

const withReason = (inputs: Inputs, then: (reason: string) => LeadStep): LeadStep => {
  const reason = reasonOf(inputs);
  return reason === '' ? wrong('reason', 'problem.reason') : then(reason);
};

const severityStep = ({ about, inputs, context }: LeadClick): LeadStep => {
  const { severity } = inputs;
  if (severity !== 'A' && severity !== 'B' && severity !== 'C') return wrong('severity', 'problem.choose');
  return withReason(inputs, (reason) => setSeverity(about, { severity, reason }, context));
};

const assignStep = ({ about, inputs, known, context }: LeadClick): LeadStep => {
  const chosen = chosenColleague('assignee', inputs, known);
  return 'who' in chosen ? assign(about, chosen.who, context) : { problems: chosen.problems, notice: null };
};

const signalStep = ({ about, inputs, context }: LeadClick): LeadStep => {
  const { weChanged } = inputs;
  if (weChanged !== 'yes' && weChanged !== 'no') return wrong('weChanged', 'problem.choose');
  const region = (inputs['region'] ?? '').trim().slice(0, 200);
  return answerSignal(
    about,
    { weChanged: weChanged === 'yes', region: region === '' ? null : region },
    context,
  );
};

type StepVerb = Exclude<LeadVerb, 'lead-show' | 'link-cases' | 'incident-ended' | 'tell-all'>;

const stepOf = (verb: StepVerb, click: LeadClick): LeadStep => {
  const { about, inputs, context } = click;
  switch (verb) {
    case 'acknowledge':
      return acknowledge(about, context);
    case 'take-over':
      return takeOver(about, context);
    case 'approve':
      return approve(about, context);
    case 'assign':
      return assignStep(click);
    case 'send-back':
      return withReason(inputs, (reason) => sendBack(about, reason, context));
    case 'lead-severity':
      return severityStep(click);
    case 'answer-signal':
      return signalStep(click);
  }
};

const panelOf: Readonly<Partial<Record<StepVerb, LeadPanel>>> = {
  assign: 'assign',
  'send-back': 'send-back',
  'lead-severity': 'severity',
};

/** The other cases a shared cause is about, as this turn knows them. */
const othersOf = ({ about, inputs, known }: LeadClick): readonly Case[] => {
  const chosen = (inputs['cases'] ?? '').split(',');
  return [...known.similar, ...known.sameIncident].filter(
    ({ id }, at, all) =>
      id !== about.id && chosen.includes(id) && all.findIndex((other) => other.id === id) === at,
  );
};

/** A private case has no post: the lead acts on it in a chat of their own, and reads there what came of it. */
const privateAnswer = (verb: StepVerb, { about }: LeadClick, says: Phrase): Picture => ({
  card: 'alert',
  caseId: about.id,
  event: verb,
  says,
  chase: null,
});

/** What a lead's click in the signal's card is answered with: that card again; elsewhere the case's post. */
const answer = (verb: StepVerb, click: LeadClick, step: LeadStep): Picture => {
  const { about, inputs } = click;
  const problems = 'problems' in step ? step.problems : [];
  const kept = problems.length > 0 ? inputs : {};
  if (about.sensitive && step.notice !== null) return privateAnswer(verb, click, step.notice);
  if (verb !== 'answer-signal')
    return leadCase(about.id, {
      panel: problems.length > 0 ? (panelOf[verb] ?? 'state') : 'state',
      notice: step.notice,
      problems,
      inputs: kept,
    });
  const cases = (inputs['cases'] ?? '').split(',').filter((id) => id !== '');
  return { card: 'signal', caseId: about.id, cases, problems, inputs: kept, notice: step.notice };
};

/** The owner hears what a lead did with his case, and whoever owned it before hears where it went; the lead knows. */
const ownerRows = (
  { case: { owner, ownerName }, tells }: Extract<LeadStep, { case: unknown }>,
  { about, known: { person, now } }: LeadClick,
): readonly OutgoingRow[] => {
  if (tells === null) return [];
  const told = (personId: string, told: Told): readonly OutgoingRow[] =>
    personId === person.id ? [] : [alert(about, { to: 'person', personId }, told, now)];
  if (owner === about.owner) return told(owner, tells);
  if (owner === person.id) return told(about.owner, tells);
  const values = { lead: typed(person.name), name: typed(ownerName) };
  const gone: Told = { event: 'given-away', says: phrase('alert.given-away', values) };
  return [...told(owner, tells), ...told(about.owner, gone)];
};

const takeStep = (verb: StepVerb, click: LeadClick): Turn => {
  const { about, known, policy } = click;
  const step = stepOf(verb, click);
  const picture = answer(verb, click, step);
  if ('problems' in step) return showing(picture);
  const change = { before: about, after: step.case, noted: step.noted, rows: ownerRows(step, click) };
  return { ...changeTurn(change, known, policy), picture };
};

/** The cases are tied together, and each agent concerned is offered the ground that a region gives. */
const link = (click: LeadClick): Turn => {
  const { about, known, policy } = click;
  const others = othersOf(click);
  if (others.length === 0) return showing(leadCase(about.id, { notice: phrase('notice.nothing-to-link') }));
  const notice = phrase('notice.linked', { count: others.length });
  return { ...linkCases(about, others, known, policy), picture: leadCase(about.id, { notice }) };
};

/** The incident is over: every agent who waited for it is asked whether the problem is still there. */
const endIncident = ({ about, known, policy }: LeadClick): Turn => {
  const waiting = waitingFor([about, ...known.sameIncident]);
  if (waiting.length === 0) return showing(leadCase(about.id, { notice: phrase('notice.nobody-waits') }));
  const notice = phrase('notice.incident-ended', { count: waiting.length });
  return { ...askWhetherOver(waiting, known, policy), picture: leadCase(about.id, { notice }) };
};

/** A lead's click; whoever calls has seen to it that it is a lead's. */
export const actAsLead = (verb: LeadVerb, click: LeadClick): Turn => {
  const { about, inputs } = click;
  switch (verb) {
    case 'lead-show':
      return showing(
        leadCase(about.id, { panel: leadPanels.find((one) => one === inputs['panel']) ?? 'state' }),
      );
    case 'link-cases':
      return link(click);
    case 'incident-ended':
      return endIncident(click);
    case 'tell-all':
      return tellAll(click);
    case 'acknowledge':
    case 'assign':
    case 'take-over':
    case 'approve':
    case 'send-back':
    case 'lead-severity':
    case 'answer-signal':
      return takeStep(verb, click);
  }
};
