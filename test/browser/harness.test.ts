import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskSide } from '../../src/demo/people.ts';
import { startPlayground } from '../../src/demo/playground.ts';
import { type Desk, openDesk } from './desk.ts';
import { type MiniBot, startMiniBot } from './mini-bot.ts';

const choices = (...titles: readonly string[]) =>
  titles.map((title) => ({ title, value: title.toLowerCase() }));

const formCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'A form' },
    { type: 'Input.Text', id: 'line', label: 'In one line', isRequired: true, errorMessage: 'Say something' },
    { type: 'Input.ChoiceSet', id: 'product', label: 'Product', choices: choices('Azure', 'Exchange') },
    {
      type: 'Input.ChoiceSet',
      id: 'customer',
      label: 'Customer',
      style: 'filtered',
      choices: choices('Contoso', 'Contoso East', 'Fabrikam'),
    },
    {
      type: 'Input.ChoiceSet',
      id: 'impact',
      label: 'Impact',
      style: 'expanded',
      choices: choices('Everyone', 'One'),
    },
    { type: 'Input.Date', id: 'day', label: 'Since' },
    { type: 'Input.Time', id: 'time', label: 'Time' },
    { type: 'Input.Toggle', id: 'checked', title: 'I checked it' },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Continue', verb: 'continue' },
    { type: 'Action.OpenUrl', title: 'Open ↗', url: 'https://example.com/door' },
    { type: 'Action.Execute', title: 'Hand to lead', verb: 'lead', mode: 'secondary' },
  ],
};

const textCard = (text: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
  actions: formCard.actions,
});

describe('a person at the desk’s page', () => {
  let bot: MiniBot;
  let desk: Desk;
  let folder: string;
  let stopPlayground: () => Promise<void>;

  before(async () => {
    bot = await startMiniBot({
      onMessage: () => formCard,
      onAction: (verb, data) => textCard(`${verb}: ${JSON.stringify(data)}`),
    });
    folder = await mkdtemp(join(tmpdir(), 'handoff-harness-'));
    const playground = await startPlayground({ botUrl: bot.url, port: 0, folder, side: deskSide });
    assert.ok(playground.kind === 'started', JSON.stringify(playground));
    stopPlayground = playground.stop;
    desk = await openDesk({ url: playground.url, locale: 'en-US', album: 'harness' });
  });
  after(async () => {
    await desk.close();
    await stopPlayground();
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('speaks as the desk’s agent, of the desk’s tenant', async () => {
    await desk.say('hello');
    await desk.waitForCard('A form');
    const { from, text } =
      bot.heard.findLast(({ type }) => type === 'message') ?? assert.fail('nothing heard');
    assert.deepEqual([from.aadObjectId, text], [deskSide.speaker.objectId, 'hello']);
  });

  it('is held back by the page while a required answer is missing', async () => {
    await desk.click('Continue');
    await desk.waitForCard('Say something');
    assert.equal(
      bot.heard.some(({ type }) => type === 'invoke'),
      false,
    );
  });

  it('answers every kind of question, and the card changes in place', async () => {
    await desk.fill('In one line', 'mail is down');
    await desk.choose('Product', 'Exchange');
    await desk.choose('Customer', 'Contoso');
    await desk.choose('Impact', 'Everyone');
    await desk.fill('Since', '2026-11-20');
    await desk.fill('Time', '09:15');
    await desk.tick('I checked it');
    await desk.screenshot('form');
    await desk.click('Continue');
    await desk.waitForCard('continue:');
    assert.deepEqual(JSON.parse((await desk.read()).match(/\{.*\}/s)?.[0] ?? 'null'), {
      line: 'mail is down',
      product: 'exchange',
      customer: 'contoso',
      impact: 'everyone',
      day: '2026-11-20',
      time: '09:15',
      checked: 'true',
    });
    assert.equal(await desk.page.locator('.ac-adaptiveCard').count(), 1);
  });

  it('reaches the buttons behind "…" and reads where a link leads', async () => {
    assert.equal(await desk.linkOf('Open ↗'), 'https://example.com/door');
    await desk.click('Hand to lead');
    await desk.waitForCard('lead:');
  });

  it('is told what the card offers instead of a button it does not have', async () => {
    await assert.rejects(desk.click('Approve'), /offers no "Approve", only: Continue/);
  });
});
