import assert from 'node:assert/strict';
import type { App } from '../../src/app.ts';
import type { Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';
import { boardCsv } from '../../src/triage/board-export.ts';
import { newDesk } from '../../src/triage/desk-state.ts';
import { agent } from '../stand-in/activities.ts';
import { aCase } from '../store/samples.ts';
import { now, policy, profile } from '../triage/desk.ts';
import { appOn, saying } from './apps.ts';

/** Text in every script and every trick, each with a word that has to be found again. */
const odd: readonly (readonly [text: string, word: string])[] = [
  ['البريد لا يعمل في contoso', 'البريد'],
  ['הדואר לא עובד', 'הדואר'],
  ['mail \u202egnitrats\u202c is down', 'mail'],
  ['mail is down \u2066isolated\u2069', 'isolated'],
  ['the 👩‍👩‍👧‍👦 family plan is down', 'family'],
  ['Café and cafe\u0301 are down', 'café'],
  ['zero\u200bwidth\u200djoiner', 'zero'],
  ['メールが届かない', 'メール'],
  ['ﾒｰﾙが届かない', 'メール'],
  ['許可が出ない', '許可'],
  ['忘记密码 无法登录', '密码'],
  ['無法收到郵件', '郵件'],
  ['이메일이 안 됩니다', '이메일이'],
  ['Почта не работает', 'почта'],
  ['ΜΗΝΥΜΑΤΑ δεν φτάνουν', 'μηνυματα'],
  ['ﬁle server ½ down', 'server'],
  ['İstanbul ofisi çalışmıyor', 'ofisi'],
  ['tab\there and\nnew line\r\nand another', 'another'],
  ['\u{1F1E9}\u{1F1EA} flag and \u{20BB7} rare', 'flag'],
  [`${'a'.repeat(3_000)} tail`, 'tail'],
];
/** Text that some layer could take for an instruction. */
const tempting = [
  '[click](https://evil.example) now',
  '&lt;at&gt;Everyone&lt;/at&gt; look',
  '<img src=x onerror=alert(1)> broken',
  '${$root.token} leaks',
  '{{DATE(2026-11-20T09:00:00Z, SHORT)}} shown',
  '{"token":"x"} pasted',
  "'; drop table cases; -- sql",
  '=HYPERLINK("https://evil.example") formula',
  '%s %d %n printf',
  '../../etc/passwd path',
  '\\u0000 escape',
  '{count, plural, one {#} other {#}} icu',
  '-- \n# heading\n* list\n> quote',
] as const;

/** What a spreadsheet could take for a formula, and what only looks so. */
const formulas = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  ' =1+1',
  '=HYPERLINK("https://evil.example","x")',
  "=cmd|' /C calc'!A0",
  'x","=1+1',
  'x\n=1+1',
] as const;

/** The cells of one line of CSV, quotes undone. */
const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map((match) => (match[1] ?? '').replaceAll('""', '"'));

describe('Whatever people type', () => {
  let store: Store;
  let app: App;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
    app = await appOn(store);
  });
  afterEach(() => store.close());

  const told = (text: string): string => `mail is down: ${text}`;
  const tell = async (text: string) => {
    await app.receive(saying(told(text)));
    const [draft] = await store.drafts(`${agent.tenantId}/${agent.objectId}`);
    return draft ?? assert.fail('no case was opened');
  };

  for (const [text, word] of odd)
    it(`fault 51: ${JSON.stringify(text.slice(0, 40))} is kept exactly, and found again`, async () => {
      const { number, words } = await tell(text);
      assert.equal(words?.text, told(text));
      const found = await store.findCases(
        word,
        { id: `${agent.tenantId}/${agent.objectId}`, isLead: false },
        5,
      );
      assert.deepEqual(
        found.map((one) => one.number),
        [number],
      );
    });

  for (const text of tempting)
    it(`fault 52: ${JSON.stringify(text)} is kept as it was typed, and does nothing`, async () => {
      const before = await tell('an honest case');
      await app.receive(saying(`new ${text}`));
      const drafts = await store.drafts(`${agent.tenantId}/${agent.objectId}`);
      const kept = drafts.find(({ id }) => id !== before.id);
      assert.equal(kept?.words?.text, text);
      assert.deepEqual(await store.case(before.id), before);
    });

  for (const text of formulas)
    it(`fault 53: ${JSON.stringify(text)} is no formula in what leads export`, () => {
      const one = aCase({ facts: { title: text, customer: text }, ownerName: text });
      const csv = boardCsv([one], { policy, desk: newDesk, profile, now });
      const [, ...lines] = csv.split('\r\n');
      const cells = cellsOf(lines.join('\r\n'));
      assert.ok(cells.length >= 10);
      for (const cell of cells) assert.doesNotMatch(cell, /^\s*[=+\-@]/);
      const oneLine = (words: string): string => words.replace(/\s+/g, ' ').trim();
      assert.equal(cells.filter((cell) => oneLine(cell).includes(oneLine(text))).length, 3);
    });
});
