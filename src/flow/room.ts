/**
 * Conversations that others read along: what is said there is answered there, in the same thread, and only what all may
 * read; a person's own work goes on in their own chat. A shared card is rewritten by its own news and by nothing else.
 */
import type { Inbound } from '../triage/inbound.ts';
import { phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import type { OutgoingRow, Recipient, Turn } from '../triage/turn.ts';
import type { Arrival } from './arrival.ts';
import { roomCards } from './room-cards.ts';

export const isInRoom = ({ address }: Inbound): boolean => address.kind !== 'personal';

const threadOf = ({ inbound, person }: Arrival): Recipient => ({
  to: 'conversation',
  address: inbound.address,
  locale: person.locale,
  zone: person.zone,
});

const isOwnAnswer = ({ recipient }: OutgoingRow, { person }: Arrival): boolean =>
  recipient.to === 'person' && recipient.personId === person.id;

/** Said back at once, rather than told later or elsewhere. */
const isReply = ({ key }: OutgoingRow, { inbound }: Arrival): boolean => key === `answer:${inbound.id}`;

/** The thread is told where the answer went, or how to get one. */
const pointer = (arrival: Arrival): OutgoingRow => ({
  key: `pointer|${arrival.inboundId}`,
  dueAt: arrival.now,
  recipient: threadOf(arrival),
  picture: {
    card: 'notice',
    says: phrase(arrival.person.address === null ? 'notice.write-to-me' : 'notice.answered-in-chat'),
    forward: [],
  },
  sendClass: 'at-most-once',
  replacesCard: false,
});

/** In a thread nobody's personal buttons are offered: what they lead to is not for all. */
const withoutForward = (picture: Picture): Picture =>
  picture.card === 'notice' ? { ...picture, forward: [] } : picture;

const inThread = (row: OutgoingRow, arrival: Arrival): OutgoingRow =>
  isReply(row, arrival) && roomCards.has(row.picture.card)
    ? { ...row, recipient: threadOf(arrival), picture: withoutForward(row.picture) }
    : row;

/** A message in a room: its answers stay in the thread where all may read them. */
export const answeredInRoom = (turn: Turn, arrival: Arrival): Turn => {
  const { what } = arrival.inbound;
  if (!isInRoom(arrival.inbound) || what.kind !== 'message') return turn;
  const rows = turn.rows.map((row) => inThread(row, arrival));
  const isElsewhere = rows.some((row) => isOwnAnswer(row, arrival));
  return { ...turn, rows: isElsewhere ? [...rows, pointer(arrival)] : rows };
};

/** The bot was added to a team: one line in the channel, once per installation, and no word to its members. */
export const introduction = ({ inbound, now, person, inboundId }: Arrival): OutgoingRow => ({
  key: `introduction|${inboundId}`,
  dueAt: now,
  recipient: { to: 'conversation', address: inbound.address, locale: person.locale, zone: person.zone },
  picture: {
    card: 'notice',
    // Teams does not always name who added it.
    says:
      person.name === ''
        ? phrase('notice.here-in-channel')
        : phrase('notice.added-to-channel', { who: person.name }),
    forward: [],
  },
  sendClass: 'at-most-once',
  replacesCard: false,
});
