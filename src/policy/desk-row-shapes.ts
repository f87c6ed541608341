import { leadEvents, routeTargets, type ClockRow, type EscalationRow, type RouteRow } from './desk-rows.ts';
import type { PolicyRows } from './policy.ts';
import { rowMembers } from './row-shapes.ts';
import { flag, list, number, object, oneOf, orNull, text, when } from './shape.ts';
import type { Check } from './shape.ts';

/* The shapes of the desk's rows, one check per type of desk-rows.ts. */

const severityOrNone = oneOf(['A', 'B', 'C', 'none']);

const clock = object<ClockRow>({
  ...rowMembers,
  clock: oneOf(['unfiled', 'asks-us', 'handling', 'approval', 'offer']),
  of: list(oneOf(['A', 'B', 'C', 'none', 'high', 'normal', 'low'])),
  at: oneOf(['owner', 'lead']),
  minutes: number,
  counts: oneOf(['always', 'business']),
});

const escalationStep = object<EscalationRow>({
  ...rowMembers,
  step: number,
  tells: oneOf(['on-call', 'backup-lead', 'lead-room']),
  severities: list(severityOrNone),
  onlyPrivate: flag,
  afterMinutes: number,
  hours: orNull(
    object<NonNullable<EscalationRow['hours']>>({ days: list(number), from: text, to: text, zone: text }),
  ),
});

const route = object<RouteRow>({
  ...rowMembers,
  event: oneOf(leadEvents),
  severities: orNull(list(severityOrNone)),
  doors: orNull(list(text)),
  when,
  to: oneOf(routeTargets),
  mentions: flag,
});

/** One file per member: `clocks` stands in clocks.json. */
export const deskRowFiles: { readonly [K in 'clocks' | 'escalation' | 'routing']: Check<PolicyRows[K]> } = {
  clocks: list(clock),
  escalation: list(escalationStep),
  routing: list(route),
};
