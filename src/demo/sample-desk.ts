/** What a demo starts with besides the sample's customers: a clock that can be set ahead, and cases to look at. */
import { clockCommand, clockWish, createDemoClock, type ClockWish, type DemoClock } from './demo-clock.ts';
import type { Mail } from '../app.ts';
import { mailFolder } from './mail-folder.ts';
import { sampleStories } from './sample-cases.ts';

export type SampleDesk = {
  readonly clock: DemoClock;
  /** `clock +2h` sets the clock and says what it shows; null: something else was typed. */
  readonly typed: (text: string) => { readonly key: string; readonly values: { at: string } } | null;
  /** Takes the mails; `say` tells the terminal where they are. */
  readonly mail: (say: (line: string) => void) => Mail;
  readonly stories: () => ReturnType<typeof sampleStories>;
};

/** `--clock +2h` among a program's arguments; null: not given. Undefined: given, and not understood. */
const clockAsked = (args: readonly string[]): ClockWish | null | undefined => {
  const at = args.indexOf('--clock');
  return at < 0 ? null : (clockWish(args[at + 1] ?? '') ?? undefined);
};

export const clockProblem = {
  place: '--clock',
  expected: 'how far to move the demo’s clock forward, such as +2h, or an instant, such as 2026-11-23T09:00Z',
  remedy: 'Start again with npm start -- --clock +2h',
};

type DeskOptions = {
  readonly dataFolder: string;
  /** Of the program. */
  readonly args: readonly string[];
  /** Nothing has happened at this desk yet: its first day may be any day, also one that is past. */
  readonly isNew: boolean;
};

/**
 * Null: `--clock` was given something that is no time. An instant that is past at a desk where something happened
 * changes nothing: its clock runs on, as it does when the same command starts the demo again.
 */
export const openSampleDesk = ({ dataFolder, args, isNew }: DeskOptions): SampleDesk | null => {
  const wish = clockAsked(args);
  if (wish === undefined) return null;
  const clock = createDemoClock(dataFolder);
  if (wish !== null) clock.set(wish, isNew);
  return {
    clock,
    typed: (text) => {
      const asked = clockCommand(text);
      if (asked === null) return null;
      const key = clock.set(asked) ? 'notice.clock-moved' : 'notice.clock-stays';
      return { key, values: { at: clock.now() } };
    },
    mail: (say) => mailFolder(dataFolder, say),
    stories: () => sampleStories(clock.now()),
  };
};
