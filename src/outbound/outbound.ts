import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import { createBotToken } from './bot-token.ts';
import type { BotToken } from './bot-token.ts';
import type { CloudRow } from './clouds.ts';
import { clouds } from './clouds.ts';
import { hostRows, loopbackRows } from './hosts.ts';
import type { BotCredential } from './msal.ts';
import { createAskForToken } from './msal.ts';
import type { WayOut } from './way-out.ts';
import { createWayOut } from './way-out.ts';

/** Addresses that differ from the cloud's own; null keeps the cloud's. */
export type EdgeAddresses = {
  readonly openIdMetadataUrl: string | null;
  readonly tokenIssuer: string | null;
  readonly loginUrl: string | null;
  readonly oauthScope: string | null;
  readonly graphUrl?: string | null;
  readonly connectorHosts: readonly string[];
  readonly proxyUrl: string | null;
};

/** Who the bot is, for its own tokens. Null: a demo bot without identity. */
export type OwnIdentity = {
  readonly appId: string;
  readonly type: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  readonly tenantId: string;
  readonly credential: BotCredential;
  /** The machine's own endpoint for managed identities (IDENTITY_ENDPOINT), where it is not the usual one. */
  readonly identityEndpoint?: string;
};

export type Outbound = {
  readonly wayOut: WayOut;
  readonly token: BotToken;
  readonly cloud: CloudRow;
};

/** Instance metadata service of Azure machines: a fixed link-local address, plain http by design. */
const instanceMetadata = 'http://169.254.169.254';

/** A row of the cloud with the operator's own addresses put over it. */
export const cloudOf = (id: CloudRow['id'], addresses: EdgeAddresses): CloudRow => {
  const row = clouds.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Fault('unknown-cloud', { detail: { cloud: id } });
  const hosts = hostRows(addresses.connectorHosts);
  if (hosts.problems.length > 0)
    throw new Fault('bad-connector-hosts', { detail: { problems: hosts.problems } });
  return {
    ...row,
    openIdMetadataUrl: addresses.openIdMetadataUrl ?? row.openIdMetadataUrl,
    tokenIssuer: addresses.tokenIssuer ?? row.tokenIssuer,
    loginUrl: addresses.loginUrl ?? row.loginUrl,
    oauthScope: addresses.oauthScope ?? row.oauthScope,
    graphUrl: addresses.graphUrl ?? row.graphUrl,
    connectorHosts: hosts.rows.length > 0 ? hosts.rows : row.connectorHosts,
  };
};

/** A login address without a path gets the tenant: a multi-tenant bot's tokens come from the Bot Framework's own. */
const authorityOf = (loginUrl: string, identity: OwnIdentity): string => {
  const url = new URL(loginUrl);
  if (url.pathname !== '/') return loginUrl;
  return `${url.origin}/${identity.type === 'MultiTenant' ? 'botframework.com' : identity.tenantId}`;
};

const scopeOf = (scope: string): string => (scope.endsWith('/.default') ? scope : `${scope}/.default`);

const noIdentity: BotToken = {
  get: () => Promise.resolve({ kind: 'none' }),
  forget: () => undefined,
  problem: () => null,
};

/** Where a managed identity gets its tokens: on the machine itself. */
export const plainHttpOf = (identity: OwnIdentity | null): readonly string[] =>
  identity?.credential.kind === 'managed-identity' ? [identity.identityEndpoint ?? instanceMetadata] : [];

/** The token of this identity for the scope of this row. */
export const tokenFor = (
  identity: OwnIdentity,
  cloud: CloudRow,
  wayOut: WayOut,
  rest: { now: () => number; log: Log },
) => {
  if (cloud.loginUrl === null || cloud.oauthScope === null)
    throw new Fault('cloud-without-login', { detail: { cloud: cloud.id } });
  const ask = createAskForToken(
    {
      appId: identity.appId,
      credential: identity.credential,
      authority: authorityOf(cloud.loginUrl, identity),
      scope: scopeOf(cloud.oauthScope),
    },
    wayOut,
  );
  return createBotToken(ask, rest.now, rest.log);
};

/**
 * The way out for one cloud and one identity. Without an identity the bot may talk to any port of this machine, and
 * to nothing else, unless hosts are given.
 * Throws a Fault when an allow-list entry is malformed or the cloud lacks an address.
 */
export const createOutbound = (options: {
  readonly cloud: CloudRow['id'];
  readonly addresses: EdgeAddresses;
  readonly identity: OwnIdentity | null;
  readonly now: () => number;
  readonly log: Log;
}): Outbound => {
  const { identity, addresses } = options;
  const configured = cloudOf(options.cloud, addresses);
  const cloud =
    identity === null && addresses.connectorHosts.length === 0
      ? { ...configured, connectorHosts: loopbackRows }
      : configured;
  const wayOut = createWayOut({
    connectorHosts: cloud.connectorHosts,
    identityUrls: [cloud.openIdMetadataUrl, cloud.loginUrl].filter((url) => url !== null),
    plainHttpUrls: plainHttpOf(identity),
    proxyUrl: addresses.proxyUrl,
  });
  return {
    wayOut,
    cloud,
    token: identity === null ? noIdentity : tokenFor(identity, cloud, wayOut, options),
  };
};
