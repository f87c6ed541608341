/** What a demo starts with besides the sample's customers: a clock that can be moved, and cases to look at. */
import { createDemoClock, clockCommand, spanMs, type DemoClock } from './demo-clock.ts';
import { sampleStories } from './sample-cases.ts';

export type SampleDesk = {
  readonly clock: DemoClock;
  /** `clock +2h` moves the clock and says what it shows; null: something else was typed. */
  readonly typed: (text: string) => { readonly key: string; readonly values: { at: string } } | null;
  readonly stories: () => ReturnType<typeof sampleStories>;
};

/** `--clock +2h` among a program's arguments; null: not given. Undefined: given, and not understood. */
const spanAsked = (args: readonly string[]): number | null | undefined => {
  const at = args.indexOf('--clock');
  return at < 0 ? null : (spanMs(args[at + 1] ?? '') ?? undefined);
};

export const clockProblem = {
  place: '--clock',
  expected: 'how far to move the demo’s clock forward, such as +2h, +30m or +1d',
  remedy: 'Start again with npm start -- --clock +2h',
};

/** Null: `--clock` was given something that is no time to move forward by. */
export const openSampleDesk = (dataFolder: string, args: readonly string[]): SampleDesk | null => {
  const ms = spanAsked(args);
  if (ms === undefined) return null;
  const clock = createDemoClock(dataFolder);
  if (ms !== null) clock.move(ms);
  return {
    clock,
    typed: (text) => {
      const moved = clockCommand(text);
      if (moved === null) return null;
      clock.move(moved);
      return { key: 'notice.clock-moved', values: { at: clock.now() } };
    },
    stories: () => sampleStories(clock.now()),
  };
};
