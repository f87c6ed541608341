import type { CaseSummary } from './case.ts';
import type { Phrase } from './phrase.ts';

/** Views of a decided case. Reading one changes nothing, so they are not part of the case. */
export const panels = [
  'verdict',
  'request',
  'request-text',
  'filing',
  'customer',
  'change',
  'disagree',
  'bounce',
  'health',
  'record',
] as const;
export type Panel = (typeof panels)[number];

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
    };

/** Ways on that a notice offers: each is a button of a fixed verb. */
export type Forward = 'new-case' | 'my-cases' | 'help' | 'language';
