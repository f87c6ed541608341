import { destination, pino } from 'pino';
import type { DestinationStream } from 'pino';

/**
 * Structured log lines. Messages are static English; variable parts are fields. No message text, no names and no
 * tokens ever: what could carry them is cut here as a second fence, the first being not to pass it.
 */
export type Log = {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

const fenced = ['text', 'authorization', 'token', 'secret', 'password', 'name', 'email', 'phone'];

/** Longer than any code, path or host; shorter than what would fill a disk. In UTF-16 units. */
const longestValue = 300;
const deepest = 4;
const mostMembers = 30;

/** What somebody else's answer brought along may be of any size. */
const capped = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string')
    return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '(deeper)';
  if (Array.isArray(value)) return value.slice(0, mostMembers).map((one) => capped(one, depth + 1));
  return cappedFields(value, depth + 1);
};

const cappedFields = (fields: object, depth: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .slice(0, mostMembers)
      .map(([name, value]) => [name.slice(0, longestValue), capped(value, depth)]),
  );

/**
 * JSON lets these stand as they are, but some readers end a line at them, and a terminal obeys or reorders by them:
 * C1 controls, line and paragraph separators, direction marks.
 */
const unsafe = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const escaped = (line: string): string =>
  line.replace(unsafe, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

type Level = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** A pipe nobody reads any more, or a full disk behind it, costs log lines, never the bot. */
const standardOutput = (): DestinationStream => {
  const stream = destination({ fd: 1, sync: true });
  stream.on('error', () => undefined);
  return stream;
};

/** One JSON object per line, on standard output unless told where to. */
export const createLog = (level: Level, to: DestinationStream = standardOutput()): Log =>
  pino(
    {
      level,
      base: null,
      formatters: { log: (fields) => cappedFields(fields, 0) },
      hooks: { streamWrite: escaped },
      redact: { paths: fenced.flatMap((name) => [name, `*.${name}`]), censor: '(cut)' },
    },
    to,
  );

/** What of a caught value may be logged: its kind, code and place, never its message (it may quote input). */
export const faultFields = (caught: unknown): Readonly<Record<string, unknown>> => {
  if (!(caught instanceof Error)) return { fault: typeof caught };
  const code = 'code' in caught ? caught.code : undefined;
  const detail = 'detail' in caught ? caught.detail : undefined;
  // A message of several lines, which may quote input, stands in the stack too: only its places are taken.
  const stack = caught.stack
    ?.split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line))
    .slice(0, 5);
  const cause = caught.cause === undefined ? undefined : faultFields(caught.cause);
  return { fault: caught.name, code, detail, at: stack, cause };
};
