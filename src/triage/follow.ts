import type { DoorId } from '../policy/decision.ts';
import type { Severity } from '../policy/facts.ts';
import type { Instant, PersonId } from './desk.ts';

/** Who did something, and when. */
export type Mark = { readonly by: PersonId; readonly byName: string; readonly at: Instant };

/** Whose move it is. Handling time runs only while the desk holds the case. */
export type Holder = 'desk' | 'customer' | 'vendor';

/** What the agent records of the vendor's side, with one tap each. */
export const vendorSigns = ['answered', 'asks-us', 'closed'] as const;
export type VendorSign = (typeof vendorSigns)[number];

/** A lead's word on a hand-over that needs one (21Vianet, an overridden known incident). */
export type Approval =
  | { readonly state: 'wanted'; readonly since: Instant }
  | { readonly state: 'given'; readonly mark: Mark }
  | { readonly state: 'sent-back'; readonly mark: Mark; readonly reason: string }
  /** A critical case is never held: the agent went on after the wait, with a reason. */
  | { readonly state: 'gone-without'; readonly mark: Mark; readonly reason: string };

/** Everything that happens around a case beside its decision: who holds it, who watches it, what was promised. */
export type Follow = {
  readonly holder: Holder;
  /** Business milliseconds spent while the desk held it up to `runningSince`; null: paused. */
  readonly handling: { readonly spentMs: number; readonly runningSince: Instant | null };
  /** The next update promised to the customer. Never pauses. */
  readonly nextUpdateAt: Instant | null;
  /** When that promise was made: its three quarters are counted from here. */
  readonly promisedAt: Instant | null;
  readonly customerToldAt: Instant | null;
  /** Since when a decided request waits to be filed, whatever is edited meanwhile; null: nothing to file. */
  readonly decidedAt: Instant | null;
  readonly acknowledged: Mark | null;
  readonly approval: Approval | null;
  /** How far the escalation chain has gone: 0 owner, 1 on-call lead, 2 backup lead, 3 whole lead room. */
  readonly chain: { readonly step: number; readonly since: Instant } | null;
  readonly vendor: readonly {
    readonly sign: VendorSign;
    readonly door: DoorId | null;
    readonly mark: Mark;
  }[];
  /**
   * How many of `vendor` were there when the case was last filed: those belong to earlier requests. Times cannot tell,
   * because a filing is told to the minute. Absent: none.
   */
  readonly signsBefore?: number;
  /** A lead's change of severity, with its reason. */
  readonly severityByLead: {
    readonly severity: Severity;
    readonly mark: Mark;
    readonly reason: string;
  } | null;
  /** Cases of other customers with the same cause. */
  readonly linked: readonly string[];
  /** Since when the lead room has a post of this case; from then on the post follows every change. */
  readonly inLeadRoomSince: Instant | null;
  /** What the leads hear of only once per case: ids of events. */
  readonly toldOnce: readonly string[];
  /** What a lead found out about several customers with one symptom; null: not asked or not answered yet. */
  readonly signal: {
    readonly weChanged: boolean;
    readonly region: string | null;
    readonly mark: Mark;
  } | null;
  /** How many versions of the case up to this one changed nothing that a card asks: older cards are good still. */
  readonly quiet: number;
  /** Waiting for this person to accept a hand-over. */
  readonly offeredTo: { readonly personId: PersonId; readonly since: Instant; readonly note: string } | null;
};

export const notFollowed: Follow = {
  holder: 'desk',
  handling: { spentMs: 0, runningSince: null },
  nextUpdateAt: null,
  promisedAt: null,
  customerToldAt: null,
  decidedAt: null,
  acknowledged: null,
  approval: null,
  chain: null,
  vendor: [],
  severityByLead: null,
  linked: [],
  inLeadRoomSince: null,
  toldOnce: [],
  signal: null,
  quiet: 0,
  offeredTo: null,
};
