/**
 * The operator's port: `/readyz` with reasons and `/metrics`, on loopback unless told otherwise. It serves whoever can
 * reach it, so nothing personal may stand in its answers.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault } from './fault.ts';
import type { Log } from './log.ts';
import { faultFields } from './log.ts';

/** Not by import: an import reads every member of the module, which loads all of fetch and WebSocket with it. */
const { createServer } = process.getBuiltinModule('node:http');

export type OperatorAnswer = { readonly status: number; readonly type: string; readonly body: string };
/** By path, without its query. */
export type OperatorPages = Readonly<Record<string, () => Promise<OperatorAnswer>>>;

export type OperatorServer = {
  /** Rejects with a Fault when the port cannot be had. */
  listen(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
};

const plain = 'text/plain; charset=utf-8';
const receiveMs = 5_000;

const send = (response: ServerResponse, { status, type, body }: OperatorAnswer): void => {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
};

const pageOf = (pages: OperatorPages, { method, url = '' }: IncomingMessage) => {
  if (method !== 'GET') return null;
  const [path = ''] = url.split('?', 1);
  return Object.hasOwn(pages, path) ? (pages[path] ?? null) : null;
};

const portFault = (port: number, cause: NodeJS.ErrnoException): Fault =>
  new Fault('cannot-listen', {
    detail: {
      place: 'OPERATOR_PORT',
      value: String(port),
      expected: 'a free port this account may use',
      remedy: `The system answered ${cause.code ?? 'unknown'}. Set OPERATOR_PORT to another number, or to off.`,
    },
    cause,
  });

export const createOperatorServer = (options: {
  readonly host: string;
  readonly port: number;
  readonly pages: OperatorPages;
  readonly log: Log;
}): OperatorServer => {
  const { host, port, pages, log } = options;
  const answer = async (request: IncomingMessage): Promise<OperatorAnswer> => {
    const page = pageOf(pages, request);
    return page === null ? { status: 404, type: plain, body: 'not found\n' } : page();
  };
  const server = createServer((request, response) => {
    request.resume();
    void answer(request)
      .catch((caught: unknown) => {
        log.error(faultFields(caught), 'an operator’s page failed');
        return { status: 500, type: plain, body: 'internal error\n' };
      })
      .then((page) => send(response, page));
  });
  Object.assign(server, { headersTimeout: receiveMs, requestTimeout: receiveMs, maxConnections: 64 });
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => reject(portFault(port, error)));
        server.listen(port, host, () => {
          const address = server.address();
          resolve({ port: typeof address === 'object' && address !== null ? address.port : port });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
