/** One line of the results. */
export type Verdict = 'met' | 'MISSED' | 'wrong' | 'no goal';

export type Line = {
  /** `P1` to `P13`. */
  readonly id: string;
  readonly what: string;
  readonly goal: string;
  readonly figure: string;
  readonly spread: string;
  readonly verdict: Verdict;
};

/** `true` where the goal is reached. */
export const verdict = (isMet: boolean): Verdict => (isMet ? 'met' : 'MISSED');

/** What a part of the bench found: figures, and what was wrong with the work itself. */
export type Part = {
  readonly lines: readonly Line[];
  /** Anything here makes the run fail: a fast bot that loses or doubles is none. */
  readonly problems: readonly string[];
  /** To be read with the figures. */
  readonly notes: readonly string[];
  /** What the figures were made of, kept beside them. */
  readonly raw?: Readonly<Record<string, unknown>>;
};
