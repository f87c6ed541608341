import type { Log } from '../log.ts';
import type { AskForToken, IssuedToken } from './msal.ts';
import { singleFlight } from './single-flight.ts';
import type { TokenResult } from './way-out.ts';

export type BotToken = {
  get(): Promise<TokenResult>;
  /** The other side did not accept the token: the next call asks for a new one. */
  forget(): void;
  /** Why the last attempt gave no token, or null while all is well. Fit for an operator's page. */
  problem(): string | null;
};

/** A token this close to its end is renewed in the background; it serves until it ends. */
const renewBeforeMs = 5 * 60_000;
/** After a failure the login is left alone for a second, then twice as long each time. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** MSAL and OAuth name their errors by short codes; nothing else of an error may leave this file. */
const codeOf = (caught: unknown): string => {
  if (!(caught instanceof Error)) return 'unknown';
  const code = 'errorCode' in caught ? caught.errorCode : 'code' in caught ? caught.code : caught.name;
  return typeof code === 'string' && /^[\w-]{1,64}$/.test(code) ? code : caught.name;
};

/** The bot's own token: asked for once however many wait, kept until it ends, failures not hammered. */
export const createBotToken = (ask: AskForToken, now: () => number, log: Log): BotToken => {
  let held: IssuedToken | null = null;
  let failure: { readonly why: string; readonly untilMs: number; readonly pauseMs: number } | null = null;

  const renew = singleFlight(async (): Promise<void> => {
    try {
      held = await ask();
      failure = null;
    } catch (caught) {
      const pauseMs = Math.min(longestPauseMs, failure === null ? firstPauseMs : failure.pauseMs * 2);
      failure = { why: codeOf(caught), untilMs: now() + pauseMs, pauseMs };
      log.warn({ code: failure.why, pauseMs }, 'the login gave no token');
    }
  });

  const mayAsk = (): boolean => failure === null || now() >= failure.untilMs;

  return {
    async get() {
      const leftMs = held === null ? 0 : held.endsAtMs - now();
      if (leftMs <= 0 && mayAsk()) await renew();
      else if (leftMs < renewBeforeMs && mayAsk()) void renew();
      if (held !== null && held.endsAtMs > now()) return { kind: 'token', token: held.token };
      return { kind: 'unavailable', why: `login: ${failure?.why ?? 'no token'}` };
    },
    forget() {
      held = null;
    },
    problem: () => (failure === null ? null : `login: ${failure.why}`),
  };
};
