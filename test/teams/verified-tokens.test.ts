import assert from 'node:assert/strict';
import { createVerifiedTokens, type Claims } from '../../src/teams/verified-tokens.ts';

const claims = (kid: string): Claims => ({ kid, serviceUrl: null, notBefore: null, expires: 1 });

describe('Tokens that were checked before', () => {
  it('are remembered up to the limit, and come back as they were', () => {
    const tokens = createVerifiedTokens(2);
    for (const key of ['a', 'b']) tokens.put(key, claims(key));
    for (const key of ['a', 'b', 'a']) assert.deepEqual(tokens.get(key), claims(key));
  });

  it('make room by the one that was not used for longest', () => {
    const tokens = createVerifiedTokens(2);
    for (const key of ['a', 'b']) tokens.put(key, claims(key));
    tokens.get('a');
    tokens.put('c', claims('c'));
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => tokens.get(key)?.kid),
      ['a', undefined, 'c'],
    );
  });

  it('are forgotten when told so, and kept under no name that could be used', () => {
    const tokens = createVerifiedTokens(2);
    const key = tokens.keyOf('header.payload.signature');
    assert.doesNotMatch(key, /payload/);
    assert.notEqual(key, tokens.keyOf('header.payload.signature2'));
    tokens.put(key, claims('a'));
    tokens.drop(key);
    assert.equal(tokens.get(key), null);
  });
});
