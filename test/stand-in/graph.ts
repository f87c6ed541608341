/**
 * A stand-in for Microsoft Graph's `sendMail` and the login that gives its tokens, on loopback: it checks what it gets
 * as Graph does, keeps what it accepted, and answers as scripted. Shapes of requests and errors after
 * https://learn.microsoft.com/graph/api/user-sendmail and …/graph/errors, checked 2026-11-20.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { EdgeAddresses } from '../../src/outbound/outbound.ts';

const mailbox = z.strictObject({ emailAddress: z.strictObject({ name: z.string(), address: z.email() }) });
const header = z.strictObject({ name: z.string().regex(/^x-/i), value: z.string().max(995) });
/** What Graph would take; anything else is answered with 400. */
const sendMailBody = z.strictObject({
  message: z.strictObject({
    subject: z.string(),
    body: z.strictObject({ contentType: z.enum(['Text', 'HTML']), content: z.string() }),
    toRecipients: z.array(mailbox).min(1),
    replyTo: z.array(mailbox),
    internetMessageHeaders: z.array(header).min(1).max(5),
  }),
  saveToSentItems: z.boolean(),
});
export type Accepted = z.infer<typeof sendMailBody>['message'];

/** How one request is answered instead. `takes`: the mail is sent all the same. */
export type Scripted = (
  | { readonly status: number; readonly code?: string; readonly retryAfter?: string }
  /** No answer, ever. */
  | { readonly hangs: true }
  /** The connection ends without an answer. */
  | { readonly resets: true }
) & { readonly takes?: boolean };

export type Asked = {
  readonly path: string;
  readonly authorization: string | null;
  readonly text: string;
};

const readAll = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces).toString('utf8');
};

const error = (
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { code, message: 'from the stand-in', innerError: {} } }));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

export type GraphStandIn = Awaited<ReturnType<typeof startGraph>>;

export const startGraph = async (mailboxes: readonly string[] = ['desk@fabrikam.example']) => {
  const accepted: Accepted[] = [];
  const asked: Asked[] = [];
  const logins: { readonly path: string; readonly body: string }[] = [];
  const script: Scripted[] = [];
  const state = { always: null as Scripted | null, token: 'graph-token-1', loginIsDown: false };

  const login = (response: ServerResponse, path: string, body: string): void => {
    logins.push({ path, body });
    if (state.loginIsDown) {
      error(response, 401, 'invalid_client');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ token_type: 'Bearer', expires_in: 3_600, access_token: state.token }));
  };

  /** What Graph itself would say to this request; null: the mail is on its way. */
  const refusal = ({ path, authorization, text }: Asked): readonly [number, string] | null => {
    const user = /^\/v1\.0\/users\/([^/]+)\/sendMail$/.exec(path)?.[1];
    if (user === undefined) return [400, 'BadRequest'];
    if (authorization !== `Bearer ${state.token}`) return [401, 'InvalidAuthenticationToken'];
    if (!mailboxes.includes(decodeURIComponent(user))) return [404, 'ErrorInvalidUser'];
    const body = sendMailBody.safeParse(parsed(text));
    if (!body.success) return [400, 'ErrorInvalidRequest'];
    return null;
  };

  const accept = ({ text }: Asked): void => void accepted.push(sendMailBody.parse(JSON.parse(text)).message);

  const sendMail = (request: IncomingMessage, response: ServerResponse, one: Asked): void => {
    asked.push(one);
    const refused = refusal(one);
    if (refused !== null) {
      error(response, ...refused);
      return;
    }
    const scripted = script.shift() ?? state.always;
    if (scripted === null || scripted.takes === true) accept(one);
    if (scripted === null) {
      response.writeHead(202, { 'content-length': '0', 'request-id': 'a1' });
      response.end();
    } else if ('resets' in scripted) request.socket.resetAndDestroy();
    else if ('status' in scripted) {
      const { status, code = 'ErrorFromScript', retryAfter } = scripted;
      error(response, status, code, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    }
  };

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await readAll(request);
    const [path = ''] = (request.url ?? '').split('?');
    if (path.endsWith('/oauth2/v2.0/token')) {
      login(response, path, text);
      return;
    }
    sendMail(request, response, { path, authorization: request.headers.authorization ?? null, text });
  };
  const server = createServer((request, response) => void route(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const addresses: EdgeAddresses = {
    openIdMetadataUrl: null,
    tokenIssuer: null,
    loginUrl: url,
    oauthScope: null,
    graphUrl: url,
    connectorHosts: [],
    proxyUrl: null,
  };

  return {
    url,
    addresses,
    /** Mails on their way to somebody. */
    accepted,
    asked,
    logins,
    /** The next good requests are answered so, in order. */
    script: (...answers: readonly Scripted[]) => void script.push(...answers),
    always: (answer: Scripted | null) => void (state.always = answer),
    /** From now on only this token is good, and the login gives it. */
    renewToken: (token: string) => void (state.token = token),
    loginDown: (isDown: boolean) => void (state.loginIsDown = isDown),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
