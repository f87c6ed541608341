import type { Picture } from '../triage/picture.ts';

/** What a room may be shown: nothing that is one person's own. */
export const roomCards: ReadonlySet<Picture['card']> = new Set([
  'help',
  'notice',
  'aside',
  'lead-case',
  'from-customer',
  'alert',
  'alerts',
  'signal',
  'incident',
  'board',
  'board-moved',
  'board-export',
  'digest',
  'test',
  'check',
]);

/** Cards whose buttons may change the very card that all see. */
export const sharedCards: ReadonlySet<Picture['card']> = new Set([
  'lead-case',
  'from-customer',
  'signal',
  'incident',
  'board',
  'board-export',
]);
