import type { DoorId } from './decision.ts';
import type { ClockRow, EscalationRow, RouteRow } from './desk-rows.ts';
import type { Cloud, Field, FactValue, Facts, IssueKind, Product } from './facts.ts';
import type { DecisionTables, GateTable } from './gate.ts';
import type { Model } from './model.ts';
import type { BlockerRow, Day, Row, TextKey, UpdateRow, WarningRow, When } from './row.ts';

export type { BlockerRow, Day, Row, TextKey, UpdateRow, WarningRow, When } from './row.ts';

/** A page the rules come from. `link` is null where the page has left the web: cite it by title. */
export type SourcePage = {
  readonly id: string;
  readonly title: string;
  readonly link: string | null;
  readonly linkIsInferred: boolean;
  readonly date: Day | null;
};

export type RuleKind = 'decides' | 'warns' | 'says' | 'links' | 'no-effect';
export type RuleRow = Row & { readonly kind: RuleKind; readonly inferred: boolean };

/** An address template. `{customerDomain}`, `{customerTenantId}`, `{parameters}` … are filled per case. */
export type LinkRow = Row & {
  /** S literal in a source, V seen in a public source, C community code only, I inferred. */
  readonly status: 'S' | 'V' | 'C' | 'I';
  /** Inferred links can be switched off. */
  readonly on: boolean;
  /** Address per cloud; `any` serves the clouds not named. */
  readonly addresses: Readonly<Partial<Record<Cloud | 'any', string>>>;
  /** Text key of what it opens, for buttons ("Open … ↗"). */
  readonly opens: TextKey;
  /** Products it makes sense for; absent = all. */
  readonly products?: readonly Product[];
  /** What fills `{parameters}`: a JSON object of the keys that are switched on and known. */
  readonly parameters?: readonly LinkParameterRow[];
  /** Longer addresses fail at the receiver, so they are not offered. */
  readonly maxLength?: number;
};

/** One key an address may carry, and which value of the case it takes. */
export type LinkParameterRow = {
  readonly key: string;
  readonly value: string;
  readonly status: 'V' | 'I';
  readonly on: boolean;
};

/** One numbered step: the source's label and, where it changed, today's, each with its own date. */
export type StepRow = {
  readonly says: TextKey;
  readonly today: {
    readonly says: TextKey;
    readonly checked: Day;
    /** Link ids of today's doors, each where it is meant for the case. */
    readonly links?: readonly { readonly link: string; readonly when?: When }[];
  } | null;
  readonly link: string | null;
};

export type DoorRow = Row & {
  readonly id: DoorId;
  readonly actor: 'microsoft' | '21vianet' | 'isv' | 'provider' | 'desk' | 'own-tenant' | 'msrc' | 'nobody';
  readonly clouds: readonly Cloud[];
  readonly steps: readonly StepRow[];
  /** Link ids to offer as the main button, best first; the first one that can be filled for the case wins. */
  readonly open: readonly string[];
  /** Where to look afterwards ("check status"). */
  readonly follow: readonly string[];
  /** The form whose packet is prepared; null: nothing to write. */
  readonly form: string | null;
  readonly packetLanguage: string;
};

export type ProductRow = { readonly id: Product; readonly says: TextKey };
export type CloudRow = { readonly id: Cloud; readonly says: TextKey };

/** The agents' words for what a case is about; each sets two facts at once. */
export type KindRow = {
  readonly id: string;
  readonly says: TextKey;
  readonly sets: { readonly issueKind: IssueKind; readonly breakFix?: boolean };
};

/** How a question is put. `page` is where it stands; its choices are the field's values unless named here. */
export type QuestionRow = {
  readonly field: Field;
  readonly page: 'who-and-what' | 'checked' | 'impact' | 'access';
  readonly control: 'choice' | 'choices' | 'yes-no' | 'text' | 'long-text' | 'date' | 'customer';
  readonly label: TextKey;
  readonly hint: TextKey | null;
  /** `when`: only a choice for these facts (the symptoms of a product). */
  readonly choices: readonly { readonly value: FactValue; readonly says: TextKey; readonly when?: When }[];
  /** Asked although it decides nothing, when this holds (descriptive fields the packet needs). */
  readonly offeredWhen: When | null;
  readonly maxLength: number;
};

/**
 * Words in free text and what they mean; per language, lower case, longest match first. Never decides alone.
 * `hints` are guesses at facts (or a kind); `command` and `talk` count only where the words are the whole message,
 * or open it. `ignore` marks words that can never name a customer.
 */
export type VocabularyRow = {
  readonly locale: string;
  readonly words: readonly string[];
  readonly hints?: Partial<Facts> & { readonly kind?: string };
  readonly command?:
    | 'new'
    | 'my-cases'
    | 'help'
    | 'language'
    | 'find'
    | 'use-channel'
    | 'board'
    | 'check'
    | 'on-call'
    | 'settings'
    | 'hand-over';
  readonly talk?: 'greeting' | 'thanks';
  /** What somebody of a customer asks for with these words, where they are the whole message. */
  readonly asks?: 'status' | 'stop' | 'resume';
  /** A language of the product that people call so. */
  readonly language?: string;
  readonly ignore?: boolean;
};

/**
 * When support in a language is staffed. Wall-clock times of `zone`, days 1 = Monday; `workingDays` are dates that
 * are worked although their weekday is not (make-up days). A partner edits holidays here.
 */
export type SupportHoursRow = Row & {
  readonly languages: readonly string[];
  readonly zone: string;
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly holidays: readonly Day[];
  readonly workingDays: readonly Day[];
};

/** Numbers of the desk, in the unit the name says. */
export type DeskNumbers = {
  readonly healthCheckIsOldAfterMinutes: number;
  readonly longestTextCharacters: number;
  /** Used part of a clock at which the owner is told, where no row of the clocks says otherwise. 0 to 1. */
  readonly ownerIsToldAtShare: number;
  /** So many customers with one product and symptom within the window are told to a lead. */
  readonly signalCustomers: number;
  readonly signalWindowHours: number;
  /** So many customers at one known incident are told to a lead. */
  readonly incidentCustomers: number;
  /** Teams asks for no more than ten (notification guidelines of Teams apps, checked 2026-11-18). */
  readonly noticesPerPersonAndMinute: number;
  /** When the next update to a customer is proposed for, by desk priority; high counts at any hour, others the desk's. */
  readonly nextUpdateMinutes: { readonly high: number; readonly normal: number; readonly low: number };
  /**
   * When customers are not written to, on the clock of their wall (HH:MM); what they wrote so few minutes ago is
   * answered at any hour.
   */
  readonly quietHours: {
    readonly from: string;
    readonly to: string;
    readonly repliesWithinMinutes: number;
  };
  readonly supportHours: readonly SupportHoursRow[];
};

/**
 * What the agent is warned of when the words written for a customer name it: customers are never told such things.
 * `words` in all languages, compared without regard to case and width. `because` is the warning.
 */
export type CautionRow = Row & { readonly words: readonly string[] };

/** A form of a door, field by field in the portal's order. A new form, field or line is a row. */
export type FormRow = {
  readonly id: string;
  readonly says: TextKey;
  /** What to look out for while filling it in, beside the notes of the fields. */
  readonly cautions: readonly { readonly says: TextKey; readonly when?: When }[];
  readonly fields: readonly FormFieldRow[];
};

/** One field as the portal shows it. A field without lines that apply to the case is left out. */
export type FormFieldRow = {
  readonly id: string;
  readonly label: TextKey;
  readonly lines: readonly FormLineRow[];
  /** Why it is pre-set, if it is. */
  readonly note?: TextKey;
  /** Where the note holds; absent: always. */
  readonly noteWhen?: When;
  readonly when?: When;
};

/** One paragraph of a field. */
export type FormLineRow = {
  /**
   * A composed value by name (the list is in triage/packet-values.ts), `fact:<field>` for a fact as typed,
   * or `extra:<input>` for what only this form asks.
   */
  readonly value: string;
  /** Inputs whose absence is worth saying: descriptive facts, or extras of this form. */
  readonly wants?: readonly string[];
  readonly when?: When;
};

/** Everything that is looked up, as loaded and checked by policy/check. */
export type PolicyRows = {
  readonly version: string;
  readonly pages: readonly SourcePage[];
  readonly rules: readonly RuleRow[];
  readonly links: readonly LinkRow[];
  readonly doors: readonly DoorRow[];
  readonly blockers: readonly BlockerRow[];
  readonly warnings: readonly WarningRow[];
  readonly updates: readonly UpdateRow[];
  readonly products: readonly ProductRow[];
  readonly clouds: readonly CloudRow[];
  readonly kinds: readonly KindRow[];
  readonly questions: readonly QuestionRow[];
  readonly vocabulary: readonly VocabularyRow[];
  readonly forms: readonly FormRow[];
  readonly numbers: DeskNumbers;
  readonly cautions: readonly CautionRow[];
  readonly clocks: readonly ClockRow[];
  readonly escalation: readonly EscalationRow[];
  readonly routing: readonly RouteRow[];
};

/** What stands in the policy's files, one member per file. The decision model's shapes are described in gate.ts. */
export type PolicyFiles = Omit<PolicyRows, 'version'> & {
  readonly gates: readonly GateTable[];
  readonly tables: DecisionTables;
};

/** A checked policy: its rows, its version, and the decision model in its compiled form. */
export type Policy = PolicyFiles & { readonly version: string; readonly model: Model };
