import type { Locale, PersonId } from './desk.ts';
import type { Contact, Way } from './talk.ts';

/** Somebody of a customer as far as writing to them goes. */
export type Reachable = Contact & {
  readonly personId: PersonId;
  /** They have a chat with the bot. */
  readonly hasChat: boolean;
  /** They want no messages by themselves: neither in the chat nor by mail. */
  readonly isStopped: boolean;
  /** The language they chose, or Teams shows them; null: never met. */
  readonly locale: Locale | null;
};

/**
 * Who of the told tenant may be written to about a case, who opened it first, and whether this installation sends
 * mail. Nobody: a text to copy is all there is.
 */
export type Reach = { readonly contacts: readonly Reachable[]; readonly hasMail: boolean };

export const nobodyReached: Reach = { contacts: [], hasMail: false };

/** How a message to this person goes as things stand; null stands for somebody we can only be told of by name. */
export const wayTo = (contact: Reachable | null, { hasMail }: Pick<Reach, 'hasMail'>): Way => {
  if (contact === null || contact.isStopped) return 'copy';
  if (contact.hasChat) return 'chat';
  return hasMail && contact.email !== null ? 'mail' : 'copy';
};
