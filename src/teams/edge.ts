/**
 * The edge to Teams: who may come in, what came, and the one way back. It knows the Connector's protocol and nothing
 * of cases: `receive` takes the turn.
 */
import { Fault } from '../fault.ts';
import type { Connector, Messages, Receive, WireAnswer, WireRequest } from '../flow/ports.ts';
import type { Log } from '../log.ts';
import { faultFields } from '../log.ts';
import type { CloudRow } from '../outbound/clouds.ts';
import { isLoopback } from '../outbound/hosts.ts';
import type { EdgeAddresses, Outbound, OwnIdentity } from '../outbound/outbound.ts';
import { createOutbound } from '../outbound/outbound.ts';
import type { TeamsActivity } from './activity.ts';
import { readActivity } from './activity.ts';
import { DeskAdapter } from './adapter.ts';
import { readBody } from './body.ts';
import { createKeys } from './keys.ts';
import { createGate } from './gate.ts';
import { createConnector } from './outbound.ts';
import type { Verified, Verifier } from './verify.ts';
import { createVerifier } from './verify.ts';

/** How callers are known. Off exists for the demo alone and only where nobody else can reach the bot. */
export type EdgeAuth =
  | ({ readonly kind: 'connector' } & OwnIdentity)
  | { readonly kind: 'off-on-loopback'; readonly host: string };

export type Edge = {
  readonly messages: Messages;
  readonly connector: Connector;
  /** What keeps the edge from working, for an operator; empty while all is well. */
  problems(): readonly string[];
  close(): Promise<void>;
};

/** The only channel: on others a sender may choose his own identity. */
const channel = 'msteams';
/** Turns of one tenant at a time. A desk of thousands stays far below; a flood from one tenant stops here. */
const turnsPerTenant = 1_024;

const refuse = (status: number, error: string): WireAnswer => ({ status, json: JSON.stringify({ error }) });
const refusals = {
  malformed: refuse(400, 'bad request'),
  unauthorized: refuse(401, 'unauthorized'),
  forbidden: refuse(403, 'forbidden'),
  crowded: { ...refuse(429, 'too many requests'), retryAfterSeconds: 1 },
  unavailable: { ...refuse(503, 'try again'), retryAfterSeconds: 2 },
} as const;

type Admission = Extract<Verified, { kind: 'ok' }>;

/** The rules that need the body; null where all hold. */
const mismatch = (admission: Admission, activity: TeamsActivity): WireAnswer | null => {
  if (admission.claims.serviceUrl !== activity.serviceUrl) return refusals.unauthorized;
  // Limit: a key that lists no endorsements says nothing about channels and is taken, as in Microsoft's own check.
  const { endorsements } = admission;
  const endorsed = endorsements.length === 0 || endorsements.includes(activity.channelId);
  return endorsed && activity.channelId === channel ? null : refusals.forbidden;
};

const verifierOf = (auth: EdgeAuth, outbound: Outbound, now: () => number, log: Log) => {
  if (auth.kind === 'off-on-loopback') {
    if (!isLoopback(auth.host))
      throw new Fault('no-authentication-outside-loopback', { detail: { host: auth.host } });
    return null;
  }
  const { openIdMetadataUrl, tokenIssuer, id } = outbound.cloud;
  if (openIdMetadataUrl === null || tokenIssuer === null)
    throw new Fault('cloud-without-keys', { detail: { cloud: id } });
  const keys = createKeys({ metadataUrl: openIdMetadataUrl, wayOut: outbound.wayOut, now, log });
  return { keys, verifier: createVerifier({ keys, issuer: tokenIssuer, audience: auth.appId, now }) };
};

/** `Host` without its port. */
const hostName = (host: string | null): string => (host ?? '').replace(/:\d+$/, '');

type Checked = { readonly admission: Admission | null } | { readonly refusal: WireAnswer };

/** The rules that need no body. Without authentication the caller must at least mean this machine. */
const check = async (request: WireRequest, verifier: Verifier | null): Promise<Checked> => {
  // A web page can make a browser post here under a name it owns; the name gives it away.
  if (verifier === null)
    return isLoopback(hostName(request.host)) ? { admission: null } : { refusal: refusals.forbidden };
  const verified = await verifier.token(request.authorization);
  if (verified.kind === 'ok') return { admission: verified };
  return { refusal: verified.kind === 'unavailable' ? refusals.unavailable : refusals.unauthorized };
};

/**
 * @throws Fault where authentication is off and the host is not loopback, where an allow-list entry is malformed, or
 *   where the cloud's addresses are not known.
 */
export const createEdge = (options: {
  readonly auth: EdgeAuth;
  readonly cloud: CloudRow['id'];
  readonly addresses: EdgeAddresses;
  readonly receive: Receive;
  readonly log: Log;
  /** Milliseconds; the real clock unless a test moves it. Token checks use it. */
  readonly now?: () => number;
}): Edge => {
  const { auth, log } = options;
  const now = options.now ?? Date.now;
  const identity = auth.kind === 'connector' ? auth : null;
  const outbound = createOutbound({ cloud: options.cloud, addresses: options.addresses, identity, now, log });
  const verification = verifierOf(auth, outbound, now, log);
  const adapter = new DeskAdapter(options.receive, now);
  const gate = createGate(turnsPerTenant);

  const turn = async (activity: TeamsActivity): Promise<WireAnswer> => {
    const tenant = activity.channelData?.tenant?.id ?? activity.conversation.tenantId ?? '';
    if (!gate.enter(tenant)) return refusals.crowded;
    try {
      return await adapter.take(activity);
    } finally {
      gate.leave(tenant);
    }
  };

  const admitted = async (request: WireRequest, admission: Admission | null): Promise<WireAnswer> => {
    const body = await readBody(request);
    if (body.kind === 'refused') return body.answer;
    const activity = readActivity(body.value);
    if (activity === null) return refusals.malformed;
    const wrong = admission === null ? null : mismatch(admission, activity);
    if (wrong !== null) return wrong;
    if (!outbound.wayOut.mayTalkTo(activity.serviceUrl)) {
      log.warn({ type: activity.type }, 'an activity names a service host that is not on the list');
      return refusals.forbidden;
    }
    return turn(activity);
  };

  return {
    async messages(request) {
      try {
        const checked = await check(request, verification?.verifier ?? null);
        return 'refusal' in checked ? checked.refusal : await admitted(request, checked.admission);
      } catch (caught) {
        log.error(faultFields(caught), 'a turn failed');
        return refusals.unavailable;
      }
    },
    connector: createConnector(outbound, log, now),
    problems: () =>
      [outbound.token.problem(), verification?.keys.problem() ?? null].filter((one) => one !== null),
    close: () => outbound.wayOut.close(),
  };
};
