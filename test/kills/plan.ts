/** Where a process dies. */

/** Every place, with the sentence that stands in the table. */
export const points = {
  'before-commit': 'before the turn is committed',
  'in-commit': 'while it is committed: in the middle of a group on SQLite, on its way on PostgreSQL',
  'after-commit': 'committed, not yet answered',
  'during-claim': 'while a row is claimed',
  'after-claim': 'claimed, not yet sent',
  'after-send': 'sent, not yet marked as sent',
  'during-checkpoint': 'while the log is written back to the file',
  'at-migration': 'while an empty database gets its tables',
  'at-start': 'while a used database is opened',
  anywhere: 'at any time after the first turn',
} as const;

export type Point = keyof typeof points;

export type Plan = {
  readonly point: Point;
  /** Counted from 1: the how manieth time the process comes by. */
  readonly nth: number;
  /** For places that can only be hit by chance: how long after their beginning. */
  readonly delayMicros: number;
};

/** What a process is told when its turn has come. `plan` null: it lives. */
export type Order = {
  readonly variables: Readonly<Record<string, string>>;
  readonly partnerFile: string;
  readonly customersFile: string;
  readonly plan: Plan | null;
  /** How far its clock is ahead of the real one. */
  readonly aheadMs: number;
};
