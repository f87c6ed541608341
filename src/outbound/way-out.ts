/**
 * The one way out. Every request Handoff makes passes here: the destination is checked against an exact list, no
 * redirect is followed, and the bot's token is added here and nowhere else, after the check. Knows hosts, tokens and
 * time-outs; knows nothing of cases.
 */
import { failureOf, flatHeaders, readCapped } from './answers.ts';
import type { HostRow } from './hosts.ts';
import { allowedUrl, isLoopback, safeUrl } from './hosts.ts';
import { createPools } from './proxy.ts';

export type OutgoingRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** How a request ended. Header names are lower-case; `body` is at most 1 MB long. */
export type Sent =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** The destination is not on the list: nothing was opened. */
  | { readonly kind: 'forbidden' }
  /** No byte of the request reached the other side. */
  | { readonly kind: 'not-sent'; readonly why: string }
  /** Sent, wholly or in part, and no answer understood: it may have taken effect. */
  | { readonly kind: 'cut'; readonly why: string };

/** The bot's token, or why there is none. */
export type TokenResult =
  | { readonly kind: 'token'; readonly token: string }
  /** A demo bot has no identity and needs none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unavailable'; readonly why: string };

export type WayOut = {
  /** To a service host of the list, with the bot's token if it has one. */
  asBot(request: OutgoingRequest, token: () => Promise<TokenResult>): Promise<Sent>;
  /** To the Connector's keys or the login service, never with the bot's token. */
  toIdentity(request: OutgoingRequest): Promise<Sent>;
  /** Whether the bot may talk to this service address. */
  mayTalkTo(url: string): boolean;
  close(): Promise<void>;
};

const limits = { connections: 32, connectMs: 5_000, answerMs: 10_000 };
const totalMs = 10_000;

/** Answers whether an address serves keys or logins, and which. */
const identityAddress = (identityUrls: readonly string[], plainHttpUrls: readonly string[]) => {
  const origins = plainHttpUrls.flatMap((text) => (URL.canParse(text) ? [new URL(text).origin] : []));
  const plainHttp = new Set(origins);
  const hosts = new Set(identityUrls.map(safeUrl).flatMap((url) => (url === null ? [] : [url.hostname])));
  const anyLoopback = [...hosts].some(isLoopback);
  const isPlain = (text: string): boolean => URL.canParse(text) && plainHttp.has(new URL(text).origin);

  return (text: string): URL | null => {
    if (isPlain(text)) return new URL(text);
    const url = safeUrl(text);
    if (url === null) return null;
    const known = isLoopback(url.hostname) ? anyLoopback : hosts.has(url.hostname);
    return known ? url : null;
  };
};

/**
 * @param options.connectorHosts where the bot's token may go.
 * @param options.identityUrls addresses whose hosts serve keys and tokens. A loopback one admits all of loopback:
 *   test benches spread key sets and logins over several ports of one machine.
 * @param options.plainHttpUrls exact addresses besides loopback that may be asked over http (the machine's own
 *   identity endpoint, which has no certificate).
 */
export const createWayOut = (options: {
  readonly connectorHosts: readonly HostRow[];
  readonly identityUrls: readonly string[];
  readonly plainHttpUrls: readonly string[];
  readonly proxyUrl: string | null;
}): WayOut => {
  const pools = createPools(options.proxyUrl, limits);
  const identityUrl = identityAddress(options.identityUrls, options.plainHttpUrls);

  const send = async (url: URL, request: OutgoingRequest): Promise<Sent> => {
    try {
      const answer = await pools.for(url).request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method,
        headers: request.headers,
        body: request.body,
        signal: AbortSignal.timeout(totalMs),
      });
      return {
        kind: 'answered',
        status: answer.statusCode,
        headers: flatHeaders(answer.headers),
        body: await readCapped(answer.body),
      };
    } catch (caught) {
      return failureOf(caught);
    }
  };

  return {
    async asBot(request, token) {
      const url = allowedUrl(options.connectorHosts, request.url);
      if (url === null) return { kind: 'forbidden' };
      const bearer = await token();
      if (bearer.kind === 'unavailable') return { kind: 'not-sent', why: bearer.why };
      if (bearer.kind === 'none') return send(url, request);
      return send(url, {
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${bearer.token}` },
      });
    },
    async toIdentity(request) {
      const url = identityUrl(request.url);
      return url === null ? { kind: 'forbidden' } : send(url, request);
    },
    mayTalkTo: (url) => allowedUrl(options.connectorHosts, url) !== null,
    close: () => pools.close(),
  };
};
