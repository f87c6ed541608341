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

const dayMs = 24 * 3_600_000;

/** Duplicate keys are kept this long; Teams repeats an activity within minutes, a person a stale click within days. */
export const seenKeptMs = 30 * dayMs;
/** A message for a conversation the bot was removed from is not worth sending after this. */
export const parkedKeptMs = 7 * dayMs;
