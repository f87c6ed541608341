/**
 * Takes the README's pictures: `node test/browser/pictures.ts docs/pictures`.
 * Light ones and the Japanese one from the running app in the Playground; the Playground has no dark theme, so the
 * dark ones are the gallery's, of the same cards.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startApp } from './app.ts';
import { newestCard } from './card-hands.ts';
import { launchChromium } from './chromium.ts';
import { meet, previewQuestion, report, sendQuestion, takeToVerdict } from './customer-steps.ts';
import { type Desk, openDesk } from './desk.ts';
import { cardWith, openConversation, postTo, wide } from './lead-hands.ts';
import { escalate, workingMorning } from './lead-steps.ts';
import { completeIntake, onPage } from './intake-steps.ts';
import { type Words, wordsIn } from './words.ts';

type Shot = (desk: Desk, name: string) => Promise<void>;

const shotsInto =
  (folder: string, suffix: string): Shot =>
  async (desk, name) => {
    await newestCard(desk.page).screenshot({ path: join(folder, `${name}${suffix}.png`) });
  };

const inLanguage = async (desk: Desk, name: string): Promise<void> => {
  const english = wordsIn('en');
  await desk.say('language');
  await desk.waitForCard(english('card.language.title'));
  await desk.choose(english('card.language.label'), name);
  await desk.click(english('card.button.save'));
};

const tell = async (desk: Desk, say: Words, sentence: string, shoot: Shot): Promise<void> => {
  await desk.say(sentence);
  await onPage(desk, say, 'who-and-what');
  await shoot(desk, 'intake');
  await completeIntake(desk, say);
  await shoot(desk, 'verdict');
  await desk.click(say('card.button.request'));
  await desk.waitForCard(say('card.request.title'));
  await shoot(desk, 'packet');
};

/** Runs `work` at the page of a freshly started app. */
const atTheDesk = async (locale: string, work: (desk: Desk) => Promise<void>): Promise<void> => {
  const app = await startApp('desk', workingMorning);
  try {
    const desk = await openDesk({ url: app.url, locale, album: 'pictures' });
    await work(desk).finally(() => desk.close());
  } finally {
    await app.stop();
  }
};

/** What leads see of a critical case: its post in their room, the question it raises, and the board. */
const leadPictures = async (desk: Desk, folder: string): Promise<void> => {
  const { page } = desk;
  const shoot = (name: string, ...words: readonly string[]): Promise<unknown> =>
    cardWith(page, ...words).screenshot({ path: join(folder, `${name}.png`) });
  await page.setViewportSize(wide);
  await desk.say('hi');
  await desk.waitForCard('Tell me in your own words');
  await openConversation(page, 'General');
  await postTo(page, 'use this channel');
  await cardWith(page, 'This is the lead room now').waitFor();
  await openConversation(page, 'Personal Chat');
  await escalate(desk);
  await cardWith(page, 'Did we change something').waitFor();
  await shoot('signal', 'Did we change something');
  await openConversation(page, 'General');
  await shoot('lead-post', 'H-1001', 'Our handling time');
  await postTo(page, 'board');
  await cardWith(page, wordsIn('en')('card.board.title')).waitFor();
  await shoot('board', wordsIn('en')('card.board.title'));
};

/** What an agent sees before a message goes, and what the customer reads. */
const customerPictures = async (folder: string): Promise<void> => {
  const app = await startApp('both', workingMorning);
  try {
    const desk = await openDesk({ url: app.url, locale: 'en-US', album: 'pictures' });
    const customer = await openDesk({ url: app.customerUrl, locale: 'ja', album: 'pictures' });
    await meet(desk, customer);
    await report(customer);
    await desk.waitForCard(wordsIn('en')('card.from-customer.label', { label: 'H-1001' }));
    await shotsInto(folder, '')(desk, 'new-from-customer');
    await takeToVerdict(desk);
    await previewQuestion(desk);
    await shotsInto(folder, '')(desk, 'customer-preview');
    await sendQuestion(desk, customer);
    await shotsInto(folder, '-ja')(customer, 'customer-asked');
    await Promise.all([desk.close(), customer.close()]);
  } finally {
    await app.stop();
  }
};

/** Card and sample of the gallery → name of the picture. */
const darkOnes = {
  'welcome.': 'welcome',
  'intake.guessed': 'intake',
  'verdict.microsoft-a': 'verdict',
  'request.microsoft': 'packet',
} as const;

const darkPictures = async (folder: string): Promise<void> => {
  const gallery = await mkdtemp(join(tmpdir(), 'handoff-gallery-'));
  const npm = spawn('npm', ['run', '--silent', 'gallery', '--', '--out', gallery], { stdio: 'inherit' });
  await once(npm, 'exit');
  if (npm.exitCode !== 0) throw new Error('npm run gallery failed');
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 500, height: 2_400 } });
  for (const [card, name] of Object.entries(darkOnes)) {
    const address = pathToFileURL(join(gallery, 'index.html'));
    address.search = new URLSearchParams({ card, locale: 'en', theme: 'dark' }).toString();
    await page.goto(address.href);
    await page.addStyleTag({ content: 'header { display: none }' });
    await page
      .locator('.frame.dark')
      .first()
      .screenshot({ path: join(folder, `${name}-dark.png`) });
  }
  await browser.close();
  await rm(gallery, { recursive: true, force: true });
};

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say where to: node test/browser/pictures.ts <folder>');
await mkdir(folder, { recursive: true });
await atTheDesk('en-US', async (desk) => {
  const shoot = shotsInto(folder, '');
  await desk.waitForCard(wordsIn('en')('card.welcome.title'));
  await shoot(desk, 'welcome');
  await tell(desk, wordsIn('en'), 'new mail is down for everyone at contoso since 9 this morning', shoot);
});
await atTheDesk('ja-JP', async (desk) => {
  const say = wordsIn('ja');
  await desk.waitForCard(wordsIn('en')('card.welcome.title'));
  await inLanguage(desk, '日本語');
  await desk.waitForCard(say('notice.language-set'));
  await tell(desk, say, '新規 contoso で今朝9時から全員のメールが使えません', shotsInto(folder, '-ja'));
});
await atTheDesk('en-US', (desk) => leadPictures(desk, folder));
await customerPictures(folder);
await darkPictures(folder);
