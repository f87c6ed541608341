/**
 * One outbox row on its way: who gets it, may they, what does it look like now, how did it end. Recipient, rights,
 * language and card are settled here, at the last moment, so nothing old and nothing forbidden is ever sent.
 */
import type { Address, Instant } from '../triage/desk.ts';
import type { Compose, Reader } from './compose.ts';
import type { Connector, Delivery, DueRow, Settled, Store } from './ports.ts';

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

const later = (now: Instant, ms: number): Instant => new Date(Date.parse(now) + ms).toISOString();

export const createDeliver = ({ store, connector, compose, random }: Parts): Deliver => {
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

  const send = async (row: DueRow, { address, reader }: Target, now: Instant): Promise<Delivery> => {
    const message = await compose(row.picture, reader, now);
    if (message === null) return { kind: 'refused', why: 'nothing left to show' };
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

  return async (row, now) => {
    if (row.lapsed && row.sendClass === 'at-most-once')
      return { kind: 'unknown', why: 'the process ended while sending' };
    const target = await targetOf(row);
    if (target === null) return { kind: 'parked', why: 'no conversation with this person yet' };
    const delivery = await send(row, target, now);
    if (delivery.kind === 'delivered') await remember(row, target, delivery.activityId);
    return settled(delivery, row, now, random());
  };
};

/** The case whose living card a row shows; other cards are not rewritten. */
const caseOf = (row: DueRow): string | null => (row.picture.card === 'case' ? row.picture.caseId : null);

const again = (row: DueRow, now: Instant, waitMs: number, why: string): Settled =>
  row.attempt >= lastAttempt ? { kind: 'dead', why } : { kind: 'again', dueAt: later(now, waitMs), why };

const unclear = (row: DueRow, now: Instant, waitMs: number, why: string): Settled =>
  row.sendClass === 'at-least-once' ? again(row, now, waitMs, why) : { kind: 'unknown', why };

const settled = (delivery: Delivery, row: DueRow, now: Instant, random: number): Settled => {
  const waitMs = backoffMs(row.attempt, random);
  switch (delivery.kind) {
    case 'delivered':
      return { kind: 'sent' };
    case 'wait':
      return again(row, now, delivery.notBeforeMs ?? waitMs, delivery.why);
    case 'unclear':
      return unclear(row, now, waitMs, delivery.why);
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
