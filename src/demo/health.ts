/**
 * What the service health pages say in the demo: fictional incidents, so that the known-incident question
 * has something to be answered from. Handoff itself never reads them: it asks the agent, who looks them up.
 */

/** A row of a health page. Minutes are before the moment of looking, so that the sample is never stale. */
type IncidentRow = {
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly startedMinutesAgo: number;
  /** Null: still active. */
  readonly endedMinutesAgo: number | null;
};

export type Incident = {
  readonly id: string;
  readonly service: string;
  readonly title: string;
  /** UTC instants, ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string | null;
};

const rows: readonly IncidentRow[] = [
  {
    id: 'EX1094417',
    service: 'Exchange Online',
    title: 'Some users in Europe cannot receive mail from outside',
    startedMinutesAgo: 95,
    endedMinutesAgo: null,
  },
  {
    id: 'TM1093902',
    service: 'Microsoft Teams',
    title: 'Meetings could not be joined from the desktop client',
    startedMinutesAgo: 1_730,
    endedMinutesAgo: 1_510,
  },
  {
    id: 'SP1094120',
    service: 'SharePoint Online',
    title: 'Search results were out of date',
    startedMinutesAgo: 700,
    endedMinutesAgo: 240,
  },
];

const before = (now: string, minutes: number): string =>
  new Date(Date.parse(now) - minutes * 60_000).toISOString();

/** The health page at `now` (UTC, ISO 8601), active incidents first. */
export const sampleHealth = (now: string): readonly Incident[] =>
  rows.map(({ id, service, title, startedMinutesAgo, endedMinutesAgo }) => ({
    id,
    service,
    title,
    startedAt: before(now, startedMinutesAgo),
    endedAt: endedMinutesAgo === null ? null : before(now, endedMinutesAgo),
  }));
