/**
 * Instants as whole milliseconds, the form both databases order by: as text, `…:00Z` sorts after `…:00.500Z`.
 */
import { Fault } from '../fault.ts';
import type { Instant } from '../triage/desk.ts';

/** Milliseconds since 1970, UTC. */
export const msOf = (instant: Instant): number => {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new Fault('store-bad-instant', { detail: { instant } });
  return ms;
};

export const instantOf = (ms: number): Instant => new Date(ms).toISOString();
