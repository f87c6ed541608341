import { createRequire } from 'node:module';
import type { Dispatcher, Pool as PoolOf, ProxyAgent as ProxyOf } from 'undici';
import { isLoopback } from './hosts.ts';

/** Connections and time-outs of one host's pool. */
export type PoolLimits = {
  readonly connections: number;
  readonly connectMs: number;
  readonly answerMs: number;
};

const require = createRequire(import.meta.url);

/**
 * Pools and their requests alone, and only once something is sent: the package's entry, which joins them in just this
 * way, adds fetch, WebSocket, caches and mocks.
 */
const part = (name: string): unknown => {
  const base = require('undici/lib/dispatcher/dispatcher.js') as { readonly prototype: object };
  if (!('request' in base.prototype)) Object.assign(base.prototype, require('undici/lib/api/index.js'));
  return require(`undici/lib/dispatcher/${name}.js`);
};

const openPool = (origin: string, options: PoolOf.Options): Dispatcher => {
  const Pool = part('pool') as typeof PoolOf;
  return new Pool(origin, options);
};

const openProxy = (options: ProxyOf.Options): Dispatcher => {
  const ProxyAgent = part('proxy-agent') as typeof ProxyOf;
  return new ProxyAgent(options);
};

/**
 * One pool per host, through the proxy where one is set. Loopback never goes through a proxy: what is addressed to
 * this machine must not leave it.
 */
export const createPools = (proxyUrl: string | null, limits: PoolLimits) => {
  const pools = new Map<string, Dispatcher>();
  const options = {
    connections: limits.connections,
    connect: { timeout: limits.connectMs },
    headersTimeout: limits.answerMs,
    bodyTimeout: limits.answerMs,
  };
  const open = (url: URL): Dispatcher =>
    proxyUrl === null || isLoopback(url.hostname)
      ? openPool(url.origin, options)
      : openProxy({ uri: proxyUrl, proxyTunnel: true, ...options });

  return {
    for(url: URL): Dispatcher {
      const known = pools.get(url.origin);
      if (known !== undefined) return known;
      const opened = open(url);
      pools.set(url.origin, opened);
      return opened;
    },
    async close(): Promise<void> {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.destroy()));
    },
  };
};
