import assert from 'node:assert/strict';
import { createServer as createTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import { clouds } from '../../src/outbound/clouds.ts';
import { hostRows } from '../../src/outbound/hosts.ts';
import { createWayOut } from '../../src/outbound/way-out.ts';
import { createSender } from '../../src/teams/sender.ts';
import { openStage } from '../scenarios/play.ts';
import { agent } from '../stand-in/activities.ts';
import { deliver } from '../stand-in/teams.ts';
import { deskTime, problem } from './clicking.ts';

const token = () => Promise.resolve({ kind: 'token', token: 'the-secret-token' } as const);

const sendTo = async (url: string) => {
  const { host } = new URL(url);
  const wayOut = createWayOut({
    connectorHosts: hostRows([host]).rows,
    identityUrls: [],
    plainHttpUrls: [],
    proxyUrl: null,
  });
  const sent = await wayOut.asBot({ method: 'POST', url, headers: {}, body: '{}' }, token);
  await wayOut.close();
  return sent;
};

const listen = async (server: ReturnType<typeof createTcp>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

describe('A network that fails', function () {
  this.timeout(30_000);

  it('fault 30: a host without an address counts as not sent', async () => {
    const sent = await sendTo('https://teams.invalid/');
    assert.equal(sent.kind, 'not-sent');
  });

  it('fault 30: a host that cannot prove who it is gets no token, and counts as not sent', async () => {
    const heard: string[] = [];
    const plain = createTcp((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (piece) => heard.push(piece.toString('latin1')));
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const port = await listen(plain);
    const sent = await sendTo(`https://127.0.0.1:${String(port)}/`);
    plain.close();
    assert.equal(sent.kind, 'not-sent');
    assert.ok(!heard.join('').includes('secret-token'));
  });

  it('fault 30: a host that hangs up in the middle of the handshake gets no token', async () => {
    const server = createTls({}, (socket) => socket.destroy());
    const port = await listen(server);
    const sent = await sendTo(`https://127.0.0.1:${String(port)}/`);
    server.close();
    assert.notEqual(sent.kind, 'answered');
  });

  for (const [status, code, follows] of [
    [403, 'InvalidBotApiHost', true],
    [403, 'BotDisabledByAdmin', false],
    [404, 'InvalidBotApiHost', false],
  ] as const)
    it(`fault 18: ${String(status)} ${code} is ${follows ? 'followed to the cloud’s other host, once' : 'not followed'}`, async () => {
      const asked: string[] = [];
      const body = JSON.stringify({ error: { code } });
      const send = createSender({
        cloud: clouds.find(({ id }) => id === 'public') ?? assert.fail('there is a public cloud'),
        token: { get: token, forget: () => undefined, problem: () => null },
        wayOut: {
          asBot: ({ url }) => {
            asked.push(url);
            return Promise.resolve({ kind: 'answered', status, headers: {}, body });
          },
          toIdentity: () => Promise.resolve({ kind: 'forbidden' }),
          mayTalkTo: () => true,
          close: () => Promise.resolve(),
        },
      });
      const path = '/v3/conversations/a/activities';
      const first = `https://smba.trafficmanager.net/amer${path}`;
      await send({ method: 'POST', url: first, headers: {}, body: '{}' });
      const other = `https://smba.infra.gcc.teams.microsoft.com/gcc${path}`;
      assert.deepEqual(asked, follows ? [first, other] : [first]);
    });

  it('fault 28: while Teams answers nothing at all people are still answered, and nothing is lost', async () => {
    const stage = await openStage(deskTime);
    stage.teams.always({ delayMs: 1_500 });
    const people = Array.from({ length: 20 }, (_, n) => ({
      ...agent,
      objectId: `30000000-0000-4000-8000-3${String(n).padStart(11, '0')}`,
    }));
    const heldMs: number[] = [];
    const say = async (person: (typeof people)[number]): Promise<void> => {
      const from = performance.now();
      await deliver(stage.url, stage.teams.activities.message(problem, person), stage.teams.mint());
      heldMs.push(performance.now() - from);
    };
    await Promise.all(people.map(say));
    const answeredWhileHanging = [...stage.teams.shown.values()].every((cards) => cards.size === 0);
    stage.teams.always(null);
    const endsAt = Date.now() + 15_000;
    while (stage.teams.shown.size < people.length && Date.now() < endsAt) await pause(20);
    const told = [...stage.teams.shown.values()].map(({ size }) => size);
    await stage.close();
    assert.ok(answeredWhileHanging, 'all were answered before the first card arrived');
    assert.deepEqual(
      told,
      Array.from(people, () => 1),
    );
    assert.equal(heldMs.length, people.length);
  });
});
