import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import type { Sent, WayOut } from '../../src/outbound/way-out.ts';
import { createKeys } from '../../src/teams/keys.ts';
import { createKeyPair, firstPair, listed } from '../stand-in/keys.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const metadataUrl = 'https://login.example/openid';
const second = createKeyPair('second');

/** A key server in the mind: what it lists, whether it answers, and how often it was asked for what. */
const server = () => {
  const state = {
    now: 1_000_000,
    isDown: false,
    keys: [listed(firstPair)] as readonly object[],
    metadata: { jwks_uri: 'https://keys.example/1' } as object,
    asked: [] as string[],
  };
  const answer = (body: object): Sent => ({
    kind: 'answered',
    status: state.isDown ? 503 : 200,
    headers: {},
    body: JSON.stringify(body),
  });
  const wayOut: WayOut = {
    asBot: () => assert.fail('no token goes to the key server'),
    toIdentity: ({ url }) => {
      state.asked.push(url);
      return Promise.resolve(answer(url === metadataUrl ? state.metadata : { keys: state.keys }));
    },
    mayTalkTo: () => false,
    close: () => Promise.resolve(),
  };
  const keys = createKeys({ metadataUrl, wayOut, now: () => state.now, log: createLog('silent') });
  /** How often something was asked since it was last looked at. */
  const asked = (): number => state.asked.splice(0).length;
  const is = async (kid: string): Promise<string> => (await keys.key(kid)).kind;
  return { state, keys, asked, is };
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('The Connector’s keys, by the clock', () => {
  let at: ReturnType<typeof server>;
  beforeEach(() => {
    at = server();
  });

  it('are no problem before anybody asked for one', () => assert.equal(at.keys.problem(), null));

  it('are fetched once for a first key nobody knows', async () => {
    assert.equal(await at.is('unknown'), 'absent');
    assert.equal(at.asked(), 2);
  });

  it('are renewed once they are older than an hour, and not a moment before', async () => {
    await at.is('first');
    at.asked();
    at.state.now += hourMs;
    assert.equal(await at.is('first'), 'key');
    assert.equal(at.asked(), 0);
    at.state.now += 1;
    assert.equal(await at.is('first'), 'key');
    await settled();
    assert.equal(at.asked(), 1);
  });

  it('serve for exactly a day while the key server is down', async () => {
    await at.is('first');
    at.state.isDown = true;
    at.state.now += 24 * hourMs;
    assert.equal(await at.is('first'), 'key');
    assert.notEqual(at.keys.held('first'), null);
    assert.equal(at.keys.problem(), null);
    at.state.now += 1;
    assert.equal(at.keys.held('first'), null);
    assert.equal(await at.is('first'), 'unavailable');
    assert.match(at.keys.problem() ?? '', /^keys: /);
  });

  it('are fetched for a key nobody knows, and then for five minutes for no other', async () => {
    await at.is('first');
    at.asked();
    assert.equal(await at.is('invented'), 'absent');
    assert.equal(at.asked(), 1);
    at.state.now += 5 * minuteMs - 1;
    assert.equal(await at.is('another'), 'absent');
    assert.equal(at.asked(), 0);
    at.state.now += 1;
    at.state.keys = [listed(firstPair), listed(second)];
    assert.equal(await at.is('second'), 'key');
    assert.equal(at.asked(), 1);
  });

  it('are asked for after 1, 2, 4 … seconds while the server is down, and at last every minute', async () => {
    at.state.isDown = true;
    assert.equal(await at.is('first'), 'unavailable');
    assert.equal(at.asked(), 1);
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, minuteMs, minuteMs]) {
      at.state.now += pauseMs - 1;
      await at.is('first');
      assert.equal(at.asked(), 0, `before ${String(pauseMs)}`);
      at.state.now += 1;
      await at.is('first');
      assert.equal(at.asked(), 1, `after ${String(pauseMs)}`);
    }
  });

  it('are no problem any more once they were had, and the pauses begin anew', async () => {
    at.state.isDown = true;
    await at.is('first');
    at.state.isDown = false;
    at.state.now += 1_000;
    assert.equal(await at.is('first'), 'key');
    at.state.isDown = true;
    at.state.now += 25 * hourMs;
    assert.equal(await at.is('first'), 'unavailable');
    at.state.isDown = false;
    at.state.now += 1_000;
    assert.equal(await at.is('first'), 'key');
    assert.equal(at.keys.problem(), null);
    at.state.now += 25 * hourMs;
    assert.equal(at.keys.problem(), null, 'nothing has failed since');
  });

  it('are looked for anew by the metadata once they are not where they were', async () => {
    await at.is('first');
    at.asked();
    at.state.isDown = true;
    at.state.now += 25 * hourMs;
    await at.is('first');
    at.state.asked.splice(0);
    at.state.isDown = false;
    at.state.metadata = { jwks_uri: 'https://keys.example/2' };
    at.state.now += 1_000;
    assert.equal(await at.is('first'), 'key');
    assert.deepEqual(at.state.asked, [metadataUrl, 'https://keys.example/2']);
  });

  it('are not given up for a list without any that can be used', async () => {
    at.state.keys = [];
    assert.equal(await at.is('first'), 'unavailable');
    at.state.keys = [listed(firstPair)];
    at.state.now += 1_000;
    assert.equal(await at.is('first'), 'key');
    at.state.keys = [{ kty: 'EC', kid: 'curve' }];
    at.state.now += 2 * hourMs;
    await at.is('first');
    await settled();
    assert.equal(await at.is('first'), 'key');
  });

  it('count only where they are for signing with the one algorithm, said or unsaid', async () => {
    const { kty, n, e } = listed(firstPair);
    at.state.keys = [
      { kty, n, e, kid: 'x' },
      { kty, n, e, kid: 'enc', use: 'enc' },
      { kty, n, e, kid: 'enc-256', use: 'enc', alg: 'RS256' },
      { kty, n, e, kid: 'sig-512', use: 'sig', alg: 'RS512' },
      { kty, n, e, kid: 'sig-only', use: 'sig' },
      { kty, n, e, kid: 'alg-only', alg: 'RS256' },
    ];
    const kinds: Record<string, string> = {};
    for (const kid of ['x', 'enc', 'enc-256', 'sig-512', 'sig-only', 'alg-only'])
      kinds[kid] = await at.is(kid);
    assert.deepEqual(kinds, {
      x: 'key',
      enc: 'absent',
      'enc-256': 'absent',
      'sig-512': 'absent',
      'sig-only': 'key',
      'alg-only': 'key',
    });
  });
});
