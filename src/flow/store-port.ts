/** The store as the shell sees it: what a turn commits, what is due, and what can be asked. Part of `ports.ts`. */
import type { Case, CaseSummary } from '../triage/case.ts';
import type { Customer, CustomerId, Instant, Person, PersonId } from '../triage/desk.ts';
import type { DeskState } from '../triage/desk-state.ts';
import type { CheckTarget } from '../triage/picture.ts';
import type { OutgoingRow, RecordEntry, ReminderRow, Turn } from '../triage/turn.ts';

/** Where a case's living card stands in a conversation. */
export type ShownCard = {
  readonly caseId: string;
  readonly conversationId: string;
  readonly activityId: string;
};

/**
 * One turn's changes; all of it happens or none. What it drops is forgotten before the new rows are queued.
 */
export type Commit = Omit<Turn, 'cases' | 'picture'> & {
  /** Duplicate keys: the activity's id in its conversation, and the business intent (case, card, step, actor). */
  readonly inboundId: string | null;
  readonly intent: string | null;
  /** Stored with the duplicate keys and given back to a repeat. A picture, not a card: it is composed anew. */
  readonly answer: string | null;
  /** Each carries its new version; the row must be at version - 1. */
  readonly cases: readonly { readonly case: Case; readonly search: string; readonly summary: CaseSummary }[];
  /** The due reminder this turn answers: done with the turn or not at all. Gone or taken by another: already seen. */
  readonly settles: DueReminder | null;
  /** Who can be reached again as of this turn (installed the bot, wrote to it): rows parked for them become due. */
  readonly unparks: PersonId | null;
  readonly shown: ShownCard | null;
  readonly now: Instant;
};

export type Committed =
  | { readonly kind: 'committed' }
  /** Somebody else was first: load again and take the turn again. */
  | { readonly kind: 'stale' }
  /** This input was taken before; here is what was answered then. */
  | { readonly kind: 'already-seen'; readonly answer: string | null };

/**
 * An outbox row claimed for sending. `attempt` counts claims, from 1. `lapsed` is true when the claim before this one
 * was never settled: the process died while sending, so nobody knows whether it arrived.
 */
export type DueRow = OutgoingRow & {
  readonly id: number;
  readonly attempt: number;
  readonly lapsed: boolean;
  /**
   * Other rows for the same person, in order, that are told in one message with this one: all of them long overdue
   * (after a downtime), or notices for which there were too many in a minute. They end with this row: never sent by
   * themselves, kept for the record. Absent: none.
   */
  readonly folded?: readonly OutgoingRow[];
};

/** A claimed reminder: it becomes a turn, and `Commit.settles` ends it. */
export type DueReminder = ReminderRow & {
  readonly id: number;
  readonly attempt: number;
  readonly lapsed: boolean;
};

export type Due = DueRow | DueReminder;

export const isReminder = (due: Due): due is DueReminder => 'reminder' in due;

export type RecordLine = RecordEntry & { readonly seq: number; readonly hash: string };

export type Settled =
  | { readonly kind: 'sent' }
  /**
   * `isFree`: the row is not to blame, and this attempt does not count. `isHeld`: it was not even tried, because the
   * service it goes to is down.
   */
  | {
      readonly kind: 'again';
      readonly dueAt: Instant;
      readonly why: string;
      readonly isFree?: true;
      readonly isHeld?: true;
    }
  | { readonly kind: 'parked'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'dead'; readonly why: string };

/** Somebody of a customer. `objectId` is theirs in their own tenant; `isContact`: the directory lists them. */
export type CustomerViewer = { readonly objectId: string; readonly isContact: boolean };

export type CheckOutcome = 'reached' | 'failed';

/** Somebody of the desk who looks for cases. Leads may see sensitive cases of others. */
export type DeskViewer = Pick<Person, 'id' | 'isLead'>;

export type Store = {
  commit(commit: Commit): Promise<Committed>;
  /** An answer given before to this activity or intent, else null. */
  seen(inboundId: string, intent: string | null): Promise<{ readonly answer: string | null } | null>;

  case(id: string): Promise<Case | null>;
  caseByNumber(number: number): Promise<Case | null>;
  drafts(owner: PersonId): Promise<readonly Case[]>;
  /** This person's open cases, newest change first. */
  openCases(owner: PersonId, limit: number): Promise<readonly CaseSummary[]>;
  /** Words or a number, newest first; sensitive cases only if `viewer` owns them or is a lead. */
  findCases(query: string, viewer: DeskViewer, limit: number): Promise<readonly CaseSummary[]>;
  record(caseId: string): Promise<readonly RecordLine[]>;
  /** `seq` of the first entry of this record that was tampered with, or null if its hash chain holds. */
  brokenEntry(caseId: string): Promise<number | null>;
  nextCaseNumber(): Promise<number>;
  /** Of the whole desk, oldest first: all that is not closed, drafts and sensitive ones too. */
  openCasesOfDesk(): Promise<readonly Case[]>;
  /** Opened at or after `from` and before `to`, oldest first, sensitive ones too. */
  casesBetween(from: Instant, to: Instant): Promise<readonly Case[]>;
  /** Open ones that name this known incident, oldest first. */
  casesOfIncident(incidentId: string): Promise<readonly Case[]>;
  /** Of this product and symptom, opened at or after `since` for another customer, newest first; no drafts. */
  similarCases(alike: {
    readonly product: string;
    readonly symptom: string;
    readonly since: Instant;
    readonly exceptCustomer: CustomerId;
  }): Promise<readonly Case[]>;

  /** How one test post of a check ended. A failure stays one: several people may stand behind one target. */
  noteCheck(run: string, target: CheckTarget, outcome: CheckOutcome, now: Instant): Promise<void>;
  checksOf(run: string): Promise<Readonly<Partial<Record<CheckTarget, CheckOutcome>>>>;

  /** The desk's own state; a new desk's where nothing was ever set. */
  desk(): Promise<DeskState>;

  /**
   * What somebody of a customer may see of that customer's cases, newest first, never a sensitive one: a listed
   * contact all of them, anybody else those they opened themselves.
   */
  customerCases(customerTenantId: string, viewer: CustomerViewer): Promise<readonly Case[]>;

  person(id: PersonId): Promise<Person | null>;
  /** Everybody of the desk the bot has met, by name. Nobody of a customer. */
  people(): Promise<readonly Person[]>;

  customer(id: CustomerId): Promise<Customer | null>;
  /**
   * The customer whose cases this tenant's people may be shown: their own, or a reseller's whose customer they are (the
   * first, if there are several). Whether that tenant is told at all is `toldTenant`'s to say. In any letter case.
   */
  customerOfTenant(tenantId: string): Promise<Customer | null>;
  /** Fuzzy by name, alias and domain, best first. Empty query: most recently used first. */
  findCustomers(query: string, limit: number): Promise<readonly Customer[]>;
  /** Insert or update by id (the import command). Returns how many were added and changed. */
  putCustomers(customers: readonly Customer[]): Promise<{ readonly added: number; readonly changed: number }>;

  shownCard(caseId: string, conversationId: string): Promise<ShownCard | null>;
  setShownCard(shown: ShownCard): Promise<void>;

  /**
   * Claims up to `limit` rows due at `now`, at most one per conversation: urgent ones first, then whoever has waited
   * longest. A row that would exceed what Teams allows a conversation or tenant stays where it is. A claim lapses
   * after `leaseMs`. `mostNotices`: to one person in a minute; more wait, hold up nothing else, and are then folded
   * into one. Absent: as many as there are.
   */
  claimDue(now: Instant, limit: number, leaseMs: number, mostNotices?: number): Promise<readonly Due[]>;
  settle(row: Due, settled: Settled): Promise<void>;
  /** Earliest instant at which some row can be claimed, budgets and claims under way considered, or null. */
  nextDueAt(): Promise<Instant | null>;

  /** Key material made once and kept: created by `make` if absent. Base64url. */
  secret(name: string, make: () => string): Promise<string>;
  close(): Promise<void>;
};
