/**
 * One outbox row on its way: who gets it, may they, what does it look like now, how did it end. Recipient, rights,
 * language and card are settled here, at the last moment, so nothing old and nothing forbidden is ever sent.
 */
import type { Address, Instant } from '../triage/desk.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { caughtUp } from './catch-up.ts';
import type { Compose, Reader } from './compose.ts';
import type { CardMessage, Connector, Delivery, DueRow, Settled, Store } from './ports.ts';

/** `now` is the instant it begins; waits in the answer count from then, and the sweeper moves them to when it ended. */
export type Deliver = (row: DueRow, now: Instant) => Promise<Settled>;

type Parts = {
  readonly store: Store;
  readonly connector: Connector;
  readonly compose: Compose;
  /** 0 ≤ n < 1; spreads the retries of many conversations. */
  readonly random: () => number;
};

type Target = { readonly address: Address; readonly reader: Reader };

const minuteMs = 60_000;
/** 25 attempts with doubling up to an hour: about a day, longer than any Teams outage known to us. */
const lastAttempt = 25;
const longestBackoffMs = 60 * minuteMs;

/** Exponential from one second, half of it random. */
const backoffMs = (attempt: number, random: number): number => {
  const full = Math.min(longestBackoffMs, 1_000 * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random;
};

export const createDeliver = ({ store, connector, compose, random }: Parts): Deliver => {
  const breaker = createBreaker();

  const targetOf = async (row: DueRow): Promise<Target | null> => {
    const { recipient } = row;
    if (recipient.to === 'conversation')
      return {
        address: recipient.address,
        reader: { person: null, locale: recipient.locale, zone: recipient.zone },
      };
    if (recipient.to !== 'person') return null;
    const person = await store.person(recipient.personId);
    if (person?.address == null) return null;
    return { address: person.address, reader: { person, locale: person.locale, zone: person.zone } };
  };

  const transmit = async (row: DueRow, address: Address, message: CardMessage): Promise<Delivery> => {
    const caseId = caseOf(row);
    const shown =
      row.replacesCard && caseId !== null ? await store.shownCard(caseId, address.conversationId) : null;
    if (shown === null) return connector.post(address, message);
    const rewritten = await connector.rewrite(address, shown.activityId, message);
    return rewritten.kind === 'card-gone' ? connector.post(address, message) : rewritten;
  };

  const remember = async (row: DueRow, target: Target, activityId: string): Promise<void> => {
    const caseId = caseOf(row);
    if (caseId === null) return;
    await store.setShownCard({ caseId, conversationId: target.address.conversationId, activityId });
  };

  const send = async (row: DueRow, target: Target, now: Instant): Promise<Settled> => {
    const { address, reader } = target;
    const message = await compose(row.picture, reader, now);
    if (message === null) return { kind: 'dead', why: 'nothing left to show' };
    const host = hostOf(address);
    const heldUntilMs = breaker.heldUntilMs(host, Date.parse(now));
    if (heldUntilMs !== null) return held(heldUntilMs, 'the service is down');
    const delivery = await transmit(row, address, message);
    if (delivery.kind === 'delivered') await remember(row, target, delivery.activityId);
    if (delivery.kind === 'wait' || delivery.kind === 'unclear')
      return failed({ delivery, row, now, random: random() }, address, breaker);
    if (tellsOfService(delivery)) breaker.answered(host);
    else breaker.undecided(host);
    return ended(delivery);
  };

  return async (claimed, now) => {
    // What was folded into a row is told by it, so it is never given up as chat.
    if (claimed.lapsed && claimed.sendClass === 'at-most-once' && claimed.folded === undefined)
      return { kind: 'unknown', why: 'the process ended while sending' };
    const target = await targetOf(claimed);
    if (target === null) return { kind: 'parked', why: 'no conversation with this person yet' };
    return send(await caughtUp(claimed, target.reader.person, store), target, now);
  };
};

const hostOf = ({ serviceUrl }: Address): string =>
  URL.canParse(serviceUrl) ? new URL(serviceUrl).host : '';

/** A refusal may have been our own: a host off the list, an id that makes no address, a card too large to try. */
const tellsOfService = ({ kind }: Delivery): boolean =>
  kind === 'delivered' || kind === 'unreachable' || kind === 'card-gone';

const held = (untilMs: number, why: string): Settled => ({
  kind: 'again',
  dueAt: new Date(untilMs).toISOString(),
  why,
  isFree: true,
});

/** The case whose living card a row shows; other cards are not rewritten. */
const caseOf = (row: DueRow): string | null => (row.picture.card === 'case' ? row.picture.caseId : null);

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
