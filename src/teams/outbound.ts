import type { CardMessage, Connector, Delivery } from '../flow/ports.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/outbound.ts';
import type { OutgoingRequest, Sent } from '../outbound/way-out.ts';
import type { Address } from '../triage/desk.ts';
import { createSender } from './sender.ts';
import type { Manner } from './statuses.ts';
import { failure, hasCode } from './statuses.ts';

/** Teams refuses messages above about 100 KB, counted as UTF-16; what is over 80 KB is not even tried. */
const largestBytes = 80 * 1_024;

const json = { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' };

/** A path segment that the URL parser cannot read as "up one level". */
const segment = (id: string): string | null =>
  /^\.{1,2}$/.test(id) || !id.isWellFormed() ? null : encodeURIComponent(id);

const activityUrl = (
  serviceUrl: string,
  conversationId: string,
  activityId: string | null,
): string | null => {
  const conversation = segment(conversationId);
  const activity = activityId === null ? '' : segment(activityId);
  if (conversation === null || activity === null) return null;
  const end = activity === '' ? '' : `/${activity}`;
  return `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${conversation}/activities${end}`;
};

/** The card is JSON already, and stands where the attachment has its content. */
const activityOf = (address: Address, { json: card, summary }: CardMessage): string => {
  const around = JSON.stringify({
    type: 'message',
    from: { id: address.botId },
    recipient: { id: address.userId },
    conversation: { id: address.conversationId },
    summary,
  });
  const attachment = `{"contentType":"application/vnd.microsoft.card.adaptive","content":${card}}`;
  return `${around.slice(0, -1)},"attachments":[${attachment}]}`;
};

type Prepared =
  | { readonly kind: 'ready'; readonly request: OutgoingRequest }
  | Extract<Delivery, { kind: 'refused' | 'too-large' }>;

/** `activityId` null: a new post. */
const prepare = (address: Address, activityId: string | null, message: CardMessage): Prepared => {
  const url = activityUrl(address.serviceUrl, address.conversationId, activityId);
  if (url === null) return { kind: 'refused', why: 'unusable conversation or activity id' };
  const body = activityOf(address, message);
  if (body.length * 2 > largestBytes) return { kind: 'too-large' };
  return {
    kind: 'ready',
    request: { method: activityId === null ? 'POST' : 'PUT', url, headers: json, body },
  };
};

/** The id the Connector gave, or the empty string where it told none. */
const idIn = (body: string): string => {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string'
      ? answer.id
      : '';
  } catch {
    return '';
  }
};

/** An answer or its lack → how the send ended. `ownId`: the id a rewritten activity keeps. */
const deliveryOf = (sent: Sent, manner: Manner, ownId: string | null, nowMs: number): Delivery => {
  switch (sent.kind) {
    case 'forbidden':
      return { kind: 'refused', why: 'service host not on the list' };
    case 'not-sent':
      return { kind: 'wait', notBeforeMs: null, why: sent.why };
    case 'cut':
      return manner === 'post'
        ? { kind: 'unclear', why: sent.why }
        : { kind: 'wait', notBeforeMs: null, why: sent.why };
    case 'answered':
      return sent.status >= 200 && sent.status < 300
        ? { kind: 'delivered', activityId: ownId ?? idIn(sent.body) }
        : failure(sent, manner, nowMs);
  }
};

const isGone = (sent: Sent): boolean =>
  sent.kind === 'answered' && sent.status === 404 && hasCode(sent.body, 'ConversationNotFound');

/** Cards to Teams: a new post, or one rewritten in place. Sends once; whether and when again is the outbox's. */
export const createConnector = (outbound: Outbound, log: Log, now: () => number): Connector => {
  const send = createSender(outbound);

  /** A 1:1 conversation Teams forgot is opened again; it answers with the id to use. */
  const reopen = async (address: Address): Promise<string | null> => {
    const body = JSON.stringify({
      bot: { id: address.botId },
      members: [{ id: address.userId }],
      tenantId: address.tenantId,
      channelData: { tenant: { id: address.tenantId } },
      isGroup: false,
    });
    const url = `${address.serviceUrl.replace(/\/+$/, '')}/v3/conversations`;
    const sent = await send({ method: 'POST', url, headers: json, body });
    return sent.kind === 'answered' && sent.status < 300 ? idIn(sent.body) || null : null;
  };

  const postAgain = async (address: Address, message: CardMessage, first: Sent): Promise<Sent> => {
    if (address.kind !== 'personal' || !isGone(first)) return first;
    const conversationId = await reopen(address);
    log.info({ reopened: conversationId !== null }, 'a forgotten conversation was opened again');
    const prepared = conversationId === null ? null : prepare({ ...address, conversationId }, null, message);
    return prepared?.kind === 'ready' ? send(prepared.request) : first;
  };

  return {
    async post(address, message) {
      const prepared = prepare(address, null, message);
      if (prepared.kind !== 'ready') return prepared;
      const sent = await postAgain(address, message, await send(prepared.request));
      return deliveryOf(sent, 'post', null, now());
    },
    async rewrite(address, activityId, message) {
      const prepared = prepare(address, activityId, message);
      if (prepared.kind !== 'ready') return prepared;
      return deliveryOf(await send(prepared.request), 'rewrite', activityId, now());
    },
  };
};
