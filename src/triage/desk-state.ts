import type { RouteTarget } from '../policy/desk-rows.ts';
import type { Day } from '../policy/policy.ts';
import type { Address, Instant, PartnerProfile, PersonId, Zone } from './desk.ts';

/** A lead as the desk knows them: somebody with whom the bot has a chat, or only an id so far. */
export type LeadRef = { readonly personId: PersonId; readonly name: string };

/** Somebody who is a lead now. `isFixed`: the configuration names them, so nobody can take it from them in Teams. */
export type DeskLead = LeadRef & { readonly isFixed?: boolean };

type Contact = PartnerProfile['contact'];
type Support = PartnerProfile['support'];

/** What leads set in Teams in place of the profile's file, member by member; what is absent keeps the file's. */
export type OwnProfile = {
  readonly contact: Partial<Pick<Contact, 'name' | 'email' | 'phone' | 'nightPhone'>>;
  /** Their zone is the desk's: `zone` of the settings. */
  readonly hours: Partial<Pick<Support['hours'], 'days' | 'from' | 'to'>>;
  readonly spoken: Partial<Pick<Support, 'languages'>>;
  readonly words: Partial<Pick<Support, 'contactMethod' | 'priceText'>>;
};

/** Who answers at night: a rotation by week, and exceptions to it. */
export type OnCall = {
  readonly rotation: readonly LeadRef[];
  /** Monday the first of the rotation begins. */
  readonly startsOn: Day | null;
  readonly overrides: readonly { readonly from: Instant; readonly to: Instant; readonly lead: LeadRef }[];
  readonly backup: LeadRef | null;
};

/** Numbers a lead may change from Teams; what is absent keeps the policy's. */
export type DeskSettings = {
  readonly zone: Zone | null;
  readonly own: OwnProfile;
  readonly holidays: readonly Day[];
  /** Working days that fall on a weekend (make-up days). */
  readonly makeUpDays: readonly Day[];
  /** Wall-clock hour of the daily digest, "08:30"; null: none. */
  readonly digestAt: string | null;
  /** Routing rows by event id that differ from the policy's. */
  readonly routing: Readonly<Record<string, RouteTarget>>;
  /** Clock numbers by id that differ from the policy's, in minutes. */
  readonly minutes: Readonly<Record<string, number>>;
  /** Days digests were sent, so that each is sent once. */
  readonly lastDigestOn: Day | null;
};

/** The desk's own state, changed from Teams by its leads. One versioned row. */
export type DeskState = {
  readonly version: number;
  readonly leadRoom: { readonly address: Address; readonly setBy: LeadRef; readonly setAt: Instant } | null;
  readonly onCall: OnCall;
  readonly settings: DeskSettings;
  /**
   * Leads the bot has met (1:1), newest name. Worked out anew whenever the desk is read, from who is a lead by then;
   * what is stored is what was true at the last change.
   */
  readonly leads: readonly DeskLead[];
  /** Made leads in Teams by other leads, beside those the configuration names. */
  readonly appointed: readonly LeadRef[];
};

export const newDesk: DeskState = {
  version: 0,
  leadRoom: null,
  onCall: { rotation: [], startsOn: null, overrides: [], backup: null },
  settings: {
    zone: null,
    own: { contact: {}, hours: {}, spoken: {}, words: {} },
    holidays: [],
    makeUpDays: [],
    digestAt: null,
    routing: {},
    minutes: {},
    lastDigestOn: null,
  },
  leads: [],
  appointed: [],
};
