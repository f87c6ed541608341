import type { LeadEvent, RouteRow, RouteTarget } from '../policy/desk-rows.ts';
import { conditions, matches } from '../policy/matches.ts';
import type { Policy } from '../policy/policy.ts';
import { severityOrNone } from './case-clocks.ts';
import { caseLabel, type Case } from './case.ts';
import type { Instant } from './desk.ts';
import type { DeskState } from './desk-state.ts';
import { phrase, typed, type Phrase } from './phrase.ts';
import type { Picture } from './picture.ts';
import type { OutgoingRow, Recipient } from './turn.ts';

/** What a notice looks at beside the case. */
export type NoticeContext = { readonly now: Instant; readonly desk: DeskState };

const doorOf = ({ stage, decision }: Case): string | null =>
  stage.at === 'handed-over' ? stage.filing.door : (decision?.verdict.channel ?? null);

const routeOf = (event: LeadEvent, about: Case, policy: Policy): RouteRow | null =>
  policy.routing.find(
    (row) =>
      row.event === event &&
      (row.severities === null || row.severities.includes(severityOrNone(about))) &&
      (row.doors === null || row.doors.some((door) => door === doorOf(about))) &&
      matches(conditions(row.when), about.facts),
  ) ?? null;

/**
 * Where this event of this case is told. What must stay private never reaches a channel: it goes to one lead, and no
 * setting can make it go nowhere.
 */
export const targetOf = (
  event: LeadEvent,
  about: Case,
  policy: Policy,
  { settings }: DeskState,
): RouteTarget => {
  if (about.sensitive) return 'lead';
  return settings.routing[event] ?? routeOf(event, about, policy)?.to ?? 'nobody';
};

const isUrgent = (about: Case): boolean => about.sensitive || severityOrNone(about) === 'A';

/** The case's one post in the lead room, as it stands when it is sent. */
export const leadPost = (about: Case, now: Instant, mentions: boolean): OutgoingRow => ({
  key: `lead|${about.id}`,
  dueAt: now,
  recipient: { to: 'lead-room' },
  picture: {
    card: 'lead-case',
    caseId: about.id,
    panel: 'state',
    problems: [],
    inputs: {},
    notice: null,
    ...(mentions ? { mentionsOnCall: true as const } : {}),
  },
  sendClass: 'at-least-once',
  replacesCard: true,
  urgency: isUrgent(about) ? 'urgent' : 'usual',
});

type Alert = Extract<Picture, { card: 'alert' }>;
/** What a notice says, and of which event. */
export type Told = Pick<Alert, 'event' | 'says'> & { readonly chase?: Alert['chase'] };

/** A notice to one person. The same event of the same case replaces the one that was not sent yet. */
export const alert = (
  about: Case,
  recipient: Recipient,
  { event, says, chase = null }: Told,
  now: Instant,
): OutgoingRow => ({
  key: `notice|${about.id}|${event}|${recipient.to}`,
  dueAt: now,
  recipient,
  picture: { card: 'alert', caseId: about.id, event, says, chase },
  sendClass: 'at-least-once',
  replacesCard: false,
  urgency: isUrgent(about) ? 'urgent' : 'usual',
});

/** A case refused at one door is on its way to another one. */
const goesElsewhere = (about: Case): boolean => {
  const refused = about.bounces.at(-1);
  return refused !== undefined && refused.door !== doorOf(about);
};

/** What a lead reads of an event: one sentence, the case's number in it. */
export const eventSays = (event: string, about: Case): Phrase => {
  const door = doorOf(about);
  const isAgain = event === 'escalated' && goesElsewhere(about);
  return phrase(`lead-event.${event}.${isAgain ? 'says-again' : 'says'}`, {
    label: caseLabel(about.number),
    owner: typed(about.ownerName),
    ...(event === 'escalated' && door !== null ? { door: phrase(`door.${door}.name`) } : {}),
  });
};

/**
 * Who hears of this event, as rows to send. One event, one notice: a mention in the lead room or a message to the lead
 * on call, never both; a post that is there already cannot mention anybody, so then the message takes its place.
 */
export const leadNotices = (
  event: LeadEvent,
  about: Case,
  { now, desk }: NoticeContext,
  policy: Policy,
): readonly OutgoingRow[] => {
  const toLead = (): OutgoingRow =>
    alert(about, { to: 'on-call' }, { event, says: eventSays(event, about), chase: chaseOf(event) }, now);
  const isPosted = about.follow.inLeadRoomSince !== null;
  const mentions = routeOf(event, about, policy)?.mentions === true;
  switch (targetOf(event, about, policy, desk)) {
    case 'lead':
      return [toLead()];
    case 'both':
      return desk.leadRoom === null ? [toLead()] : [leadPost(about, now, false), toLead()];
    case 'lead-room':
      if (isPosted && mentions) return [leadPost(about, now, false), toLead()];
      return [leadPost(about, now, mentions)];
    case 'digest':
    case 'nobody':
      return [];
  }
};

const chaseOf = (event: LeadEvent): Alert['chase'] => {
  if (event === 'vendor-over') return 'vendor';
  return event === 'update-over' ? 'customer' : null;
};
