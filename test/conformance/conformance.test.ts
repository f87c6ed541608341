import assert from 'node:assert/strict';
import { handoff } from './bots.ts';
import { cases } from './cases.ts';
import { playCases, type Played } from './play-cases.ts';

/*
 * Handoff alone, as a process of its own; `npm run conformance` also plays the cases against a stock bot, and storms
 * long enough for that one to give up. Teams waits five seconds for an answer; how much faster it is the command says.
 */
describe('The whole bot, from outside', function () {
  this.timeout(120_000);
  let played: readonly Played[];
  before(async () => {
    played = await playCases(handoff, { lastsMs: 2_500, heldMs: 5_000 });
  });

  it('takes forty hostile or unlucky inputs', () => {
    assert.equal(cases.length, 40);
    assert.equal(played.length, 40);
  });

  for (const { name, wanted } of cases)
    it(`takes ${name}: ${wanted}`, () => {
      const result = played.find(({ one }) => one.name === name)?.result;
      assert.equal(result?.right, true, result?.seen);
    });
});
