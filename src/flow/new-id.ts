import { randomUUID } from 'node:crypto';
import type { Instant } from '../triage/desk.ts';

/**
 * A UUID of version 7 (RFC 9562, section 5.7): it begins with its instant. What belongs to the cases of today then
 * stands together in the store's trees, where a random one would touch another page for every case.
 */
export const newId = (now: Instant): string => {
  const time = Date.parse(now).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};
