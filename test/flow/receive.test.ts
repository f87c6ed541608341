import assert from 'node:assert/strict';
import { openStage, personAt, type Stage } from '../scenarios/play.ts';
import { cardLines, text, type Json } from '../scenarios/card-text.ts';
import { agent, otherAgent, stranger } from '../stand-in/activities.ts';
import { deliver } from '../stand-in/teams.ts';

const cardIn = (body: unknown): Json => (body as { readonly value: Json }).value;
const wordsOf = (body: unknown): string => cardLines(cardIn(body)).join('\n');

/** The data of the button that goes on from an intake page. */
const tokenOn = (card: Json): string => {
  const found = /"token":"([^"]+)"/.exec(JSON.stringify(card));
  return text(found?.[1]);
};

describe('the durable turn', function () {
  this.timeout(20_000);
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage('2026-11-20T09:30:00Z');
  });
  afterEach(() => stage.close());

  const send = async (activity: unknown) => deliver(stage.url, activity, stage.teams.mint());

  /** A draft of Robin's, open on its first page. */
  const draft = async () => {
    const robin = personAt(stage);
    await robin.says('new mail is down for everyone at contoso since 9 this morning');
    const [subject] = await stage.store.drafts(`${agent.tenantId}/${agent.objectId}`);
    assert.ok(subject !== undefined);
    return { robin, subject, token: tokenOn(robin.shown().card) };
  };

  it('answers a repeated click with the same card and does the work once', async () => {
    const { robin, subject } = await draft();
    const click = stage.teams.activities.action({
      verb: 'answer',
      data: {
        token: tokenOn(robin.shown().card),
        customer: 'contoso.onmicrosoft.com',
        product: 'office-365',
        kind: 'broken',
        title: 'Mail down',
      },
    });
    const first = await send(click);
    const again = await send(click);
    assert.deepEqual(wordsOf(again.body), wordsOf(first.body));
    const after = await stage.store.case(subject.id);
    assert.equal(after?.version, subject.version + 1);
  });

  it('does a click once though Teams repeats it under new ids, all at the same time', async () => {
    const { robin, subject } = await draft();
    const data = {
      token: tokenOn(robin.shown().card),
      customer: 'contoso.onmicrosoft.com',
      product: 'office-365',
      kind: 'broken',
      title: 'Mail down',
    };
    const clicks = Array.from({ length: 4 }, () => stage.teams.activities.action({ verb: 'answer', data }));
    const answers = await Promise.all(clicks.map(send));
    for (const { status } of answers) assert.equal(status, 200);
    assert.equal((await stage.store.case(subject.id))?.version, subject.version + 1);
    const lines = await stage.store.record(subject.id);
    assert.equal(lines.filter(({ what }) => what === 'answered').length, 1);
  });

  it('takes better answers from a button whose first click was refused on another device', async () => {
    const { robin, subject } = await draft();
    const token = tokenOn(robin.shown().card);
    const clickWith = (more: Json, caller = agent) =>
      stage.teams.activities.action({ verb: 'answer', data: { token, ...more } }, caller);
    const abroad = { ...agent, zone: 'Asia/Tokyo' };
    await send(clickWith({ customer: '', product: '', kind: '' }, abroad));
    assert.equal((await stage.store.case(subject.id))?.version, subject.version);
    const whole = {
      customer: 'contoso.onmicrosoft.com',
      product: 'office-365',
      kind: 'broken',
      title: 'Mail down',
    };
    await send(clickWith(whole, abroad));
    assert.equal((await stage.store.case(subject.id))?.version, subject.version + 1);
  });

  it('opens a case for each of two texts, though both are asked about over the same draft', async () => {
    const { robin } = await draft();
    await robin.says('vm in azure does not start at fabrikam');
    const first = robin.shown();
    await robin.says('the invoice of tailspin shows a wrong price');
    const second = robin.shown();
    await robin.clicks('start-new', {}, first);
    await robin.clicks('start-new', {}, second);
    assert.equal((await stage.store.drafts(`${agent.tenantId}/${agent.objectId}`)).length, 3);
  });

  it('opens one case for a click on "New case" that Teams repeats under new ids', async () => {
    const robin = personAt(stage);
    await robin.says('hello');
    const { id, card } = robin.shown();
    const data = { token: tokenOn(card) };
    const click = () => stage.teams.activities.action({ verb: 'new-case', data, cardActivityId: id });
    await Promise.all([send(click()), send(click()), send(click())]);
    await send(click());
    assert.equal((await stage.store.drafts(`${agent.tenantId}/${agent.objectId}`)).length, 1);
  });

  it('opens a case for each card "New case" is clicked on', async () => {
    const robin = personAt(stage);
    await robin.says('hello');
    await robin.clicks('new-case');
    stage.advance(1);
    await robin.clicks('cancel-draft');
    await robin.clicks('new-case');
    assert.equal((await stage.store.drafts(`${agent.tenantId}/${agent.objectId}`)).length, 1);
  });

  it('opens one case for a message that Teams delivers three times', async () => {
    const message = stage.teams.activities.message('new mail is down at contoso');
    await Promise.all([send(message), send(message), send(message)]);
    assert.equal((await stage.store.drafts(`${agent.tenantId}/${agent.objectId}`)).length, 1);
  });

  it('does not open a card that was signed elsewhere, or by nobody', async () => {
    const { subject } = await draft();
    for (const token of ['', 'e30.AAAA', undefined, 7, { a: 1 }]) {
      const answer = await send(stage.teams.activities.action({ verb: 'cancel-draft', data: { token } }));
      assert.equal(answer.status, 200);
      assert.match(wordsOf(answer.body), /too old/);
    }
    assert.equal((await stage.store.case(subject.id))?.version, subject.version);
  });

  it('does not let a colleague use the buttons of a card made for somebody else', async () => {
    const { subject, token } = await draft();
    const click = stage.teams.activities.action({ verb: 'cancel-draft', data: { token } }, otherAgent);
    const answer = await send(click);
    assert.equal(answer.status, 200);
    assert.equal((await stage.store.case(subject.id))?.stage.at, 'intake');
  });

  it('changes nothing on a click of an old card and shows the current one', async () => {
    const { robin, subject, token } = await draft();
    await robin.clicks('answer');
    const before = await stage.store.case(subject.id);
    const old = await send(stage.teams.activities.action({ verb: 'cancel-draft', data: { token } }));
    assert.equal(old.status, 200);
    assert.deepEqual(await stage.store.case(subject.id), before);
    assert.match(wordsOf(old.body), new RegExp(`H-${subject.number}`));
  });

  it('refuses somebody of another tenant politely, keeps nothing of them and shows no case', async () => {
    await draft();
    const theirs = personAt(stage, stranger);
    await theirs.says('find contoso');
    const words = theirs.lines().join('\n');
    assert.match(words, /Northwind Cloud/);
    assert.ok(!words.includes('Contoso'));
    assert.equal(await stage.store.person(`${stranger.tenantId}/${stranger.objectId}`), null);
  });

  it('keeps the answers of two messages in the order of the messages', async () => {
    const robin = personAt(stage);
    await robin.says('help');
    await robin.says('my cases');
    const texts = stage.teams.sent.map(({ body }) => text(body['summary']));
    assert.equal(texts.length, 2);
    assert.notEqual(texts[0], texts[1]);
  });
});
