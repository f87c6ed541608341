import assert from 'node:assert/strict';
import { click, happened, message, policy } from './desk.ts';
import { readInbound } from '../../src/triage/read.ts';
import { titleAbout } from '../../src/triage/read-message.ts';
import type { Reading, ToldProblem } from '../../src/triage/reading.ts';

const read = (text: string): Reading => readInbound(message(text), policy);

const told = (text: string): ToldProblem => {
  const reading = read(text);
  const problem = reading.is === 'problem' || reading.is === 'new-case' ? reading.told : null;
  if (problem === null) throw new Error(`${text} was read as ${reading.is}`);
  return problem;
};

const hints = (text: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(told(text).hints.map(({ field, value }) => [field, value]));

describe('a message', () => {
  it('is a command in any language, case and dress', () => {
    const commands: readonly (readonly [string, string])[] = [
      ['help', 'help'],
      ['  HELP ', 'help'],
      ['/help', 'help'],
      ['<at>Handoff</at> help', 'help'],
      ['ヘルプ', 'help'],
      ['說明', 'help'],
      ['帮助', 'help'],
      ['My Cases', 'my-cases'],
      ['自分のケース', 'my-cases'],
      ['我的案件', 'my-cases'],
      ['我的案例', 'my-cases'],
      ['language ja', 'language'],
      ['言語', 'language'],
      ['語言 English', 'language'],
      ['语言', 'language'],
      ['find contoso', 'find'],
      ['検索 contoso', 'find'],
      ['搜尋 contoso', 'find'],
      ['查找 contoso', 'find'],
      ['ｆｉｎｄ contoso', 'find'],
    ];
    for (const [text, name] of commands) {
      const reading = read(text);
      assert.equal(reading.is === 'command' ? reading.command.name : reading.is, name, text);
    }
  });

  it('names the language it wants, or none to be asked for it', () => {
    const wanted = (text: string) => {
      const reading = read(text);
      return reading.is === 'command' && reading.command.name === 'language' ? reading.command.wanted : text;
    };
    assert.deepEqual([wanted('language'), wanted('语言'), wanted('language ja')], [null, null, 'ja']);
  });

  it('opens a case with "new" in any language, with or without words behind it', () => {
    for (const text of ['new', 'NEW', '/new', '新規', '新增', '新建']) {
      assert.deepEqual(read(text), { key: 'in-1', is: 'new-case', told: null }, text);
    }
    assert.equal(told('new: outlook fails at contoso').title, 'Outlook fails');
  });

  it('keeps the words behind "new" exactly as they were typed', () => {
    for (const words of [
      'ﾒｰﾙが使えない',
      'ﬁle server is down',
      'Cafe\u0301 mail is down',
      'Ｍａｉｌ is down',
    ]) {
      assert.equal(told(`new ${words}`).text, words);
      assert.equal(told(`ｎｅｗ: ${words}`).text, words);
    }
  });

  it('names a case by its number', () => {
    for (const text of ['H-1042', 'h-1042', 'H1042', '#1042', ' ｈ-1042 ']) {
      assert.deepEqual(
        read(text),
        { key: 'in-1', is: 'command', command: { name: 'case', number: 1042 } },
        text,
      );
    }
  });

  it('that only begins like a command is still a problem told', () => {
    for (const text of [
      'help me with outlook at contoso',
      'my cases are all broken at contoso',
      'search in sharepoint does not work at contoso',
      'language settings in teams are broken',
    ]) {
      assert.equal(read(text).is, 'problem', text);
    }
  });

  it('greets and thanks in four languages', () => {
    for (const text of ['hi', 'Hello!', 'Good morning', 'こんにちは', '您好', '你好！', '大家好']) {
      assert.equal(read(text).is, 'greeting', text);
    }
    for (const text of ['thanks', 'Thank you!', 'thanks :)', 'ありがとうございます', '謝謝', '谢谢。']) {
      assert.equal(read(text).is, 'thanks', text);
    }
  });

  it('without meaning is told apart from an empty one and from files', () => {
    for (const text of ['asdf', '😀', '...', 'lorem ipsum', '12345'])
      assert.equal(read(text).is, 'nonsense', text);
    assert.equal(read('   ').is, 'empty');
    assert.equal(read('<at>Handoff</at>').is, 'empty');
    const picture = message('', [{ name: 'error.png', type: 'image/png' }]);
    assert.equal(readInbound(picture, policy).is, 'files');
  });

  it('that was edited, removed or is none at all is read as such', () => {
    assert.equal(readInbound(happened({ kind: 'edited', text: 'x' }), policy).is, 'edited');
    assert.equal(readInbound(happened({ kind: 'installed' }), policy).is, 'installed');
    assert.equal(readInbound(happened({ kind: 'other', name: 'typing' }), policy).is, 'ignored');
  });

  it('of 50,000 characters is kept as far as a card can carry it', () => {
    const problem = told(`mail is down at contoso ${'x '.repeat(25_000)}`);
    assert.equal(problem.isCut, true);
    assert.equal(problem.text.length, policy.numbers.longestTextCharacters);
    assert.ok(problem.title.length <= 81);
  });
});

describe('what a problem lets one guess', () => {
  it('is product, kind and who is affected, in four languages', () => {
    assert.deepEqual(hints('mail is down for everyone at contoso since 9 this morning'), {
      product: 'office-365',
      kind: 'broken',
      affectedUsers: 'everyone',
    });
    assert.deepEqual(hints('contoso のメールが今朝9時から届きません。全員です'), {
      product: 'office-365',
      kind: 'broken',
      affectedUsers: '全員',
    });
    assert.deepEqual(hints('contoso 從昨天下午 3 點開始虛擬機器無法連線，所有人'), {
      product: 'azure',
      kind: 'broken',
      affectedUsers: '所有人',
    });
    assert.deepEqual(hints('contoso 从今天早上9点开始邮件收不到，所有用户'), {
      product: 'office-365',
      kind: 'broken',
      affectedUsers: '所有人',
    });
  });

  it('carries the words it was read from', () => {
    const [first] = told('Azure SQL fails at contoso').hints.filter(({ field }) => field === 'product');
    assert.deepEqual(first, { field: 'product', value: 'azure', words: 'Azure SQL' });
  });

  it('is no product where the name could mean several', () => {
    for (const name of [
      'Entra ID',
      'Azure AD',
      'Intune',
      'Power BI',
      'Windows 365',
      'Copilot',
      'Teams Phone',
    ]) {
      assert.equal(hints(`${name} is broken at contoso`)['product'], undefined, name);
    }
  });

  it('is the kind the longer words name', () => {
    assert.equal(hints('billing dispute at contoso about azure')['kind'], 'billing-dispute');
    assert.equal(hints('how do we move licences at contoso')['kind'], 'how-to');
    assert.equal(hints('our tenant was hacked')['kind'], 'breach');
    assert.equal(hints('请问：安全漏洞报告给谁')['kind'], 'vulnerability');
  });

  it('is who the customer may be, likeliest first', () => {
    const first = (text: string): string | undefined => told(text).customerWords[0];
    assert.equal(first('mail is down for everyone at contoso since 9'), 'contoso');
    assert.equal(first('Azure SQL at Northwind Traders is down'), 'Northwind Traders');
    assert.equal(first('outlook fails for users of fabrikam.com'), 'fabrikam.com');
    assert.equal(first('contoso のメールが届きません'), 'contoso');
    assert.equal(first('株式会社アドベンチャー様でOutlookが開けません'), 'アドベンチャー');
    assert.equal(first('客户阳光贸易的虚拟机无法连接'), '阳光贸易');
    assert.deepEqual(told('mail is down for everyone').customerWords, []);
  });

  it('is told apart from chatter by its length, where no word of it is known', () => {
    const is = (text: string): string => read(text).is;
    assert.deepEqual([is('lorem dolor amet quux'), is('lorem dolor amet')], ['problem', 'nonsense']);
    assert.deepEqual([is('ab cd ef gh ij kl'), is('ab cd ef gh ij')], ['problem', 'nonsense']);
    assert.deepEqual([is('ゑゑゑゑゑゑ'), is('ゑゑゑゑゑ')], ['problem', 'nonsense']);
  });

  it('is cut to a headline at a word', () => {
    const long = `Mail ${'is slower than ever '.repeat(6)}`;
    assert.equal(told(long).title, `${long.slice(0, 79)}…`);
    const unspaced = 'メールが届きません'.repeat(20);
    assert.equal(told(unspaced).title, `${unspaced.slice(0, 80)}…`);
  });

  it('is a headline without customer and time', () => {
    assert.equal(
      told('mail is down for everyone at contoso since 9 this morning').title,
      'Mail is down for everyone',
    );
    assert.equal(told('contoso 从今天早上9点开始邮件收不到').title, '邮件收不到');
    assert.equal(told('コーホー醸造 今朝9時からメールが届きません').title, 'メールが届きません');
    assert.equal(told('contoso のメールが今朝9時から届きません').title, 'メールが届きません');
    assert.equal(told('今朝9時から contoso のメールが届きません').title, 'メールが届きません');
  });
});

describe('the headline of a problem whose customer is known', () => {
  const about = (text: string, name: string): string => titleAbout(told(text), name);

  it('does without the customer, however many words name it', () => {
    assert.equal(about('SQL at wingtip toys unreachable since 7:40', 'wingtip toys'), 'SQL unreachable');
    assert.equal(
      about('the portal of Northern Trail Federal Office is slow', 'Northern Trail Federal Office'),
      'The portal is slow',
    );
    assert.equal(about('臺北森林銀行的虛擬機器無法連線', '臺北森林銀行'), '虛擬機器無法連線');
  });

  it('keeps a customer the sentence cannot do without', () => {
    assert.equal(about('Contoso was billed twice', 'Contoso'), 'Contoso was billed twice');
  });
});

describe('a click', () => {
  it('is read by its verb, with texts only', () => {
    const reading = readInbound(
      click('answer', { title: 'x', production: true, nested: { a: 1 }, list: ['a'] }),
      policy,
    );
    assert.deepEqual(reading.is === 'action' && reading.inputs, { title: 'x', production: 'true' });
  });

  it('of an unknown verb does nothing, and a client’s own refresh is no click', () => {
    assert.equal(readInbound(click('delete-everything'), policy).is, 'unknown-action');
    const refresh = {
      kind: 'action',
      verb: 'solved',
      data: {},
      cardActivityId: null,
      automatic: true,
    } as const;
    assert.equal(readInbound(happened(refresh), policy).is, 'refresh');
  });

  it('says which customer the turn has to know', () => {
    const chosen = readInbound(click('answer', { customer: 'c-1' }), policy);
    const added = readInbound(click('add-customer', { domain: ' https://Contoso.COM/x ' }), policy);
    assert.equal(chosen.is === 'action' && chosen.customerId, 'c-1');
    assert.equal(added.is === 'action' && added.customerId, 'contoso.com');
  });
});
