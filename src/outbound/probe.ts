/** Tries the addresses a bot needs, once each and in bounded time, for an operator who wants to know what is wrong. */
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
