/**
 * All that the shell sees of the outside. Stores, Teams and clients implement these; tests fake only these.
 */
import type { Address, Instant } from '../triage/desk.ts';
import type { Inbound } from '../triage/inbound.ts';
import type { Finding } from '../triage/finding.ts';

/** A card ready to go: the content of an Adaptive Card attachment as JSON text, and the line for the toast. */
export type CardMessage = { readonly json: string; readonly summary: string };

// ── what the Teams edge hands to the turn ────────────────────────────────────────────────────

/** The synchronous answer to an activity. */
export type Answer =
  | { readonly kind: 'nothing' }
  /** Replaces the clicked card in place. */
  | { readonly kind: 'card'; readonly json: string }
  /** Seen only by who clicked; the card stays. */
  | { readonly kind: 'message'; readonly text: string }
  | {
      readonly kind: 'choices';
      readonly choices: readonly { readonly title: string; readonly value: string }[];
    }
  /** Cannot take it now; the sender may repeat it. */
  | { readonly kind: 'busy' };

/** Takes one authenticated activity through the durable turn. Never throws: a failed turn is an answer too. */
export type Receive = (inbound: Inbound) => Promise<Answer>;

// ── the wire ─────────────────────────────────────────────────────────────────────────────────

/** One POST to the messaging endpoint. The body is read only after its sender is known, and never wholly trusted. */
export type WireRequest = {
  readonly authorization: string | null;
  readonly host: string | null;
  readonly contentType: string | null;
  /** As declared; the body itself is counted. */
  readonly contentLength: number;
  /** The body's bytes; null as soon as there are more than `most`. Rejects when the caller breaks off. */
  readonly body: (most: number) => Promise<Uint8Array | null>;
};

/** Absent `json`: an empty answer. */
export type WireAnswer = {
  readonly status: number;
  readonly json?: string;
  readonly retryAfterSeconds?: number;
};

/** Takes one request of the messaging endpoint. Never throws. */
export type Messages = (request: WireRequest) => Promise<WireAnswer>;

// ── the one way out to Teams ─────────────────────────────────────────────────────────────────

/** How a send ended. The status table of the Connector decides; see teams/outbound.ts. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly activityId: string }
  /** Not accepted, try the same bytes again, not before `notBeforeMs` from now (null: own backoff). */
  | { readonly kind: 'wait'; readonly notBeforeMs: number | null; readonly why: string }
  /** Nobody knows whether it arrived: the row's send class decides. */
  | { readonly kind: 'unclear'; readonly why: string }
  /** The person removed or blocked the bot: park until they are back. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** The card to rewrite is gone: post a new one. */
  | { readonly kind: 'card-gone' }
  | { readonly kind: 'too-large' }
  /** Will never be accepted. */
  | { readonly kind: 'refused'; readonly why: string };

export type Connector = {
  post(address: Address, message: CardMessage): Promise<Delivery>;
  rewrite(address: Address, activityId: string, message: CardMessage): Promise<Delivery>;
};

// ── mail ─────────────────────────────────────────────────────────────────────────────────────

/** A mail as plain text. `reference` names the message it carries, the same at every try. */
export type OutgoingMail = {
  readonly to: { readonly name: string; readonly email: string };
  readonly replyTo: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly reference: string;
};

/** Sends once. Never `unreachable` or `card-gone`; an unclear end must not be tried again. */
export type Mail = { send(mail: OutgoingMail): Promise<Delivery> };

// ── the store ────────────────────────────────────────────────────────────────────────────────

export type * from './store-port.ts';
export { isReminder } from './store-port.ts';

// ── the installation ─────────────────────────────────────────────────────────────────────────

/** What is wrong with the installation and what is not, looked at now. Takes seconds at most; never throws. */
export type Findings = () => Promise<readonly Finding[]>;

// ── time ─────────────────────────────────────────────────────────────────────────────────────

/** The one clock. Token checks use the real one. */
export type Clock = { now(): Instant };
