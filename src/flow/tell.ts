/**
 * One message of ours to a customer on its way: by chat, else by mail, else not at all. How it ended is committed as a
 * reminder before the row is settled, so whatever dies in between, the case learns of it, and once.
 */
import type { Case } from '../triage/case.ts';
import type { Instant, PartnerProfile } from '../triage/desk.ts';
import type { Reachable } from '../triage/reachable.ts';
import type { Delivered, NotDelivered, TalkMessage } from '../triage/talk.ts';
import { waitingMessage } from '../triage/take-told.ts';
import type { Attempt } from './attempt.ts';
import { rowsOnly } from './commit.ts';
import type { SendLetter } from './letter.ts';
import type { Delivery, DueRow, Settled, Store } from './ports.ts';
import { reachOf } from './reach.ts';

type MessageRef = { readonly caseId: string; readonly messageId: number };

type Parts = {
  readonly store: Store;
  readonly profile: PartnerProfile;
  /** Posts the row's card into the chat of whom it is for; null: they have none. */
  readonly chat: (row: DueRow, now: Instant) => Promise<Attempt | null>;
  /** Absent where no mail is sent. */
  readonly letter?: SendLetter;
  /** When to come back after this attempt. */
  readonly laterAt: (row: DueRow, now: Instant) => Instant;
};

/** Loaded anew at every try: who may be told can have changed since it was written. */
type OnItsWay = {
  readonly row: DueRow;
  readonly ref: MessageRef;
  readonly now: Instant;
  readonly about: Case;
  readonly message: Extract<TalkMessage, { from: 'desk' }>;
  readonly to: Reachable | null;
};

type Ended = Exclude<Delivered, { state: 'waiting' }>;

const endKey = ({ caseId, messageId }: MessageRef): string => `told-end|${caseId}|${messageId}`;
/** Committed before a mail is tried: where the process dies then, nobody knows whether it went. */
const mailKey = ({ caseId, messageId }: MessageRef, attempt: number): string =>
  `told-mail|${caseId}|${messageId}|${attempt}`;

/** About an hour of doubling waits: who wrote it would rather know than go on waiting. */
const lastMailAttempt = 12;

export const messageRefOf = ({ recipient }: DueRow): MessageRef | null =>
  recipient.to === 'contact' ? recipient.message : null;

/** The ends of messages, kept where a dead process cannot forget them. */
const createEnds = (store: Store) => {
  const end = async ({ ref, now }: OnItsWay, delivery: Ended): Promise<Settled> => {
    const key = endKey(ref);
    const reminder = { of: 'told', ...ref, delivery } as const;
    const reminders = [{ key, dueAt: now, reminder }];
    await store.commit({ ...rowsOnly([], null, now), intent: key, reminders });
    if (delivery.state === 'delivered') return { kind: 'sent' };
    return { kind: delivery.why === 'unclear' ? 'unknown' : 'dead', why: `not told: ${delivery.why}` };
  };
  const isMarked = async (key: string): Promise<boolean> => (await store.seen(key, key)) !== null;
  return {
    failed: (going: OnItsWay, why: NotDelivered) => end(going, { state: 'failed', why, at: going.now }),
    delivered: (going: OnItsWay, way: 'chat' | 'mail') =>
      end(going, { state: 'delivered', way, at: going.now }),
    hasEnded: (ref: MessageRef) => isMarked(endKey(ref)),
    /** False: this very try was begun before. */
    beginMail: async ({ ref, row, now }: OnItsWay): Promise<boolean> => {
      const intent = mailKey(ref, row.attempt);
      return (await store.commit({ ...rowsOnly([], null, now), intent })).kind === 'committed';
    },
    hasBegunMail: (ref: MessageRef, attempt: number) => isMarked(mailKey(ref, attempt)),
  };
};
type Ends = ReturnType<typeof createEnds>;

type Way = (going: OnItsWay, otherwise: NotDelivered) => Promise<Settled>;

/** `otherwise`: why it cannot be told where there is no mail either. */
const createByMail = (ends: Ends, { letter, laterAt }: Parts): Way => {
  const afterwards = async (going: OnItsWay, delivery: Delivery): Promise<Settled> => {
    const { row, now } = going;
    switch (delivery.kind) {
      case 'delivered':
        return ends.delivered(going, 'mail');
      case 'unclear':
        return ends.failed(going, 'unclear');
      case 'wait': {
        if (row.attempt >= lastMailAttempt) return ends.failed(going, 'late');
        const { notBeforeMs, why } = delivery;
        const dueAt = notBeforeMs === null ? laterAt(row, now) : later(now, notBeforeMs);
        return { kind: 'again', dueAt, why };
      }
      case 'unreachable':
      case 'card-gone':
      case 'too-large':
      case 'refused':
        return ends.failed(going, 'bounced');
    }
  };
  return async (going, otherwise) => {
    const { about, message, to } = going;
    const email = to?.email ?? null;
    if (letter === undefined || email === null) return ends.failed(going, otherwise);
    if (!(await ends.beginMail(going))) return ends.failed(going, 'unclear');
    return afterwards(going, await letter({ about, message, email }));
  };
};

const createByChat =
  (ends: Ends, byMail: Way, { chat }: Parts) =>
  async (going: OnItsWay): Promise<Settled> => {
    const attempt = await chat(going.row, going.now);
    if (attempt === null) return byMail(going, 'no-way');
    const { delivery, settled } = attempt;
    if (delivery?.kind === 'delivered') return ends.delivered(going, 'chat');
    if (settled.kind === 'again') return settled;
    if (delivery === null) return ends.failed(going, 'no-way');
    // Given up after many tries that may each have arrived: a mail would say it once more.
    const isGivenUp = delivery.kind === 'wait' || delivery.kind === 'unclear';
    return isGivenUp ? ends.failed(going, 'late') : byMail(going, 'refused');
  };

const load = async (
  row: DueRow,
  ref: MessageRef,
  now: Instant,
  { store, profile }: Parts,
): Promise<OnItsWay | null> => {
  const about = await store.case(ref.caseId);
  const message = about === null ? null : waitingMessage(about, ref.messageId);
  if (about === null || message === null) return null;
  const customer = about.customerId === null ? null : await store.customer(about.customerId);
  const { contacts } = await reachOf(about, customer, { store, profile });
  const { recipient } = row;
  const to = contacts.find(({ personId }) => recipient.to === 'contact' && personId === recipient.personId);
  return { row, ref, now, about, message, to: to ?? null };
};

/** Tells one message, or says when to try again. What has ended before, or was erased, is simply over. */
export const createTell = (parts: Parts) => {
  const ends = createEnds(parts.store);
  const byChat = createByChat(ends, createByMail(ends, parts), parts);
  return async (row: DueRow, ref: MessageRef, now: Instant): Promise<Settled> => {
    if (row.lapsed && (await ends.hasEnded(ref))) return { kind: 'sent' };
    const going = await load(row, ref, now, parts);
    if (going === null) return { kind: 'sent' };
    if (going.to === null || going.to.isStopped) return ends.failed(going, 'no-way');
    if (row.lapsed && (await ends.hasBegunMail(ref, row.attempt - 1))) return ends.failed(going, 'unclear');
    return byChat(going);
  };
};

const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();
