import type { Case, Stage } from './case.ts';
import type { Person } from './desk.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Verb } from './reading.ts';

/** Verbs about the desk as a whole. */
type DeskWide =
  | 'new-case'
  | 'my-cases'
  | 'help'
  | 'language'
  | 'start-new'
  | 'hand-over'
  | 'offer-cases'
  | 'board'
  | 'board-export'
  | 'on-call'
  | 'set-rotation'
  | 'set-override'
  | 'drop-override'
  | 'settings'
  | 'save-settings';

/** Verbs that are about one case. */
export type CaseVerb = Exclude<Verb, DeskWide>;

/** Where in its life a case must stand for each verb. */
const stages: Readonly<Record<CaseVerb, readonly Stage['at'][]>> = {
  open: ['intake', 'decided', 'handed-over', 'closed'],
  continue: ['intake', 'decided', 'handed-over', 'closed'],
  answer: ['intake'],
  back: ['intake'],
  'cancel-draft': ['intake'],
  'add-text': ['intake'],
  'add-customer': ['intake'],
  'new-customer': ['intake'],
  show: ['intake', 'decided', 'handed-over', 'closed'],
  file: ['decided'],
  'correct-filing': ['handed-over'],
  'recheck-health': ['decided'],
  solved: ['decided', 'handed-over'],
  'not-solved': ['decided', 'handed-over', 'closed'],
  persists: ['decided', 'handed-over'],
  bounce: ['decided', 'handed-over'],
  disagree: ['decided', 'handed-over'],
  revise: ['intake', 'decided'],
  'save-extras': ['decided', 'handed-over'],
  'hand-to-lead': ['intake', 'decided', 'handed-over'],
  'copied-customer-text': ['decided', 'handed-over'],
  'write-customer': ['intake', 'decided', 'handed-over', 'closed'],
  'preview-customer': ['intake', 'decided', 'handed-over', 'closed'],
  'send-customer': ['intake', 'decided', 'handed-over', 'closed'],
  'take-request': ['intake', 'decided', 'handed-over'],
  'change-severity': ['decided', 'handed-over'],
  answered: ['handed-over'],
  'asks-us': ['handed-over'],
  replied: ['handed-over'],
  'vendor-closed': ['handed-over'],
  'ask-customer': ['decided', 'handed-over'],
  'customer-answered': ['decided', 'handed-over'],
  'customer-told': ['intake', 'decided', 'handed-over'],
  'next-update': ['intake', 'decided', 'handed-over'],
  'go-without-approval': ['decided'],
  'fifth-ground': ['intake', 'decided'],
  acknowledge: ['intake', 'decided', 'handed-over'],
  assign: ['intake', 'decided', 'handed-over'],
  'take-over': ['intake', 'decided', 'handed-over'],
  approve: ['decided'],
  'send-back': ['decided'],
  'lead-severity': ['decided', 'handed-over'],
  'lead-show': ['intake', 'decided', 'handed-over', 'closed'],
  'open-in-chat': ['intake', 'decided', 'handed-over', 'closed'],
  'answer-signal': ['intake', 'decided', 'handed-over'],
  'link-cases': ['intake', 'decided', 'handed-over'],
  'incident-ended': ['decided'],
  'tell-all': ['intake', 'decided', 'handed-over'],
  'accept-case': ['intake', 'decided', 'handed-over'],
  'decline-case': ['intake', 'decided', 'handed-over'],
};

/** Whether a verb is about one case, or about the desk as a whole. */
export const isCaseVerb = (verb: Verb): verb is CaseVerb => Object.hasOwn(stages, verb);

/** Sensitive cases belong to their owner and the leads; the others to the whole desk. */
export const maySee = (person: Person, { sensitive, owner }: Case): boolean =>
  !sensitive || person.isLead || owner === person.id;

const isCancelled = ({ stage }: Case): boolean => stage.at === 'closed' && stage.how === 'cancelled';

/** The problem may outlive an incident, or a request that the door thinks done. */
const isWatched = ({ decision, stage }: Case): boolean =>
  stage.at === 'handed-over' || decision?.verdict.outcome === 'wait-known-incident';

/** About the talk with the customer: they write, show and send, or take what a customer brought. */
const talkVerbs = ['write-customer', 'preview-customer', 'send-customer', 'take-request'] as const;
export type TalkVerb = (typeof talkVerbs)[number];
export const isTalkVerb = (verb: CaseVerb): verb is TalkVerb => talkVerbs.some((one) => one === verb);

/** Verbs that work on any card, however old: most of them change nothing. */
const onAnyCard: readonly CaseVerb[] = [
  'open',
  'continue',
  'show',
  'new-customer',
  'lead-show',
  'open-in-chat',
  // An offer stands until it is taken back, whatever else happens to the case.
  'accept-case',
  'decline-case',
  // What is written is compared with what was previewed, and a request can be taken once.
  ...talkVerbs,
];

/** What only a lead may do, on a case or with the desk. */
const leadVerbs = [
  'acknowledge',
  'assign',
  'take-over',
  'approve',
  'send-back',
  'lead-severity',
  'lead-show',
  'answer-signal',
  'link-cases',
  'incident-ended',
  'tell-all',
] as const;
export type LeadVerb = (typeof leadVerbs)[number];
export const isLeadVerb = (verb: CaseVerb): verb is LeadVerb => leadVerbs.some((one) => one === verb);

/** Whether the card was drawn before something it asks was changed. */
const isStale = ({ version, follow }: Case, cardVersion: number | null): boolean =>
  cardVersion === null || cardVersion > version || cardVersion < version - follow.quiet;

/** Why this click cannot be taken as the case stands; null if it can. The current card is shown with it. */
export const objection = (about: Case, verb: CaseVerb, cardVersion: number | null): Phrase | null => {
  if (!onAnyCard.includes(verb) && isStale(about, cardVersion)) return phrase('notice.stale-card');
  if (verb === 'not-solved' && isCancelled(about)) return phrase('notice.cancelled-stays');
  if (verb === 'persists' && !isWatched(about)) return phrase('notice.not-now.decided');
  return stages[verb].includes(about.stage.at) ? null : phrase(`notice.not-now.${about.stage.at}`);
};
