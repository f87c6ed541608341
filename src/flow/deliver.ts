/**
 * One outbox row on its way: who gets it, may they, what does it look like now, how did it end. Recipient, rights,
 * language and card are settled here, at the last moment, so nothing old and nothing forbidden is ever sent.
 */
import type { Address, Instant, PartnerProfile } from '../triage/desk.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { caughtUp } from './catch-up.ts';
import { noteCheck } from './check.ts';
import type { Compose } from './compose.ts';
import { forward } from './forward.ts';
import { livingCard } from './living-card.ts';
import type { CardMessage, Connector, Delivery, DueRow, Settled, Store } from './ports.ts';
import { targetOf, type Target } from './targets.ts';
import type { DeskRules } from './who.ts';

/** `now` is the instant it begins; waits in the answer count from then, and the sweeper moves them to when it ended. */
export type Deliver = (row: DueRow, now: Instant) => Promise<Settled>;

type Place = Extract<Target, { kind: 'conversation' }>;

type Parts = {
  readonly store: Store;
  readonly connector: Connector;
  readonly compose: Compose;
  readonly profile: PartnerProfile;
  readonly rules: DeskRules;
  /** 0 ≤ n < 1; spreads the retries of many conversations. */
  readonly random: () => number;
};

const minuteMs = 60_000;
/** 25 attempts with doubling up to an hour: about a day, longer than any Teams outage known to us. */
const lastAttempt = 25;
const longestBackoffMs = 60 * minuteMs;

/** Exponential from one second, half of it random. */
const backoffMs = (attempt: number, random: number): number => {
  const full = Math.min(longestBackoffMs, 1_000 * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random;
};

export const createDeliver = ({ store, connector, compose, profile, rules, random }: Parts): Deliver => {
  const breaker = createBreaker();

  const transmit = async (row: DueRow, address: Address, message: CardMessage): Promise<Delivery> => {
    const living = livingCard(row.picture);
    const shown =
      row.replacesCard && living !== null ? await store.shownCard(living, address.conversationId) : null;
    if (shown === null) return connector.post(address, message);
    const rewritten = await connector.rewrite(address, shown.activityId, message);
    return rewritten.kind === 'card-gone' ? connector.post(address, message) : rewritten;
  };

  const remember = async (row: DueRow, address: Address, activityId: string): Promise<void> => {
    const living = livingCard(row.picture);
    if (living === null) return;
    await store.setShownCard({ caseId: living, conversationId: address.conversationId, activityId });
  };

  const send = async (row: DueRow, { address, reader }: Place, now: Instant): Promise<Settled> => {
    const message = await compose(row.picture, reader, now);
    if (message === null) return nothingLeft;
    const host = hostOf(address);
    const heldUntilMs = breaker.heldUntilMs(host, Date.parse(now));
    if (heldUntilMs !== null) return { ...held(heldUntilMs, 'the service is down'), isHeld: true };
    const delivery = await transmit(row, address, message);
    if (delivery.kind === 'delivered') await remember(row, address, delivery.activityId);
    if (delivery.kind === 'wait' || delivery.kind === 'unclear')
      return failed({ delivery, row, now, random: random() }, address, breaker);
    if (tellsOfService(delivery)) breaker.answered(host);
    else breaker.undecided(host);
    return ended(delivery);
  };

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
        const settled = told === null ? nothingLeft : await send(told, target, now);
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
    const settled = await deliver(claimed, now);
    await noteCheck(claimed, settled, now, store);
    return settled;
  };
};

/** Whether the lead room can be reached is the very question. */
const isForRoomOnly = ({ picture, recipient }: DueRow): boolean =>
  picture.card === 'test' && recipient.to === 'lead-room';

const nobodyWaitMs = 60_000;
const nothingLeft: Settled = { kind: 'dead', why: 'nothing left to show' };

const hostOf = ({ serviceUrl }: Address): string =>
  URL.canParse(serviceUrl) ? new URL(serviceUrl).host : '';

/** A refusal may have been our own: a host off the list, an id that makes no address, a card too large to try. */
const tellsOfService = ({ kind }: Delivery): boolean =>
  kind === 'delivered' || kind === 'unreachable' || kind === 'card-gone';

const held = (untilMs: number, why: string): Extract<Settled, { kind: 'again' }> => ({
  kind: 'again',
  dueAt: new Date(untilMs).toISOString(),
  why,
  isFree: true,
});

type Unsent = {
  readonly delivery: Extract<Delivery, { kind: 'wait' | 'unclear' }>;
  readonly row: DueRow;
  readonly now: Instant;
  readonly random: number;
};

/** An attempt counts only where the service took others meanwhile; else it is the service's failure, not the row's. */
const failed = ({ delivery, row, now, random }: Unsent, address: Address, breaker: Breaker): Settled => {
  const nowMs = Date.parse(now);
  const notBeforeMs = delivery.kind === 'wait' ? delivery.notBeforeMs : null;
  const { conversationId } = address;
  const { isOwn, retryMs } = breaker.failed(hostOf(address), { conversationId, nowMs, notBeforeMs });
  const { why } = delivery;
  if (delivery.kind === 'unclear' && row.sendClass === 'at-most-once') return { kind: 'unknown', why };
  const dueMs = nowMs + (notBeforeMs ?? backoffMs(row.attempt, random));
  if (!isOwn) return held(Math.max(dueMs, retryMs), why);
  return row.attempt >= lastAttempt
    ? { kind: 'dead', why }
    : { kind: 'again', dueAt: new Date(dueMs).toISOString(), why };
};

const ended = (delivery: Exclude<Delivery, { kind: 'wait' | 'unclear' }>): Settled => {
  switch (delivery.kind) {
    case 'delivered':
      return { kind: 'sent' };
    case 'unreachable':
      return { kind: 'parked', why: delivery.why };
    case 'card-gone':
      return { kind: 'dead', why: 'the card is gone' };
    case 'too-large':
      return { kind: 'dead', why: 'too large' };
    case 'refused':
      return { kind: 'dead', why: delivery.why };
  }
};
