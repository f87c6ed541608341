import type { Decision, DoorId } from '../policy/decision.ts';
import type { Facts, Field, FactValue, Severity } from '../policy/facts.ts';
import type { CustomerId, Instant, Locale, PersonId } from './desk.ts';
import type { Follow } from './follow.ts';
import type { Talk } from './talk.ts';

/*
 * Glossary. One word per thing, everywhere:
 * case      one customer problem from the first words to its end; people see it as H-1042
 * fact      one answered field of the decision (policy/facts.ts); detail: a descriptive one that decides nothing
 * guess     a value read out of free text, with the words it came from; never a fact until the agent submits it
 * page      one step of the intake: who-and-what, checked, impact, access
 * door      a support channel a case can be taken to
 * panel     a view of a decided case on its living card: verdict, request, filing, customer, change, record
 * verdict   the decision as shown to people
 * packet    the request written field by field for a door's form
 * filing    the agent's word that the request was submitted: number, time, severity chosen there
 * bounce    a door said "not ours"
 * record    the append-only account of a case
 */

export const pages = ['who-and-what', 'checked', 'impact', 'access'] as const;
export type PageId = (typeof pages)[number];

/** Where a fact came from. `assumed` = a default nobody was asked for. */
export type Origin = 'answered' | 'profile' | 'directory' | 'remembered';

export type Guess = {
  readonly field: Field | 'kind';
  readonly value: FactValue;
  /** The words of the message it was read from. */
  readonly words: string;
};

export type Filing = {
  /** As the door gave it; empty where it gave none. */
  readonly requestNumber: string;
  readonly filedAt: Instant;
  readonly severity: Severity | null;
  readonly door: DoorId;
  readonly by: PersonId;
};

export type Stage =
  | { readonly at: 'intake'; readonly page: PageId }
  | { readonly at: 'decided' }
  | { readonly at: 'handed-over'; readonly filing: Filing }
  | { readonly at: 'closed'; readonly how: 'solved' | 'cancelled'; readonly closedAt: Instant };

/** A door this case already went to and what came of it. */
export type Bounce = {
  readonly door: DoorId;
  readonly said: string;
  readonly by: string;
  readonly at: Instant;
  readonly reason: string | null;
};

/** The agent's typed disagreement with a verdict. Kept, never acted on by itself. */
export type Disagreement = { readonly reason: string; readonly at: Instant; readonly by: PersonId };

export type Case = {
  readonly id: string;
  /** Shown as H-<number>. */
  readonly number: number;
  /** 0 until first committed; +1 per commit. */
  readonly version: number;
  readonly owner: PersonId;
  readonly ownerName: string;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly stage: Stage;
  readonly customerId: CustomerId | null;
  /** Decision fields and descriptive ones alike, as confirmed by the agent. */
  readonly facts: Facts;
  readonly origins: Readonly<Partial<Record<Field, Origin>>>;
  readonly guesses: readonly Guess[];
  /** The customer's own words as pasted, never rewritten, with their language if it could be told. */
  readonly words: { readonly text: string; readonly language: Locale | null } | null;
  /** When service health was last checked, and by whom. */
  readonly healthCheckedAt: Instant | null;
  /** Incident id the agent named, if any. */
  readonly incidentId: string | null;
  /** Fields that only the packet of a door asks for (form field id → value). */
  readonly extras: Readonly<Record<string, string>>;
  readonly decision: {
    readonly verdict: Decision;
    readonly policyVersion: string;
    readonly at: Instant;
  } | null;
  readonly bounces: readonly Bounce[];
  readonly disagreements: readonly Disagreement[];
  /** Fraud, breach and vulnerability, or marked so: never in a channel, never in a customer's view. */
  readonly sensitive: boolean;
  readonly handedToLeadAt: Instant | null;
  /** Clocks, leads, the vendor's signs: all that happens around the decision. */
  readonly follow: Follow;
  /** What passed between the desk and the customer; absent where nothing did (`talkOf`). */
  readonly talk?: Talk;
};

/** A line of `my cases` and `find`. */
export type CaseSummary = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly customerName: string;
  readonly stage: Stage;
  readonly outcome: Decision['outcome'] | null;
  readonly door: DoorId | null;
  readonly severity: Severity | null;
  readonly ownerName: string;
  readonly changedAt: Instant;
};

/** The number a request goes by on cards; a dash where the door gave none. */
export const shownNumber = ({ requestNumber }: Pick<Filing, 'requestNumber'>): string =>
  requestNumber === '' ? '–' : requestNumber;

export const caseLabel = (number: number): string => `H-${number}`;
