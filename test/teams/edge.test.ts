import assert from 'node:assert/strict';
import { Fault } from '../../src/fault.ts';
import { createLog } from '../../src/log.ts';
import type { EdgeAuth } from '../../src/teams/edge.ts';
import { createEdge } from '../../src/teams/edge.ts';
import { agent, homeTenant, stranger } from '../stand-in/activities.ts';
import { startDesk } from '../stand-in/desk.ts';
import { deliver } from '../stand-in/teams.ts';

const card = { type: 'AdaptiveCard', version: '1.5' };

describe('The edge', () => {
  it('asks the sender to repeat a turn that failed, and keeps why to itself', async () => {
    const desk = await startDesk({ receive: () => Promise.reject(new Error('the secret')) });
    const answers = [
      await desk.deliver(desk.teams.activities.message('x')),
      await desk.deliver(desk.teams.activities.action({ verb: 'x' })),
    ];
    await desk.close();
    assert.deepEqual(
      answers.map(({ status, text }) => [status, text]),
      [
        [503, '{"error":"try again"}'],
        [503, '{"error":"try again"}'],
      ],
    );
  });

  it('takes 1,024 turns of one tenant at a time and still serves the others', async () => {
    const held: (() => void)[] = [];
    const desk = await startDesk({
      receive: ({ from }) =>
        from.tenantId === homeTenant
          ? new Promise((resolve) => held.push(() => resolve({ kind: 'nothing' })))
          : Promise.resolve({ kind: 'nothing' }),
    });
    const token = desk.teams.mint();
    const wire = (activity: unknown) =>
      desk.edge.messages({
        authorization: `Bearer ${token}`,
        host: 'bot.example',
        contentType: 'application/json',
        contentLength: 0,
        body: () => Promise.resolve(Buffer.from(JSON.stringify(activity))),
      });
    const turns = Array.from({ length: 1_024 }, () => wire(desk.teams.activities.message('x')));
    while (held.length < 1_024) await new Promise(setImmediate);
    const crowded = await wire(desk.teams.activities.message('x'));
    const other = await wire(desk.teams.activities.message('x', stranger));
    held.forEach((letGo) => letGo());
    const statuses = new Set((await Promise.all(turns)).map(({ status }) => status));
    const after = wire(desk.teams.activities.message('x'));
    while (held.length < 1_025) await new Promise(setImmediate);
    held.at(-1)?.();
    assert.deepEqual([crowded.status, other.status, (await after).status], [429, 200, 200]);
    assert.deepEqual(statuses, new Set([200]));
    await desk.close();
  });
});

describe('Without authentication', () => {
  const off: EdgeAuth = { kind: 'off-on-loopback', host: '127.0.0.1' };

  for (const host of ['0.0.0.0', '::', '10.0.0.1', 'bot.example', ''])
    it(`the edge does not even start on ${JSON.stringify(host)}`, async () => {
      const desk = await startDesk();
      assert.throws(
        () =>
          createEdge({
            auth: { kind: 'off-on-loopback', host },
            cloud: 'public',
            addresses: desk.teams.addresses,
            receive: () => Promise.resolve({ kind: 'nothing' }),
            log: createLog('silent'),
          }),
        (error) => error instanceof Fault && error.code === 'no-authentication-outside-loopback',
      );
      await desk.close();
    });

  it('a message from this machine is taken, and the answer goes out without a token', async () => {
    const desk = await startDesk({ auth: off });
    const { status } = await deliver(desk.url, desk.teams.activities.message('hi'), null);
    const address = desk.received[0]?.address ?? assert.fail('nothing came in');
    const sent = await desk.edge.connector.post(address, {
      json: JSON.stringify(card),
      summary: 'hi',
    });
    await desk.close();
    assert.deepEqual([status, sent.kind], [200, 'delivered']);
    assert.equal(desk.teams.sent[0]?.authorization, null);
    assert.deepEqual(desk.teams.counts, { metadata: 0, keys: 0, token: 0 });
  });

  it('a page that reaches this machine under a name of its own is refused', async () => {
    const desk = await startDesk({ auth: off });
    const answer = await desk.edge.messages({
      authorization: null,
      host: 'rebound.example:3978',
      contentType: 'application/json',
      contentLength: 2,
      body: () => Promise.resolve(Buffer.from('{}')),
    });
    await desk.close();
    assert.equal(answer.status, 403);
  });

  it('an answer still does not leave this machine', async () => {
    const desk = await startDesk({ auth: off });
    const message = desk.teams.activities.message('hi', agent, { serviceUrl: 'https://evil.example/' });
    const { status } = await deliver(desk.url, message, null);
    await desk.close();
    assert.equal(status, 403);
  });
});

describe('A cloud', () => {
  it('whose addresses nobody published stays off until they are given', async () => {
    const desk = await startDesk();
    const options = {
      auth: desk.teams.auth,
      cloud: '21vianet',
      receive: () => Promise.resolve({ kind: 'nothing' } as const),
      log: createLog('silent'),
    } as const;
    const none = {
      openIdMetadataUrl: null,
      tokenIssuer: null,
      loginUrl: null,
      oauthScope: null,
      connectorHosts: [],
      proxyUrl: null,
    };
    assert.throws(() => createEdge({ ...options, addresses: none }), Fault);
    await createEdge({ ...options, addresses: desk.teams.addresses }).close();
    await desk.close();
  });
});
