import type { FactValue, Field } from '../policy/facts.ts';
import type { Address } from './desk.ts';
import type { Panel } from './picture.ts';

/** Clicks. The names stand on the cards. */
export const verbs = [
  'new-case',
  'my-cases',
  'help',
  'language',
  'open',
  'continue',
  'answer',
  'back',
  'cancel-draft',
  'add-text',
  'start-new',
  'add-customer',
  'new-customer',
  'show',
  'file',
  'correct-filing',
  'recheck-health',
  'solved',
  'not-solved',
  'persists',
  'bounce',
  'disagree',
  'revise',
  'save-extras',
  'hand-to-lead',
  'copied-customer-text',
  // The talk with the customer.
  'write-customer',
  'preview-customer',
  'send-customer',
  'take-request',
  'change-severity',
  // What happened at the door, one tap each.
  'answered',
  'asks-us',
  'replied',
  'vendor-closed',
  // Whose move it is, and what was promised.
  'ask-customer',
  'customer-answered',
  'customer-told',
  'next-update',
  'go-without-approval',
  'fifth-ground',
  // Leads only.
  'acknowledge',
  'assign',
  'take-over',
  'approve',
  'send-back',
  'lead-severity',
  'lead-show',
  'open-in-chat',
  'answer-signal',
  'link-cases',
  'incident-ended',
  'tell-all',
  // Cases that change hands.
  'accept-case',
  'decline-case',
  'hand-over',
  'offer-cases',
  // The desk itself.
  'board',
  'board-export',
  'on-call',
  'set-rotation',
  'set-override',
  'drop-override',
  'settings',
  'save-settings',
] as const;
export type Verb = (typeof verbs)[number];

export type Command =
  | { readonly name: 'my-cases' }
  | { readonly name: 'help' }
  /** `wanted`: what was typed behind it, if anything. */
  | { readonly name: 'language'; readonly wanted: string | null }
  | { readonly name: 'find'; readonly query: string }
  | { readonly name: 'case'; readonly number: number }
  /** `where`: the conversation it was said in. */
  | { readonly name: 'use-channel'; readonly where: Address }
  | { readonly name: 'board'; readonly where: Address }
  | { readonly name: 'check' }
  | { readonly name: 'on-call' }
  | { readonly name: 'settings' }
  | { readonly name: 'hand-over' };

/** A start as told: a day of the teller's calendar and, if said, an hour of his clock. Resolved once his zone is known. */
export type ToldStart = {
  readonly day:
    | 'today'
    | 'yesterday'
    | 'day-before-yesterday'
    | 'latest'
    /** 1 = Monday. The latest one, that before today, or that of the week before this one. */
    | { readonly weekday: number; readonly week: 'latest' | 'before-today' | 'last' }
    /** Without a year: the latest one. */
    | { readonly year: number | null; readonly month: number; readonly date: number };
  readonly hour: number | null;
  readonly minute: number;
  /** The hour may as well be one of the afternoon. */
  readonly isHalfDay: boolean;
  readonly words: string;
};

/** A guess at a fact, before customer and time are resolved. */
export type Hint = { readonly field: Field | 'kind'; readonly value: FactValue; readonly words: string };

/** Free text that tells of a problem. */
export type ToldProblem = {
  /** As typed, shortened to the longest text a card can carry. */
  readonly text: string;
  readonly isCut: boolean;
  readonly title: string;
  readonly hints: readonly Hint[];
  readonly start: ToldStart | null;
  /** Words that may name a customer, best first. */
  readonly customerWords: readonly string[];
};

/** What a message or click comes to. `key` is unique per input and names the answer's row. */
export type Reading = { readonly key: string } & ReadingOf;

type ReadingOf =
  | { readonly is: 'command'; readonly command: Command }
  /** `told` null: an empty case is wanted. */
  | { readonly is: 'new-case'; readonly told: ToldProblem | null }
  | { readonly is: 'problem'; readonly told: ToldProblem }
  | { readonly is: 'greeting' }
  | { readonly is: 'thanks' }
  | { readonly is: 'empty' }
  | { readonly is: 'files' }
  | { readonly is: 'nonsense' }
  | { readonly is: 'edited' }
  | { readonly is: 'installed' }
  | { readonly is: 'removed' }
  /** A client redraws its card by itself: nothing may change. */
  | { readonly is: 'refresh'; readonly panel: Panel | null }
  | {
      readonly is: 'action';
      readonly verb: Verb;
      /** Card data and inputs, texts only. Which of them count is for each verb to say. */
      readonly inputs: Readonly<Record<string, string>>;
      readonly panel: Panel | null;
      /** A customer the turn needs to know, because the agent chose it. */
      readonly customerId: string | null;
      /** What a new case is about, where the click carries words for one. */
      readonly told: ToldProblem | null;
    }
  | { readonly is: 'unknown-action' }
  /** Nothing to answer: reactions, type-ahead and whatever Teams adds. */
  | { readonly is: 'ignored' };
