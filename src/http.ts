/**
 * The routes, on restify. It guards what restify does not: unusable addresses, encoded and oversized bodies, slow
 * callers, upgrades, thrown handlers. It never looks into an activity.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'restify';
import type { Problem } from './fault.ts';
import { createCount, type Count } from './count.ts';
import { Fault } from './fault.ts';
import type { Messages, WireAnswer } from './flow/ports.ts';
import type { Log } from './log.ts';
import { faultFields } from './log.ts';
import { bodyOf, bytesOf } from './http-bytes.ts';
import { createRestify } from './restify.ts';

declare module 'restify' {
  // Declarations of others can only be added to as an interface.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Server {
    /** Runs before everything else; false means the request is answered. Missing in the published types. */
    first(handler: (request: IncomingMessage, response: ServerResponse) => boolean): void;
  }
}

/** Headers, and the whole request, have to be here in this time. Callers that wait longer are not Teams. */
const receiveMs = 10_000;
const checkEveryMs = 1_000;
/** How long a refused caller may go on sending, and an answered one reading, before the connection ends. */
const lingerMs = 1_000;
/** In-flight requests get this long when the server closes. */
const closeMs = 9_000;

const say = (status: number, error: string): WireAnswer => ({ status, json: JSON.stringify({ error }) });
const answers = {
  badRequest: say(400, 'bad request'),
  notFound: say(404, 'not found'),
  notAllowed: say(405, 'method not allowed'),
  unsupported: say(415, 'unsupported body'),
  failed: say(500, 'internal error'),
  closing: { ...say(503, 'shutting down'), retryAfterSeconds: 5 },
} as const;

/** Throws away what is left of a body, so that the caller gets to read the answer; a long one ends the connection. */
const drain = (request: IncomingMessage): void => {
  request.resume();
  const late = setTimeout(() => request.socket.destroy(), lingerMs);
  request.once('close', () => clearTimeout(late));
};

const send = (request: IncomingMessage, response: ServerResponse, answer: WireAnswer): void => {
  if (response.headersSent || response.destroyed) return;
  // As bytes at once: a text would be measured, joined to the headers and turned into bytes, each a walk over a card.
  const body = bytesOf(answer.json ?? '');
  response.statusCode = answer.status;
  response.setHeader('content-length', body.length);
  response.setHeader('x-content-type-options', 'nosniff');
  if (body.length > 0) response.setHeader('content-type', 'application/json; charset=utf-8');
  if (answer.retryAfterSeconds !== undefined) response.setHeader('retry-after', answer.retryAfterSeconds);
  response.end(body);
  if (!request.complete) drain(request);
};

/** Restify builds this URL itself, outside any try: an address that is none would end the process. */
const hasUsableUrl = ({ url = '', headers }: IncomingMessage): boolean => {
  const base = `http://${headers.host ?? 'localhost'}`;
  return url.startsWith('/') ? URL.canParse(base + url) : URL.canParse(url, base);
};

const guard = (request: IncomingMessage): WireAnswer | null => {
  if (!hasUsableUrl(request)) return answers.badRequest;
  return request.headers['content-encoding'] === undefined ? null : answers.unsupported;
};

const portProblem = (port: number, code: string): Problem => ({
  place: 'PORT',
  value: String(port),
  expected: code === 'EACCES' ? 'a port this account may use' : 'a free port',
  remedy:
    code === 'EADDRINUSE'
      ? 'Another program listens there. Stop it, or set PORT to another number.'
      : `The system answered ${code}. Set PORT or HOST to something this machine offers.`,
});

export type HttpServer = {
  /** Rejects with a Fault whose detail is a Problem when the port cannot be had. */
  listen(): Promise<{ readonly port: number }>;
  /** In-flight requests are answered, new ones get 503; a second call ends everything at once. */
  close(): Promise<void>;
};

type Routes = {
  readonly messages: Messages;
  readonly healthy: () => boolean | Promise<boolean>;
};
type Take = (request: IncomingMessage) => Promise<WireAnswer>;
type Done = (proceed: false) => void;

const routesOf = ({ messages, healthy }: Routes): { readonly messages: Take; readonly health: Take } => ({
  messages: (request) =>
    messages({
      authorization: request.headers.authorization ?? null,
      host: request.headers.host ?? null,
      contentType: request.headers['content-type'] ?? null,
      contentLength: Number(request.headers['content-length'] ?? 0),
      body: bodyOf(request),
    }),
  health: async () =>
    (await healthy())
      ? { status: 200, json: '{"status":"ok"}' }
      : { status: 503, json: '{"status":"unhealthy"}' },
});

/** A route: whatever it throws is ours to log and nobody's to read. */
const route =
  (take: Take, count: Count, log: Log) =>
  (request: IncomingMessage, response: ServerResponse, next: Done): void => {
    count.enter();
    void take(request)
      .catch((caught: unknown) => {
        log.error(faultFields(caught), 'a request failed');
        return answers.failed;
      })
      .then((answer) => {
        send(request, response, answer);
        count.leave();
        next(false);
      });
  };

const errorAnswer = (error: unknown): WireAnswer => {
  const name = error instanceof Error ? error.name : '';
  if (name === 'ResourceNotFoundError') return answers.notFound;
  return name === 'MethodNotAllowedError' ? answers.notAllowed : answers.failed;
};

const noUpgrade = (_request: IncomingMessage, socket: Duplex): void => {
  socket.on('error', () => undefined);
  socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
};

const timeouts = {
  headersTimeout: receiveMs,
  requestTimeout: receiveMs,
  keepAliveTimeout: receiveMs,
  connectionsCheckingInterval: checkEveryMs,
};

const addRoutes = (server: Server, routes: Routes, count: Count, log: Log): void => {
  const { messages, health } = routesOf(routes);
  server.post('/api/messages', route(messages, count, log));
  server.get('/healthz', route(health, count, log));
  // The callback would let restify answer too; ours is the whole answer.
  server.on('restifyError', (request: IncomingMessage, response: ServerResponse, error: unknown) => {
    send(request, response, errorAnswer(error));
  });
  server.on('upgrade', noUpgrade);
};

/** Guards in front of everything, and the count of what is under way. */
const addGuards = (server: Server, isClosing: () => boolean, count: Count): void => {
  server.first((request, response) => {
    const refusal = isClosing() ? answers.closing : guard(request);
    if (refusal === null) {
      count.enter();
      response.once('close', () => count.leave());
      return true;
    }
    if (isClosing()) response.setHeader('connection', 'close');
    send(request, response, refusal);
    return false;
  });
};

/** Waits for what is under way, then ends every connection. */
const stop = async (node: Server['server'], count: Count): Promise<void> => {
  const late = setTimeout(() => count.end(), closeMs);
  await count.empty();
  clearTimeout(late);
  await new Promise<void>((resolve) => {
    const rest = setTimeout(() => node.closeAllConnections(), lingerMs);
    node.close(() => {
      clearTimeout(rest);
      resolve();
    });
    node.closeIdleConnections();
  });
};

/** The web server: POST /api/messages and GET /healthz, nothing else. */
export const createServer = (
  options: Routes & { readonly host: string; readonly port: number; readonly log: Log },
): HttpServer => {
  const { host, port, log } = options;
  const server = createRestify(() => log.warn({}, 'restify warned of a handler'));
  const count = createCount();
  let closed: Promise<void> | null = null;
  Object.assign(server.server, timeouts);
  addGuards(server, () => closed !== null, count);
  addRoutes(server, options, count, log);

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const failed = (error: NodeJS.ErrnoException): void =>
          reject(
            new Fault('cannot-listen', { detail: portProblem(port, error.code ?? 'unknown'), cause: error }),
          );
        server.once('error', failed);
        server.listen(port, host, () => {
          server.off('error', failed);
          server.on('error', (error: unknown) => log.error(faultFields(error), 'the web server failed'));
          resolve({ port: server.address().port });
        });
      }),
    close() {
      if (closed === null) return (closed = stop(server.server, count));
      count.end();
      server.server.closeAllConnections();
      return closed;
    },
  };
};
