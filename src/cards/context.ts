import type { WouldChange } from '../policy/decision.ts';
import type { Policy } from '../policy/policy.ts';
import type { Case } from '../triage/case.ts';
import type { Customer, Instant, Locale, PartnerProfile, Person, Zone } from '../triage/desk.ts';
import type { RecordEntry } from '../triage/turn.ts';
import type { Texts } from '../texts/texts.ts';
import type { Templates } from './templates.ts';

/** What a card's buttons are bound to; the composer adds the person it is drawn for and signs. */
export type Bound = { readonly caseId: string | null; readonly version: number; readonly card: string };

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
  readonly token: (bound: Bound) => string;
};
