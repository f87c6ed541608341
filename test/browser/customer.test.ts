/**
 * A customer and the desk, each in a page of their own: a critical case from the customer's first words to "it works
 * again", the customer in Japanese, the desk in English; and who is not let in.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customerSide, type Side } from '../../src/demo/people.ts';
import { startPlayground } from '../../src/demo/playground.ts';
import { type RunningApp, startApp } from './app.ts';
import { sendPicture } from './customer-hands.ts';
import { meet, previewQuestion, report, sendQuestion, takeToVerdict } from './customer-steps.ts';
import { type Desk, openDesk } from './desk.ts';
import { workingMorning } from './lead-steps.ts';
import { wordsIn } from './words.ts';

const en = wordsIn('en');
const ja = wordsIn('ja');
const reply = '42人全員です。画面を送ります。';

const [, colleague, ...others] = customerSide.others;

/** Works for the same customer, and nobody listed them. */
const colleagueSide: Side = {
  ...customerSide,
  speaker: colleague,
  others: [customerSide.speaker, customerSide.others[0], others[0], others[1], others[2]],
};

/** Somebody of an organization the desk does not know. */
const strangerSide: Side = { ...customerSide, tenantId: '00000000-0000-4000-8000-00000000ffff' };

describe('A customer in the browser', function () {
  this.timeout(120_000);
  let app: RunningApp;
  let desk: Desk;
  let customer: Desk;

  const openCase = async (): Promise<void> => {
    await desk.say('find H-1001');
    await desk.waitForCard('Cases for “H-1001”');
    await desk.click(en('card.button.open'));
    await desk.waitForCard(en('card.button.tell'));
  };

  /** Another page, beside those of the demo. */
  const asSomebody = async (side: Side, does: (page: Desk) => Promise<void>): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 'handoff-somebody-'));
    const playground = await startPlayground({ botUrl: app.botUrl, port: 0, folder, side });
    assert.ok(playground.kind === 'started', JSON.stringify(playground));
    const page = await openDesk({ url: playground.url, locale: 'ja', album: 'customer-others' });
    try {
      await does(page);
    } finally {
      await page.close();
      await playground.stop();
      await rm(folder, { recursive: true, force: true });
    }
  };

  before(async () => {
    app = await startApp('both', workingMorning);
    desk = await openDesk({ url: app.url, locale: 'en-US', album: 'customer-desk' });
    customer = await openDesk({ url: app.customerUrl, locale: 'ja', album: 'customer' });
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await desk.screenshotAll('failed');
    await customer.screenshotAll('failed');
  });
  after(async () => {
    await customer.close();
    await desk.close();
    await app.stop();
  });

  it('is welcomed, and chooses Japanese', async () => {
    await meet(desk, customer);
    await customer.say('ヘルプ');
    await customer.waitForCard(ja('customer-card.start.title'));
    await customer.screenshot('welcome');
  });

  it('writes what is wrong and has its number at once', async () => {
    await report(customer);
    await customer.screenshot('reported');
  });

  it('is taken by an agent, who finds it filled in and brings it to a verdict', async () => {
    await desk.waitForCard(en('card.from-customer.label', { label: 'H-1001' }));
    await desk.screenshot('new-from-customer');
    await takeToVerdict(desk);
    await desk.screenshot('verdict');
  });

  it('is asked for something, in the words the agent saw before', async () => {
    await previewQuestion(desk);
    await desk.screenshot('preview');
    await sendQuestion(desk, customer);
    await customer.screenshot('asked');
  });

  it('answers, with a picture, and the agent’s desk rings', async () => {
    await customer.click(ja('card.button.my-answer'));
    await customer.waitForCard(ja('customer-card.answer'));
    await customer.fill(ja('customer-card.answer'), reply);
    await customer.click(ja('card.button.my-send'));
    await customer.waitForCard(ja('customer-notice.heard.answered'));
    await desk.waitForCard(reply);
    await desk.screenshot('answered');
    await sendPicture(customer.page, customerSide, 'error.png');
    await customer.waitForCard('error.png');
    await customer.screenshot('picture');
  });

  it('says that the picture belongs to this case, and the agent sees its name', async () => {
    await customer.waitForCard(ja('card.button.my-belongs'));
    await customer.click(ja('card.button.my-belongs'));
    await customer.waitForCard(ja('customer-notice.heard.reported'));
    await openCase();
    await desk.click(en('card.button.tell'));
    await desk.waitForCard(en('card.composer.title'));
    await desk.click(en('card.button.talk'));
    await desk.waitForCard('error.png');
    await desk.screenshot('conversation');
  });

  it('says that it works again, and the agent closes the case', async () => {
    await customer.say('状況');
    await customer.waitForCard(ja('customer-card.cases.label'));
    await customer.screenshot('status');
    await customer.click(ja('card.button.my-case'));
    await customer.waitForCard(ja('card.button.my-works'));
    await customer.click(ja('card.button.my-works'));
    await customer.waitForCard(ja('customer-notice.heard.works'));
    await desk.waitForCard(
      en('owner-event.customer-works.says', { who: customerSide.speaker.name, label: 'H-1001' }),
    );
    await desk.screenshot('works-again');
    await desk.click(en('card.button.solved'));
    await desk.waitForCard(en('card.closed.solved.label'));
    await customer.say('H-1001');
    await customer.waitForCard(ja('customer-state.solved'));
    await customer.screenshot('solved');
  });

  it('never sees a case of fraud', async () => {
    await desk.say('new コーホー醸造 で不正な請求の疑い fraud');
    await desk.waitForCard(en('card.bar.now', { page: en('card.page.who-and-what') }));
    await desk.choose(en('question.issueKind.label'), en('kind.fraud'));
    await desk.click(en('card.button.go-on'));
    await desk.waitForCard('H-1002');
    await customer.say('状況');
    await customer.waitForCard(ja('customer-card.cases.label'));
    assert.doesNotMatch(await customer.read(), /H-1002/);
    await customer.say('H-1002');
    await customer.waitForCard(ja('customer-notice.no-such-number', { label: 'H-1002' }));
    await customer.screenshot('fraud-is-invisible');
  });

  it('shows a colleague nobody listed only what they opened themselves', () =>
    asSomebody(colleagueSide, async (page) => {
      await page.say('status');
      await page.waitForCard(en('customer-card.cases.title', { count: 0 }));
      await page.say('H-1001');
      await page.waitForCard(en('customer-notice.no-such-number', { label: 'H-1001' }));
      await page.screenshot('colleague');
    }));

  it('refuses somebody of an organization it does not know, and names whom to ask', () =>
    asSomebody(strangerSide, async (page) => {
      await page.say('status');
      await page.waitForCard('I do not know you yet');
      await page.screenshot('stranger');
      assert.doesNotMatch(await page.read(), /H-1/);
    }));
});
