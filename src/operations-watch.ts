/**
 * Watches what ends a process without a word: memory that is used up, and an event loop that is held. Short memory is
 * said while there is some left. Before the last of it the process is asked to end in order, and whoever runs it starts
 * it again: V8 and the system would end it in the middle of anything. Before either is believed, what is dead is
 * collected.
 */
import { totalmem } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { collect } from './after-start.ts';
import type { Log } from './log.ts';

/** `heap`: what V8 allows itself. `process`: all of it, as the system counts. */
type Room = { readonly of: 'heap' | 'process'; readonly used: number; readonly limit: number };
type Level = 'well' | 'short' | 'exhausted';

export type Watchdog = {
  start(): void;
  stop(): void;
  /** What keeps the process from working well, in words for an operator. */
  reasons(): readonly string[];
  /** What is used of each limit: 1 is all of it. */
  shares(): Readonly<Record<string, number>>;
  /** Resolves when so little memory is left that the process should end while it can. */
  readonly exhausted: Promise<void>;
};

const megabyte = 1_048_576;
const lookEveryMs = 500;
/**
 * Shares of a limit. From 0.8 of its own on V8 ends a process that does little else than collect
 * (https://source.chromium.org/chromium/chromium/src/+/main:v8/src/heap/heap.cc, CheckIneffectiveMarkCompact, 2026-11-20),
 * so that ten megabytes a second of 192 leave some looks.
 */
const marks = {
  heap: { short: 0.6, exhausted: 0.7 },
  process: { short: 0.8, exhausted: 0.9 },
} as const;
/** Collecting holds the event loop: seldom while there is time, soon when there is little. */
const collectAgainMs = { short: 30_000, exhausted: 1_000 } as const;
/** Who takes so much more of the limit after a collection is looked at before that. */
const growthShare = 0.05;
/**
 * V8 counts room for young objects into its limit and never gives it to old ones: three times what the start asks for,
 * else 64 MB in Node 24 and 16 MB before. Limit: what NODE_OPTIONS asks for is not seen.
 */
const asked = process.execArgv.join(' ').match(/--max[-_]semi[-_]space[-_]size[= ](\d+)/)?.[1];
const semiSpaceMb = Number(asked ?? (Number.parseInt(process.versions.node) >= 24 ? 64 : 16));
const youngRoom = 3 * semiSpaceMb * megabyte;

const longestHeldMs = 1_000;
const loopWindowMs = 10_000;

/** Container, service or machine, whichever allows less. Unlimited ones answer 0 or more than there is. */
const systemLimit = (): number => {
  const own = process.constrainedMemory();
  return own > 0 && own < totalmem() ? own : totalmem();
};

const share = ({ used, limit }: Room): number => used / limit;

const levelOf = (room: Room): Level => {
  const { short, exhausted } = marks[room.of];
  if (share(room) < short) return 'well';
  return share(room) < exhausted ? 'short' : 'exhausted';
};

/** The nearer to its end. */
const fuller = (one: Room, other: Room): Room =>
  share(one) / marks[one.of].exhausted > share(other) / marks[other.of].exhausted ? one : other;

const roomsIn = (limit: number): readonly [Room, Room] => {
  const { used_heap_size: used, heap_size_limit: heapLimit } = getHeapStatistics();
  return [
    { of: 'heap', used, limit: heapLimit - youngRoom },
    { of: 'process', used: process.memoryUsage.rss(), limit },
  ];
};

const megabytes = ({ of, used, limit }: Room) => ({
  of,
  usedMb: Math.round(used / megabyte),
  limitMb: Math.round(limit / megabyte),
});

const memoryWatch = (limit: number, log: Log, ask: () => void) => {
  let level: Level | null = null;
  let collected = { at: -Infinity, left: 0 };
  /** Ending helps only who did not begin like this: the next one would, too. */
  let beganExhausted = false;
  const fullest = (): Room => fuller(...roomsIn(limit));
  const take = (room: Room): void => {
    const now = levelOf(room);
    if (now === level) return;
    if (level === null) beganExhausted = now === 'exhausted';
    level = now;
    if (now === 'short') log.warn(megabytes(room), 'memory runs short');
    if (now !== 'exhausted') return;
    if (beganExhausted) log.error(megabytes(room), 'too little memory to begin with: give it more');
    else {
      log.error(megabytes(room), 'memory is nearly used up: ending before the system does it');
      ask();
    }
  };
  return {
    look: (): void => {
      const room = fullest();
      const first = levelOf(room);
      if (first === 'well') {
        take(room);
        return;
      }
      const isEarly = performance.now() - collected.at < collectAgainMs[first];
      if (isEarly && share(room) < collected.left + growthShare) return;
      // Several rounds near its limit would themselves make V8 give up.
      collect(room.of === 'heap' ? 'regular' : 'last-resort');
      const left = fullest();
      collected = { at: performance.now(), left: share(left) };
      take(left);
    },
    reasons: (): readonly string[] => {
      if (level === null || level === 'well') return [];
      const { of, usedMb, limitMb } = megabytes(fullest());
      return [`memory: ${usedMb} of ${limitMb} MB of the ${of} are used`];
    },
  };
};

/** The longest time the event loop was held up, within the last ten to twenty seconds. */
const loopWatch = (log: Log) => {
  const delay = monitorEventLoopDelay({ resolution: 100 });
  let before = 0;
  let isTold = false;
  const turnOver = setInterval(() => {
    before = delay.max / 1e6;
    isTold = false;
    delay.reset();
  }, loopWindowMs).unref();
  delay.enable();
  return {
    look: (): void => {
      const heldMs = Math.round(delay.max / 1e6);
      if (isTold || heldMs <= longestHeldMs) return;
      isTold = true;
      log.warn({ heldMs }, 'the event loop was held up');
    },
    reasons: (): readonly string[] => {
      const heldMs = Math.round(Math.max(before, delay.max / 1e6));
      return heldMs > longestHeldMs ? [`event loop: held up for ${heldMs} milliseconds`] : [];
    },
    stop: (): void => {
      clearInterval(turnOver);
      delay.disable();
    },
  };
};

/** @param memoryLimit bytes the process may take; `system`: what container and machine allow; `off`: it is not watched. */
export const createWatchdog = (memoryLimit: number | 'system' | 'off', log: Log): Watchdog => {
  let ask = (): void => undefined;
  const exhausted = new Promise<void>((resolve) => (ask = resolve));
  const limit = memoryLimit === 'system' ? systemLimit() : memoryLimit;
  const memory = limit === 'off' ? null : memoryWatch(limit, log, () => ask());
  let loop: ReturnType<typeof loopWatch> | null = null;
  let timer: NodeJS.Timeout | null = null;
  return {
    exhausted,
    start: () => {
      loop = loopWatch(log);
      timer = setInterval(() => {
        loop?.look();
        memory?.look();
      }, lookEveryMs).unref();
    },
    stop: () => {
      if (timer !== null) clearInterval(timer);
      loop?.stop();
    },
    reasons: () => [...(memory?.reasons() ?? []), ...(loop?.reasons() ?? [])],
    shares: () =>
      limit === 'off' ? {} : Object.fromEntries(roomsIn(limit).map((room) => [room.of, share(room)])),
  };
};
