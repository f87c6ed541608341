/** What the shell is made of; the composition root puts it together once. */
import type { Log } from '../log.ts';
import type { Policy } from '../policy/policy.ts';
import type { Texts } from '../texts/texts.ts';
import type { Instant, PartnerProfile } from '../triage/desk.ts';
import type { ActionTokens } from './action-token.ts';
import type { Compose } from './reader.ts';
import type { Clock, Store } from './ports.ts';
import type { DeskRules } from './who.ts';

/** A sentence with one instant in it, written in the reader's zone. */
export type Typed = { readonly key: string; readonly values: { readonly at: Instant } };

export type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly texts: Texts;
  readonly profile: PartnerProfile;
  readonly rules: DeskRules;
  readonly tokens: ActionTokens;
  readonly compose: Compose;
  readonly log: Log;
  /** Whether this installation sends mail. Absent: no. */
  readonly hasMail?: boolean;
  /** Commands of this deployment alone, such as the demo's clock; what they answer, or null where they are not meant. */
  readonly typed?: (text: string) => Typed | null;
  /** Rows were committed: the sweeper may look. */
  readonly nudge: () => void;
};
