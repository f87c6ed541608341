import assert from 'node:assert/strict';
import { matrix } from './matrix.ts';
import { provedMatrix, type Proved } from './proofs.ts';

describe('The matrix of everything that can go wrong', () => {
  let proved: readonly Proved[] = [];
  before(async function () {
    this.timeout(120_000);
    proved = await provedMatrix();
  });

  it('has seventy-eight rows, none left out', () => {
    assert.deepEqual(
      matrix.map(({ row }) => row),
      Array.from({ length: 78 }, (_, n) => n + 1),
    );
  });

  for (const fault of matrix) {
    const claim = fault.whyNot === undefined ? fault.expected : 'not shown here, and says why';
    it(`fault ${String(fault.row)}: ${fault.fault}: ${claim}`, () => {
      const one = proved.find(({ fault: { row } }) => row === fault.row);
      assert.deepEqual(one?.missing, []);
      assert.equal(one.cases > 0, fault.whyNot === undefined);
    });
  }
});
