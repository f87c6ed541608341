import assert from 'node:assert/strict';
import fc from 'fast-check';
import { actionTokens } from '../../src/flow/action-token.ts';

const key = (letter: string) => Buffer.from(letter.repeat(32)).toString('base64url');
const action = { caseId: 'case-1', version: 3, card: 'verdict', audience: 'tenant/person' };

describe('the token of a button', () => {
  const tokens = actionTokens([key('a')]);
  /** Another process with the same key: it has seen none of the tokens. */
  const other = actionTokens([key('a')]);

  it('says which case, version, card and person it was drawn for', () => {
    assert.deepEqual(other.verify(tokens.sign(action)), action);
    assert.deepEqual(tokens.verify(tokens.sign(action)), action);
  });

  it('of a card without a case verifies too', () => {
    const welcome = { caseId: null, version: 0, card: 'welcome', audience: 'tenant/person' };
    assert.deepEqual(other.verify(tokens.sign(welcome)), welcome);
  });

  it('is refused when any of its characters was changed', () => {
    const token = tokens.sign(action);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '7', '_'), (at, letter) => {
        fc.pre(token[at] !== letter);
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        assert.deepEqual(tokens.verify(token), action);
        const read = tokens.verify(changed);
        // The last character of base64url carries unused bits: the same bytes may have two spellings.
        assert.ok(read === null || JSON.stringify(read) === JSON.stringify(action));
      }),
    );
  });

  it('is refused when it is anything else', () => {
    fc.assert(fc.property(fc.anything(), (value) => tokens.verify(value) === null));
    fc.assert(fc.property(fc.string(), (value) => tokens.verify(value) === null));
    assert.equal(tokens.verify(`${'x'.repeat(5_000)}.y`), null);
  });

  it('of a key no longer listed is refused, of the previous key still taken', () => {
    const old = tokens.sign(action);
    assert.deepEqual(actionTokens([key('b'), key('a')]).verify(old), action);
    assert.equal(actionTokens([key('b')]).verify(old), null);
  });
});
