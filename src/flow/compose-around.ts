/** What a card tells of the desk around its case: colleagues, neighbours, how a check ended. */
import type { Around, Neighbour } from '../cards/context.ts';
import type { Case } from '../triage/case.ts';
import type { Customer, Instant, PartnerProfile, PersonId } from '../triage/desk.ts';
import type { Panel, Picture } from '../triage/picture.ts';
import { nobodyReached, type Reach } from '../triage/reachable.ts';
import type { Findings, Store } from './ports.ts';
import { colleaguesOf, deskWithLeads } from './desk-people.ts';
import { affectedBy, reachOf } from './reach.ts';
import type { DeskRules } from './who.ts';

/** Ids of the cases a picture lists beside its own. */
const neighbourIds = (picture: Picture, subject: Case | null): readonly string[] => {
  if (picture.card === 'lead-case') return subject?.follow.linked ?? [];
  if (picture.card === 'signal' || picture.card === 'incident') return picture.cases;
  return picture.card === 'alerts' ? picture.alerts.map(({ caseId }) => caseId) : [];
};

/** As many of a person's own cases as they would give away at once. */
const mostOwn = 50;

const ownIds = async (picture: Picture, reader: PersonId, store: Store): Promise<readonly string[]> =>
  picture.card === 'hand-over' ? (await store.openCases(reader, mostOwn)).map(({ id }) => id) : [];

const neighbour = async (id: string, store: Store): Promise<Neighbour | null> => {
  const one = await store.case(id);
  if (one === null) return null;
  return { case: one, customer: one.customerId === null ? null : await store.customer(one.customerId) };
};

const othersOf = async (ids: readonly string[], store: Store): Promise<readonly Neighbour[]> => {
  const found = await Promise.all([...new Set(ids)].map((id) => neighbour(id, store)));
  return found.filter((one) => one !== null);
};

const checkedOf = async (picture: Picture, store: Store): Promise<Around['checked']> => {
  if (picture.card !== 'check') return {};
  const outcomes = await store.checksOf(picture.run);
  return Object.fromEntries(picture.targets.map((target) => [target, outcomes[target] ?? 'waiting']));
};

const dayMs = 86_400_000;

/** All that is open, and all of the board's period. */
const boardIds = async (picture: Picture, now: Instant, store: Store): Promise<readonly string[]> => {
  if (picture.card !== 'board' && picture.card !== 'board-export' && picture.card !== 'digest') return [];
  const from = new Date(Date.parse(now) - picture.days * dayMs).toISOString();
  const [open, opened] = await Promise.all([store.openCasesOfDesk(), store.casesBetween(from, now)]);
  return [...open, ...opened].map(({ id }) => id);
};

type Asked = {
  readonly subject: Case | null;
  readonly customer: Customer | null;
  readonly reader: PersonId;
  readonly now: Instant;
  /** What is found about the installation is for leads, and for no room. */
  readonly mayLook: boolean;
};
type Sources = {
  readonly store: Store;
  readonly profile: PartnerProfile;
  readonly hasMail?: boolean;
  readonly rules: DeskRules;
  /** Absent where nobody looks. */
  readonly findings?: Findings;
};

const foundFor = async (
  picture: Picture,
  { mayLook }: Asked,
  { findings }: Sources,
): Promise<Around['findings']> =>
  picture.card === 'check' && mayLook && findings !== undefined ? findings() : [];

/** Cards one can pick a colleague on. */
const namesColleagues: ReadonlySet<Picture['card']> = new Set(['hand-over', 'lead-case', 'settings']);

/** Views of a case that show who can be written to. */
const writesTo: ReadonlySet<Panel> = new Set(['customer', 'customer-preview', 'talk']);

const reachFor = async (picture: Picture, { subject, customer }: Asked, sources: Sources): Promise<Reach> =>
  subject !== null && picture.card === 'case' && writesTo.has(picture.panel)
    ? reachOf(subject, customer, sources)
    : nobodyReached;

const affectedFor = async (
  picture: Picture,
  { subject }: Asked,
  sources: Sources,
): Promise<Around['affected']> =>
  subject !== null && picture.card === 'incident' ? affectedBy(subject, subject.incidentId, sources) : [];

export const aroundOf = async (picture: Picture, asked: Asked, sources: Sources): Promise<Around> => {
  const { store } = sources;
  const ids = [
    ...neighbourIds(picture, asked.subject),
    ...(await ownIds(picture, asked.reader, store)),
    ...(await boardIds(picture, asked.now, store)),
  ];
  const [desk, colleagues, others, checked, findings, reach, affected] = await Promise.all([
    deskWithLeads(sources),
    namesColleagues.has(picture.card) ? colleaguesOf(sources) : [],
    othersOf(ids, store),
    checkedOf(picture, store),
    foundFor(picture, asked, sources),
    reachFor(picture, asked, sources),
    affectedFor(picture, asked, sources),
  ]);
  return {
    desk,
    colleagues,
    others,
    checked,
    findings,
    reach,
    affected,
  };
};
