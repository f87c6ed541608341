/** A message to a customer has ended on its way: the case keeps how, and its owner hears where it did not arrive. */
import { caseLabel, type Case } from './case.ts';
import { noted } from './event.ts';
import { alert } from './lead-notice.ts';
import { phrase, typed } from './phrase.ts';
import { talkOf, withDelivery, type Delivered, type TalkMessage } from './talk.ts';
import type { Change } from './turn-change.ts';
import type { Known, OutgoingRow, Reminder } from './turn.ts';

type Told = Extract<Reminder, { of: 'told' }>;
type Ours = Extract<TalkMessage, { from: 'desk' }>;
type Failed = Extract<Delivered, { state: 'failed' }>;

/** The message, if it is still on its way. */
export const waitingMessage = (about: Case, messageId: number): Ours | null => {
  const message = talkOf(about).messages.find(({ id }) => id === messageId);
  return message?.from === 'desk' && message.delivery.state === 'waiting' ? message : null;
};

/** One notice for each message: another that fails must not take its place. */
const notArrived = (about: Case, { id, to }: Ours, { why }: Failed, now: string): OutgoingRow => {
  const says = phrase('alert.customer-not-told', {
    label: caseLabel(about.number),
    name: typed(to.name),
    why: phrase(`not-delivered.${why}`),
  });
  const notice = { event: 'customer-not-told', says };
  const row = alert(about, { to: 'person', personId: about.owner }, notice, now);
  return { ...row, key: `${row.key}|${id}`, urgency: 'urgent' };
};

/** What has become of the message; null where that was said before. */
export const toldChange = (
  about: Case,
  { messageId, delivery }: Told,
  { now }: Pick<Known, 'now'>,
): Change | null => {
  const message = waitingMessage(about, messageId);
  if (message === null || delivery.state === 'waiting') return null;
  const after = withDelivery(about, messageId, delivery);
  return delivery.state === 'delivered'
    ? {
        before: about,
        after,
        noted: [noted('customer-told-delivered', { message: messageId, way: delivery.way })],
      }
    : {
        before: about,
        after,
        noted: [noted('customer-told-failed', { message: messageId, why: delivery.why })],
        rows: [notArrived(about, message, delivery, now)],
      };
};
