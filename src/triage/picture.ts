import type { CaseSummary } from './case.ts';
import type { Phrase } from './phrase.ts';
import type { NamedFile } from './talk.ts';

/** Views of a decided case. Reading one changes nothing, so they are not part of the case. */
export const panels = [
  'verdict',
  'request',
  'request-text',
  'filing',
  /** Write to the customer (inputs: compose-customer's `composerInputs`). */
  'customer',
  /** The message as it would go, with the same inputs. */
  'customer-preview',
  /** What passed between desk and customer. */
  'talk',
  'change',
  'disagree',
  'bounce',
  'health',
  'record',
  /** What the door said: answered, asks us, closed, not theirs; the holder; the chase text. */
  'watch',
  /** Promise the customer's next update (inputs `nextDate`, `nextTime`). */
  'next-update',
  /** Go on without a lead's approval, with a reason (critical cases, after the wait). */
  'approval',
  /** Text to paste at the door or to the customer (`inputs.to`: vendor, customer). */
  'chase',
] as const;
export type Panel = (typeof panels)[number];

/** Views of a case for leads, on their post in the lead room. Inputs: assign `assignee`; send-back, severity `reason`, `severity`. */
export const leadPanels = ['state', 'assign', 'send-back', 'severity'] as const;
export type LeadPanel = (typeof leadPanels)[number];

/** Parts of the desk's settings, one per card. */
export const settingsParts = ['calendar', 'routing', 'clocks', 'leads', 'profile', 'words'] as const;
export type SettingsPart = (typeof settingsParts)[number];

/** What a form shows again when it was not taken. */
type Form = {
  readonly problems: readonly Problem[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly notice: Phrase | null;
};

/** What is wrong with one input; the card comes back with the values kept. `input` is the input's id. */
export type Problem = { readonly input: string; readonly says: Phrase };

/**
 * What to show, by ids only: the card is composed from the state at the moment of showing,
 * so a picture that waited in the outbox is never older than the case.
 */
export type Picture =
  | { readonly card: 'welcome' }
  | { readonly card: 'help'; readonly because: Phrase | null }
  | { readonly card: 'notice'; readonly says: Phrase; readonly forward: readonly Forward[] }
  | { readonly card: 'language' }
  | { readonly card: 'cases'; readonly cases: readonly CaseSummary[]; readonly query: string | null }
  /** After a downtime: so many messages would have come; these are the cases they were about, as they stand now. */
  | { readonly card: 'catch-up'; readonly cases: readonly CaseSummary[]; readonly messages: number }
  /** The person has an open draft and wrote new free text: add to it, or a new case? `text` is what was written. */
  | { readonly card: 'add-or-new'; readonly caseId: string; readonly text: string }
  | {
      readonly card: 'case';
      readonly caseId: string;
      readonly panel: Panel;
      readonly problems: readonly Problem[];
      /** Inputs as typed, kept when there are problems (input id → value). */
      readonly inputs: Readonly<Record<string, string>>;
      /** One line on top: what just happened, or why this differs from what was clicked. */
      readonly notice: Phrase | null;
    }
  /** The record of a case as text to copy, in parts when long; `part` counts from 0. */
  | {
      readonly card: 'export';
      readonly caseId: string;
      readonly format: 'text' | 'json';
      readonly part: number;
    }
  /** Add a customer on the spot, for this draft. */
  | {
      readonly card: 'new-customer';
      readonly caseId: string;
      readonly name: string;
      readonly problems: readonly Problem[];
      readonly inputs: Readonly<Record<string, string>>;
    }
  /** The one post of a case in the lead room, rewritten in place. Its row's key: `lead|<caseId>`. */
  | ({
      readonly card: 'lead-case';
      readonly caseId: string;
      readonly panel: LeadPanel;
      /** The lead on call is mentioned in it: only on the first post of a pressing case. */
      readonly mentionsOnCall?: true;
    } & Form)
  /**
   * A notice to one person about a case: what happened (`event`, an id of routing.json) in one sentence, the case in
   * short, and the text to paste where a clock is running out.
   */
  | {
      readonly card: 'alert';
      readonly caseId: string;
      readonly event: string;
      readonly says: Phrase;
      readonly chase: 'vendor' | 'customer' | null;
    }
  /** Several alerts of one person and minute in one: nobody gets more than ten a minute. */
  | {
      readonly card: 'alerts';
      readonly alerts: readonly { readonly caseId: string; readonly says: Phrase }[];
    }
  /** Same product and symptom at several customers, told to a lead. `cases`: the other ones. */
  | ({ readonly card: 'signal'; readonly caseId: string; readonly cases: readonly string[] } & Form)
  /** A known incident hits several customers, told to a lead. `cases`: the other ones. */
  | ({ readonly card: 'incident'; readonly caseId: string; readonly cases: readonly string[] } & Form)
  /** A colleague offers this case: accept or decline. */
  | { readonly card: 'offer'; readonly caseId: string }
  /** The board of the last `days` days; computed when it is shown (`boardOf`, `figuresOf`). */
  | { readonly card: 'board'; readonly days: number; readonly notice: Phrase | null }
  /** What stands where the board was before it was posted anew. */
  | { readonly card: 'board-moved' }
  | {
      readonly card: 'board-export';
      readonly days: number;
      readonly format: 'csv' | 'json';
      readonly part: number;
    }
  | { readonly card: 'digest'; readonly days: number }
  | ({ readonly card: 'on-call' } & Form)
  | ({ readonly card: 'settings'; readonly part: SettingsPart } & Form)
  /** The person's own cases to give away. Inputs: `receiver`, `cases` (ids joined by commas), `note.<caseId>`. */
  | ({ readonly card: 'hand-over' } & Form)
  /** A test post to one target of the desk. */
  | { readonly card: 'test'; readonly run: string; readonly target: CheckTarget }
  /** How the test posts of this run ended (rows whose keys begin with `check|<run>|`). */
  | { readonly card: 'check'; readonly run: string; readonly targets: readonly CheckTarget[] }
  /** A customer opened a case by writing to the bot: it waits for an agent to take it. */
  | ({ readonly card: 'from-customer'; readonly caseId: string } & Form)
  /** First card of somebody of a customer, and their help. `because`: what was not understood. */
  | { readonly card: 'customer-start'; readonly because: Phrase | null }
  /** The cases the reader may see, loaded when it is shown. */
  | { readonly card: 'customer-cases'; readonly notice: Phrase | null }
  /** One case as its customer sees it. Inputs: `text`. */
  | ({ readonly card: 'customer-case'; readonly caseId: string; readonly panel: CustomerPanel } & Form)
  /** They wrote and it may belong to a case of theirs. `cases`: those offered; what they wrote travels with the card. */
  | {
      readonly card: 'customer-which';
      readonly cases: readonly string[];
      readonly text: string;
      readonly files: readonly NamedFile[];
    }
  /** A message of the desk as it was written, with the answers that fit. */
  | {
      readonly card: 'customer-message';
      readonly caseId: string;
      readonly messageId: number;
    }
  /** One sentence to somebody of a customer, and ways on. */
  | {
      readonly card: 'customer-notice';
      readonly says: Phrase;
      readonly forward: readonly CustomerForward[];
    }
  /** For who clicked alone, as a text; the card stays as it is. As the answer to a message it is a plain notice. */
  | { readonly card: 'aside'; readonly says: Phrase };

/** Whom `check` tries to reach. */
export const checkTargets = ['lead-room', 'on-call', 'backup-lead'] as const;
export type CheckTarget = (typeof checkTargets)[number];

/** Ways on that a notice offers: each is a button of a fixed verb. */
export type Forward = 'new-case' | 'my-cases' | 'help' | 'language';

/** Views of a case for its customer: what was said so far, an answer to be written, what got worse. */
export const customerPanels = ['history', 'answer', 'worse'] as const;
export type CustomerPanel = (typeof customerPanels)[number];

/** Ways on from a notice to somebody of a customer. */
export type CustomerForward = 'my-status' | 'my-resume' | 'my-language';
