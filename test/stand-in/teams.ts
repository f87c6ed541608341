/**
 * A stand-in for everything of Microsoft's the bot talks to: the Connector (with a memory of what it was sent and a
 * script for how it answers), its key server, and the login service. One server on loopback; nothing leaves this
 * machine. `startTeams()` is all a test needs.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { EdgeAuth } from '../../src/teams/edge.ts';
import type { EdgeAddresses } from '../../src/outbound/outbound.ts';
import type { Json } from './activities.ts';
import { activitiesFor, appId, homeTenant } from './activities.ts';
import type { KeyPair } from './keys.ts';
import { firstPair, listed, sign } from './keys.ts';

/** One request the Connector got. */
export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly conversationId: string;
  /** The activity that was rewritten; null for a new one. */
  readonly activityId: string | null;
  readonly authorization: string | null;
  readonly body: Json;
  /** The card of the first attachment, if any. */
  readonly card: Json | null;
};

/** How the Connector answers one request. */
export type Scripted = {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
  /** Accept the request, remember it, and cut the connection without an answer. */
  readonly cut?: boolean;
};

export const issuer = 'https://api.botframework.test';
const loginSecret = 'stand-in-secret';
export const botToken = 'stand-in-bot-token';

const readAll = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces).toString('utf8');
};

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const parsed = (text: string): Json => {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  return isJson(value) ? value : {};
};
const cardIn = (body: Json): Json | null => {
  const first: unknown = Array.isArray(body['attachments']) ? body['attachments'][0] : null;
  const content = isJson(first) ? first['content'] : null;
  return isJson(content) ? content : null;
};

const reply = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Scripted['headers'] = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
};

export type Teams = Awaited<ReturnType<typeof startTeams>>;

export const startTeams = async () => {
  const sent: Sent[] = [];
  const script: Scripted[] = [];
  const logins: { readonly path: string; readonly body: string }[] = [];
  const counts = { metadata: 0, keys: 0, token: 0 };
  const state = {
    always: null as Scripted | null,
    keys: [listed(firstPair)] as readonly unknown[],
    keysDown: false,
    loginAnswer: null as Scripted | null,
    algorithms: ['RS256'] as readonly string[],
  };
  /** What a person sees now: activity id → card, by conversation. */
  const shown = new Map<string, Map<string, Json>>();
  let posted = 0;

  const show = (entry: Sent): string => {
    const conversation = shown.get(entry.conversationId) ?? new Map<string, Json>();
    shown.set(entry.conversationId, conversation);
    const id = entry.activityId ?? `posted-${(posted += 1)}`;
    if (entry.card !== null) conversation.set(id, entry.card);
    return id;
  };

  const record = (request: IncomingMessage, text: string): Sent => {
    const path = request.url ?? '';
    const [, conversation = '', activity] =
      /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?/.exec(path) ?? [];
    const body = parsed(text);
    return {
      method: request.method ?? '',
      path,
      conversationId: decodeURIComponent(conversation),
      activityId: activity === undefined ? null : decodeURIComponent(activity),
      authorization: request.headers.authorization ?? null,
      body,
      card: cardIn(body),
    };
  };

  const connector = async (
    request: IncomingMessage,
    response: ServerResponse,
    text: string,
  ): Promise<void> => {
    const entry = record(request, text);
    sent.push(entry);
    const answer = script.shift() ?? state.always ?? {};
    if (answer.delayMs !== undefined) await wait(answer.delayMs);
    const status = answer.status ?? (entry.method === 'PUT' ? 200 : 201);
    const id = status < 300 ? show(entry) : '';
    if (answer.cut === true) request.socket.destroy();
    else reply(response, status, answer.body ?? (status < 300 ? { id } : {}), answer.headers);
  };

  const login = (response: ServerResponse, path: string, body: string): void => {
    counts.token += 1;
    logins.push({ path, body });
    const expires_on = Math.floor(Date.now() / 1_000) + 3_600;
    const good = { token_type: 'Bearer', expires_in: 3_600, expires_on, access_token: botToken };
    const answer = state.loginAnswer;
    if (answer === null) reply(response, 200, good);
    else reply(response, answer.status ?? 400, answer.body ?? {}, answer.headers);
  };
  const metadata = (response: ServerResponse): void => {
    counts.metadata += 1;
    const id_token_signing_alg_values_supported = state.algorithms;
    const body = { issuer, jwks_uri: `${url}/keys`, id_token_signing_alg_values_supported };
    reply(response, state.keysDown ? 503 : 200, body);
  };
  const keySet = (response: ServerResponse): void => {
    counts.keys += 1;
    reply(response, state.keysDown ? 503 : 200, { keys: state.keys });
  };

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await readAll(request);
    const [path = ''] = (request.url ?? '').split('?');
    if (path.startsWith('/teams/')) await connector(request, response, text);
    else if (path.endsWith('/oauth2/v2.0/token')) login(response, path, text);
    else if (path === '/machine-identity') login(response, request.url ?? '', text);
    else if (path === '/openid') metadata(response);
    else if (path === '/keys') keySet(response);
    else reply(response, 404, {});
  };
  const server = createServer((request, response) => void route(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const serviceUrl = `${url}/teams/`;

  const addresses: EdgeAddresses = {
    openIdMetadataUrl: `${url}/openid`,
    tokenIssuer: issuer,
    loginUrl: `${url}/${homeTenant}`,
    oauthScope: 'https://api.botframework.test/.default',
    connectorHosts: [`127.0.0.1:${port}`],
    proxyUrl: null,
  };
  const auth: EdgeAuth = {
    kind: 'connector',
    appId,
    type: 'SingleTenant',
    tenantId: homeTenant,
    credential: { kind: 'secret', secret: loginSecret },
  };

  return {
    url,
    serviceUrl,
    /** What to give `createEdge`. */
    addresses,
    auth,
    activities: activitiesFor(serviceUrl),
    sent,
    /** What the login service was asked. */
    logins,
    counts,
    shown,
    /** The next requests to the Connector are answered so, in order; then all is well again. */
    script: (...answers: readonly Scripted[]) => void script.push(...answers),
    /** Every unscripted request is answered so, until `null`. */
    always: (answer: Scripted | null) => void (state.always = answer),
    listKeys: (...keys: readonly unknown[]) => void (state.keys = keys),
    keysDown: (down: boolean) => void (state.keysDown = down),
    loginAnswers: (answer: Scripted | null) => void (state.loginAnswer = answer),
    listAlgorithms: (...names: readonly string[]) => void (state.algorithms = names),
    /** A good token, with claims and header fields laid over. `nowMs`: the clock of the edge under test. */
    mint: (options: { claims?: Json; header?: Json; pair?: KeyPair; nowMs?: number } = {}): string => {
      const pair = options.pair ?? firstPair;
      const now = Math.floor((options.nowMs ?? Date.now()) / 1_000);
      return sign(
        { alg: 'RS256', typ: 'JWT', kid: pair.kid, ...options.header },
        {
          iss: issuer,
          aud: appId,
          serviceurl: serviceUrl,
          nbf: now - 60,
          exp: now + 3_600,
          ...options.claims,
        },
        pair.privateKey,
      );
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Posts an activity to a bot's messaging endpoint as the Connector does. */
export const deliver = async (
  botUrl: string,
  activity: unknown,
  token: string | null,
): Promise<{ readonly status: number; readonly body: unknown; readonly text: string }> => {
  const response = await fetch(`${botUrl}/api/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: typeof activity === 'string' ? activity : JSON.stringify(activity),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown), text };
};
