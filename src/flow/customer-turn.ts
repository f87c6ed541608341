/** The durable turn of somebody of a customer: taken, committed, and only then answered. */
import { createHash } from 'node:crypto';
import { plainWords } from '../cards/phrase.ts';
import { localeFor } from '../texts/texts.ts';
import { keeperOf } from '../triage/customer-known.ts';
import { readCustomer, type CustomerReading } from '../triage/customer-reading.ts';
import type { Inbound } from '../triage/inbound.ts';
import { phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { takeCustomerTurn } from '../triage/take-customer-turn.ts';
import type { Turn } from '../triage/turn.ts';
import { roomAudience } from './action-token.ts';
import { clickedIn, inboundIdOf, isAnsweredInPlace, isClick, type Arrival } from './arrival.ts';
import { rowsOnly } from './commit.ts';
import type { CustomerEyes } from './customer-eyes.ts';
import { loadCustomerKnown, mayOpenCase } from './customer-load.ts';
import { answeredThere, inThread, mayAnswerHere } from './customer-room.ts';
import { personAfter, takeDurably, type Side, type TakenTurn } from './durable-turn.ts';
import type { Parts } from './parts.ts';
import type { Answer } from './ports.ts';
import { isInRoom } from './room.ts';
import { customerSeen, personIdOf } from './who.ts';

/** The same button with other words is meant anew: what somebody wrote is never taken for a repeat. */
const intentOf = (intent: string | null, { what }: Inbound): string | null => {
  if (intent === null || !isClick(what) || typeof what.data['text'] !== 'string') return intent;
  return `${intent}|${createHash('sha256').update(what.data['text']).digest('base64url').slice(0, 16)}`;
};

const arrive = async (inbound: Inbound, eyes: CustomerEyes, now: string, parts: Parts): Promise<Arrival> => {
  const { store, texts } = parts;
  const stored = await store.person(personIdOf(inbound));
  const { id: customerId, language, zone } = eyes.of;
  const locale = inbound.localeTag === null ? language : localeFor(inbound.localeTag, texts.locales);
  const person = customerSeen(inbound, stored, { customerId, locale, zone });
  const clicked = clickedIn(inbound, person, parts);
  return {
    inbound,
    now,
    stored,
    person,
    inboundId: inboundIdOf(inbound),
    ...clicked,
    intent: intentOf(clicked.intent, inbound),
    // Their cards are never rewritten by later news: each message of ours stays as it was sent.
    shown: null,
  };
};

/** What no card can take in place goes to their chat. */
const routed = (turn: Turn, { inbound, inboundId, person, now }: Arrival): Turn => {
  const { picture } = turn;
  if (picture === null || isAnsweredInPlace(inbound.what)) return turn;
  const row = {
    key: `answer|${inboundId}`,
    dueAt: now,
    recipient: { to: 'contact', personId: person.id, message: null },
    picture,
    sendClass: 'at-least-once',
    replacesCard: false,
  } as const;
  return { ...turn, rows: [...turn.rows, row], picture: null };
};

type Going = { readonly arrival: Arrival; readonly reading: CustomerReading; readonly eyes: CustomerEyes };

const takeOnce = async (going: Going, parts: Parts): Promise<TakenTurn> => {
  const { arrival, reading, eyes } = going;
  const by = await loadCustomerKnown({ ...arrival, reading, eyes }, parts);
  if (mayOpenCase(reading, by.cases) && keeperOf(by.known) === null)
    parts.log.warn({ kind: arrival.inbound.what.kind }, 'a customer wrote and nobody of the desk is known');
  const taken = takeCustomerTurn(by, reading, parts.policy);
  return {
    turn: answeredThere(routed(taken, arrival), arrival),
    customerOf: () => by.known.customer,
  };
};

/** The customers' way of taking a turn. */
const customerSide = (first: Going, parts: Parts): Side => ({
  arriveAgain: () => arrive(first.arrival.inbound, first.eyes, first.arrival.now, parts),
  take: (arrival) => takeOnce({ ...first, arrival }, parts),
});

const isForThem = ({ action, person }: Arrival): boolean =>
  action !== null && (action.audience === person.id || action.audience === roomAudience);

/** In the clicked card's place; in a room their own language stays that of the card's next reader, too. */
const show = async (picture: Picture | null, arrival: Arrival, parts: Parts): Promise<Answer> => {
  if (picture === null) return { kind: 'nothing' };
  const { person, inbound, now } = arrival;
  const { locale, zone } = person;
  if (picture.card === 'customer-notice' && isInRoom(inbound))
    return { kind: 'message', text: plainWords(picture.says, locale, parts.texts) };
  const reader = { person, locale, zone, ...(isInRoom(inbound) ? { isRoom: true as const } : {}) };
  const gone: Picture = { card: 'customer-cases', notice: phrase('customer-notice.no-such-case') };
  const message = (await parts.compose(picture, reader, now)) ?? (await parts.compose(gone, reader, now));
  return message === null ? { kind: 'nothing' } : { kind: 'card', json: message.json };
};

/** A room where they may not be answered: a private refusal for a click, a pointer to their own chat for words. */
const elsewhere = async (arrival: Arrival, { store, texts, nudge }: Parts): Promise<Answer> => {
  const { inbound, person, inboundId, now } = arrival;
  const { what } = inbound;
  if (isAnsweredInPlace(what))
    return { kind: 'message', text: texts.say(person.locale, 'customer-notice.not-for-you') };
  if (what.kind !== 'message') return { kind: 'nothing' };
  const rows = [inThread(arrival, 'customer-notice.only-in-chat')];
  await store.commit({ ...rowsOnly(rows, inboundId, now), person: personAfter(arrival, null) });
  nudge();
  return { kind: 'nothing' };
};

const take = async (going: Going, parts: Parts): Promise<Answer> => {
  const { picture, arrival } = await takeDurably(going.arrival, customerSide(going, parts), parts);
  return show(picture, arrival, parts);
};

const isRoomEvent = ({ what }: Inbound): boolean => what.kind === 'installed' || what.kind === 'removed';

/** Once per conversation and day: a team is told how to speak to the bot, and its members are left alone. */
const greetRoom = async (arrival: Arrival, { store, nudge }: Parts): Promise<Answer> => {
  const { inbound, inboundId, now } = arrival;
  if (inbound.what.kind === 'removed') return { kind: 'nothing' };
  const rows = [inThread(arrival, 'customer-notice.in-channel')];
  const intent = `introduction|${inbound.address.conversationId}|${now.slice(0, 10)}`;
  await store.commit({ ...rowsOnly(rows, inboundId, now), intent, person: personAfter(arrival, null) });
  nudge();
  return { kind: 'nothing' };
};

export const takeCustomersTurn = async (
  inbound: Inbound,
  eyes: CustomerEyes,
  now: string,
  parts: Parts,
): Promise<Answer> => {
  const arrival = await arrive(inbound, eyes, now, parts);
  if (isInRoom(inbound) && isRoomEvent(inbound)) return greetRoom(arrival, parts);
  if (!mayAnswerHere(arrival, eyes)) return elsewhere(arrival, parts);
  if (isAnsweredInPlace(inbound.what) && !isForThem(arrival)) {
    const says = phrase('customer-notice.card-of-another');
    return show({ card: 'customer-cases', notice: says }, arrival, parts);
  }
  return take({ arrival, eyes, reading: readCustomer(inbound, parts.policy) }, parts);
};
