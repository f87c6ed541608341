import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clouds } from '../../src/outbound/clouds.ts';
import { allowedUrl, hostRows, isLoopback } from '../../src/outbound/hosts.ts';
import type { WayOut } from '../../src/outbound/way-out.ts';
import { createWayOut } from '../../src/outbound/way-out.ts';
import { z } from 'zod';

const tricks = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(new URL('./hosts/tricks.json', import.meta.url), 'utf8')));
const publicHosts = clouds.find(({ id }) => id === 'public')?.connectorHosts ?? [];
const token = () => Promise.resolve({ kind: 'token', token: 'the-secret-token' } as const);

/** A server that remembers every request and answers as told. */
const startSentinel = async (status = 200, headers: Record<string, string> = {}) => {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    // In two steps: restify, where it is loaded, makes writeHead return nothing.
    response.writeHead(status, headers);
    response.end('{}');
  });
  // A proxy is asked to open a tunnel; this one remembers and refuses.
  server.on('connect', (request, socket) => {
    seen.push(request.headers);
    socket.end(`HTTP/1.1 ${status === 200 ? 502 : status} no\r\ncontent-length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const get = (url: string) => ({ method: 'POST', url, headers: {}, body: '{}' }) as const;
const open = (options: Partial<Parameters<typeof createWayOut>[0]>): WayOut =>
  createWayOut({ connectorHosts: [], identityUrls: [], plainHttpUrls: [], proxyUrl: null, ...options });

describe('The bot’s token', () => {
  it('is tempted with at least a hundred addresses', () => {
    assert.ok(tricks.length >= 100);
  });

  describe('with a proxy that sees everything the bot sends', () => {
    let proxy: Awaited<ReturnType<typeof startSentinel>>;
    let wayOut: WayOut;
    let asked = 0;
    before(async () => {
      proxy = await startSentinel();
      wayOut = open({ connectorHosts: publicHosts, proxyUrl: `http://127.0.0.1:${proxy.port}` });
    });
    after(async () => {
      await wayOut.close();
      await proxy.close();
    });
    for (const trick of tricks)
      it(`does not go to ${JSON.stringify(trick)}`, async () => {
        const sent = await wayOut.asBot(get(trick), () => {
          asked += 1;
          return token();
        });
        assert.deepEqual(sent, { kind: 'forbidden' });
        assert.equal(wayOut.mayTalkTo(trick), false);
        assert.equal(asked, 0, 'a token was asked for');
        assert.deepEqual(proxy.seen, []);
      });
  });

  const fine = [
    'https://smba.trafficmanager.net/amer/',
    'https://SMBA.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net:443/teams/',
    'https://smba.infra.gcc.teams.microsoft.com/gcc/',
    'https://webchat.botframework.com/',
  ];
  for (const address of fine)
    it(`may go to ${address}`, () => {
      assert.ok(allowedUrl(publicHosts, address));
    });

  it('reaches the host on the list, exactly that port, and no other', async () => {
    const [friend, stranger] = [await startSentinel(), await startSentinel()];
    const wayOut = open({ connectorHosts: hostRows([`127.0.0.1:${friend.port}`]).rows });
    const answers = [
      await wayOut.asBot(get(`http://127.0.0.1:${friend.port}/a`), token),
      await wayOut.asBot(get(`http://127.0.0.1:${stranger.port}/a`), token),
      await wayOut.asBot(get(`http://localhost:${friend.port}/a`), token),
    ];
    await Promise.all([wayOut.close(), friend.close(), stranger.close()]);
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      ['answered', 'forbidden', 'forbidden'],
    );
    assert.deepEqual(
      friend.seen.map(({ authorization }) => authorization),
      ['Bearer the-secret-token'],
    );
    assert.deepEqual(stranger.seen, []);
  });

  for (const status of [301, 302, 303, 307, 308])
    it(`does not follow a redirect (${status})`, async () => {
      const thief = await startSentinel();
      const friend = await startSentinel(status, { location: `http://127.0.0.1:${thief.port}/` });
      const wayOut = open({
        connectorHosts: hostRows([`127.0.0.1:${friend.port}`, `127.0.0.1:${thief.port}`]).rows,
      });
      const sent = await wayOut.asBot(get(`http://127.0.0.1:${friend.port}/`), token);
      await Promise.all([wayOut.close(), friend.close(), thief.close()]);
      assert.equal(sent.kind === 'answered' ? sent.status : sent.kind, status);
      assert.deepEqual(thief.seen, []);
    });

  it('never goes with requests for keys and logins, which go to their own hosts only', async () => {
    const keys = await startSentinel();
    const wayOut = open({ identityUrls: [`http://127.0.0.1:${keys.port}/openid`, 'https://login.example/'] });
    const answers = [
      await wayOut.toIdentity(get(`http://127.0.0.1:${keys.port}/keys`)),
      await wayOut.toIdentity(get('http://login.example/')),
      await wayOut.toIdentity(get('https://elsewhere.example/')),
      await wayOut.toIdentity(get('http://169.254.169.254/')),
    ];
    await Promise.all([wayOut.close(), keys.close()]);
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      ['answered', 'forbidden', 'forbidden', 'forbidden'],
    );
    assert.deepEqual(
      keys.seen.map(({ authorization }) => authorization),
      [undefined],
    );
  });

  it('is not sent through a proxy that refuses the tunnel, and the send counts as not made', async () => {
    const proxy = await startSentinel(407);
    const wayOut = open({ connectorHosts: publicHosts, proxyUrl: `http://127.0.0.1:${proxy.port}` });
    const sent = await wayOut.asBot(get('https://smba.trafficmanager.net/amer/'), token);
    await Promise.all([wayOut.close(), proxy.close()]);
    assert.equal(sent.kind, 'not-sent');
    assert.equal(proxy.seen.length, 1);
    assert.ok(proxy.seen.every(({ authorization }) => authorization === undefined));
  });

  it('is kept back when there is none', async () => {
    const friend = await startSentinel();
    const wayOut = open({ connectorHosts: hostRows([`127.0.0.1:${friend.port}`]).rows });
    const sent = await wayOut.asBot(get(`http://127.0.0.1:${friend.port}/`), () =>
      Promise.resolve({ kind: 'unavailable', why: 'login: down' }),
    );
    await Promise.all([wayOut.close(), friend.close()]);
    assert.deepEqual(sent, { kind: 'not-sent', why: 'login: down' });
    assert.deepEqual(friend.seen, []);
  });
});

describe('The list of service hosts', () => {
  it('takes exact hosts with or without a port', () => {
    assert.deepEqual(hostRows(['smba.trafficmanager.net', '127.0.0.1:9000', '[::1]:80']), {
      rows: [
        { host: 'smba.trafficmanager.net', port: null },
        { host: '127.0.0.1', port: 9_000 },
        { host: '[::1]', port: 80 },
      ],
      problems: [],
    });
  });

  it('names every entry it cannot take', () => {
    const bad = [
      '*.example.com',
      'https://x.example',
      'x.example/path',
      'x.example:0',
      'x.example:99999',
      'a b',
      '',
    ];
    const { rows, problems } = hostRows(bad);
    assert.deepEqual(rows, []);
    assert.deepEqual(
      problems.map(({ value }) => value),
      bad.map((entry) => JSON.stringify(entry)),
    );
  });

  it('knows this machine by its three names and no others', () => {
    assert.deepEqual(['localhost', '127.0.0.1', '[::1]'].map(isLoopback), [true, true, true]);
    assert.deepEqual(['127.0.0.2', '0.0.0.0', 'localhost.example', ''].map(isLoopback), [
      false,
      false,
      false,
      false,
    ]);
  });
});
