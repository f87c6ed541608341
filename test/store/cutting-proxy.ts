/** Stands between a store and its PostgreSQL, and cuts every connection at a chosen message. */
import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';

export type CuttingProxy = {
  /** The address to open the store at. */
  readonly url: string;
  /** Lets so many messages pass from now on, then loses the next with its connection; once. */
  readonly cutAfter: (messages: number) => void;
  /** Whether the cut has happened. */
  readonly hasCut: () => boolean;
  readonly close: () => Promise<void>;
};

export const cuttingProxy = async (url: string): Promise<CuttingProxy> => {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let left: number | null = null;
  let hasCut = false;

  /** Questions and answers count alike: a lost answer means that the server has done what was asked. */
  const passes = (): boolean => {
    if (left === null) return true;
    left -= 1;
    if (left >= 0) return true;
    left = null;
    hasCut = true;
    return false;
  };

  const server = createServer((client) => {
    const backend = connect(Number(target.port), target.hostname);
    const cut = () => {
      client.destroy();
      backend.destroy();
    };
    for (const [from, to] of [
      [client, backend],
      [backend, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (piece) => (passes() ? to.write(piece) : cut()));
      from.on('close', cut);
      from.on('error', cut);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const proxied = new URL(url);
  proxied.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    url: proxied.href,
    cutAfter: (messages) => {
      hasCut = false;
      left = messages;
    },
    hasCut: () => hasCut,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
