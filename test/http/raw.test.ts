import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { startDesk } from '../stand-in/desk.ts';
import { deep, killers } from './killers.ts';
import { exchange, statusOf } from './raw.ts';

type Desk = Awaited<ReturnType<typeof startDesk>>;

describe('One unknown caller on a raw socket', () => {
  let desk: Desk;
  let bearer: string;
  before(async () => {
    desk = await startDesk();
    bearer = `Authorization: Bearer ${desk.teams.mint()}`;
  });
  after(() => desk.close());

  for (const { name, pieces, statuses } of killers)
    it(`does not hurt the bot with ${name}`, async () => {
      const { text } = await exchange(desk.port, pieces(bearer));
      const status = statusOf(text);
      assert.ok(statuses.includes(status), `answered ${status ?? 'nothing'}: ${text.slice(0, 200)}`);
      assert.deepEqual(desk.received, []);
      const body = text.split('\r\n\r\n')[1] ?? '';
      assert.ok(!/Error|at |node_modules|\n/.test(body), `says too much: ${body}`);
      assert.equal((await fetch(`${desk.url}/healthz`)).status, 200);
    });

  it('may take part with a body of exactly the limit', async () => {
    const message = desk.teams.activities.message('');
    const length = Buffer.byteLength(JSON.stringify(message));
    const answer = await desk.deliver({ ...message, text: 'x'.repeat(262_144 - length) });
    assert.equal(answer.status, 200);
  });

  it('may nest to the thirty-second level', async () => {
    const value: unknown = JSON.parse(deep(31));
    const answer = await desk.deliver(desk.teams.activities.invoke('some/invoke', value));
    assert.equal(answer.status, 200);
  });

  it('may not nest one level deeper', async () => {
    const value: unknown = JSON.parse(deep(32));
    const answer = await desk.deliver(desk.teams.activities.invoke('some/invoke', value));
    assert.equal(answer.status, 400);
  });

  it('cannot go on sending for long after a refusal', async () => {
    const socket = connect(desk.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    const began = Date.now();
    socket.write(
      `POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n${'x'.repeat(1_000)}`,
    );
    await once(socket, 'close');
    assert.ok(Date.now() - began < 5_000);
  });

  const smuggled: readonly (readonly [string, string | Buffer])[] = [
    ['half a character', '\\ud800'],
    ['half a character in other letters', '\\uDC00'],
    ['a NUL', '\\u0000'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe])],
  ];
  for (const [name, bytes] of smuggled)
    it(`may not put ${name} into an otherwise good message`, async () => {
      const [before = '', after = ''] = JSON.stringify(desk.teams.activities.message('HERE')).split('HERE');
      const body = Buffer.concat([before, bytes, after].map((part) => Buffer.from(part)));
      const { text } = await exchange(desk.port, [
        `POST /api/messages HTTP/1.1\r\nHost: x\r\n${bearer}\r\nContent-Type: application/json\r\n`,
        `Content-Length: ${body.length}\r\n\r\n`,
        body,
      ]);
      assert.equal(statusOf(text), 400);
    });

  it('may write whole characters as two escapes', async () => {
    const text = JSON.stringify(desk.teams.activities.message('HERE')).replace('HERE', '\\ud842\\udfb7');
    assert.equal((await desk.deliver(text)).status, 200);
    assert.deepEqual(desk.received.at(-1)?.what, { kind: 'message', text: '𠮷', files: [] });
  });

  it('cannot change what all objects inherit', async () => {
    const text = JSON.stringify(desk.teams.activities.message('hi')).replace(
      '{',
      '{"__proto__":{"spoiled":true},',
    );
    assert.equal((await desk.deliver(text)).status, 200);
    const escaped = JSON.stringify(desk.teams.activities.action({ verb: 'x' })).replace(
      '"data":{}',
      '"data":{"\\u005f_proto__":{"spoiled":true}}',
    );
    assert.equal((await desk.deliver(escaped)).status, 200);
    const last = desk.received.at(-1)?.what;
    assert.ok(last?.kind === 'action');
    assert.deepEqual(Object.getOwnPropertyNames(last.data), []);
    assert.equal('spoiled' in {}, false);
  });
});
