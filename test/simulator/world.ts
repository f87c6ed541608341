/** What all parts of a run share: its time, its chance, what was seen to go wrong, and how loud the faults are. */
import { createRandom, type Random } from './random.ts';
import { createTimeline, type Timeline } from './timeline.ts';

export type World = {
  readonly seed: number;
  readonly random: Random;
  readonly time: Timeline;
  /** Notes that something must not be; the run goes on, so that the first cause is not the only one seen. */
  readonly verify: (isSo: boolean, complaint: () => string) => void;
  readonly complaints: readonly string[];
  /** One line per thing that happened; two runs of one seed have the same lines. */
  readonly note: (line: string) => void;
  readonly story: readonly string[];
  /** Counts what was done, so that a run that did nothing cannot pass for a good one. */
  readonly count: (what: string, by?: number) => void;
  readonly counts: ReadonlyMap<string, number>;
  /** The turns committed so far, in order: by which activity, and whether a case became another. */
  readonly turns: { readonly by: string | null; readonly isChange: boolean }[];
  /** The store was written to; asked once, it is forgotten. */
  readonly wrote: () => void;
  readonly takeWrote: () => boolean;
  /** True while faults happen; at the end of a run everything around the desk is well again. */
  readonly isRough: () => boolean;
  readonly calmDown: () => void;
};

export const createWorld = (seed: number, startsAt: string): World => {
  const time = createTimeline(startsAt);
  const complaints: string[] = [];
  const story: string[] = [];
  const counts = new Map<string, number>();
  const startMs = time.nowMs();
  let rough = true;
  let isWritten = false;
  const note = (line: string): void =>
    void story.push(`${((time.nowMs() - startMs) / 1_000).toFixed(3)} ${line}`);
  return {
    seed,
    random: createRandom(seed),
    time,
    verify: (isSo, complaint) => {
      if (isSo) return;
      const line = complaint();
      complaints.push(line);
      note(`WRONG ${line}`);
    },
    complaints,
    note,
    story,
    count: (what, by = 1) => void counts.set(what, (counts.get(what) ?? 0) + by),
    counts,
    turns: [],
    wrote: () => void (isWritten = true),
    takeWrote: () => {
      const was = isWritten;
      isWritten = false;
      return was;
    },
    isRough: () => rough,
    calmDown: () => void (rough = false),
  };
};
