/** The durable turn of somebody of the desk: taken, committed, and only then answered. */
import type { Case } from '../triage/case.ts';
import type { Customer, CustomerId } from '../triage/desk.ts';
import type { Inbound } from '../triage/inbound.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { readInbound } from '../triage/read.ts';
import type { Reading } from '../triage/reading.ts';
import { takeTurn } from '../triage/take-turn.ts';
import type { Known, OutgoingRow, Turn } from '../triage/turn.ts';
import { roomAudience } from './action-token.ts';
import { arrivalOf, isAnsweredInPlace, isClick, type Arrival } from './arrival.ts';
import { choicesFor } from './choices.ts';
import { rowsOnly } from './commit.ts';
import { cameBack, takeDurably, type Side } from './durable-turn.ts';
import { exportPicture } from './export-picture.ts';
import { loadKnown } from './load.ts';
import type { Parts } from './parts.ts';
import type { Answer } from './ports.ts';
import { answeredInRoom, introduction, isInRoom } from './room.ts';
import { show } from './show.ts';

/** To the person's own chat, for everything that cannot ride on the answer. */
const rowFor = ({ inboundId, now, person }: Arrival, picture: Picture): OutgoingRow => ({
  key: `answer|${inboundId}`,
  dueAt: now,
  recipient: { to: 'person', personId: person.id },
  picture,
  sendClass: 'at-least-once',
  replacesCard: false,
});

/** Pictures that no card can take in place go to the chat. */
const routed = (turn: Turn, arrival: Arrival): Turn =>
  turn.picture === null || isAnsweredInPlace(arrival.inbound.what)
    ? turn
    : { ...turn, rows: [...turn.rows, rowFor(arrival, turn.picture)], picture: null };

/**
 * The customers of all cases this turn changed: known before, chosen in it, added in it, found by the words, or those
 * of the other cases that a lead or a hand-over changes at once.
 */
const customersIn = async (
  known: Known,
  turn: Turn,
  { store }: Pick<Parts, 'store'>,
): Promise<(subject: Case) => Customer | null> => {
  const met = [
    turn.customer,
    known.customer,
    known.chosen,
    ...known.candidates.map(({ customer }) => customer),
  ];
  const isMet = (id: CustomerId): boolean => met.some((customer) => customer?.id === id);
  const others = turn.cases.flatMap(({ customerId }) =>
    customerId === null || isMet(customerId) ? [] : [customerId],
  );
  const loaded = await Promise.all([...new Set(others)].map((id) => store.customer(id)));
  return ({ customerId }) => [...met, ...loaded].find((customer) => customer?.id === customerId) ?? null;
};

/** The desk's way of taking a turn. */
const deskSide = (first: Arrival, reading: Reading, parts: Parts): Side => ({
  arriveAgain: () => arrivalOf(first.inbound, first.now, parts),
  take: async (arrival) => {
    const known = await loadKnown({ ...arrival, reading }, parts);
    const turn = answeredInRoom(routed(takeTurn(known, reading, parts.policy), arrival), arrival);
    return { turn, customerOf: await customersIn(known, turn, parts) };
  },
});

/** Why a click cannot be taken at all; null if it can. */
const refusalOf = ({ inbound, action, person }: Arrival): Phrase | null => {
  if (!isClick(inbound.what)) return null;
  if (action === null) return phrase('notice.card-too-old');
  const isOurs = action.audience === person.id || action.audience === roomAudience;
  return isOurs ? null : phrase('notice.card-of-another');
};

const answerWith = async (picture: Picture, arrival: Arrival, parts: Parts): Promise<Answer> => {
  if (isAnsweredInPlace(arrival.inbound.what)) return show(picture, arrival, parts);
  const commit = rowsOnly([rowFor(arrival, picture)], arrival.inboundId, arrival.now);
  await parts.store.commit({ ...commit, unparks: cameBack(arrival) });
  parts.nudge();
  return { kind: 'nothing' };
};

const take = async (first: Arrival, parts: Parts): Promise<Answer> => {
  const reading = readInbound(first.inbound, parts.policy);
  const { picture, arrival } = await takeDurably(first, deskSide(first, reading, parts), parts);
  return show(picture, arrival, parts);
};

/** Events of a channel are not a person's: nobody is greeted, and nobody has left. */
const takeRoomEvent = async (arrival: Arrival, { store, nudge }: Parts): Promise<Answer> => {
  if (arrival.inbound.what.kind === 'removed') return { kind: 'nothing' };
  const rows = [introduction(arrival)];
  const intent = `introduction|${arrival.inbound.address.conversationId}|${arrival.now.slice(0, 10)}`;
  await store.commit({ ...rowsOnly(rows, arrival.inboundId, arrival.now), intent });
  nudge();
  return { kind: 'nothing' };
};

const isRoomEvent = (inbound: Inbound): boolean =>
  isInRoom(inbound) && (inbound.what.kind === 'installed' || inbound.what.kind === 'removed');

/** A command of this deployment: once per message, however often Teams brings it. */
const typedAnswer = async (
  { inbound, inboundId, person }: Arrival,
  { typed, store }: Parts,
): Promise<Picture | null> => {
  if (typed === undefined || inbound.what.kind !== 'message') return null;
  if ((await store.seen(inboundId, null)) !== null) return null;
  const said = typed(inbound.what.text);
  if (said === null) return null;
  const at = { instant: said.values.at, zone: person.zone };
  return { card: 'notice', says: phrase(said.key, { at }), forward: ['my-cases', 'new-case'] };
};

export const takeDeskTurn = async (inbound: Inbound, now: string, parts: Parts): Promise<Answer> => {
  const arrival = await arrivalOf(inbound, now, parts);
  const { what } = inbound;
  if (isRoomEvent(inbound)) return takeRoomEvent(arrival, parts);
  if (what.kind === 'search') return choicesFor(what, arrival.person.locale, parts);
  const refusal = refusalOf(arrival);
  if (refusal !== null)
    return answerWith(
      { card: 'notice', says: refusal, forward: ['my-cases', 'new-case', 'help'] },
      arrival,
      parts,
    );
  const typed = await typedAnswer(arrival, parts);
  if (typed !== null) return answerWith(typed, arrival, parts);
  const exported = exportPicture(what, arrival.action);
  return exported === null ? take(arrival, parts) : answerWith(exported, arrival, parts);
};
