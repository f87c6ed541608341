/** What was said with a customer, without one person: of the desk or of the customer. Pure. */
import type { Instant, PersonId } from '../triage/desk.ts';
import type { Contact, Talk, TalkMessage } from '../triage/talk.ts';

const nobody: Contact = { objectId: '', name: '', email: null };

/** As in their id; the directory may spell it otherwise. */
const isThem = ({ objectId }: Contact, personId: PersonId): boolean =>
  objectId !== '' && objectId.toLowerCase() === (personId.split('/').at(-1) ?? '');

/** Nobody is there to get it, or nothing of it is left to say: it never goes. */
const unsent = (message: TalkMessage, now: Instant): TalkMessage =>
  message.from === 'desk' && message.delivery.state === 'waiting'
    ? { ...message, delivery: { state: 'failed', why: 'no-way', at: now } }
    : message;

const withoutAuthor = (message: TalkMessage): TalkMessage =>
  message.from === 'desk'
    ? { ...message, by: '', byName: '' }
    : { ...message, by: '', byName: '', text: '', files: [] };

/**
 * @param talk as it was
 * @param scrubbed the same with every text emptied that must go
 */
export const talkWithoutPerson = (talk: Talk, scrubbed: Talk, personId: PersonId, now: Instant): Talk => ({
  ...scrubbed,
  openedBy: talk.openedBy?.personId === personId ? null : scrubbed.openedBy,
  messages: scrubbed.messages.map((left, at) => {
    const was = talk.messages[at] ?? left;
    const byThem = was.by === personId ? withoutAuthor(left) : left;
    const toThem = was.from === 'desk' && isThem(was.to, personId);
    const message = toThem && byThem.from === 'desk' ? { ...byThem, to: nobody } : byThem;
    return toThem || message.text === '' ? unsent(message, now) : message;
  }),
});
