/** What the state of a case lets us say to its customer. */
import type { PolicyRows } from '../policy/policy.ts';
import { signsSinceFiling } from './case-clocks.ts';
import type { Case } from './case.ts';
import type { CustomerSituation } from './talk.ts';

const situationByActor = {
  microsoft: 'with-microsoft',
  msrc: 'received',
  'own-tenant': 'received',
  '21vianet': 'with-21vianet',
  isv: 'with-vendor',
  provider: 'with-provider',
  desk: 'received',
  nobody: 'received',
} as const;

/** With whom the request lies, once it was filed there. */
const holderSituation = ({ stage }: Case, { doors }: Pick<PolicyRows, 'doors'>): CustomerSituation | null => {
  const door = stage.at === 'handed-over' ? doors.find(({ id }) => id === stage.filing.door) : undefined;
  return door === undefined ? null : situationByActor[door.actor];
};

const bySign = { answered: 'they-answered', closed: 'they-closed', 'asks-us': null } as const;

/** What the door did since the request was filed there. */
const signSituation = (about: Case): CustomerSituation | null => {
  const last = signsSinceFiling(about).at(-1);
  return last === undefined ? null : bySign[last.sign];
};

/**
 * What the case's own state lets us say. Nobody is named before the request was filed: until then the customer
 * would be told of help that was not asked for. Null: cancelled, nothing to tell.
 */
export const situationOf = (about: Case, policy: Pick<PolicyRows, 'doors'>): CustomerSituation | null => {
  const { stage, decision } = about;
  switch (stage.at) {
    case 'closed':
      return stage.how === 'solved' ? 'solved' : null;
    case 'handed-over':
      return signSituation(about) ?? holderSituation(about, policy) ?? 'received';
    case 'decided':
      return decision?.verdict.outcome === 'wait-known-incident' ? 'known-incident' : 'received';
    case 'intake':
      return 'received';
  }
};

const isKnownIncident = ({ decision, incidentId, facts }: Case): boolean =>
  decision?.verdict.outcome === 'wait-known-incident' ||
  incidentId !== null ||
  facts.knownIncident === 'active-match';

/**
 * What may be said about a case as it stands, the likeliest first; empty: nothing. Nobody is named who was not asked,
 * and no answer of a door that was never asked.
 */
export const situationsOf = (
  about: Case,
  policy: Pick<PolicyRows, 'doors'>,
): readonly CustomerSituation[] => {
  const likeliest = situationOf(about, policy);
  if (likeliest === null) return [];
  if (about.stage.at === 'closed') return ['solved', 'own-words'];
  const filed = about.stage.at === 'handed-over';
  const holder = holderSituation(about, policy);
  const all: readonly CustomerSituation[] = [
    likeliest,
    'received',
    ...(holder === null ? [] : [holder]),
    ...(filed ? (['they-answered', 'they-closed'] as const) : []),
    ...(isKnownIncident(about) ? (['known-incident'] as const) : []),
    'need-something',
    'solved',
    'own-words',
  ];
  return [...new Set(all)];
};
