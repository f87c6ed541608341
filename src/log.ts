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
      redact: { paths: fenced.flatMap((name) => [name, `*.${name}`]), censor: '(cut)' },
    },
    to,
  );

/** What of a caught value may be logged: its kind, code and place, never its message (it may quote input). */
export const faultFields = (caught: unknown): Readonly<Record<string, unknown>> => {
  if (!(caught instanceof Error)) return { fault: typeof caught };
  const code = 'code' in caught ? caught.code : undefined;
  const detail = 'detail' in caught ? caught.detail : undefined;
  const stack = caught.stack
    ?.split('\n')
    .slice(1, 6)
    .map((line) => line.trim());
  const cause = caught.cause === undefined ? undefined : faultFields(caught.cause);
  return { fault: caught.name, code, detail, at: stack, cause };
};
