import type { Facts, Field, Severity } from '../policy/facts.ts';
import type { Case, PageId } from './case.ts';
import type { Customer, Instant, Locale, PartnerProfile, Person, Zone } from './desk.ts';
import type { DeskState } from './desk-state.ts';
import type { VendorSign } from './follow.ts';
import type { Panel, Problem } from './picture.ts';
import type { Phrase } from './phrase.ts';
import type { Policy } from '../policy/policy.ts';
import type { Contact, CustomerSituation, NamedFile, TalkMessage, Way } from './talk.ts';

/** What happens to a case. Everything in it has been read and checked; an event is never half valid. */
export type CaseEvent =
  | { readonly is: 'answered'; readonly page: PageId; readonly answers: Answers }
  /** Typed so far, kept while a customer is being added. */
  | { readonly is: 'kept'; readonly page: PageId; readonly answers: Answers }
  | { readonly is: 'went-back'; readonly page: PageId }
  | { readonly is: 'cancelled' }
  | { readonly is: 'text-added'; readonly text: string }
  | { readonly is: 'customer-added'; readonly customer: Customer }
  | { readonly is: 'filed'; readonly filing: Submitted }
  | { readonly is: 'filing-corrected'; readonly filing: Submitted }
  | {
      readonly is: 'health-rechecked';
      readonly knownIncident: NonNullable<Facts['knownIncident']>;
      readonly incidentId: string | null;
    }
  | { readonly is: 'solved' }
  | { readonly is: 'not-solved' }
  | { readonly is: 'persists' }
  /** `incidentId`: the known incident they named; null where they named none. */
  | {
      readonly is: 'bounced';
      readonly said: Said;
      readonly by: string;
      readonly reason: string | null;
      readonly incidentId: string | null;
    }
  | { readonly is: 'disagreed'; readonly reason: string }
  | { readonly is: 'revised'; readonly field: Field }
  | { readonly is: 'extras-saved'; readonly extras: Readonly<Record<string, string>>; readonly facts: Facts }
  | { readonly is: 'handed-to-lead' }
  | { readonly is: 'customer-text-copied' }
  | { readonly is: 'severity-changed'; readonly severity: Severity; readonly reason: string }
  | { readonly is: 'vendor-signed'; readonly sign: VendorSign }
  | { readonly is: 'replied' }
  | { readonly is: 'customer-asked' }
  | { readonly is: 'customer-answered' }
  /** The next update that was promised with it; null: none. */
  | { readonly is: 'customer-told'; readonly nextUpdateAt: Instant | null }
  | { readonly is: 'update-promised'; readonly nextUpdateAt: Instant }
  | { readonly is: 'went-without-approval'; readonly reason: string }
  | { readonly is: 'fifth-ground' }
  /** The agent wrote to the customer: the text as it goes, word for word. */
  | ({ readonly is: 'customer-written' } & Written)
  /** An agent takes a case that a customer opened. */
  | { readonly is: 'request-taken' }
  /** Somebody of the customer wrote about this case. `text` may be empty, `files` are as Teams named them. */
  | ({ readonly is: 'customer-wrote' } & Wrote);

/** What somebody of a customer said: it is new or more, it answers us, it works again, it is worse. */
export type Wrote = {
  readonly said: Extract<TalkMessage, { from: 'customer' }>['said'];
  readonly text: string;
  readonly files: readonly NamedFile[];
};

/** A message to a customer. `goesAt`: when it may leave; `nextUpdateAt`: the update promised in it. */
export type Written = {
  readonly situation: CustomerSituation;
  readonly text: string;
  readonly language: Locale;
  readonly to: Contact;
  readonly way: Way;
  readonly goesAt: Instant;
  readonly nextUpdateAt: Instant | null;
};

/** The answers of one page. A null text takes back what was answered before. */
export type Answers = {
  /** Whom the case is about, if the page asked. */
  readonly about: Customer | 'own-tenant' | null;
  readonly facts: Facts;
  /** Fields that were shown and left empty. */
  readonly cleared: readonly Field[];
  /** Fields that were shown and must be answered unless the other answers make them needless. */
  readonly shown: readonly Field[];
  readonly incidentId: string | null;
  readonly overrideReason: string | null;
};

/** The agent's word that a request was submitted. */
export type Submitted = {
  readonly requestNumber: string;
  readonly filedAt: Instant;
  readonly severity: Severity | null;
};

/** What a door says when it refuses. */
export type Said =
  | 'third-party'
  | 'ask-provider'
  | 'advice'
  | 'known-incident'
  | 'inappropriate'
  | 'file-yourself'
  | 'platform'
  | 'other';

/** What a step may look at beside the case. */
export type StepContext = {
  readonly now: Instant;
  readonly zone: Zone;
  readonly person: Person;
  readonly profile: PartnerProfile;
  readonly desk: DeskState;
  readonly customer: Customer | null;
  readonly policy: Policy;
};

/** A line for the record; who and when are added by the turn. */
export type Noted = {
  readonly what: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, string>>;
};

/** What a step comes to: another case and its account, or the reason why the case stays as it is. */
export type Stepped =
  | {
      readonly is: 'changed';
      readonly case: Case;
      readonly noted: readonly Noted[];
      readonly notice: Phrase | null;
      readonly panel: Panel;
    }
  | {
      readonly is: 'refused';
      readonly problems: readonly Problem[];
      readonly notice: Phrase | null;
      readonly panel: Panel;
    };

export const noted = (
  what: string,
  data: Readonly<Record<string, unknown>> = {},
  texts: Readonly<Record<string, string>> = {},
): Noted => ({ what, data, texts });
