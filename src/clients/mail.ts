/**
 * Mail through Microsoft Graph (`sendMail`), as plain text from the desk's own mailbox. Sends once; whether and when
 * again is the outbox's. Source: https://learn.microsoft.com/graph/api/user-sendmail and …/graph/throttling, checked
 * 2026-11-20.
 */
import type { Delivery, Mail, OutgoingMail } from '../flow/ports.ts';
import type { Log } from '../log.ts';
import type { Graph } from '../outbound/graph.ts';
import { retryAfterMs } from '../outbound/retry-after.ts';
import type { Sent } from '../outbound/way-out.ts';

type Outcome = Extract<Delivery['kind'], 'wait' | 'unclear' | 'refused' | 'too-large'>;

/**
 * What an answer other than success means. A 401 was tried again with a new token already. 5xx may have sent the mail;
 * with a Retry-After (or 429) Graph says itself that it did nothing.
 */
const statusRows: readonly { readonly statuses: readonly number[]; readonly is: Outcome }[] = [
  { statuses: [429, 509], is: 'wait' },
  { statuses: [413], is: 'too-large' },
  { statuses: [408], is: 'unclear' },
];

const outcomeOf = (status: number, saysWhen: boolean): Outcome => {
  if (status === 503 && saysWhen) return 'wait';
  const row = statusRows.find(({ statuses }) => statuses.includes(status));
  return row?.is ?? (status >= 500 ? 'unclear' : 'refused');
};

/** Graph's own word for what went wrong: the first code of its answer. Fit for a log. */
const codeIn = (body: string): string => /"code"\s*:\s*"(?<code>\w{1,64})"/.exec(body)?.[1] ?? '';

const answered = (sent: Extract<Sent, { kind: 'answered' }>, nowMs: number): Delivery => {
  const { status, headers, body } = sent;
  // Graph accepts with 202 and gives no id.
  if (status >= 200 && status < 300) return { kind: 'delivered', activityId: '' };
  const notBeforeMs = retryAfterMs(headers['retry-after'], nowMs);
  const kind = outcomeOf(status, notBeforeMs !== null);
  const why = `mail: ${status} ${codeIn(body)}`.trim();
  switch (kind) {
    case 'wait':
      return { kind, notBeforeMs, why };
    case 'too-large':
      return { kind };
    case 'unclear':
    case 'refused':
      return { kind, why };
  }
};

const deliveryOf = (sent: Sent, nowMs: number): Delivery => {
  switch (sent.kind) {
    case 'forbidden':
      return { kind: 'refused', why: 'mail: not an address Handoff may talk to' };
    case 'not-sent':
      return { kind: 'wait', notBeforeMs: null, why: `mail: ${sent.why}` };
    case 'cut':
      return { kind: 'unclear', why: `mail: ${sent.why}` };
    case 'answered':
      return answered(sent, nowMs);
  }
};

const mailbox = ({ name, email }: OutgoingMail['to']) => ({ emailAddress: { name, address: email } });

/** A subject is one line, whatever it was made of. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/**
 * Graph takes header fields of one's own only if they begin with `x-`. `X-Auto-Response-Suppress` keeps out-of-office
 * answers from coming back; `X-Handoff-Message` tells in a mailbox which message of which case a mail was.
 */
const bodyOf = ({ to, replyTo, subject, text, reference }: OutgoingMail): string =>
  JSON.stringify({
    message: {
      subject: oneLine(subject),
      body: { contentType: 'Text', content: text },
      toRecipients: [mailbox(to)],
      replyTo: [mailbox(replyTo)],
      internetMessageHeaders: [
        { name: 'X-Auto-Response-Suppress', value: 'OOF, AutoReply' },
        { name: 'X-Handoff-Message', value: reference },
      ],
    },
    saveToSentItems: true,
  });

const json = { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' };

/** `from`: the mailbox the mails are sent from and kept in. */
export const createMail = (graph: Graph, from: string, log: Log, now: () => number): Mail => ({
  async send(mail) {
    const url = `${graph.url}/v1.0/users/${encodeURIComponent(from)}/sendMail`;
    const sent = await graph.send({ method: 'POST', url, headers: json, body: bodyOf(mail) });
    const delivery = deliveryOf(sent, now());
    if ('why' in delivery) log.warn({ why: delivery.why, is: delivery.kind }, 'a mail was not taken');
    return delivery;
  },
});
