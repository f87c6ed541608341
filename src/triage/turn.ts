import type { Case, CaseSummary } from './case.ts';
import type { Address, Customer, Instant, Locale, PartnerProfile, Person, PersonId, Zone } from './desk.ts';
import type { DeskState, LeadRef as PersonRef } from './desk-state.ts';
import type { Phrase } from './phrase.ts';
import type { Picture } from './picture.ts';
import type { Reach } from './reachable.ts';
import type { Delivered } from './talk.ts';

/** All that one turn may know. Loaded before the turn; nothing is fetched during it. */
export type Known = {
  readonly now: Instant;
  readonly zone: Zone;
  readonly person: Person;
  /** As it holds now, with what leads set in Teams. */
  readonly profile: PartnerProfile;
  /** As its file has it. */
  readonly partnerFile: PartnerProfile;
  /** The case the action is about, if any. Loaded by the id inside its verified token. */
  readonly case: Case | null;
  /** The customer of that case. */
  readonly customer: Customer | null;
  /** A customer the click chose (its id was among the inputs), if there is such a one. */
  readonly chosen: Customer | null;
  /** The version stamped on the card that was clicked. */
  readonly cardVersion: number | null;
  /** This person's unfinished drafts, newest first. */
  readonly drafts: readonly Case[];
  /** Customers whose name or domain the words of the message may mean, best first, with those words. */
  readonly candidates: readonly { readonly customer: Customer; readonly words: string }[];
  /** Answer to `my cases` or `find`. */
  readonly found: readonly CaseSummary[];
  readonly desk: DeskState;
  /** Other customers' cases of the same product and symptom in the signal's window, newest first. */
  readonly similar: readonly Case[];
  /** Other open cases that name the same incident (of the case, or among the inputs as `incidentId`). */
  readonly sameIncident: readonly Case[];
  /** This person's open cases; loaded for `hand-over` and `offer-cases`. */
  readonly held: readonly Case[];
  /** All open cases of the desk; loaded for `save-settings`. */
  readonly open: readonly Case[];
  /** People of the desk the bot has met, this person included. */
  readonly colleagues: readonly PersonRef[];
  /** Who of the customer can be written to about the case; nobody where the turn is about none. */
  readonly reach: Reach;
  /** The case and all open ones that name its incident, each with its customer; loaded for `tell-all`. */
  readonly affected: readonly Affected[];
  /** Paragraphs as plain text in that language: what is sent to a customer is kept word for word. */
  readonly inWords: (lines: readonly Phrase[], language: Locale) => string;
  /** An unused id and number, should this turn open a case. */
  readonly fresh: { readonly caseId: string; readonly number: number };
};

/** A case with its customer, and who of them can be reached. */
export type Affected = {
  readonly case: Case;
  readonly customer: Customer | null;
  readonly reach: Reach;
};

/** Who a message is for; resolved to an address when it is sent. */
export type Recipient =
  | { readonly to: 'person'; readonly personId: PersonId }
  /** The leads' Teams channel, if there is one; else the on-call lead. */
  | { readonly to: 'lead-room' }
  /** Whoever is on call when it is sent; without a schedule, every lead. */
  | { readonly to: 'on-call' }
  | { readonly to: 'backup-lead' }
  /**
   * Somebody of a customer. `message`: a message of ours about a case, which goes by chat, else by mail, as it can when
   * it is sent; null: an answer to what they said in their chat.
   */
  | {
      readonly to: 'contact';
      readonly personId: PersonId;
      readonly message: { readonly caseId: string; readonly messageId: number } | null;
    }
  /** A place rather than a person: a thread that is answered there, or a polite refusal of somebody unknown. */
  | {
      readonly to: 'conversation';
      readonly address: Address;
      readonly locale: Locale;
      readonly zone: Zone;
      /** Somebody of a customer who asked in this room: it is shown what they may see, and nothing once they may not. */
      readonly readAs?: PersonId;
    };

/** Why a repeat would hurt or not, if it is unclear whether a send arrived. */
export type SendClass = 'at-least-once' | 'at-most-once';

export type Urgency = 'urgent' | 'usual';

/** Something to happen outside, after the commit. `key` makes it unique: the same key replaces an unsent row. */
export type OutgoingRow = {
  readonly key: string;
  readonly dueAt: Instant;
  readonly recipient: Recipient;
  readonly picture: Picture;
  readonly sendClass: SendClass;
  /** Rewrite the card already shown for this case in that conversation instead of posting a new one. */
  readonly replacesCard: boolean;
  /** Urgent rows overtake those for other people, never an earlier one for the same. Absent: usual. */
  readonly urgency?: Urgency;
};

/**
 * Something to remember: comes back as a turn of its own when it is due. The same key replaces it, so a clock has one
 * reminder per threshold however often it is set.
 */
export type ReminderRow = {
  readonly key: string;
  readonly dueAt: Instant;
  readonly reminder: Reminder;
};

export type Reminder =
  | { readonly of: 'clock'; readonly caseId: string; readonly clock: string; readonly threshold: string }
  /** Nobody acknowledged: the chain moves on to this step. */
  | { readonly of: 'chain'; readonly caseId: string; readonly step: number }
  /** A message of ours to the customer has ended on its way. */
  | {
      readonly of: 'told';
      readonly caseId: string;
      readonly messageId: number;
      readonly delivery: Delivered;
    }
  | { readonly of: 'digest' };

/** One line of a case's record. Typed text is kept apart so that it can be erased; the chain covers its hash. */
export type RecordEntry = {
  readonly caseId: string;
  readonly at: Instant;
  readonly by: PersonId;
  readonly byName: string;
  /** What happened: opened, answered, decided, filed, bounced … (a text key `record.<what>` exists). */
  readonly what: string;
  /** Structured values only: ids, facts of closed lists, numbers, instants. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What people typed, by name. */
  readonly texts: Readonly<Record<string, string>>;
};

/** The result of a turn: everything it changes, committed in one transaction or not at all. */
export type Turn = {
  readonly cases: readonly Case[];
  readonly person: Person | null;
  readonly customer: Customer | null;
  readonly record: readonly RecordEntry[];
  readonly rows: readonly OutgoingRow[];
  readonly reminders: readonly ReminderRow[];
  /** Keys of reminders and unsent rows that are no longer true. A trailing `*` drops all that begin so. */
  readonly drop: readonly string[];
  readonly desk: DeskState | null;
  /** Answer of a click: shown at once in place of the card. Null: nothing to say (messages are answered by rows). */
  readonly picture: Picture | null;
};
