/** What turns pictures into cards is made of, and for whom it does so. */
import type { Policy } from '../policy/policy.ts';
import type { Templates } from '../cards/templates.ts';
import type { Texts } from '../texts/texts.ts';
import type { Instant, Locale, PartnerProfile, Person, Zone } from '../triage/desk.ts';
import type { Picture } from '../triage/picture.ts';
import type { ActionTokens } from './action-token.ts';
import type { CardMessage, Findings, Store } from './ports.ts';
import type { DeskRules } from './who.ts';

/** Who looks at the card. `person` is null for somebody the desk does not know, and for a room. */
export type Reader = {
  readonly person: Person | null;
  readonly locale: Locale;
  readonly zone: Zone;
  /** A Teams channel of the desk: everybody in it reads the card, and everybody may click. */
  readonly isRoom?: true;
};

export type Compose = (picture: Picture, reader: Reader, now: Instant) => Promise<CardMessage | null>;

export type ComposeParts = {
  readonly store: Store;
  readonly policy: Policy;
  readonly texts: Texts;
  readonly templates: Templates;
  /** As its file has it. */
  readonly profile: PartnerProfile;
  readonly rules: DeskRules;
  readonly tokens: ActionTokens;
  /** What a lead's check shows of the installation. Absent where nobody looks. */
  readonly findings?: Findings;
  /** Whether this installation sends mail. Absent: no. */
  readonly hasMail?: boolean;
};
