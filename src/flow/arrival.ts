/** One input on its way: who sent it, what was clicked, and what identifies it if it comes again. */
import { localeFor } from '../texts/texts.ts';
import type { Instant, Person } from '../triage/desk.ts';
import type { Inbound, What } from '../triage/inbound.ts';
import type { Action } from './action-token.ts';
import type { Reader } from './reader.ts';
import type { Parts } from './parts.ts';
import { livingName } from './living-card.ts';
import type { ShownCard } from './ports.ts';
import { channelOf } from './targets.ts';
import { personIdOf, personSeen, standingOf } from './who.ts';

export type Arrival = {
  readonly inbound: Inbound;
  readonly now: Instant;
  readonly stored: Person | null;
  readonly person: Person;
  /** The clicked button's picture; null for messages, and for clicks whose token is not ours. */
  readonly action: Action | null;
  readonly inboundId: string;
  readonly intent: string | null;
  /** Where the clicked card stands: from now on that one is the case's living card. */
  readonly shown: ShownCard | null;
};

export type Click = Extract<What, { kind: 'action' }>;

export const isClick = (what: What): what is Click => what.kind === 'action';

/** A click whose answer can replace the clicked card at once. */
export const isAnsweredInPlace = (what: What): boolean => isClick(what) && what.byMessage !== true;

export const inboundIdOf = ({ address, id }: Inbound): string => `${address.conversationId}|${id}`;

/**
 * What the person means, whatever id Teams gives the activity: the same button of the same picture on the same card.
 * Teams repeats a slow click under a new id, so the activity's id alone is no key. Lists (version 0) only open. By
 * message the card stays as it is, and "New case" on it may be meant again.
 */
const intentOf = (action: Action | null, click: Click, person: Person): string | null => {
  if (action === null || action.version === 0) return null;
  if (action.caseId === null && !isAnsweredInPlace(click)) return null;
  const { caseId, version, card } = action;
  return [caseId ?? '', version, card, click.cardActivityId ?? '', click.verb, person.id].join('|');
};

/** A post of the lead room is kept by its channel, whatever thread a click on it names. */
const shownBy = (action: Action | null, click: Click, { address }: Inbound): ShownCard | null =>
  action?.caseId == null || action.version === 0 || click.cardActivityId === null
    ? null
    : {
        caseId: livingName(action.caseId, action.card),
        conversationId: channelOf(address.conversationId),
        activityId: click.cardActivityId,
      };

type Clicked = Pick<Arrival, 'action' | 'intent' | 'shown'>;

/** What a click was made on; nothing of it for messages. */
export const clickedIn = (inbound: Inbound, person: Person, { tokens }: Parts): Clicked => {
  const { what } = inbound;
  if (!isClick(what)) return { action: null, intent: null, shown: null };
  const action = tokens.verify(what.data['token']);
  return { action, intent: intentOf(action, what, person), shown: shownBy(action, what, inbound) };
};

export const arrivalOf = async (inbound: Inbound, now: Instant, parts: Parts): Promise<Arrival> => {
  const { store, texts, profile, rules } = parts;
  const [stored, desk] = await Promise.all([store.person(personIdOf(inbound)), store.desk()]);
  const person = personSeen(inbound, stored, {
    standing: standingOf(inbound, rules, desk.appointed) === 'lead' ? 'lead' : 'agent',
    locale: localeFor(inbound.localeTag, texts.locales),
    zone: profile.contact.zone,
  });
  return {
    inbound,
    now,
    stored,
    person,
    inboundId: inboundIdOf(inbound),
    ...clickedIn(inbound, person, parts),
  };
};

export const readerOf = (person: Person): Reader => ({ person, locale: person.locale, zone: person.zone });
