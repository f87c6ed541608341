/** The layout most cards of the leads share: a head, what happened, parts with rows or facts, a form, buttons. */
import type { Phrase } from '../triage/phrase.ts';
import type { Problem } from '../triage/picture.ts';
import { optional, type Button, type Desk } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { JsonObject } from './expand.ts';
import { pieceView } from './pieces.ts';
import { questionRows, type Question } from './question-view.ts';

/** One thing of several: small words above, what it is, more below, and a button of its own. */
export type PageRow = {
  readonly label?: string;
  readonly title: string;
  readonly tone?: string;
  readonly lines?: readonly string[];
  readonly buttons?: readonly JsonObject[];
};

export type PageFact = { readonly title: string; readonly value: string };

export type Section = {
  readonly title: string | null;
  readonly rows?: readonly PageRow[];
  readonly facts?: readonly PageFact[];
  /** Text to be copied, one paragraph per line. */
  readonly copy?: string;
};

export type Page = {
  readonly label: string;
  readonly title: string;
  readonly sub?: string | null;
  /** Colour supports the words and is never alone. */
  readonly style?: 'emphasis' | 'warning' | 'attention';
  readonly tone?: string;
  readonly summary: string;
  readonly explain?: readonly string[];
  readonly sections?: readonly Section[];
  readonly questions?: readonly Question[];
  readonly buttons: readonly Button[];
};

/** What a form shows again when it was not taken. */
export type Returned = {
  readonly problems: readonly Problem[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly notice: Phrase | null;
};

export const fresh: Returned = { problems: [], inputs: {}, notice: null };

const rowView = ({ label, title, tone, lines, buttons }: PageRow): JsonObject => ({
  label: optional(label ?? null),
  title,
  tone: tone ?? 'Default',
  lines: (lines ?? []).map((text) => ({ text })),
  act: buttons === undefined || buttons.length === 0 ? [] : [{ buttons }],
});

const sectionView = ({ title, rows, facts, copy }: Section): JsonObject => ({
  title: optional(title),
  rows: (rows ?? []).map(rowView),
  facts: facts === undefined || facts.length === 0 ? [] : [{ list: facts }],
  copy: copy === undefined ? [] : (pieceView(copy)['lines'] ?? []),
});

export const deskPage = (page: Page, returned: Returned, { voice, buttons }: Desk): Drawing => ({
  template: 'desk',
  summary: page.summary,
  foldable: ['sections'],
  view: {
    style: page.style ?? 'emphasis',
    tone: page.tone ?? 'Default',
    label: page.label,
    title: page.title,
    sub: optional(page.sub ?? null),
    notice: optional(returned.notice === null ? null : voice.words(returned.notice)),
    problem: optional(returned.problems.length === 0 ? null : voice.say('card.problems')),
    explain: (page.explain ?? []).map((text) => ({ text })),
    sections: (page.sections ?? []).map(sectionView),
    rows: questionRows(page.questions ?? [], returned, voice),
    open: [],
    buttons: buttons(...page.buttons),
  },
});
