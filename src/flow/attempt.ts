/**
 * One try at posting a row's card into a conversation: drawn at this moment, rewritten in place where it says so, and
 * held back while the service is down.
 */
import type { Address, Instant } from '../triage/desk.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import type { Compose } from './reader.ts';
import { isPointer, livingCard } from './living-card.ts';
import type { CardMessage, Connector, Delivery, DueRow, Settled, Store } from './ports.ts';
import type { Target } from './targets.ts';

/** How it ended and what that means for the row. `delivery` null: nothing was tried. */
export type Attempt = { readonly settled: Settled; readonly delivery: Delivery | null };

type Place = Extract<Target, { kind: 'conversation' }>;

export type AttemptParts = {
  readonly store: Store;
  readonly connector: Connector;
  readonly compose: Compose;
  /** 0 ≤ n < 1; spreads the retries of many conversations. */
  readonly random: () => number;
};

const minuteMs = 60_000;
/** 25 attempts with doubling up to an hour: about a day, longer than any Teams outage known to us. */
const lastAttempt = 25;
const longestBackoffMs = 60 * minuteMs;

/** Exponential from one second, half of it random. */
export const backoffMs = (attempt: number, random: number): number => {
  const full = Math.min(longestBackoffMs, 1_000 * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random;
};

export const createAttempt = ({ store, connector, compose, random }: AttemptParts) => {
  const breaker = createBreaker();

  const transmit = async (row: DueRow, address: Address, message: CardMessage): Promise<Delivery> => {
    const living = livingCard(row.picture);
    const shown =
      row.replacesCard && living !== null ? await store.shownCard(living, address.conversationId) : null;
    if (shown === null) return connector.post(address, message);
    const rewritten = await connector.rewrite(address, shown.activityId, message);
    return rewritten.kind === 'card-gone' && !isPointer(row.picture)
      ? connector.post(address, message)
      : rewritten;
  };

  const remember = async (row: DueRow, address: Address, activityId: string): Promise<void> => {
    const living = livingCard(row.picture);
    if (living === null) return;
    await store.setShownCard({ caseId: living, conversationId: address.conversationId, activityId });
  };

  /** There is no card yet that could say where it went. */
  const pointsNowhere = async ({ picture }: DueRow, { conversationId }: Address): Promise<boolean> => {
    const living = isPointer(picture) ? livingCard(picture) : null;
    return living !== null && (await store.shownCard(living, conversationId)) === null;
  };

  return async (row: DueRow, { address, reader }: Place, now: Instant): Promise<Attempt> => {
    const message = await compose(row.picture, reader, now);
    if (message === null) return untried(nothingLeft);
    if (await pointsNowhere(row, address)) return untried({ kind: 'sent' });
    const host = hostOf(address);
    const heldUntilMs = breaker.heldUntilMs(host, Date.parse(now));
    if (heldUntilMs !== null) return untried({ ...held(heldUntilMs, 'the service is down'), isHeld: true });
    const delivery = await transmit(row, address, message);
    if (delivery.kind === 'delivered') await remember(row, address, delivery.activityId);
    if (delivery.kind === 'wait' || delivery.kind === 'unclear')
      return { settled: failed({ delivery, row, now, random: random() }, address, breaker), delivery };
    if (tellsOfService(delivery)) breaker.answered(host);
    else breaker.undecided(host);
    return { settled: ended(delivery), delivery };
  };
};

const untried = (settled: Settled): Attempt => ({ settled, delivery: null });
export const nothingLeft: Settled = { kind: 'dead', why: 'nothing left to show' };

const hostOf = ({ serviceUrl }: Address): string =>
  URL.canParse(serviceUrl) ? new URL(serviceUrl).host : '';

/** A refusal may have been our own: a host off the list, an id that makes no address, a card too large to try. */
const tellsOfService = ({ kind }: Delivery): boolean =>
  kind === 'delivered' || kind === 'unreachable' || kind === 'card-gone';

export const held = (untilMs: number, why: string): Extract<Settled, { kind: 'again' }> => ({
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
