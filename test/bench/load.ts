/** Callers in front of a bot: as fast as it answers, or at a given pace. */
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

/** One activity on its way, and where its answer goes. */
export type Request = {
  readonly kind: string;
  readonly body: string;
  readonly answered: (status: number, text: string) => void;
};

/** Who acts next; null: nobody can at this moment. */
export type Source = { readonly next: () => Request | null };

export type Taken = { readonly kind: string; readonly ms: number; readonly isGood: boolean };

type Wire = { readonly url: string; readonly token: string; readonly connections: number };

export type Callers = ReturnType<typeof createCallers>;

const idleMs = 2;
/** Teams itself waits some fifteen seconds. */
const patienceMs = 20_000;

/** A pool of kept-alive connections, one request on each at a time. */
export const createCallers = ({ url, token, connections }: Wire) => {
  const timeouts = { headersTimeout: patienceMs, bodyTimeout: patienceMs };
  const pool = new Pool(url, { connections, pipelining: 1, ...timeouts });
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` };
  let taken: Taken[] = [];

  /** `fromMs`: when it should have been sent, which is what its caller waits from. */
  const send = async ({ kind, body, answered }: Request, fromMs: number): Promise<void> => {
    try {
      const { statusCode, body: answer } = await pool.request({
        path: '/api/messages',
        method: 'POST',
        headers,
        body,
      });
      const text = await answer.text();
      taken.push({ kind, ms: performance.now() - fromMs, isGood: statusCode === 200 });
      answered(statusCode, text);
    } catch (caught) {
      taken.push({ kind, ms: performance.now() - fromMs, isGood: false });
      answered(0, String(caught));
    }
  };

  return {
    /** What was answered since the last look. */
    take: (): readonly Taken[] => {
      const all = taken;
      taken = [];
      return all;
    },
    /** Every connection asks again as soon as it was answered, until time is up; then what is under way is waited for. */
    saturate: async (source: Source, forMs: number): Promise<void> => {
      const endsAt = performance.now() + forMs;
      const caller = async (): Promise<void> => {
        while (performance.now() < endsAt) {
          const request = source.next();
          if (request === null) await pause(idleMs);
          else await send(request, performance.now());
        }
      };
      await Promise.all(Array.from({ length: connections }, caller));
    },
    /** At `perSecond`, whatever the answers do; each is timed from the moment it was due. */
    pace: async (source: Source, forMs: number, perSecond: number): Promise<void> => {
      const from = performance.now();
      const under = new Set<Promise<void>>();
      for (let nth = 0; nth < (forMs / 1_000) * perSecond;) {
        const dueMs = from + (nth * 1_000) / perSecond;
        const early = dueMs - performance.now();
        if (early > 1) await pause(early);
        const request = source.next();
        nth += 1;
        if (request === null) continue;
        const one = send(request, dueMs).finally(() => under.delete(one));
        under.add(one);
      }
      await Promise.all(under);
    },
    close: () => pool.close(),
  };
};
