import assert from 'node:assert/strict';
import { type RunningApp, startApp } from './app.ts';
import { type Desk, openDesk } from './desk.ts';
import { workingMorning } from './lead-steps.ts';
import { type Words, wordsIn } from './words.ts';

/** What differs between the two tellings of the story. */
type Telling = {
  readonly name: string;
  readonly locale: string;
  /** What the agent types, and the words the customer is guessed from. */
  readonly sentence: string;
  /** What the request must quote of it, as typed. */
  readonly quoted: string;
  readonly command: { readonly cases: string; readonly find: string };
};

const tellings: readonly Telling[] = [
  {
    name: 'in English',
    locale: 'en',
    sentence: 'new mail is down for everyone at contoso since 9 this morning',
    quoted: '“mail is down for everyone at contoso since 9 this morning”',
    command: { cases: 'my cases', find: 'find' },
  },
  {
    name: 'in Japanese',
    locale: 'ja',
    sentence: '新規 contoso で今朝9時から全員のメールが使えません',
    quoted: '“contoso で今朝9時から全員のメールが使えません”',
    command: { cases: 'ケース一覧', find: '検索' },
  },
];

const requestNumber = '25112010';
/** Deep links open in the customer's context, so they carry his tenant. */
const contosoTenant = '7f1c2b7e-5d41-4a0e-9c53-0b8f6a2ec9d9';
const reason = 'The network team is still looking';

for (const { name, locale, sentence, quoted, command } of tellings) {
  describe(`a helpdesk agent takes a problem to a verdict and on, ${name}`, function () {
    this.timeout(30_000);
    const say: Words = wordsIn(locale);
    const label = (field: string): string => say(`question.${field}.label`, { zone: '' });
    const choice = (field: string, value: string): string => say(`choice.${field}.${value}`);
    const button = (verb: string): string => say(`card.button.${verb}`);
    const page = (id: string): string => say('card.bar.now', { page: say(`card.page.${id}`) });
    /** Folded parts say how much is in them; the longest run of their words that is not the number. */
    const besideCount = (key: string): string =>
      say(key, { count: 97 })
        .split('97')
        .reduce((longest, part) => (part.length > longest.length ? part : longest));
    let app: RunningApp;
    let desk: Desk;

    const answer = async (field: string, value: string): Promise<void> =>
      desk.choose(label(field), choice(field, value));
    const goOn = (): Promise<void> => desk.click(button('go-on'));

    before(async () => {
      app = await startApp('desk', workingMorning);
      desk = await openDesk({ url: app.url, locale, album: `desk-${locale}` });
    });
    after(async () => {
      await desk.close();
      await app.stop();
    });

    it('is welcomed with what it does, what it does not, and a first button', async () => {
      const english = wordsIn('en');
      await desk.waitForCard(english('card.welcome.title'));
      await desk.waitForCard(english('card.welcome.limits'));
      assert.ok((await desk.read()).includes(english('card.button.new-case')));
      await desk.screenshot('welcome');
    });

    it('chooses the language of the conversation', async () => {
      const english = wordsIn('en');
      await desk.say('language');
      await desk.waitForCard(english('card.language.title'));
      await desk.choose(english('card.language.label'), locale === 'ja' ? '日本語' : 'English');
      await desk.click(english('card.button.save'));
      await desk.waitForCard(say('notice.language-set'));
      await desk.screenshot('language');
    });

    it('says what is wrong and finds customer, product, kind, start and headline guessed', async () => {
      await desk.say(sentence);
      await desk.waitForCard(page('who-and-what'));
      await desk.screenshot('intake');
      assert.match(await desk.valueOf(label('customer')), /contoso/i);
      assert.equal(await desk.valueOf(label('product')), choice('product', 'office-365'));
      assert.equal(await desk.valueOf(label('issueKind')), say('kind.broken'));
      assert.notEqual(await desk.valueOf(label('title')), '');
      assert.notEqual(await desk.valueOf(label('startedAt')), '');
      await desk.waitForCard(say('card.intake.read-from', { words: 'contoso' }));
    });

    it('is led page by page in place, and can go back', async () => {
      await goOn();
      await desk.waitForCard(page('checked'));
      await desk.screenshot('checked');
      await answer('knownIncident', 'none');
      await answer('troubleshooting', 'done-unresolved');
      await goOn();
      await desk.waitForCard(page('impact'));
      await desk.click(button('back'));
      await desk.waitForCard(page('checked'));
      await goOn();
      await desk.waitForCard(page('impact'));
    });

    it('closes the browser, comes back and goes on where the case stood', async () => {
      desk = await desk.comeBack();
      await desk.say(command.cases);
      await desk.waitForCard(say('card.cases.title'));
      await desk.waitForCard('H-1001');
      await desk.screenshot('my-cases');
      await desk.click(button('open'));
      await desk.waitForCard(page('impact'));
    });

    it('answers what is left and gets a verdict with its reasons', async () => {
      await answer('category', 'unavailable');
      await answer('impact', 'critical');
      await desk.screenshot('impact');
      await goOn();
      await desk.waitForCard(page('access'));
      await answer('agentRole', 'helpdesk-agent');
      await desk.screenshot('access');
      await goOn();
      await desk.waitForCard(say('card.verdict.why'));
      await desk.screenshot('verdict');
      const shown = await desk.read();
      for (const key of ['card.verdict.steps', 'outcome.escalate-microsoft.name', 'card.verdict.response'])
        assert.ok(shown.includes(say(key)), `the verdict does not show "${say(key)}"`);
      assert.ok(shown.includes(say('sla.break-fix', { hours: 2 })), shown);
      assert.match(shown, /^A$/m);
      await desk.waitForLink(contosoTenant);
    });

    it('unfolds the rules behind it, each with its page to read', async () => {
      await desk.unfold(besideCount('card.fold.sources'));
      await desk.waitForLink('https://learn.microsoft.com/');
      await desk.screenshot('sources');
    });

    it('reads the request field by field, the customer’s words untouched, and as one text', async () => {
      await desk.click(button('request'));
      await desk.waitForCard(say('card.request.title'));
      await desk.screenshot('request');
      const shown = await desk.read();
      for (const part of [quoted, 'desk@northwind.example', say('packet.field.description')])
        assert.ok(shown.includes(part), `the request does not show "${part}"`);
      await desk.click(button('whole-text'));
      await desk.waitForCard(say('card.request-text.title'));
      await desk.waitForCard(quoted);
      await desk.screenshot('request-text');
      await desk.click(button('to-verdict'));
      await desk.waitForCard(say('card.verdict.why'));
    });

    it('writes to the customer, who has no chat with the bot: sees the text, and it goes by e-mail', async () => {
      await desk.click(button('tell'));
      await desk.waitForCard(say('card.composer.title'));
      await desk.screenshot('composer');
      await desk.click(button('preview-customer'));
      await desk.waitForCard(say('card.preview.title'));
      await desk.waitForCard('Northwind Cloud GmbH');
      await desk.screenshot('customer');
      await desk.click(button('send-customer'));
      await desk.waitForCard(say('notice.customer-written.mail'));
      await desk.waitForCard(say('card.verdict.why'));
      assert.ok(await app.printed(/A mail to .*@contoso\.onmicrosoft\.com/));
    });

    it('disagrees with a reason, which is kept', async () => {
      await desk.click(button('change'));
      await desk.waitForCard(say('card.change.answers'));
      await desk.screenshot('change');
      await desk.click(button('disagree'));
      await desk.waitForCard(say('card.disagree.title'));
      await desk.fill(say('card.input.reason'), reason);
      await desk.click(button('save'));
      await desk.waitForCard(say('notice.disagreed'));
      await desk.screenshot('disagreed');
    });

    it('hands the case to the lead', async () => {
      await desk.click(button('hand-to-lead'));
      await desk.waitForCard(say('notice.lead-told'));
    });

    it('files the request and records its number', async () => {
      await desk.click(button('file'));
      await desk.waitForCard(say('card.filing.title'));
      await desk.fill(say('card.input.requestNumber'), requestNumber);
      await desk.screenshot('filing');
      await desk.click(button('save'));
      await desk.waitForCard(say('notice.filed'));
      await desk.waitForCard(requestNumber);
      await desk.screenshot('handed-over');
    });

    it('finds the case by the request number, and closes it as solved', async () => {
      await desk.say(`${command.find} ${requestNumber}`);
      await desk.waitForCard(say('card.cases.found', { query: requestNumber }));
      await desk.click(button('open'));
      await desk.waitForCard(button('answered'));
      await desk.click(button('more'));
      await desk.waitForCard(say('card.more.label'));
      await desk.screenshot('more');
      await desk.click(button('solved'));
      await desk.waitForCard(say('card.closed.solved', { label: 'H-1001' }));
      await desk.screenshot('solved');
    });

    it('reads the record, and takes it along as text', async () => {
      await desk.click(button('record'));
      await desk.waitForCard(say('card.record.title'));
      await desk.waitForCard(say('record.opened'));
      await desk.screenshot('record');
      await desk.click(button('export-text'));
      await desk.waitForCard(say('card.export.title', { label: 'H-1001' }));
      await desk.screenshot('export');
      for (const kept of [requestNumber, reason])
        assert.ok((await desk.read()).includes(kept), `the record does not show "${kept}"`);
    });

    it('adds a customer the directory does not have, on the spot', async () => {
      await desk.say(locale === 'ja' ? '新規' : 'new');
      await desk.waitForCard(page('who-and-what'));
      await desk.choose(label('customer'), choice('customer', 'new-customer'));
      await desk.choose(label('product'), choice('product', 'azure'));
      await desk.choose(label('issueKind'), say('kind.broken'));
      await desk.fill(label('title'), 'VM down');
      await goOn();
      await desk.waitForCard(say('card.new-customer.title'));
      await desk.fill(say('card.input.name'), 'Adatum');
      await desk.fill(say('card.input.domain'), 'adatum.example');
      await desk.screenshot('new-customer');
      await desk.click(button('add-customer'));
      await desk.waitForCard(say('notice.customer-added'));
      await desk.screenshot('customer-added');
    });
  });
}
