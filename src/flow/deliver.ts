/**
 * One outbox row on its way: who gets it, may they, what does it look like now, how did it end. Recipient, rights,
 * language and card are settled here, at the last moment, so nothing old and nothing forbidden is ever sent.
 */
import type { Instant, PartnerProfile } from '../triage/desk.ts';
import { backoffMs, createAttempt, held, nothingLeft, type AttemptParts } from './attempt.ts';
import { caughtUp } from './catch-up.ts';
import { noteCheck } from './check.ts';
import { forward } from './forward.ts';
import type { SendLetter } from './letter.ts';
import type { DueRow, Settled } from './ports.ts';
import { targetOf } from './targets.ts';
import { createTell, messageRefOf } from './tell.ts';
import type { DeskRules } from './who.ts';

/** `now` is the instant it begins; waits in the answer count from then, and the sweeper moves them to when it ended. */
export type Deliver = (row: DueRow, now: Instant) => Promise<Settled>;

type Parts = AttemptParts & {
  readonly profile: PartnerProfile;
  readonly rules: DeskRules;
  /** Writes to customers without a chat. Absent: no mail is sent. */
  readonly letter?: SendLetter;
};

export const createDeliver = (parts: Parts): Deliver => {
  const { store, profile, rules, random, letter } = parts;
  const attempt = createAttempt(parts);

  const tell = createTell({
    store,
    profile,
    chat: async (row, now) => {
      const target = await targetOf(row.recipient, now, { store, profile, rules });
      return target.kind === 'conversation' ? attempt(row, target, now) : null;
    },
    laterAt: (row, now) => new Date(Date.parse(now) + backoffMs(row.attempt, random())).toISOString(),
    ...(letter === undefined ? {} : { letter }),
  });

  const deliver = async (row: DueRow, now: Instant): Promise<Settled> => {
    const target = await targetOf(row.recipient, now, { store, profile, rules });
    switch (target.kind) {
      case 'unmet':
        return { kind: 'parked', why: 'no conversation with this person yet' };
      case 'nobody':
        return held(Date.parse(now) + nobodyWaitMs, 'no lead has met the bot yet');
      case 'people':
        return isForRoomOnly(row)
          ? { kind: 'dead', why: 'there is no lead room' }
          : forward(row, target.people, now, store);
      case 'conversation': {
        const told = await caughtUp(row, target.reader.person, store);
        const settled = told === null ? nothingLeft : (await attempt(told, target, now)).settled;
        // A lead room the bot was thrown out of must not swallow what it was to hear.
        return settled.kind === 'parked' && row.recipient.to === 'lead-room' && !isForRoomOnly(row)
          ? deliver({ ...row, recipient: { to: 'on-call' } }, now)
          : settled;
      }
    }
  };

  return async (claimed, now) => {
    // What was folded into a row is told by it, so it is never given up as chat.
    if (claimed.lapsed && claimed.sendClass === 'at-most-once' && claimed.folded === undefined)
      return { kind: 'unknown', why: 'the process ended while sending' };
    const message = messageRefOf(claimed);
    const settled = await (message === null ? deliver(claimed, now) : tell(claimed, message, now));
    await noteCheck(claimed, settled, now, store);
    return settled;
  };
};

/** Whether the lead room can be reached is the very question. */
const isForRoomOnly = ({ picture, recipient }: DueRow): boolean =>
  picture.card === 'test' && recipient.to === 'lead-room';

const nobodyWaitMs = 60_000;
