/** What surrounds a case whenever a turn is about it: its customer, the desk, and cases that may have the same cause. */
import type { Policy } from '../policy/policy.ts';
import type { Case } from '../triage/case.ts';
import type { Instant } from '../triage/desk.ts';
import { nobodyReached } from '../triage/reachable.ts';
import type { Known } from '../triage/turn.ts';
import { paragraphs } from '../cards/phrase.ts';
import type { Texts } from '../texts/texts.ts';
import type { Store } from './ports.ts';
import { deskWithLeads } from './desk-people.ts';
import type { DeskRules } from './who.ts';

type Around = Pick<
  Known,
  'customer' | 'desk' | 'similar' | 'sameIncident' | 'reach' | 'affected' | 'inWords'
>;
type Sources = {
  readonly store: Store;
  readonly policy: Policy;
  readonly texts: Texts;
  readonly rules: DeskRules;
};
/** What is being sent with the click: it may name the very symptom or incident that makes the case one of several. */
type Inputs = Readonly<Record<string, string>>;

const hourMs = 3_600_000;

const similarTo = async (
  { facts, customerId }: Case,
  inputs: Inputs,
  now: Instant,
  { store, policy }: Pick<Sources, 'store' | 'policy'>,
): Promise<readonly Case[]> => {
  const product = facts.product ?? inputs['product'];
  const symptom = facts.symptom ?? inputs['symptom'];
  const exceptCustomer = customerId ?? inputs['customer'];
  if (product === undefined || symptom === undefined || exceptCustomer === undefined) return [];
  const since = new Date(Date.parse(now) - policy.numbers.signalWindowHours * hourMs).toISOString();
  return store.similarCases({ product, symptom, since, exceptCustomer });
};

const ofSameIncident = async (about: Case, inputs: Inputs, store: Store): Promise<readonly Case[]> => {
  const incidentId = about.incidentId ?? inputs['incidentId'] ?? '';
  if (incidentId === '') return [];
  return (await store.casesOfIncident(incidentId)).filter(({ id }) => id !== about.id);
};

export const loadAround = async (
  about: Case | null,
  inputs: Inputs,
  now: Instant,
  sources: Sources,
): Promise<Around> => {
  const { store, texts } = sources;
  const [desk, customer, similar, sameIncident] = await Promise.all([
    deskWithLeads(sources),
    about?.customerId == null ? null : store.customer(about.customerId),
    about === null ? [] : similarTo(about, inputs, now, sources),
    about === null ? [] : ofSameIncident(about, inputs, store),
  ]);
  return {
    customer,
    desk,
    similar,
    sameIncident,
    reach: nobodyReached,
    affected: [],
    inWords: (lines, language) => paragraphs(lines, language, texts),
  };
};

/** What a turn that asks for nothing more goes without. */
export const notLoaded = {
  colleagues: [],
  chosen: null,
  cardVersion: null,
  drafts: [],
  candidates: [],
  found: [],
  held: [],
  open: [],
} as const satisfies Partial<Known>;
