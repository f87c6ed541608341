import type { DoorId } from './decision.ts';
import type { Severity } from './facts.ts';
import type { Row, When } from './row.ts';

/* What a desk does around a decision: how long its clocks run, who is told, and where. Defaults; a desk may differ. */

/** Severity, or `none` where the rules give no severity. */
export type SeverityOrNone = Severity | 'none';

/**
 * How long a clock of a case may run before somebody is told. `of`: severities or desk priorities it holds for;
 * empty = all. `business` minutes run in the desk's hours only. A desk may set its own minutes by the row's id.
 */
export type ClockRow = Row & {
  readonly clock: 'unfiled' | 'asks-us' | 'handling' | 'approval' | 'offer';
  readonly of: readonly (SeverityOrNone | 'high' | 'normal' | 'low')[];
  readonly at: 'owner' | 'lead';
  readonly minutes: number;
  readonly counts: 'always' | 'business';
};

/** Who is told when nobody has acknowledged: step by step, each so long after the one before. */
export type EscalationRow = Row & {
  /** 1, 2, 3 … ; step 0 is the owner, who knows. */
  readonly step: number;
  readonly tells: 'on-call' | 'backup-lead' | 'lead-room';
  readonly severities: readonly SeverityOrNone[];
  /** Holds for cases that are kept private and for no others; such rows stand first. */
  readonly onlyPrivate: boolean;
  readonly afterMinutes: number;
  /** Only then; outside, the step waits for the next opening. `zone`: IANA, or `desk`. Null: at any hour. */
  readonly hours: {
    readonly days: readonly number[];
    readonly from: string;
    readonly to: string;
    readonly zone: string;
  } | null;
};

/** What leads may hear of. Code tells them apart, so they are closed. */
export const leadEvents = [
  'escalated',
  'blocked',
  'referred',
  'to-vendor',
  'own-tenant',
  'bounced',
  'handed-to-lead',
  'disagreed',
  'approval-wanted',
  'went-without-approval',
  'asks-us',
  'asks-us-over',
  'unfiled-over',
  'vendor-over',
  'handling-over',
  'update-over',
  'not-accepted',
  'signal',
  'incident-shared',
  'customer-worse',
] as const;
export type LeadEvent = (typeof leadEvents)[number];

export const routeTargets = ['lead-room', 'lead', 'both', 'digest', 'nobody'] as const;
export type RouteTarget = (typeof routeTargets)[number];

/** Where an event is told. The first row that fits wins; null = any. */
export type RouteRow = Row & {
  readonly event: LeadEvent;
  readonly severities: readonly SeverityOrNone[] | null;
  readonly doors: readonly DoorId[] | null;
  readonly when: When;
  readonly to: RouteTarget;
  /** Whether the lead on call is mentioned in the lead room. */
  readonly mentions: boolean;
};
