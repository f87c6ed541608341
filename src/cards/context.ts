import type { WouldChange } from '../policy/decision.ts';
import type { Policy } from '../policy/policy.ts';
import type { Case } from '../triage/case.ts';
import type { Customer, Instant, Locale, PartnerProfile, Person, Zone } from '../triage/desk.ts';
import type { Finding } from '../triage/finding.ts';
import { newDesk, type DeskState, type LeadRef } from '../triage/desk-state.ts';
import { nobodyReached, type Reach } from '../triage/reachable.ts';
import type { CheckTarget } from '../triage/picture.ts';
import type { Affected, RecordEntry } from '../triage/turn.ts';
import type { Texts } from '../texts/texts.ts';
import type { Templates } from './templates.ts';

/** What a card's buttons are bound to; the composer adds the person it is drawn for and signs. */
export type Bound = { readonly caseId: string | null; readonly version: number; readonly card: string };

/** Another case a card names, with its customer. */
export type Neighbour = { readonly case: Case; readonly customer: Customer | null };

/** How a test post ended; `waiting`: not yet. */
export type Checked = 'reached' | 'failed' | 'waiting';

/** What the desk knows around a case. */
export type Around = {
  readonly desk: DeskState;
  /** People of the desk, offered where somebody is to be chosen. */
  readonly colleagues: readonly LeadRef[];
  /**
   * Cases the picture lists beside its own: the linked ones (lead-case), the others of a signal or an incident, those
   * alerts are about, the person's own (hand-over); for board, board export and digest all open ones and those that
   * changed within the picture's days, with the record of the latter.
   */
  readonly others: readonly Neighbour[];
  /** Ends of the test posts of a check. */
  readonly checked: Readonly<Partial<Record<CheckTarget, Checked>>>;
  /** What was found about the installation, for a lead's check. */
  readonly findings: readonly Finding[];
  /** Who of the case's customer can be written to. */
  readonly reach: Reach;
  /** For an incident: the case and all open ones that name it, each with who can be told. */
  readonly affected: readonly Affected[];
};

/** For pictures that need nothing of it. */
export const nothingAround: Around = {
  desk: newDesk,
  colleagues: [],
  others: [],
  checked: {},
  findings: [],
  reach: nobodyReached,
  affected: [],
};

/** All that a card may show, loaded at the moment of showing. */
export type CardContext = {
  readonly policy: Policy;
  readonly texts: Texts;
  readonly templates: Templates;
  /** The reader's. */
  readonly locale: Locale;
  readonly zone: Zone;
  readonly now: Instant;
  readonly person: Person;
  readonly profile: PartnerProfile;
  /** The case the picture names, and its customer. */
  readonly case: Case | null;
  readonly customer: Customer | null;
  /** Customers offered before anything is typed into the customer list, best first. */
  readonly suggested: readonly Customer[];
  readonly record: readonly RecordEntry[];
  /** What one different answer would change; empty where nobody asked. */
  readonly wouldChange: readonly WouldChange[];
  readonly around: Around;
  readonly token: (bound: Bound) => string;
};

/** What many read along is drawn for nobody in particular, so no person is in it. */
export const isForRoom = ({ person }: Pick<CardContext, 'person'>): boolean => person.id === '';
