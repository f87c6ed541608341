/** The same messages over real connections: our connector and mail client against stand-ins of Teams and Graph. */
import assert from 'node:assert/strict';
import { createMail } from '../../src/clients/mail.ts';
import { createLog } from '../../src/log.ts';
import { createGraph, type Graph } from '../../src/outbound/graph.ts';
import { createOutbound, type Outbound } from '../../src/outbound/outbound.ts';
import type { Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';
import { createConnector } from '../../src/teams/outbound.ts';
import { appId, homeTenant } from '../stand-in/activities.ts';
import { startGraph, type GraphStandIn } from '../stand-in/graph.ts';
import { startTeams, type Teams } from '../stand-in/teams.ts';
import { createTelling, kimInChat, type Telling } from './telling.ts';

const minuteMs = 60_000;

describe('A message to a customer, over the wire', () => {
  let teams: Teams;
  let graph: GraphStandIn;
  let outbound: Outbound;
  let way: Graph;
  let store: Store;
  let telling: Telling;

  beforeEach(async () => {
    [teams, graph, store] = await Promise.all([startTeams(), startGraph(), open({ path: ':memory:' })]);
    const log = createLog('silent');
    const credential = { kind: 'secret', secret: 'a-secret' } as const;
    const identity = { appId, type: 'SingleTenant', tenantId: homeTenant, credential } as const;
    const common = { cloud: 'public', identity, now: Date.now, log } as const;
    outbound = createOutbound({ ...common, addresses: teams.addresses });
    way = createGraph({ ...common, addresses: graph.addresses, tenantId: homeTenant });
    telling = await createTelling({
      store,
      connector: createConnector(outbound, log, Date.now),
      mail: createMail(way, 'desk@fabrikam.example', log, Date.now),
      serviceUrl: teams.serviceUrl,
    });
  });
  afterEach(async () => {
    await Promise.all([outbound.wayOut.close(), way.close(), store.close()]);
    await Promise.all([teams.close(), graph.close()]);
  });

  const met = () => telling.write({ person: kimInChat({}, teams.serviceUrl) });
  const posted = (conversationId: string) =>
    teams.sent.filter((one) => one.conversationId === conversationId).length;

  it('goes by chat', async () => {
    await met();
    await telling.work();
    assert.deepEqual([posted('a:kim'), graph.asked.length], [1, 0]);
    assert.equal(await telling.ended(), 'delivered chat');
  });

  it('goes by mail once the customer has blocked the bot', async () => {
    teams.script({ status: 403, body: { error: { code: 'ConversationBlockedByUser' } } });
    await met();
    await telling.work();
    assert.equal(await telling.ended(), 'delivered mail');
    assert.deepEqual(
      graph.accepted.map(({ toRecipients }) => toRecipients[0]?.emailAddress.address),
      ['kim@contoso.example'],
    );
  });

  it('comes back to its writer where Teams and the mail server both refuse it', async () => {
    teams.script({ status: 403, body: { error: { code: 'ConversationBlockedByUser' } } });
    graph.script({ status: 403, code: 'ErrorAccessDenied' });
    await met();
    await telling.work();
    assert.equal(await telling.ended(), 'failed bounced');
    assert.deepEqual([graph.accepted.length, posted('a:alex')], [0, 1]);
  });

  it('waits out a throttled mail server and goes once', async () => {
    graph.script({ status: 429, code: 'ErrorTooManyRequests', retryAfter: '40' });
    await telling.write();
    await telling.workFor(39_000);
    assert.deepEqual([graph.asked.length, graph.accepted.length], [1, 0]);
    await telling.workFor(minuteMs);
    assert.deepEqual([graph.asked.length, graph.accepted.length], [2, 1]);
    assert.equal(await telling.ended(), 'delivered mail');
  });

  for (const broken of [
    { status: 503, code: 'serviceNotAvailable', takes: true },
    { status: 504, code: 'GatewayTimeout', takes: true },
    { resets: true, takes: true },
  ] as const)
    it(`is never mailed twice after ${'status' in broken ? broken.status : 'a cut connection'}`, async () => {
      graph.script(broken);
      await telling.write();
      await telling.workFor(24 * 60 * minuteMs);
      assert.equal(graph.accepted.length, 1);
      assert.equal(await telling.ended(), 'failed unclear');
      assert.equal(posted('a:alex'), 1);
    });

  it('keeps the two tokens apart', async () => {
    teams.script({ status: 403, body: { error: { code: 'ConversationBlockedByUser' } } });
    await met();
    await telling.work();
    const tokens = new Set(teams.sent.map(({ authorization }) => authorization));
    assert.deepEqual(
      graph.asked.filter(({ authorization }) => tokens.has(authorization)),
      [],
    );
    assert.deepEqual([tokens.size, graph.asked.length], [1, 1]);
  });
});
