import { createRequire } from 'node:module';
import type * as Msal from '@azure/msal-node';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { Fault } from '../fault.ts';
import { isLoopback } from './hosts.ts';
import type { WayOut } from './way-out.ts';

/** How the bot proves who it is. Certificate and managed identity before a secret: a secret can be copied. */
export type BotCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  /** PEM texts; the thumbprint is the certificate's SHA-256, hexadecimal. */
  | {
      readonly kind: 'certificate';
      readonly certificate: string;
      readonly thumbprintSha256: string;
      readonly privateKey: string;
    }
  | { readonly kind: 'managed-identity' };

/** A token and the instant it ends, in milliseconds. */
export type IssuedToken = { readonly token: string; readonly endsAtMs: number };

/** Asks for a new token, past any cache. Throws what MSAL throws. */
export type AskForToken = () => Promise<IssuedToken>;

export type TokenSettings = {
  readonly appId: string;
  readonly credential: BotCredential;
  /** The full authority, tenant included. */
  readonly authority: string;
  readonly scope: string;
};

const answerOf = async <T>(
  wayOut: WayOut,
  method: 'GET' | 'POST',
  url: string,
  options: NetworkRequestOptions | undefined,
): Promise<NetworkResponse<T>> => {
  const sent = await wayOut.toIdentity({
    method,
    url,
    headers: options?.headers ?? {},
    body: options?.body ?? null,
  });
  if (sent.kind !== 'answered') throw new Fault('login-unreachable', { detail: { how: sent.kind } });
  // MSAL names the shape it expects and checks it itself.
  return { headers: sent.headers, body: JSON.parse(sent.body) as T, status: sent.status };
};

/** MSAL's traffic goes the same way as everything else. */
const networkClient = (wayOut: WayOut): INetworkModule => ({
  sendGetRequestAsync: (url, options) => answerOf(wayOut, 'GET', url, options),
  sendPostRequestAsync: (url, options) => answerOf(wayOut, 'POST', url, options),
});

/**
 * MSAL accepts https authorities only. For a test bench on loopback the authority is named with https and its real,
 * plain address given as metadata, so that the rest of the path stays the one used in production.
 */
const authorityOf = (authority: string) => {
  const url = new URL(authority);
  const named = { authority: `https://${url.host}${url.pathname}`, knownAuthorities: [url.host] };
  if (url.protocol === 'https:' || !isLoopback(url.hostname)) return { ...named, authority };
  const base = authority.replace(/\/+$/, '');
  return {
    ...named,
    authorityMetadata: JSON.stringify({
      issuer: named.authority,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    }),
  };
};

const secretOf = (credential: Exclude<BotCredential, { kind: 'managed-identity' }>) =>
  credential.kind === 'secret'
    ? { clientSecret: credential.secret }
    : {
        clientCertificate: {
          thumbprintSha256: credential.thumbprintSha256,
          privateKey: credential.privateKey,
          x5c: credential.certificate,
        },
      };

const issued = (result: { accessToken: string; expiresOn: Date | null } | null): IssuedToken => {
  if (result === null || result.accessToken === '') throw new Fault('login-without-token');
  return { token: result.accessToken, endsAtMs: result.expiresOn?.getTime() ?? 0 };
};

/** Its one file for `require`: the hundred and twenty of its modules take twice as long and 20 MB more. */
const loadMsal = (): typeof Msal => createRequire(import.meta.url)('@azure/msal-node') as typeof Msal;

/** MSAL is loaded when the first token is needed: no start waits for it. */
export const createAskForToken = (settings: TokenSettings, wayOut: WayOut): AskForToken => {
  const { credential, scope } = settings;
  const secret = credential.kind === 'managed-identity' ? null : secretOf(credential);
  const ready = (): AskForToken => {
    const msal = loadMsal();
    const system = { networkClient: networkClient(wayOut) };
    if (secret === null) {
      const identity = new msal.ManagedIdentityApplication({
        managedIdentityIdParams: { userAssignedClientId: settings.appId },
        system,
      });
      const resource = scope.replace(/\/\.default$/, '');
      return async () => issued(await identity.acquireToken({ resource, forceRefresh: true }));
    }
    const application = new msal.ConfidentialClientApplication({
      auth: { clientId: settings.appId, ...authorityOf(settings.authority), ...secret },
      system: { ...system, disableInternalRetries: true },
    });
    return async () =>
      issued(await application.acquireTokenByClientCredential({ scopes: [scope], skipCache: true }));
  };
  let asker: AskForToken | null = null;
  return async () => {
    asker ??= ready();
    return asker();
  };
};
