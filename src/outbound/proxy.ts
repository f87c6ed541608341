import type { Dispatcher } from 'undici';
import { Pool, ProxyAgent } from 'undici';
import { isLoopback } from './hosts.ts';

/** Connections and time-outs of one host's pool. */
export type PoolLimits = {
  readonly connections: number;
  readonly connectMs: number;
  readonly answerMs: number;
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
      ? new Pool(url.origin, options)
      : new ProxyAgent({ uri: proxyUrl, proxyTunnel: true, ...options });

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
