import assert from 'node:assert/strict';
import { personAt, type Shown, type Stage } from '../scenarios/play.ts';
import { agent, type Caller } from '../stand-in/activities.ts';
import type { Case } from '../../src/triage/case.ts';
import { talkOf, type TalkMessage } from '../../src/triage/talk.ts';
import { chatOf, hanako, linesIn, megan, metLead, openCustomerStage, until } from './customer-desk.ts';
import type { Json } from '../scenarios/card-text.ts';

const mailIsDown = '今朝からメールが全員届きません。至急お願いします。';

describe('writing to a customer, over the wire', function () {
  this.timeout(30_000);
  let stage: Stage;
  let robin: ReturnType<typeof personAt>;

  beforeEach(async () => {
    stage = await openCustomerStage();
    robin = await metLead(stage);
  });
  afterEach(() => stage.close());

  const theCase = async (): Promise<Case> => {
    const found = await stage.store.caseByNumber(1001);
    assert.ok(found !== null);
    return found;
  };
  const last = async (): Promise<TalkMessage | undefined> => talkOf(await theCase()).messages.at(-1);
  const cardWith = (caller: Caller, words: string): Promise<Shown> =>
    until(() => {
      const cards = [...(stage.teams.shown.get(`a:${caller.objectId}`) ?? new Map<string, Json>())];
      const found = cards.findLast(([, card]) => linesIn(card).includes(words));
      return found === undefined ? undefined : { id: found[0], card: found[1] };
    }, `"${words}" for ${caller.name}`);
  const reads = (): string => robin.lines().join('\n');

  /** Hanako reports in Japanese, Robin takes it. */
  const taken = async () => {
    const customer = personAt(stage, hanako);
    await customer.says(mailIsDown);
    await robin.clicks('take-request', {}, await cardWith(agent, mailIsDown));
    return customer;
  };
  const writes = async (fills: Json): Promise<void> => {
    await robin.clicks('write-customer', {}, await cardWith(agent, 'Who and what'));
    await robin.clicks('preview-customer', fills);
  };

  it('begins with who takes the request: the card says who has it, and the case opens filled in', async () => {
    await taken();
    assert.match(reads(), new RegExp(`${agent.name} has taken it`));
    const about = await theCase();
    assert.equal(about.owner, `${agent.tenantId}/${agent.objectId}`);
    assert.equal(talkOf(about).untakenSince, null);
    assert.match(linesIn((await cardWith(agent, 'Who and what')).card), /メール/);
  });

  it('shows an agent in English what a customer reads in Japanese, delivers that and nothing else', async () => {
    await taken();
    await writes({ situation: 'received' });
    assert.match(reads(), /Goes to \*\*佐藤 花子\*\* in Teams, at once, in Japanese/);
    const previewed = reads();
    await robin.clicks('send-customer');
    const message = await last();
    assert.ok(message?.from === 'desk');
    for (const line of message.text.split('\n')) assert.ok(previewed.includes(line.trim()), line);
    const arrived = await cardWith(hanako, '責任をもって');
    assert.match(linesIn(arrived.card), /H-1001/);
    assert.doesNotMatch(linesIn(arrived.card), /Robin|owner|R\d\d/);
  });

  it('asks for something, and the answer rings with its words at the agent', async () => {
    const customer = await taken();
    await writes({ situation: 'need-something', text: 'エラーの出た時刻を教えてください。' });
    await robin.clicks('send-customer');
    assert.equal((await theCase()).follow.holder, 'customer');
    const asked = await cardWith(hanako, 'エラーの出た時刻を教えてください。');
    await customer.clicks('my-case:answer', {}, asked);
    await customer.clicks('my-answer', { text: '17:02 です。' });
    assert.equal((await theCase()).follow.holder, 'desk');
    const rings = await cardWith(agent, '17:02 です。');
    await robin.clicks('show:talk', {}, rings);
    assert.match(reads(), /エラーの出た時刻を教えてください。/);
    assert.match(reads(), /Delivered in Teams/);
  });

  it('warns of own words a customer is never told, and sends them all the same', async () => {
    await taken();
    await writes({ situation: 'own-words', text: 'It is guaranteed to work in 2 hours (R11).' });
    assert.match(reads(), /promise or guarantee/);
    assert.match(reads(), /response hours/);
    assert.match(reads(), /internal id \(R11\)/);
    await robin.clicks('send-customer');
    await cardWith(hanako, 'It is guaranteed to work in 2 hours');
  });

  it('sends nothing that changed since it was looked at', async () => {
    const customer = await taken();
    await writes({ situation: 'received' });
    const previewed = robin.shown();
    await customer.says('H-1001');
    await customer.clicks('my-works');
    await robin.clicks('send-customer', {}, previewed);
    assert.match(reads(), /Something changed since you looked at it/);
    assert.equal((await last())?.from, 'customer');
    await robin.clicks('send-customer');
    assert.equal((await last())?.from, 'desk');
  });

  it('sends once, however often and wherever the button is pressed', async () => {
    await taken();
    await writes({ situation: 'received' });
    const previewed = robin.shown();
    await robin.doubleClicks('send-customer');
    await robin.clicks('send-customer', {}, previewed);
    assert.equal(talkOf(await theCase()).messages.length, 2);
  });

  it('gives the text to copy where there is no chat and no mail, and says who delivered it', async () => {
    await robin.says('new mail is down for everyone at contoso since 9 this morning');
    await robin.clicks('answer');
    await robin.clicks('answer', { knownIncident: 'none', troubleshooting: 'done-unresolved' });
    await robin.clicks('answer', { category: 'unavailable', impact: 'critical' });
    if (reads().includes('<Continue>')) await robin.clicks('answer', { agentRole: 'helpdesk-agent' });
    await robin.clicks('show:customer');
    assert.match(reads(), new RegExp(`${megan.name}, text to copy`));
    await robin.clicks('preview-customer');
    assert.match(reads(), /I cannot send it: please copy it/);
    await robin.clicks('send-customer');
    assert.match(reads(), /not delivered by us/);
    const message = await last();
    assert.ok(message?.from === 'desk' && message.delivery.state === 'delivered');
    assert.equal(message.delivery.way, 'copy');
    assert.deepEqual(chatOf(stage, megan), []);
  });
});
