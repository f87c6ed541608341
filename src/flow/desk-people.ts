/** The people of the desk as a turn, a card or a send needs them: its leads always, everybody else only where asked for. */
import type { Person } from '../triage/desk.ts';
import type { DeskState, LeadRef } from '../triage/desk-state.ts';
import type { Store } from './ports.ts';
import { colleaguesNow, deskNow, type DeskRules } from './who.ts';

type People = { readonly store: Pick<Store, 'desk' | 'person' | 'people'>; readonly rules: DeskRules };

/** Whom the configuration names, and whom leads made leads; met by the bot or not. */
const leadIds = ({ appointed }: DeskState, { homeTenantId, leads }: DeskRules): ReadonlySet<string> =>
  new Set([
    ...leads.map((id) => `${homeTenantId}/${id}`.toLowerCase()),
    ...appointed.map(({ personId }) => personId),
  ]);

const byName = (a: Person, b: Person): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The desk with its leads as of now. Only those are looked up: a desk may have hundreds of agents. */
export const deskWithLeads = async ({ store, rules }: People): Promise<DeskState> => {
  const desk = await store.desk();
  const found = await Promise.all([...leadIds(desk, rules)].map((id) => store.person(id)));
  const people = found.filter((one) => one !== null);
  return deskNow(desk, people.toSorted(byName), rules);
};

/** Everybody of the desk the bot has met, as of now. Reads all people: for turns and cards that name one of them. */
export const colleaguesOf = async ({ store, rules }: People): Promise<readonly LeadRef[]> =>
  colleaguesNow(await store.people(), rules);
