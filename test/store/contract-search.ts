import assert from 'node:assert/strict';
import type { Store } from '../../src/flow/ports.ts';
import { randomFrom } from '../policy/random-facts.ts';
import { aCase, keeping } from './samples.ts';

/** Case number → its text. What is found here must be found the same in every database. */
const corpus: Readonly<Record<number, string>> = {
  1001: 'New mail is down for everyone at Contoso since 9 this morning',
  1002: 'Conditional Access blocks Outlook; error AADSTS53003',
  1003: 'アクセス許可がありません。多要素認証を設定しました',
  1004: '用户无法重置密码，条件访问已启用',
  1005: '使用者無法重設密碼',
  1006: 'ﾒｰﾙが届かない（ｴｸｽﾁｪﾝｼﾞ）',
  1007: 'ＯＵＴＬＯＯＫ does not start, Größe übermäßig',
  1008: 'Invoice 1001 is wrong; MAIL to billing',
  1009: 'Sovereign cloud outage in mail flow at Fabrikam',
};

/** Query → numbers found, newest first. */
const hits: readonly (readonly [query: string, numbers: readonly number[]])[] = [
  ['mail', [1009, 1008, 1001]],
  ['MAIL flow', [1009]],
  ['mail contoso', [1001]],
  ['conditional access', [1002]],
  ['aadsts53003', [1002]],
  ['out', [1009, 1007, 1002]],
  ['outlook', [1007, 1002]],
  ['out look', []],
  ['許可', [1003]],
  ['認証', [1003]],
  ['多要素認証', [1003]],
  ['許', [1003]],
  ['た', [1003]],
  ['密码', [1004]],
  ['条件访问', [1004]],
  ['密碼', [1005]],
  ['密', [1005, 1004]],
  ['メール', [1006]],
  ['ﾒｰﾙ', [1006]],
  ['エクスチェンジ', [1006]],
  ['größe', [1007]],
  ['grosse', []],
  ['nothing of the kind', []],
  ['"mail" OR *', []],
  ["mail' & !x | :*", []],
  ['1001', [1001, 1008]],
  ['H-1001', [1001]],
  ['#1004', [1004]],
  ['ｈ－１００４', [1004]],
];

/** Words as desks have them: in every case, in some, in few, and beginnings of each other. */
const vocabulary = [
  'home',
  'mail',
  'mailbox',
  'main',
  'out',
  'outlook',
  '許可証',
  '許可',
  '邮件',
  '邮箱',
  'x7',
  'x71',
];
/** Close together, far apart, and none for long between. */
const farApart = [1, 2, 8_191, 8_192, 8_193, 16_384, 50_000, 50_001, 1_000_000, 1_008_192, 900_000_000];

/** As a search is meant, without an index: words of the text, all of which are there, the last as a beginning. */
const expected = (texts: ReadonlyMap<number, string>, wanted: readonly string[]): readonly number[] => {
  const has = (text: string, word: string, isLast: boolean): boolean =>
    /^[a-z]/.test(word)
      ? text.split(' ').some((one) => (isLast ? one.startsWith(word) : one === word))
      : text.includes(word);
  const exact = (text: string): boolean => wanted.every((word) => has(text, word, false));
  const loose = (text: string): boolean =>
    wanted.every((word, at) => has(text, word, at === wanted.length - 1));
  const all = (is: (text: string) => boolean): readonly number[] =>
    [...texts].flatMap(([number, text]) => (is(text) ? [number] : [])).toSorted((a, b) => b - a);
  return all(exact).length >= 4 ? all(exact).slice(0, 4) : all(loose).slice(0, 4);
};

export const searchContract = (the: () => Store): void => {
  const numbersFor = async (query: string, id = 'home/alex', limit = 20): Promise<readonly number[]> =>
    (await the().findCases(query, { id, isLead: false }, limit)).map(({ number }) => number);
  const fill = async (): Promise<void> => {
    const commits = Object.entries(corpus).map(([number, text]) =>
      the().commit(keeping(aCase({ number: Number(number) }), text)),
    );
    await Promise.all(commits);
  };

  it('finds the same cases for the same words in every script and spelling', async () => {
    await fill();
    const found: (readonly [string, readonly number[]])[] = [];
    for (const [query] of hits) found.push([query, await numbersFor(query)]);
    assert.deepEqual(found, hits);
  });

  it('shows the newest when nothing is asked for, and no more than wanted', async () => {
    await fill();
    assert.deepEqual(await numbersFor('  ', 'home/alex', 2), [1009, 1008]);
    assert.deepEqual(await numbersFor('mail', 'home/alex', 2), [1009, 1008]);
    assert.deepEqual(await numbersFor('1001', 'home/alex', 1), [1001]);
  });

  it('takes a last word as a beginning only where whole words do not fill the list', async () => {
    await fill();
    await the().commit(keeping(aCase({ number: 1010 }), 'mailbox is full'));
    assert.deepEqual(await numbersFor('mail', 'home/alex', 3), [1009, 1008, 1001]);
    assert.deepEqual(await numbersFor('mail', 'home/alex', 4), [1010, 1009, 1008, 1001]);
  });

  it('shows a sensitive case to its owner, to leads and to nobody else', async () => {
    await the().commit(keeping(aCase({ sensitive: true }), 'fraud at contoso'));
    for (const query of ['fraud', '1001', '']) {
      assert.deepEqual(await numbersFor(query), [1001]);
      assert.deepEqual(await numbersFor(query, 'home/other'), []);
      const shownToLead = await the().findCases(query, { id: 'home/other', isLead: true }, 20);
      assert.deepEqual(
        shownToLead.map(({ number }) => number),
        [1001],
      );
    }
  });

  it('follows a case whose words have changed', async () => {
    await the().commit(keeping(aCase(), 'mail is down'));
    await the().commit(keeping(aCase({ version: 2 }), 'printer is on fire'));
    assert.deepEqual(await numbersFor('mail'), []);
    assert.deepEqual(await numbersFor('printer'), [1001]);
    const [summary] = await the().findCases('printer', { id: 'home/alex', isLead: false }, 1);
    assert.equal(summary?.title, 'printer is on fire');
  });

  it('follows a case that became sensitive without a change of words', async () => {
    await the().commit(keeping(aCase(), 'mail'));
    await the().commit(keeping(aCase({ version: 2, sensitive: true }), 'mail'));
    assert.deepEqual(await numbersFor('mail', 'home/other'), []);
  });

  it('lists the newest first, however far their numbers lie apart', async () => {
    for (const number of farApart) await the().commit(keeping(aCase({ number }), 'mail is down'));
    await the().commit(keeping(aCase({ number: 20_000 }), 'mail of contoso'));
    assert.deepEqual(await numbersFor('mail down'), farApart.toReversed());
    assert.deepEqual(await numbersFor('mai', 'home/alex', 4), [900_000_000, 1_008_192, 1_000_000, 50_001]);
    assert.deepEqual(await numbersFor('mail contoso'), [20_000]);
    assert.deepEqual(await numbersFor('mail co'), [20_000]);
    assert.deepEqual(await numbersFor('nobody'), []);
  });

  it('finds what all the words together say, whatever each of them finds alone', async () => {
    const random = randomFrom(11);
    const some = (most: number): readonly string[] =>
      vocabulary.filter(() => random() * vocabulary.length < most);
    const texts = new Map(farApart.map((number) => [number, some(5).join(' ')]));
    for (const [number, text] of texts) await the().commit(keeping(aCase({ number }), text));
    let found = 0;
    for (let nth = 0; nth < 400; nth += 1) {
      const wanted = some(nth < 300 ? 2 : 4);
      if (wanted.length === 0) continue;
      const numbers = await numbersFor(wanted.join(' '), 'home/alex', 4);
      assert.deepEqual(numbers, expected(texts, wanted), wanted.join(' '));
      found += numbers.length;
    }
    assert.ok(found > 100, `${found} hits`);
  });

  it('fills the list with what a viewer may see, however much of the newer they may not', async () => {
    const hidden = Array.from({ length: 30 }, (_, nth) => 40_000 - nth * 1_000);
    for (const number of hidden)
      await the().commit(keeping(aCase({ number, sensitive: true }), 'mail of contoso'));
    for (const number of [300, 200, 100]) await the().commit(keeping(aCase({ number }), 'mail of contoso'));
    for (const query of ['mail', 'mai', 'mail contoso', 'mail con']) {
      assert.deepEqual(await numbersFor(query, 'home/other', 2), [300, 200]);
      assert.deepEqual(await numbersFor(query, 'home/other', 20), [300, 200, 100]);
      assert.deepEqual(await numbersFor(query, 'home/alex', 2), [40_000, 39_000]);
    }
    assert.deepEqual(await numbersFor('mail', 'home/other', 0), []);
  });

  it('lists each case once, where those a viewer may see stand between others', async () => {
    for (let number = 1; number <= 12; number += 1)
      await the().commit(keeping(aCase({ number, sensitive: number % 3 === 0 }), 'mail'));
    assert.deepEqual(await numbersFor('mail', 'home/other', 3), [11, 10, 8]);
    assert.deepEqual(await numbersFor('mail', 'home/other', 7), [11, 10, 8, 7, 5, 4, 2]);
    assert.deepEqual(await numbersFor('mail', 'home/other', 9), [11, 10, 8, 7, 5, 4, 2, 1]);
  });

  it('lists a case once that is meant by its number and by its words', async () => {
    await the().commit(keeping(aCase({ number: 1001 }), 'port 1001'));
    await the().commit(keeping(aCase({ number: 1002 }), 'port 1001'));
    assert.deepEqual(await numbersFor('1001'), [1001, 1002]);
    assert.deepEqual(await numbersFor('1001', 'home/alex', 2), [1001, 1002]);
  });

  it('takes a text of 50,000 characters and finds its words', async () => {
    const paste = Array.from({ length: 6_000 }, (_, n) => `word${n}`).join(' ');
    await the().commit(keeping(aCase(), `${paste} ${'漢字'.repeat(500)}`));
    assert.deepEqual(await numbersFor('word5999'), [1001]);
    assert.deepEqual(await numbersFor('漢字'), [1001]);
  });

  it('takes any text as a query', async () => {
    await fill();
    for (const query of [
      '\u0000',
      '\\',
      "'",
      '"',
      '%_',
      ')(',
      '\ud800',
      '😀',
      'a'.repeat(70_000),
      '漢'.repeat(9_000),
    ])
      assert.deepEqual(await numbersFor(`${query} zzzz`), [], JSON.stringify(query.slice(0, 9)));
  });
};
