import type { Facts } from '../policy/facts.ts';

type Priority = NonNullable<Facts['deskPriority']>;

const proposals: Readonly<Record<NonNullable<Facts['impact']>, Priority>> = {
  critical: 'high',
  moderate: 'normal',
  minimal: 'low',
};

/** How urgent a case is for our own desk, as its impact suggests; null before anything tells of an impact. */
export const proposedPriority = ({ impact }: Pick<Facts, 'impact'>): Priority | null =>
  impact === undefined ? null : proposals[impact];
