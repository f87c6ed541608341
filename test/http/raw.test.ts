import assert from 'node:assert/strict';
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
    const value: unknown = JSON.parse(deep(30));
    const answer = await desk.deliver(desk.teams.activities.invoke('some/invoke', value));
    assert.equal(answer.status, 200);
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
    assert.equal('spoiled' in last.data, false);
    assert.equal('spoiled' in {}, false);
  });
});
