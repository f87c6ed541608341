import type { Address, Instant, Zone } from './desk.ts';

/** What arrived from Teams, already authenticated and freed of every SDK type. */
export type Inbound = {
  /** The activity's id: unique per conversation, repeated by Teams on a retry. */
  readonly id: string;
  readonly from: {
    readonly tenantId: string;
    readonly objectId: string;
    readonly name: string;
    readonly isGuest: boolean;
  };
  readonly address: Address;
  /** BCP 47 as Teams said it; may be anything. */
  readonly localeTag: string | null;
  readonly zone: Zone | null;
  readonly at: Instant;
  readonly what: What;
};

export type What =
  | {
      readonly kind: 'message';
      readonly text: string;
      readonly files: readonly { readonly name: string; readonly type: string }[];
    }
  | {
      readonly kind: 'action';
      readonly verb: string;
      /** The card's own data (with its token) and the inputs, both as sent. Untrusted. */
      readonly data: Readonly<Record<string, unknown>>;
      readonly cardActivityId: string | null;
      /** A client's own refresh, never a person's click. */
      readonly automatic: boolean;
      /** Came as a message (Action.Submit): no answer can ride on the response, so it has to be queued. */
      readonly byMessage?: true;
    }
  | {
      readonly kind: 'search';
      readonly dataset: string;
      readonly query: string;
      readonly top: number;
      readonly skip: number;
    }
  | { readonly kind: 'installed' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'edited'; readonly text: string }
  | { readonly kind: 'other'; readonly name: string };
