/** Tries the addresses a bot needs, once each and in bounded time, for an operator who wants to know what is wrong. */
import type { Graph } from './graph.ts';
import type { Outbound } from './outbound.ts';
import type { Sent } from './way-out.ts';

export type Probed = {
  /** Host and port. */
  readonly host: string;
  readonly is: 'keys' | 'login';
  /** Null: it answered as it should. */
  readonly problem: string | null;
};

export type Probe = {
  readonly hosts: readonly Probed[];
  /** Milliseconds this machine's clock is ahead of theirs; null: nobody told the time. */
  readonly aheadMs: number | null;
  /** Why the login gave no token; null: it gave one, or none is needed. */
  readonly tokenProblem: string | null;
  /** Absent where no mailbox is configured. */
  readonly mail?: MailProbe;
};

export type MailProbe = {
  readonly host: string;
  /** Null: somebody answers there. */
  readonly hostProblem: string | null;
  /** Null: the login gives a token for Graph. */
  readonly tokenProblem: string | null;
  /** Whether the token carries the right to send; null: it does not say. */
  readonly maySend: boolean | null;
};

const problemOf = (sent: Sent): string | null => {
  if (sent.kind === 'answered') return sent.status < 500 ? null : `answered ${sent.status}`;
  return sent.kind === 'forbidden' ? 'not an address Handoff may talk to' : sent.why;
};

/** The header has whole seconds, cut off. */
const halfSecondMs = 500;

const aheadOf = (sent: Sent, now: () => number): number | null => {
  if (sent.kind !== 'answered') return null;
  const theirs = Date.parse(sent.headers['date'] ?? '');
  return Number.isNaN(theirs) ? null : now() - theirs - halfSecondMs;
};

export const probeOutside = async ({ wayOut, cloud, token }: Outbound, now: () => number): Promise<Probe> => {
  const addresses = [
    { is: 'keys', url: cloud.openIdMetadataUrl },
    { is: 'login', url: cloud.loginUrl },
  ] as const;
  const asked = addresses.map(async ({ is, url }) => {
    if (url === null) return null;
    const sent = await wayOut.toIdentity({ method: 'GET', url, headers: {}, body: null });
    return {
      probed: { is, host: new URL(url).host, problem: problemOf(sent) },
      aheadMs: aheadOf(sent, now),
    };
  });
  const answers = (await Promise.all(asked)).filter((answer) => answer !== null);
  const result = await token.get();
  return {
    hosts: answers.map(({ probed }) => probed),
    aheadMs: answers.map(({ aheadMs }) => aheadMs).find((ms) => ms !== null) ?? null,
    tokenProblem: result.kind === 'unavailable' ? result.why : null,
  };
};

/** The application rights in a token, or null where it is no token that can be read. Nothing is trusted because of it. */
const rightsIn = (token: string): readonly unknown[] | null => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null) return null;
    if (!('roles' in claims)) return [];
    return Array.isArray(claims.roles) ? claims.roles : null;
  } catch {
    return null;
  }
};

/** Whether a mail could go out. None is sent. */
export const probeMail = async (graph: Graph): Promise<MailProbe> => {
  const [seen, result] = await Promise.all([graph.look(), graph.token()]);
  const rights = result.kind === 'token' ? rightsIn(result.token) : null;
  return {
    host: new URL(graph.url).host,
    hostProblem: problemOf(seen),
    tokenProblem: result.kind === 'unavailable' ? result.why : null,
    maySend: rights === null ? null : rights.includes('Mail.Send'),
  };
};
