import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { Fault } from '../../src/fault.ts';
import type { Answer } from '../../src/flow/ports.ts';
import { createServer } from '../../src/http.ts';
import { createLog } from '../../src/log.ts';
import { startDesk } from '../stand-in/desk.ts';

describe('The web server', () => {
  const log = createLog('silent');
  const quiet = { host: '127.0.0.1', port: 0, log, healthy: () => true };

  it('says clearly that the port is taken', async () => {
    const first = createServer({ ...quiet, messages: () => Promise.resolve({ status: 200 }) });
    const { port } = await first.listen();
    const second = createServer({ ...quiet, port, messages: () => Promise.resolve({ status: 200 }) });
    await assert.rejects(second.listen(), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, 'cannot-listen');
      assert.deepEqual(error.detail, {
        place: 'PORT',
        value: String(port),
        expected: 'a free port',
        remedy: 'Another program listens there. Stop it, or set PORT to another number.',
      });
      return true;
    });
    await first.close();
  });

  it('tells health and sickness apart', async () => {
    const health = { good: true };
    const server = createServer({
      ...quiet,
      healthy: () => health.good,
      messages: () => Promise.resolve({ status: 200 }),
    });
    const { port } = await server.listen();
    const ask = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status;
    assert.equal(await ask(), 200);
    health.good = false;
    assert.equal(await ask(), 503);
    await server.close();
  });

  it('keeps what a route threw to itself', async () => {
    const server = createServer({ ...quiet, messages: () => Promise.reject(new Error('the secret')) });
    const { port } = await server.listen();
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, { method: 'POST', body: '{}' });
    assert.deepEqual([response.status, await response.text()], [500, '{"error":"internal error"}']);
    await server.close();
  });

  it('answers in UTF-8, with a mark where half a character is', async () => {
    const texts = ['', 'plain', '“quoted” — 障害 😀', 'half \ud83d of one'];
    const server = createServer({
      ...quiet,
      messages: () => Promise.resolve({ status: 200, json: texts.shift() ?? '' }),
    });
    const { port } = await server.listen();
    const ask = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, { method: 'POST', body: '{}' });
      const bytes = Buffer.from(await response.arrayBuffer());
      assert.equal(response.headers.get('content-length'), String(bytes.length));
      return bytes.toString();
    };
    assert.deepEqual(
      [await ask(), await ask(), await ask(), await ask()],
      ['', 'plain', '“quoted” — 障害 😀', 'half \ufffd of one'],
    );
    await server.close();
  });

  /** What a route gets to know of the body of a caller who does this on the wire. */
  const bodyOf = async (act: (socket: Socket) => void): Promise<string> => {
    const read = Promise.withResolvers<string>();
    const server = createServer({
      ...quiet,
      messages: async ({ body }) => {
        const bytes = body(8).then((all) => (all === null ? 'too much' : Buffer.from(all).toString()));
        read.resolve(await bytes.catch(() => 'broken off'));
        return { status: 200 };
      },
    });
    const { port } = await server.listen();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n');
    act(socket);
    const found = await read.promise;
    socket.destroy();
    await server.close();
    return found;
  };

  it('puts a body together from its pieces', async () => {
    const later = (socket: Socket) => void setTimeout(() => socket.write('5678'), 20);
    assert.equal(await bodyOf((socket) => socket.write('1234', () => later(socket))), '12345678');
  });

  it('lets a route know that its caller broke off', async () => {
    assert.equal(await bodyOf((socket) => socket.write('1234', () => socket.destroy())), 'broken off');
  });
});

describe('Shutting down', () => {
  /** A desk whose turns wait until they are let go. */
  const waitingDesk = async () => {
    const held: (() => void)[] = [];
    const desk = await startDesk({
      receive: () => new Promise<Answer>((resolve) => held.push(() => resolve({ kind: 'nothing' }))),
    });
    const underWay = async (count: number): Promise<void> => {
      while (held.length < count) await new Promise(setImmediate);
    };
    return { desk, held, underWay };
  };

  it('answers two hundred turns under way, and new ones with "try again"', async () => {
    const { desk, held, underWay } = await waitingDesk();
    const turns = Array.from({ length: 200 }, () => desk.deliver(desk.teams.activities.message('hi')));
    await underWay(200);
    const closed = desk.server.close();
    const late = await desk.deliver(desk.teams.activities.message('late'));
    assert.equal(late.status, 503);
    held.forEach((letGo) => letGo());
    const statuses = (await Promise.all(turns)).map(({ status }) => status);
    await closed;
    assert.deepEqual(
      statuses,
      Array.from({ length: 200 }, () => 200),
    );
    await assert.rejects(desk.deliver(desk.teams.activities.message('too late')));
    await desk.edge.close();
    await desk.teams.close();
  });

  it('ends at once when asked a second time', async () => {
    const { desk, underWay } = await waitingDesk();
    const turn = desk.deliver(desk.teams.activities.message('hi')).then(
      () => 'answered',
      () => 'cut',
    );
    await underWay(1);
    const closed = desk.server.close();
    await desk.server.close();
    await closed;
    assert.equal(await turn, 'cut');
    await desk.edge.close();
    await desk.teams.close();
  });
});
