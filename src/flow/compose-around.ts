/** What a card tells of the desk around its case: colleagues, neighbours, how a check ended. */
import type { Around, Neighbour } from '../cards/context.ts';
import type { Case } from '../triage/case.ts';
import type { PersonId } from '../triage/desk.ts';
import type { Picture } from '../triage/picture.ts';
import type { Store } from './ports.ts';

/** Ids of the cases a picture lists beside its own. */
const neighbourIds = (picture: Picture, subject: Case | null): readonly string[] => {
  switch (picture.card) {
    case 'lead-case':
      return subject?.follow.linked ?? [];
    case 'signal':
    case 'incident':
      return picture.cases;
    case 'alerts':
      return picture.alerts.map(({ caseId }) => caseId);
    default:
      return [];
  }
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

export const aroundOf = async (
  picture: Picture,
  subject: Case | null,
  reader: PersonId,
  store: Store,
): Promise<Around> => {
  const ids = [...neighbourIds(picture, subject), ...(await ownIds(picture, reader, store))];
  const [desk, people, others, checked] = await Promise.all([
    store.desk(),
    store.people(),
    othersOf(ids, store),
    checkedOf(picture, store),
  ]);
  return {
    desk,
    colleagues: people.map(({ id, name }) => ({ personId: id, name })),
    others,
    checked,
  };
};
