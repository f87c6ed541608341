/**
 * Whether a service is worth a try. Many failures in a row, of several conversations, mean the service is down and not
 * the messages: then one message at a time tries it, less and less often, and all others wait without an attempt of
 * theirs being counted. Kept in memory: a new process finds out again within a few messages.
 */

/** In milliseconds since 1970. */
type Service = {
  /** Conversations that failed since the service last answered, each with the instant it was told to wait for. */
  readonly failing: Map<string, number>;
  /** Failed rounds since the service last answered; messages sent side by side are one round. */
  rounds: number;
  retryMs: number;
  /** While one message tries the service: until when to wait for how that ends. */
  probeEndsMs: number;
};

export type Breaker = {
  /** Null: go, and tell how it ended. Otherwise the instant to come back at. */
  heldUntilMs(host: string, nowMs: number): number | null;
  answered(host: string): void;
  /** It ended without saying anything about the service. */
  undecided(host: string): void;
  failed(host: string, failure: Failure): Blame;
};

type Failure = {
  readonly conversationId: string;
  readonly nowMs: number;
  readonly notBeforeMs: number | null;
};

/** `isOwn`: the service answered others since the failure before, so this one counts against the message itself. */
type Blame = { readonly isOwn: boolean; readonly retryMs: number };

/** So many conversations failing in a row are no accident. */
const manyFailing = 5;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A little longer than a send may take. */
const probeMs = 12_000;
/** How soon those look again who found somebody else trying. */
const lookAgainMs = 1_000;

const pauseMs = (rounds: number): number => Math.min(longestPauseMs, firstPauseMs * 2 ** (rounds - 1));

/** From when the service may be tried: after the pause, and not before the earliest wait it asked for itself. */
const openMs = ({ failing, retryMs }: Service): number => Math.max(retryMs, Math.min(...failing.values()));

export const createBreaker = (): Breaker => {
  const services = new Map<string, Service>();

  const troubled = (host: string): Service => {
    const service = services.get(host) ?? { failing: new Map(), rounds: 0, retryMs: 0, probeEndsMs: 0 };
    services.set(host, service);
    return service;
  };

  return {
    heldUntilMs: (host, nowMs) => {
      const service = services.get(host);
      if (service === undefined || service.failing.size < manyFailing) return null;
      const fromMs = openMs(service);
      if (nowMs < fromMs) return fromMs;
      if (nowMs < service.probeEndsMs) return nowMs + lookAgainMs;
      service.probeEndsMs = nowMs + probeMs;
      return null;
    },
    answered: (host) => void services.delete(host),
    undecided: (host) => {
      const service = services.get(host);
      if (service !== undefined) service.probeEndsMs = 0;
    },
    failed: (host, { conversationId, nowMs, notBeforeMs }) => {
      const service = troubled(host);
      const isOwn = service.rounds === 0;
      if (nowMs >= service.retryMs) {
        service.rounds += 1;
        service.retryMs = nowMs + pauseMs(service.rounds);
      }
      service.probeEndsMs = 0;
      service.failing.set(conversationId, nowMs + (notBeforeMs ?? 0));
      return { isOwn, retryMs: openMs(service) };
    },
  };
};
