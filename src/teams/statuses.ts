import type { Delivery } from '../flow/ports.ts';
import { retryAfterMs } from '../outbound/retry-after.ts';

type Outcome = Exclude<Delivery['kind'], 'delivered'>;

/** What an answer of the Connector means. A row without `codes` takes every code of its statuses. */
type StatusRow = {
  readonly statuses: readonly number[];
  readonly codes?: readonly string[];
  readonly post: Outcome;
  /** Rewriting a card twice is rewriting it once, so an unclear end is simply tried again. */
  readonly rewrite: Outcome;
};

/**
 * First match wins. Sources: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
 * (status codes from bot conversational APIs) and …/send-proactive-messages; checked 2026-11-20.
 * 502, 503 and 504 may have taken effect: Teams says repeat, a careful sender says do not; the class of the outgoing
 * row decides ("unclear"). With a Retry-After the service says itself that it did nothing, and the row waits.
 */
const statusRows: readonly StatusRow[] = [
  { statuses: [401], codes: ['BotNotRegistered'], post: 'refused', rewrite: 'refused' },
  // Any other 401 is about the token, which is dropped: the same bytes go again with a new one.
  { statuses: [401], post: 'wait', rewrite: 'wait' },
  {
    statuses: [403],
    codes: ['NotEnoughPermissions', 'InvalidBotApiHost'],
    post: 'refused',
    rewrite: 'refused',
  },
  // BotDisabledByAdmin, BotNotInConversationRoster, ConversationBlockedByUser, MessageWritesBlocked and what may come:
  // the person or an administrator closed the door and can open it again.
  { statuses: [403], post: 'unreachable', rewrite: 'unreachable' },
  { statuses: [404], codes: ['ConversationNotFound'], post: 'refused', rewrite: 'card-gone' },
  { statuses: [404, 410], post: 'refused', rewrite: 'card-gone' },
  { statuses: [412, 429], post: 'wait', rewrite: 'wait' },
  { statuses: [413], post: 'too-large', rewrite: 'too-large' },
  { statuses: [500], post: 'refused', rewrite: 'refused' },
  { statuses: [408, 502, 503, 504], post: 'unclear', rewrite: 'wait' },
];

export type Manner = 'post' | 'rewrite';

/** The Connector's error codes, wherever in the body they stand: it nests JSON inside messages. */
const codesOf = (body: string): ReadonlySet<string> =>
  new Set(
    [...body.matchAll(/"(?:code|subCode|errorCode)\\*"\s*:\s*\\*"(?<code>\w{1,64})/g)].map(
      (match) => match[1] ?? '',
    ),
  );

const rowFor = (status: number, codes: ReadonlySet<string>): StatusRow | undefined =>
  statusRows.find(
    (row) =>
      row.statuses.includes(status) && (row.codes === undefined || row.codes.some((code) => codes.has(code))),
  );

/** Redirects are not followed, and no other 4xx gets better by repeating; an unknown 5xx may have taken effect. */
const otherwise = (status: number, manner: Manner): Outcome =>
  status < 500 ? 'refused' : manner === 'post' ? 'unclear' : 'wait';

export const hasCode = (body: string, code: string): boolean => codesOf(body).has(code);

/** An answer that is not a success → how the send ended. `why` is a status and a code, fit for a log. */
export const failure = (
  answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  },
  manner: Manner,
  nowMs: number,
): Delivery => {
  const codes = codesOf(answer.body);
  const row = rowFor(answer.status, codes);
  const notBeforeMs = retryAfterMs(answer.headers['retry-after'], nowMs);
  const outcome = row?.[manner] ?? otherwise(answer.status, manner);
  const why = [String(answer.status), ...codes].join(' ');
  const kind = outcome === 'unclear' && answer.status === 503 && notBeforeMs !== null ? 'wait' : outcome;
  switch (kind) {
    case 'wait':
      return { kind, notBeforeMs, why };
    case 'card-gone':
    case 'too-large':
      return { kind };
    case 'unclear':
    case 'unreachable':
    case 'refused':
      return { kind, why };
  }
};
