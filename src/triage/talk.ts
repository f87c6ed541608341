/**
 * What passes between the desk and a customer about one case: the messages as they were sent, word for word. Only
 * this part of a case, and what customer-words of it say, is ever shown to the customer.
 */
import type { Instant, Locale, PersonId } from './desk.ts';

/** What a message of ours is about. */
export const customerSituations = [
  'received',
  'with-microsoft',
  'with-21vianet',
  'with-vendor',
  'with-provider',
  'they-answered',
  'they-closed',
  'known-incident',
  'need-something',
  'solved',
  'own-words',
] as const;
export type CustomerSituation = (typeof customerSituations)[number];

/** Somebody of the customer, as the directory or their own activity names them. `objectId` is theirs in their tenant. */
export type Contact = { readonly objectId: string; readonly name: string; readonly email: string | null };

/** A file as Teams named it; its content is never fetched. */
export type NamedFile = { readonly name: string; readonly type: string };

/** How a message of ours goes: their chat with the bot, e-mail, or a text the agent copies and sends. */
export type Way = 'chat' | 'mail' | 'copy';

/** Why a message did not reach the customer. */
export type NotDelivered = 'no-way' | 'refused' | 'bounced' | 'unclear' | 'late';

export type Delivered =
  | { readonly state: 'waiting'; readonly way: Exclude<Way, 'copy'>; readonly goesAt: Instant }
  | { readonly state: 'delivered'; readonly way: Way; readonly at: Instant }
  | { readonly state: 'failed'; readonly why: NotDelivered; readonly at: Instant };

/** One message. `id` counts from 1 within the case. */
export type TalkMessage = {
  readonly id: number;
  readonly at: Instant;
  readonly by: PersonId;
  readonly byName: string;
} & (
  | {
      readonly from: 'desk';
      readonly situation: CustomerSituation;
      readonly text: string;
      readonly language: Locale;
      readonly to: Contact;
      readonly delivery: Delivered;
    }
  | {
      readonly from: 'customer';
      readonly said: 'reported' | 'answered' | 'works' | 'worse';
      readonly text: string;
      readonly files: readonly NamedFile[];
    }
);

export type Talk = {
  /** Who of the customer opened the case by writing to the bot; null: the desk did. */
  readonly openedBy: (Contact & { readonly personId: PersonId }) | null;
  /** Since when a case the customer opened waits for an agent to take it; null: taken, or opened by the desk. */
  readonly untakenSince: Instant | null;
  /** Kept private only because the customer's words sound like it: the agent's answer decides. Absent: no. */
  readonly soundsPrivate?: true;
  /** Oldest first, at most `messagesKept`; all of them stand in the record. */
  readonly messages: readonly TalkMessage[];
};

const silence: Talk = { openedBy: null, untakenSince: null, messages: [] };

/** A case, as far as its talk goes. */
type Talked = { readonly talk?: Talk };

/** Cases from before there was any talk have none. */
export const talkOf = ({ talk }: Talked): Talk => talk ?? silence;

const messagesKept = 60;

type Without<Message> = Message extends TalkMessage ? Omit<Message, 'id'> : never;

/** The case with one more message at the end. */
export const withMessage = <About extends Talked>(about: About, message: Without<TalkMessage>): About => {
  const talk = talkOf(about);
  const id = (talk.messages.at(-1)?.id ?? 0) + 1;
  return {
    ...about,
    talk: { ...talk, messages: [...talk.messages, { ...message, id }].slice(-messagesKept) },
  };
};

/** How a message of ours ended. Unknown or settled before: the case as it is. */
export const withDelivery = <About extends Talked>(about: About, id: number, delivery: Delivered): About => {
  const talk = talkOf(about);
  const messages = talk.messages.map((one) =>
    one.id === id && one.from === 'desk' && one.delivery.state === 'waiting' ? { ...one, delivery } : one,
  );
  return { ...about, talk: { ...talk, messages } };
};
