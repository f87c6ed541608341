import assert from 'node:assert/strict';
import { recently } from '../../src/store/recent.ts';

describe('What was read lately', () => {
  const counted = (most: number) => {
    const made: string[] = [];
    const read = recently((text: string) => {
      made.push(text);
      return { text };
    }, most);
    return { made, read };
  };

  it('is given again without being read again', () => {
    const { made, read } = counted(100);
    assert.equal(read('a'), read('a'));
    assert.notEqual(read('a'), read('b'));
    assert.deepEqual(made, ['a', 'b']);
  });

  it('is kept while it is asked for, and forgotten once enough else was read', () => {
    const { made, read } = counted(4);
    for (const text of ['aa', 'bb', 'cc', 'aa', 'dd', 'ee', 'aa']) read(text);
    assert.deepEqual(made, ['aa', 'bb', 'cc', 'dd', 'ee']);
    read('bb');
    assert.deepEqual(made.slice(5), ['bb']);
  });

  it('holds no text that is larger than all it may hold for longer than the next one', () => {
    const { made, read } = counted(4);
    for (const text of ['very long', 'a', 'b', 'longer still', 'very long']) read(text);
    assert.equal(made.filter((text) => text === 'very long').length, 2);
  });

  it('is not kept where reading fails', () => {
    let tries = 0;
    const read = recently(() => {
      tries += 1;
      throw new Error('damaged');
    }, 100);
    assert.throws(() => read('a'), /damaged/);
    assert.throws(() => read('a'), /damaged/);
    assert.equal(tries, 2);
  });
});
