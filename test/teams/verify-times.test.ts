import assert from 'node:assert/strict';
import { importJWK } from 'jose';
import type { SigningKey } from '../../src/teams/keys.ts';
import { createVerifier } from '../../src/teams/verify.ts';
import { firstPair, listed, sign } from '../stand-in/keys.ts';

const issuer = 'https://issuer.example';
const audience = 'the-bot';
const start = 1_800_000_000;

/** A verifier with its own clock, and how often it had to ask for a key: the cheap rules come first. */
const verifier = async () => {
  const jwk = listed(firstPair);
  const key = await importJWK(jwk, 'RS256');
  assert.ok(!(key instanceof Uint8Array));
  const signing = (kid: string): SigningKey => ({ kid, key, endorsements: ['msteams'] });
  const state = { nowMs: start * 1_000, asked: 0 };
  const made = createVerifier({
    keys: {
      key: (kid) => {
        state.asked += 1;
        return Promise.resolve({ kind: 'key', key: signing(kid) });
      },
      held: signing,
      problem: () => null,
    },
    issuer,
    audience,
    now: () => state.nowMs,
  });
  const mint = (claims: object = {}, header: object = {}): string =>
    sign(
      { alg: 'RS256', kid: 'first', ...header },
      { iss: issuer, aud: audience, nbf: start - 60, exp: start + 3_600, ...claims },
      firstPair.privateKey,
    );
  const check = async (compact: string): Promise<readonly [kind: string, asked: number]> => {
    state.asked = 0;
    const { kind } = await made.token(`Bearer ${compact}`);
    return [kind, state.asked];
  };
  return { state, mint, check };
};

describe('A token, by the clock and by the ruler', () => {
  let at: Awaited<ReturnType<typeof verifier>>;
  beforeEach(async () => {
    at = await verifier();
  });

  it('needs its key once, and is known the next time until it ends', async () => {
    const token = at.mint();
    assert.deepEqual(await at.check(token), ['ok', 1]);
    at.state.nowMs = (start + 3_599) * 1_000;
    assert.deepEqual(await at.check(token), ['ok', 0]);
    // Within the five minutes after its end it is good, and looked at again each time.
    at.state.nowMs = (start + 3_600) * 1_000;
    assert.deepEqual(await at.check(token), ['ok', 1]);
    assert.deepEqual(await at.check(token), ['ok', 1]);
  });

  it('is good until the last millisecond of five minutes after its end', async () => {
    at.state.nowMs = (start + 3_600 + 300) * 1_000 - 1;
    assert.deepEqual(await at.check(at.mint()), ['ok', 1]);
    at.state.nowMs += 1;
    assert.deepEqual(await at.check(at.mint()), ['refused', 0]);
  });

  it('is good from five minutes before its beginning, or from any time where it names none', async () => {
    assert.deepEqual(await at.check(at.mint({ nbf: start + 300 })), ['ok', 1]);
    assert.deepEqual(await at.check(at.mint({ nbf: start + 301 })), ['refused', 0]);
    assert.deepEqual(await at.check(at.mint({ nbf: undefined })), ['ok', 1]);
    assert.deepEqual(await at.check(at.mint({ nbf: 0 })), ['ok', 1]);
    assert.deepEqual(await at.check(at.mint({ nbf: -1 })), ['refused', 0]);
  });

  it('ends in this century', async () => {
    assert.deepEqual(await at.check(at.mint({ exp: 4_102_444_800 })), ['ok', 1]);
    assert.deepEqual(await at.check(at.mint({ exp: 4_102_444_801 })), ['refused', 0]);
  });

  it('names its key in 1 to 256 characters', async () => {
    for (const [length, expected] of [
      [0, 'refused'],
      [1, 'ok'],
      [256, 'ok'],
      [257, 'refused'],
    ] as const)
      assert.equal((await at.check(at.mint({}, { kid: 'k'.repeat(length) })))[0], expected, String(length));
  });

  it('is looked at up to 8,192 characters, its scheme counted', async () => {
    const ofLength = (length: number): string => {
      // Base64 grows by four characters for three, so not every length can be had with every header.
      for (let kid = 1; kid < 8; kid += 1) {
        const lacking = length - `Bearer ${at.mint({ pad: '' }, { kid: 'k'.repeat(kid) })}`.length;
        for (const more of [-2, -1, 0, 1, 2]) {
          const pad = 'p'.repeat(Math.floor((lacking * 3) / 4) + more);
          const token = at.mint({ pad }, { kid: 'k'.repeat(kid) });
          if (`Bearer ${token}`.length === length) return token;
        }
      }
      return assert.fail(`no token of ${String(length)}`);
    };
    assert.deepEqual(await at.check(ofLength(8_192)), ['ok', 1]);
    assert.deepEqual(await at.check(ofLength(8_193)), ['refused', 0]);
  });
});
