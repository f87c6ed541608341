import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import { lookOutside } from '../../src/operations-look.ts';
import { createGraph } from '../../src/outbound/graph.ts';
import { probeMail, type MailProbe } from '../../src/outbound/probe.ts';
import { appId, homeTenant } from '../stand-in/activities.ts';
import { startGraph, type GraphStandIn } from '../stand-in/graph.ts';

const tokenWith = (claims: object): string =>
  ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'x'].join('.');

describe('Whether a mail could go out', () => {
  let graph: GraphStandIn;
  beforeEach(async () => {
    graph = await startGraph();
  });
  afterEach(() => graph.close());

  const probe = async (): Promise<MailProbe> => {
    const way = createGraph({
      cloud: 'public',
      addresses: graph.addresses,
      identity: {
        appId,
        type: 'SingleTenant',
        tenantId: homeTenant,
        credential: { kind: 'secret', secret: 's' },
      },
      tenantId: homeTenant,
      now: Date.now,
      log: createLog('silent'),
    });
    try {
      return await probeMail(way);
    } finally {
      await way.close();
    }
  };
  const found = (mail?: MailProbe) =>
    lookOutside({ hosts: [], aheadMs: 0, tokenProblem: null, ...(mail === undefined ? {} : { mail }) })
      .filter(({ about }) => about === 'mail')
      .map(({ is, id }) => `${is} ${id}`);

  it('is a note where no mailbox is configured', () => {
    assert.deepEqual(found(), ['note mail-off']);
  });

  it('is fine where Graph answers and the token carries the right, or does not say', async () => {
    assert.deepEqual(found(await probe()), ['ok mail-ready']);
    graph.renewToken(tokenWith({ roles: ['Mail.Send'] }));
    assert.deepEqual(found(await probe()), ['ok mail-ready']);
    assert.equal(graph.accepted.length, 0);
  });

  it('is wrong where the right was never granted', async () => {
    graph.renewToken(tokenWith({ roles: ['User.Read.All'] }));
    assert.deepEqual(found(await probe()), ['wrong mail-not-allowed']);
    graph.renewToken(tokenWith({}));
    assert.deepEqual(found(await probe()), ['wrong mail-not-allowed']);
  });

  it('is wrong where the login gives no token, or nobody answers', async () => {
    graph.loginDown(true);
    assert.deepEqual(found(await probe()), ['wrong mail-refused']);
    await graph.close();
    assert.deepEqual(found(await probe()), ['wrong mail-silent']);
    graph = await startGraph();
  });
});
