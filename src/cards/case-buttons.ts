import type { Outcome } from '../policy/decision.ts';
import { packetDoor } from '../triage/packet.ts';
import { showPanel, type Button } from './buttons.ts';
import { severityOf, type Decided } from './case-view.ts';

/** Six buttons are the most a card may have, the ones behind the dots included. */
const mostButtons = 6;

const filed: Button = showPanel('filing', 'file');
const sent: Button = showPanel('filing', 'sent');
const tell: Button = showPanel('customer', 'tell');
const change: Button = showPanel('change', 'change', 'overflow');
const lead: Button = { verb: 'hand-to-lead', place: 'overflow' };
const goWithout: Button = showPanel('approval', 'approval');
const solved: Button = { verb: 'solved' };
const goOn: Button = { verb: 'not-solved' };
const persists: Button = { verb: 'persists' };

/** What a verdict leads to, most wanted first. Where they are too many, Change also leads to the lead. */
const leadsTo: Readonly<Record<Outcome, readonly Button[]>> = {
  'needs-info': [change],
  'escalate-microsoft': [filed, tell, change, lead],
  'escalate-21vianet': [filed, tell, change, lead],
  'refer-indirect-provider': [sent, tell, change, lead],
  blocked: [tell, change, lead],
  'own-tenant-request': [solved, goOn, change, lead],
  'contact-isv': [sent, solved, tell, change, lead],
  'wait-known-incident': [persists, solved, tell, change, lead],
  'solve-in-house': [solved, goOn, tell, change, lead],
};

/** The verdict's buttons, beside the one that opens the door. */
export const verdictButtons = (decided: Decided, hasLink: boolean): readonly Button[] => {
  const { verdict, context, case: subject } = decided;
  const request = packetDoor(verdict, context.policy) === null ? [] : [showPanel('request', 'request')];
  const all = [...request, ...leadsTo[verdict.outcome]].filter((button) => makesSense(button, decided));
  // A critical case need not wait for the lead's word: the agent goes on and says why.
  const first = subject.follow.approval?.state === 'wanted' && severityOf(decided) === 'A' ? [goWithout] : [];
  return [...first, ...all].slice(0, mostButtons - (hasLink ? 1 : 0));
};

/** Our own tenant has no customer to tell, nor is one told where somebody else may read it; the lead is told once. */
const makesSense = (button: Button, { case: subject }: Decided): boolean =>
  !(button === tell && (subject.sensitive || subject.facts.subject === 'own-tenant')) &&
  !(button === lead && subject.handedToLeadAt !== null);
