import assert from 'node:assert/strict';
import { exchange, statusOf } from '../../http/raw.ts';
import { startDesk } from '../../stand-in/desk.ts';

const head = [
  'POST /api/messages HTTP/1.1',
  'Host: x',
  'Content-Type: application/json',
  'Content-Length: 100',
];

describe('A caller that never finishes', () => {
  const cases = [
    { name: 'says nothing', bytes: '' },
    { name: 'stops in the middle of the headers', bytes: 'POST /api/messages HTTP/1.1\r\nHost: x\r\n' },
    { name: 'stops in the middle of the body', bytes: [...head, '', '{"type":'].join('\r\n') },
  ];
  for (const { name, bytes } of cases)
    it(`is cut off within 13 seconds when he ${name}, while honest callers are served`, async () => {
      const desk = await startDesk();
      const signed = bytes.replace('Host: x', `Host: x\r\nAuthorization: Bearer ${desk.teams.mint()}`);
      const began = Date.now();
      const slow = Promise.all(Array.from({ length: 200 }, () => exchange(desk.port, [signed], 20_000)));
      const honest = await desk.deliver(desk.teams.activities.message('hi'));
      const ends = await slow;
      await desk.close();
      assert.equal(honest.status, 200);
      assert.ok(ends.every(({ closed, text }) => closed || statusOf(text) === 408));
      assert.ok(Date.now() - began < 13_000, `took ${Date.now() - began} ms`);
      assert.equal(desk.received.length, 1);
    }).timeout(30_000);
});
