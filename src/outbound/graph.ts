/**
 * The way to Microsoft Graph: hosts, token and connections of its own, beside those of the Connector. Neither token
 * ever goes to the other's host, and without mail to send none of this exists.
 */
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { CloudRow } from './clouds.ts';
import { safeUrl, type HostRow } from './hosts.ts';
import { cloudOf, plainHttpOf, tokenFor, type EdgeAddresses, type OwnIdentity } from './outbound.ts';
import { createWayOut, type OutgoingRequest, type Sent, type TokenResult } from './way-out.ts';

export type Graph = {
  /** Without a slash at its end. */
  readonly url: string;
  /** Sends once, and once more with a new token where the first was not accepted: then nothing had happened. */
  send(request: OutgoingRequest): Promise<Sent>;
  /** Without the token: only whether somebody answers there. */
  look(): Promise<Sent>;
  token(): Promise<TokenResult>;
  /** What keeps the token from being had; null while all is well. */
  problem(): string | null;
  close(): Promise<void>;
};

export type GraphSettings = {
  readonly cloud: CloudRow['id'];
  readonly addresses: EdgeAddresses;
  readonly identity: OwnIdentity;
  /** Whose Graph it is: the token is asked for at this tenant, wherever the bot itself is registered. */
  readonly tenantId: string;
  readonly now: () => number;
  readonly log: Log;
};

const hostRow = ({ hostname, port }: URL): HostRow => ({
  host: hostname,
  port: port === '' ? null : Number(port),
});

/** A bot for several tenants gets its own token elsewhere; Graph's always comes from the tenant it looks into. */
const identityAt = (identity: OwnIdentity, tenantId: string): OwnIdentity => ({
  ...identity,
  type: identity.type === 'MultiTenant' ? 'SingleTenant' : identity.type,
  tenantId,
});

/** @throws Fault where the cloud's Graph is not known or its address is not safe to send a token to. */
export const createGraph = ({ addresses, tenantId, ...settings }: GraphSettings): Graph => {
  const cloud = cloudOf(settings.cloud, addresses);
  const identity = identityAt(settings.identity, tenantId);
  const base = cloud.graphUrl === null ? null : safeUrl(cloud.graphUrl);
  if (base === null) throw new Fault('cloud-without-graph', { detail: { cloud: cloud.id } });
  const wayOut = createWayOut({
    connectorHosts: [hostRow(base)],
    identityUrls: [cloud.loginUrl, base.origin].filter((url) => url !== null),
    plainHttpUrls: plainHttpOf(identity),
    proxyUrl: addresses.proxyUrl,
  });
  const token = tokenFor(identity, { ...cloud, oauthScope: `${base.origin}/.default` }, wayOut, settings);
  const once = (request: OutgoingRequest): Promise<Sent> => wayOut.asBot(request, () => token.get());
  const isRefused = (sent: Sent): boolean => sent.kind === 'answered' && sent.status === 401;

  return {
    url: base.origin,
    async send(request) {
      const first = await once(request);
      if (!isRefused(first)) return first;
      token.forget();
      return once(request);
    },
    look: () =>
      wayOut.toIdentity({ method: 'GET', url: `${base.origin}/v1.0/$metadata`, headers: {}, body: null }),
    token: () => token.get(),
    problem: () => token.problem(),
    close: () => wayOut.close(),
  };
};
