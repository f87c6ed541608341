import assert from 'node:assert/strict';
import { personAt, type Stage } from '../scenarios/play.ts';
import { cardLines, everything, text, type Json } from '../scenarios/card-text.ts';
import { agent, stranger, type Caller } from '../stand-in/activities.ts';
import { deliver } from '../stand-in/teams.ts';
import type { Case } from '../../src/triage/case.ts';
import {
  chatOf,
  commitOfCase,
  hanako,
  megan,
  metLead,
  naoki,
  openCustomerStage,
  until,
} from './customer-desk.ts';

const picture = {
  attachments: [{ contentType: 'image/png', name: 'error.png', contentUrl: 'https://files.example/1' }],
};
const mailIsDown = '今朝からメールが全員届きません。至急お願いします。';

const answerOf = (body: unknown): { readonly type: string; readonly value: unknown } =>
  body as { readonly type: string; readonly value: unknown };
const wordsIn = (body: unknown): string => {
  const { value } = answerOf(body);
  return typeof value === 'string' ? value : cardLines(value as Json).join('\n');
};

describe('the turn of somebody of a customer', function () {
  this.timeout(30_000);
  let stage: Stage;

  beforeEach(async () => {
    stage = await openCustomerStage();
  });
  afterEach(() => stage.close());

  const at = (person: Caller) => personAt(stage, person);
  const linesAt = (person: ReturnType<typeof at>): string => person.lines().join('\n');
  const send = (activity: unknown) => deliver(stage.url, activity, stage.teams.mint());
  const caseNumbered = async (number: number): Promise<Case> => {
    const found = await stage.store.caseByNumber(number);
    assert.ok(found !== null, `there is a case ${String(number)}`);
    return found;
  };
  const tokenOn = (card: Json, verb: string): string => {
    const button = everything(card).find((one) => one['verb'] === verb);
    return text((button?.['data'] as Json | undefined)?.['token']);
  };

  /** Hanako of the brewery has reported; the case has the number returned. */
  const reported = async () => {
    await metLead(stage);
    const customer = at(hanako);
    await customer.says(mailIsDown, picture);
    return { customer, about: await caseNumbered(1001) };
  };

  it('makes a case of the first words, with a number, whom they are and what was attached', async () => {
    const { customer, about } = await reported();
    assert.match(linesAt(customer), /H-1001/);
    assert.match(linesAt(customer), /error\.png/);
    assert.equal(about.customerId, 'coho-jozo.example');
    assert.equal(about.owner, `${agent.tenantId}/${agent.objectId}`);
    assert.equal(about.talk?.openedBy?.objectId, hanako.objectId);
    assert.equal(about.talk.untakenSince, stage.now());
    assert.deepEqual(
      about.talk.messages.map((one) => ({ said: 'said' in one ? one.said : null, text: one.text })),
      [{ said: 'reported', text: mailIsDown }],
    );
    const [first] = await stage.store.record(about.id);
    assert.equal(first?.by, `${hanako.tenantId}/${hanako.objectId}`);
    assert.equal(first.texts['text'], mailIsDown);
  });

  it('tells the desk once, and the lead can be told', async () => {
    await reported();
    await until(() => chatOf(stage, agent).find((card) => card.includes(mailIsDown)), 'news for the desk');
  });

  it('opens one case for a message that Teams brings twice', async () => {
    await metLead(stage);
    const message = stage.teams.activities.message(mailIsDown, hanako);
    await Promise.all([send(message), send(message)]);
    await send(message);
    assert.equal(await stage.store.caseByNumber(1002), null);
    assert.equal(
      (await stage.store.customerCases(hanako.tenantId, { objectId: '', isContact: true })).length,
      1,
    );
  });

  it('asks where words belong while a case is open, and loses none of them', async () => {
    const { customer } = await reported();
    await customer.says('プリンターも動きません。ログを送ります', picture);
    assert.match(linesAt(customer), /どの件についてですか/);
    assert.equal((await caseNumbered(1001)).talk?.messages.length, 1);
    await customer.clicks('my-answer');
    const [, second] = (await caseNumbered(1001)).talk?.messages ?? [];
    assert.equal(second?.text, 'プリンターも動きません。ログを送ります');
    assert.ok(second.from === 'customer');
    assert.deepEqual(second.files, [{ name: 'error.png', type: 'image/png' }]);
  });

  it('makes a second case of them where that is what they are', async () => {
    const { customer } = await reported();
    await customer.says('プリンターも動きません。見てください');
    await customer.clicks('my-report');
    assert.equal((await caseNumbered(1002)).talk?.messages[0]?.text, 'プリンターも動きません。見てください');
  });

  it('takes the same button again with other words, and once with the same', async () => {
    const { customer, about } = await reported();
    await customer.clicks('my-case:worse');
    const { id, card } = customer.shown();
    const click = (words: string) =>
      send(
        stage.teams.activities.action(
          { verb: 'my-worse', data: { token: tokenOn(card, 'my-worse'), text: words }, cardActivityId: id },
          hanako,
        ),
      );
    await click('全員です');
    await click('全員です');
    await click('電話も使えません');
    const said = (await caseNumbered(about.number)).talk?.messages.map((one) => one.text);
    assert.deepEqual(said, [mailIsDown, '全員です', '電話も使えません']);
  });

  it('rings at the owner when it is worse, with the words', async () => {
    const { customer } = await reported();
    await customer.clicks('my-case:worse');
    await customer.clicks('my-worse', { text: '全員です' });
    await until(() => chatOf(stage, agent).find((card) => card.includes('is worse')), 'the alert');
  });

  it('makes it our move again when a customer we wait for answers', async () => {
    const { customer, about } = await reported();
    const waiting: Case = {
      ...about,
      version: about.version + 1,
      follow: { ...about.follow, holder: 'customer', handling: { spentMs: 5, runningSince: null } },
    };
    await stage.store.commit(commitOfCase(waiting, stage.now()));
    await customer.says('状況');
    assert.match(linesAt(customer), /お客様のご回答をお待ちしています/);
    await customer.clicks('my-case:history');
    await customer.clicks('my-case:answer');
    await customer.clicks('my-answer', { text: '再起動しました' });
    const after = await caseNumbered(about.number);
    assert.equal(after.follow.holder, 'desk');
    assert.equal(after.follow.handling.runningSince, stage.now());
    assert.equal(after.talk?.messages.at(-1)?.text, '再起動しました');
    await until(() => chatOf(stage, agent).find((card) => card.includes('It is our move')), 'the alert');
  });

  it('opens a solved case again when it is not solved', async () => {
    const { customer, about } = await reported();
    const closed: Case = {
      ...about,
      version: about.version + 1,
      stage: { at: 'closed', how: 'solved', closedAt: stage.now() },
    };
    await stage.store.commit(commitOfCase(closed, stage.now()));
    await customer.says('H-1001');
    await customer.clicks('my-case:worse');
    await customer.clicks('my-worse', { text: 'まだです' });
    assert.equal((await caseNumbered(about.number)).stage.at, 'intake');
    const what = (await stage.store.record(about.id)).map((line) => line.what);
    assert.deepEqual(what.slice(-2), ['customer-said-worse', 'reopened']);
  });

  it('shows a colleague only what they reported themselves', async () => {
    await reported();
    const colleague = at(naoki);
    await colleague.says('状況');
    assert.doesNotMatch(linesAt(colleague), /H-1001/);
    await colleague.says('H-1001');
    assert.doesNotMatch(linesAt(colleague), /メール/);
    await colleague.says('共有フォルダーが開きません。助けてください');
    await colleague.says('状況');
    assert.match(linesAt(colleague), /共有フォルダー/);
    const contact = at(hanako);
    await contact.says('状況');
    assert.match(linesAt(contact), /共有フォルダー/);
  });

  it('never shows a case of one customer to another, not even with a card of theirs in hand', async () => {
    const { customer } = await reported();
    const token = tokenOn(customer.shown().card, 'my-works');
    const other = at(megan);
    await other.says('status');
    assert.doesNotMatch(linesAt(other), /H-1001/);
    const stolen = await send(stage.teams.activities.action({ verb: 'my-works', data: { token } }, megan));
    assert.doesNotMatch(wordsIn(stolen.body), /メール|H-1001/);
    assert.equal((await caseNumbered(1001)).talk?.messages.length, 1);
  });

  it('never does a thing of the desk for a customer, nor one of a customer for the desk', async () => {
    const robin = await metLead(stage);
    await robin.says('new mail is down for everyone at contoso since 9 this morning');
    const token = tokenOn(robin.shown().card, 'answer');
    for (const verb of ['answer', 'cancel-draft', 'solved', 'board', 'take-over']) {
      const { body } = await send(stage.teams.activities.action({ verb, data: { token } }, megan));
      assert.doesNotMatch(wordsIn(body), /H-1001/, verb);
    }
    assert.equal((await caseNumbered(1001)).stage.at, 'intake');
    const mine = at(megan);
    await mine.says('status');
    const theirs = tokenOn(mine.shown().card, 'my-status');
    const { body } = await send(
      stage.teams.activities.action({ verb: 'my-status', data: { token: theirs } }, agent),
    );
    assert.doesNotMatch(wordsIn(body), /requests/);
  });

  it('hides a case from its customer once it is private, and never names it', async () => {
    const { customer, about } = await reported();
    await stage.store.commit(
      commitOfCase({ ...about, version: about.version + 1, sensitive: true }, stage.now()),
    );
    await customer.clicks('my-works');
    assert.doesNotMatch(linesAt(customer), /H-1001|メール/);
    await customer.says('H-1001');
    assert.doesNotMatch(linesAt(customer), /メール/);
    assert.equal((await caseNumbered(1001)).talk?.messages.length, 1);
  });

  it('answers a report of fraud without a number and keeps the case from the room', async () => {
    await metLead(stage);
    const customer = at(megan);
    await customer.says('we see fraud: somebody else bought 200 licences with our account');
    assert.doesNotMatch(linesAt(customer), /H-\d/);
    assert.equal((await caseNumbered(1001)).sensitive, true);
    await customer.says('status');
    assert.doesNotMatch(linesAt(customer), /H-\d|fraud/);
  });

  it('shows nothing of a draft of the desk', async () => {
    const robin = await metLead(stage);
    await robin.says('new mail is down for everyone at contoso since 9 this morning');
    await robin.clicks('answer', {
      customer: 'contoso.onmicrosoft.com',
      product: 'office-365',
      kind: 'broken',
    });
    const customer = at(megan);
    await customer.says('status');
    assert.match(linesAt(customer), /Nothing is open/);
  });

  it('keeps silent when told so, and remembers it over a new greeting', async () => {
    const { customer } = await reported();
    await customer.says('停止');
    const kept = await stage.store.person(`${hanako.tenantId}/${hanako.objectId}`);
    assert.equal(kept?.ofCustomer?.stoppedAt, stage.now());
    stage.advance(1);
    await customer.says('こんにちは');
    assert.match(linesAt(customer), /お知らせは停止中です/);
    await customer.clicks('my-resume');
    const again = await stage.store.person(`${hanako.tenantId}/${hanako.objectId}`);
    assert.equal(again?.ofCustomer?.stoppedAt, null);
  });

  it('is never counted among the people of the desk', async () => {
    await reported();
    const people = await stage.store.people();
    assert.deepEqual(
      people.map(({ name }) => name),
      [agent.name],
    );
  });

  it('speaks the language that was chosen, from then on', async () => {
    const { customer } = await reported();
    await customer.says('language english');
    assert.match(linesAt(customer), /From now on I write to you in this language/);
    await customer.says('状況');
    assert.match(linesAt(customer), /One request/);
  });

  it('says how to reach the partner where nobody of the desk has ever come', async () => {
    const customer = at(megan);
    await customer.says('Our mail is down for everyone since this morning');
    assert.match(linesAt(customer), /desk@northwind\.example/);
    assert.equal(await stage.store.caseByNumber(1001), null);
  });

  it('refuses an unknown tenant with whom to contact, and shows nothing', async () => {
    await reported();
    const unknown = at(stranger);
    await unknown.says('status');
    assert.match(linesAt(unknown), /desk@northwind\.example/);
    assert.doesNotMatch(linesAt(unknown), /H-1001/);
  });
});
