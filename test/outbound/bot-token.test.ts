import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import { createBotToken } from '../../src/outbound/bot-token.ts';
import type { IssuedToken } from '../../src/outbound/msal.ts';

const minute = 60_000;

const bench = () => {
  const clock = { now: 0 };
  const login = { asked: 0, down: false };
  const ask = (): Promise<IssuedToken> => {
    login.asked += 1;
    return login.down
      ? Promise.reject(Object.assign(new Error('secret text'), { errorCode: 'invalid_client' }))
      : Promise.resolve({ token: `token-${login.asked}`, endsAtMs: clock.now + 60 * minute });
  };
  return { clock, login, token: createBotToken(ask, () => clock.now, createLog('silent')) };
};

describe('The bot’s own token', () => {
  it('is asked for once, however many wait', async () => {
    const { login, token } = bench();
    const all = await Promise.all(Array.from({ length: 50 }, () => token.get()));
    assert.equal(login.asked, 1);
    assert.deepEqual(
      new Set(all.map((one) => (one.kind === 'token' ? one.token : one.kind))),
      new Set(['token-1']),
    );
  });

  it('is renewed in the background five minutes before its end, and serves meanwhile', async () => {
    const { clock, login, token } = bench();
    await token.get();
    clock.now = 56 * minute;
    assert.deepEqual(await token.get(), { kind: 'token', token: 'token-1' });
    await Promise.resolve();
    assert.deepEqual(await token.get(), { kind: 'token', token: 'token-2' });
    assert.equal(login.asked, 2);
  });

  it('serves until its end while the login is down, and not after', async () => {
    const { clock, login, token } = bench();
    await token.get();
    login.down = true;
    clock.now = 59 * minute;
    assert.equal((await token.get()).kind, 'token');
    clock.now = 61 * minute;
    assert.deepEqual(await token.get(), { kind: 'unavailable', why: 'login: invalid_client' });
    assert.equal(token.problem(), 'login: invalid_client');
  });

  it('is asked for with growing pauses while the login fails', async () => {
    const { clock, login, token } = bench();
    login.down = true;
    for (const [now, asked] of [
      [0, 1],
      [999, 1],
      [1_000, 2],
      [2_999, 2],
      [3_000, 3],
      [6_999, 3],
      [7_000, 4],
    ] as const) {
      clock.now = now;
      await token.get();
      assert.equal(login.asked, asked, `at ${now} ms`);
    }
    login.down = false;
    clock.now = 20_000;
    assert.equal((await token.get()).kind, 'token');
    assert.equal(token.problem(), null);
  });

  it('is asked for anew after it was not accepted', async () => {
    const { token } = bench();
    await token.get();
    token.forget();
    assert.deepEqual(await token.get(), { kind: 'token', token: 'token-2' });
  });
});
