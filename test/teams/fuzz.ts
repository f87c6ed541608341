import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startDesk } from '../stand-in/desk.ts';
import { mutate, randomFrom } from './mutate.ts';

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

const isCallable = (value: unknown): value is () => void => typeof value === 'function';

/** Memory really held: after a collection, since what merely waits for one is no growth. */
const heldBytes = (): number => {
  if (isCallable(collect)) collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/**
 * Sends `count` damaged activities through the edge, signed well, and watches: every answer is a 2xx or a 4xx, every
 * accepted one is well formed for the desk, the event loop is never held, memory does not grow. Gives the count of
 * each status; a find names its seed.
 */
export const fuzz = async (count: number, firstSeed: number) => {
  const desk = await startDesk();
  const authorization = `Bearer ${desk.teams.mint()}`;
  const a = desk.teams.activities;
  const seeds = [
    a.message('mail is down'),
    a.action({ verb: 'next', data: { x: 'y' } }),
    a.submit({ verb: 'x' }),
    a.search('customers', 'c'),
    a.installed(),
    a.joined(),
    a.edited('x'),
    a.reaction(),
    a.inChannel('hi'),
  ];
  const statuses = new Map<number, number>();
  let longestMs = 0;
  const startBytes = heldBytes();

  for (let n = 0; n < count; n += 1) {
    const seed = firstSeed + n;
    const activity = mutate(seeds[n % seeds.length] ?? {}, randomFrom(seed));
    const began = performance.now();
    const { status } = await desk.edge.messages({
      authorization,
      host: 'bot.example',
      contentType: 'application/json',
      contentLength: 0,
      body: () => Promise.resolve(Buffer.from(JSON.stringify(activity))),
    });
    longestMs = Math.max(longestMs, performance.now() - began);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    assert.ok(status === 200 || (status >= 400 && status < 500), `seed ${seed} got ${status}`);
    const inbound = desk.received.pop();
    assert.equal(inbound !== undefined, status === 200, `seed ${seed}`);
    if (inbound !== undefined) {
      assert.ok(
        inbound.id !== '' && inbound.from.objectId !== '' && inbound.address.conversationId !== '',
        `seed ${seed}`,
      );
      assert.equal(inbound.address.serviceUrl, desk.teams.serviceUrl, `seed ${seed}`);
    }
  }
  assert.equal(Object.keys(Object.prototype).length, 0);
  const grownBytes = heldBytes() - startBytes;
  const outgoing = desk.teams.sent.length;
  await desk.close();
  return { statuses, longestMs, grownBytes, outgoing };
};
