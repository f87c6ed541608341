/** The leads' side as far as the Playground can show it: a channel, its posts, the board, and time that is moved. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { type RunningApp, startApp } from './app.ts';
import { type Desk, openDesk } from './desk.ts';

const album = fileURLToPath(new URL('../../out/browser/leads', import.meta.url));

/** Wide enough that the list of chats and channels is there. */
const wide = { width: 1_500, height: 1_600 };

const openConversation = async (page: Page, name: string): Promise<void> => {
  await page.getByText(name, { exact: true }).first().click();
  await page.locator('[data-lexical-editor=true]').first().waitFor();
};

/** The names that typing "@" offers stand right under the editor, above whatever was posted before. */
const offered = async (page: Page, name: string, before: number): Promise<Locator> => {
  const names = page.getByText(name, { exact: true }).filter({ visible: true });
  await names.nth(before).waitFor();
  const all = await names.all();
  const boxes = await Promise.all(
    all.map(async (one) => ({ one, y: (await one.boundingBox())?.y ?? Infinity })),
  );
  const [top] = boxes.toSorted((a, b) => a.y - b.y);
  assert.ok(top !== undefined);
  return top.one;
};

/** A new post that mentions the bot. */
const postTo = async (page: Page, words: string): Promise<void> => {
  const before = await page.getByText('Handoff', { exact: true }).filter({ visible: true }).count();
  await page.locator('[data-lexical-editor=true]').first().click();
  await page.keyboard.type('@Hand');
  await (await offered(page, 'Handoff', before)).click();
  await page.keyboard.type(` ${words}`);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
};

const cardWith = (page: Page, words: string | RegExp): Locator =>
  page.locator('.ac-adaptiveCard').filter({ hasText: words }).first();

describe('A lead in the browser', function () {
  this.timeout(120_000);
  let app: RunningApp;
  let desk: Desk;
  let pictures = 0;

  const picture = async (card: Locator, name: string): Promise<void> => {
    pictures += 1;
    await mkdir(album, { recursive: true });
    await card.screenshot({ path: join(album, `${String(pictures).padStart(2, '0')}-${name}.png`) });
  };

  before(async () => {
    app = await startApp();
    desk = await openDesk({ url: app.url, locale: 'en-US', album: 'leads' });
    await desk.page.setViewportSize(wide);
  });
  after(async () => {
    await desk.close();
    await app.stop();
  });

  it('makes General the lead room, sees the board, and moves the clock', async () => {
    const { page } = desk;
    await desk.say('hi');
    await desk.waitForCard('Hello');
    await openConversation(page, 'General');
    await cardWith(page, 'added me here').waitFor();
    await postTo(page, 'use this channel');
    await cardWith(page, 'This is the lead room now').waitFor();

    await postTo(page, 'board');
    await cardWith(page, 'H-901').waitFor();
    await picture(cardWith(page, 'H-901'), 'board');

    await openConversation(page, 'Personal Chat');
    await desk.say('clock +2h');
    // What comes due may be shown below it at once.
    await cardWith(page, 'clock now shows').waitFor();
  });
});
