import type { AgentRole, Cloud, PartnerType } from '../policy/facts.ts';

/** BCP 47 tag of a language the product speaks: a row of texts/locales.json. */
export type Locale = string;
/** UTC instant, ISO 8601 with Z. */
export type Instant = string;
/** IANA time zone. */
export type Zone = string;

/** The partner's own words: one text for everybody, or one for each language that is named. Never translated. */
export type OwnWords = string | Readonly<Record<Locale, string>>;

/** The partner's own data: one per deployment. File format in the README. */
export type PartnerProfile = {
  readonly name: string;
  /** Null: asked in each case that needs it. */
  readonly partnerType: PartnerType | null;
  readonly partnerId: string | null;
  readonly contact: {
    readonly company: string;
    readonly name: string;
    readonly email: string;
    readonly phone: string;
    readonly country: string;
    readonly zone: Zone;
    /** Reachable at night for severity A, if the desk has somebody. */
    readonly nightPhone: string | null;
    /** Shared mailboxes put in copy of every request. */
    readonly copyTo: readonly string[];
  };
  readonly clouds: readonly Cloud[];
  readonly language: Locale;
  readonly support: {
    readonly languages: readonly Locale[];
    /** Local wall-clock hours, e.g. days [1..5], from "09:00", to "18:00". 1 = Monday. */
    readonly hours: {
      readonly days: readonly number[];
      readonly from: string;
      readonly to: string;
      readonly zone: Zone;
    };
    readonly contactMethod: OwnWords;
    /** Shown to customers as it stands, if present. */
    readonly priceText: OwnWords | null;
  };
  /** The partner's own paid support contract, named where the program does not cover a case. */
  readonly contract: {
    readonly name: string;
    readonly link: string;
    readonly accessId: string | null;
    readonly contractId: string | null;
  } | null;
};

export type CustomerId = string;

/** A customer of the directory. Facts learned from agents' answers live here too, so that they are asked once. */
export type Customer = {
  readonly id: CustomerId;
  readonly version: number;
  readonly name: string;
  readonly domain: string;
  readonly tenantId: string | null;
  readonly cloud: Cloud;
  readonly purchasedThrough: 'us' | 'other-partner' | 'direct';
  /** Our role towards this customer, where it differs from the profile's. */
  readonly partnerType: PartnerType | null;
  readonly provider: { readonly name: string; readonly email: string | null } | null;
  /** Where we are the indirect provider: who serves this customer and is told in their place. */
  readonly reseller?: {
    readonly name: string;
    readonly email: string | null;
    readonly tenantId: string | null;
  } | null;
  readonly providerGrantedAzureAccess: boolean | null;
  readonly adminPermission: boolean | null;
  /** ISO date the admin relationship ends. */
  readonly adminPermissionUntil: string | null;
  readonly contacts: readonly {
    readonly objectId: string;
    readonly name: string;
    readonly email: string | null;
  }[];
  readonly language: Locale;
  readonly zone: Zone;
  readonly azureSubscriptions: readonly { readonly id: string; readonly name: string }[];
};

export type PersonId = string;

/** Where a person can be reached: a Teams conversation as the newest activity described it. */
export type Address = {
  readonly conversationId: string;
  readonly kind: 'personal' | 'group' | 'channel';
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly botId: string;
  /** The Teams id of the person (or channel post) the bot talks to. */
  readonly userId: string;
};

/**
 * Somebody of the desk, or of a customer. Identity is the token's tenant and object id; `id` is `tenant/object`.
 */
export type Person = {
  readonly id: PersonId;
  readonly version: number;
  readonly tenantId: string;
  readonly objectId: string;
  readonly name: string;
  /** Chosen with `language`; null follows Teams. */
  readonly chosenLocale: Locale | null;
  readonly locale: Locale;
  readonly zone: Zone;
  readonly agentRole: AgentRole | null;
  readonly azureSupportGroupMember: boolean | null;
  readonly isLead: boolean;
  readonly address: Address | null;
  /** Set when the welcome card was queued, so that it comes once per install. */
  readonly welcomedAt: Instant | null;
  /** Set for somebody of a customer; absent: of the desk. `stoppedAt`: since when they want no messages by themselves. */
  readonly ofCustomer?: { readonly customerId: CustomerId; readonly stoppedAt: Instant | null };
};
