/**
 * A Teams channel or group of a customer. Whom the customer named to us is answered there, in the thread, because what
 * they may see is their company's; anybody else hears that the answer waits in their own chat.
 */
import { phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import type { OutgoingRow, Recipient, Turn } from '../triage/turn.ts';
import type { Arrival } from './arrival.ts';
import type { CustomerEyes } from './customer-eyes.ts';
import { isInRoom } from './room.ts';

/** Only in a room of their own tenant: one that is shared with others has readers we know nothing of. */
export const mayAnswerHere = (
  { inbound }: Pick<Arrival, 'inbound'>,
  { viewer, tenantId }: CustomerEyes,
): boolean =>
  !isInRoom(inbound) ||
  (viewer.isContact && inbound.address.tenantId.toLowerCase() === tenantId.toLowerCase());

const thread = ({ inbound, person }: Arrival): Recipient => ({
  to: 'conversation',
  address: inbound.address,
  locale: person.locale,
  zone: person.zone,
  readAs: person.id,
});

const isOwnAnswer = ({ recipient }: OutgoingRow, { person }: Arrival): boolean =>
  recipient.to === 'contact' && recipient.personId === person.id && recipient.message === null;

/** The answers of a turn stay where the question was asked. */
export const answeredThere = (turn: Turn, arrival: Arrival): Turn =>
  isInRoom(arrival.inbound)
    ? {
        ...turn,
        rows: turn.rows.map((row) =>
          isOwnAnswer(row, arrival) ? { ...row, recipient: thread(arrival) } : row,
        ),
      }
    : turn;

/** One sentence in the thread, with no button: whatever it led to would not be for all. */
export const inThread = (arrival: Arrival, key: string): OutgoingRow => {
  const picture: Picture = { card: 'customer-notice', says: phrase(key), forward: [] };
  return {
    key: `pointer|${arrival.inboundId}`,
    dueAt: arrival.now,
    recipient: thread(arrival),
    picture,
    sendClass: 'at-most-once',
    replacesCard: false,
  };
};
