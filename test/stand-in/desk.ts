/** The whole edge on a real port in front of a `receive` of the test's choosing. */
import type { Receive } from '../../src/flow/ports.ts';
import { createServer } from '../../src/http.ts';
import { createLog } from '../../src/log.ts';
import type { EdgeAuth } from '../../src/teams/edge.ts';
import { createEdge } from '../../src/teams/edge.ts';
import type { Inbound } from '../../src/triage/inbound.ts';
import { deliver, startTeams } from './teams.ts';

export const startDesk = async (options: { receive?: Receive; now?: () => number; auth?: EdgeAuth } = {}) => {
  const teams = await startTeams();
  const received: Inbound[] = [];
  const log = createLog('silent');
  const receive: Receive = (inbound) => {
    received.push(inbound);
    return options.receive?.(inbound) ?? Promise.resolve({ kind: 'nothing' });
  };
  const edge = createEdge({
    auth: options.auth ?? teams.auth,
    cloud: 'public',
    addresses: teams.addresses,
    receive,
    log,
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  const server = createServer({
    host: '127.0.0.1',
    port: 0,
    messages: edge.messages,
    healthy: () => edge.problems().length === 0,
    log,
  });
  const { port } = await server.listen();
  const url = `http://127.0.0.1:${port}`;

  return {
    teams,
    edge,
    server,
    url,
    port,
    received,
    /** Posts an activity with a good token, or with the one given. */
    deliver: (activity: unknown, token: string | null = teams.mint()) => deliver(url, activity, token),
    close: async () => {
      await server.close();
      await edge.close();
      await teams.close();
    },
  };
};
