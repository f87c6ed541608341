/**
 * The desk in front of a browser: the Playground's page, and what a person does on it. Every step waits for
 * what a person would see; none sleeps.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { addressOf, choose, field, fill, newestCard, press, tick } from './card-hands.ts';
import { launchChromium } from './chromium.ts';

type DeskOptions = {
  /** Address of the Playground's page. */
  readonly url: string;
  /** Of the browser, BCP 47. */
  readonly locale: string;
  /** Pictures go to out/browser/<album>/, which is not in git. */
  readonly album: string;
};

export type Desk = {
  readonly page: Page;
  say(text: string): Promise<void>;
  /** Waits until the newest card shows this text. */
  waitForCard(text: string): Promise<void>;
  /** Waits until the newest card no longer shows this text. */
  waitUntilGone(text: string): Promise<void>;
  /** All the newest card shows, as a person reads it. */
  read(): Promise<string>;
  /** What an input holds. */
  valueOf(label: string): Promise<string>;
  fill(label: string, value: string): Promise<void>;
  choose(label: string, option: string): Promise<void>;
  tick(title: string): Promise<void>;
  click(button: string): Promise<void>;
  /** Opens a folded part by some of its words. */
  unfold(words: string): Promise<void>;
  linkOf(button: string): Promise<string>;
  /** Waits until a link in the newest card's text leads to an address with this in it. */
  waitForLink(part: string): Promise<void>;
  /** Saves the newest card as a picture, for looking at. */
  screenshot(name: string): Promise<void>;
  /** Saves the whole page. */
  screenshotAll(name: string): Promise<void>;
  /** Closes the page and opens a new one, as somebody who comes back. */
  comeBack(): Promise<Desk>;
  close(): Promise<void>;
};

const albums = fileURLToPath(new URL('../../out/browser', import.meta.url));
const patienceMs = 10_000;

const openPage = async (context: BrowserContext, url: string): Promise<Page> => {
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(url);
  await page.locator('[data-lexical-editor=true]').waitFor();
  return page;
};

const waitForCard = async (page: Page, text: string): Promise<void> => {
  try {
    await newestCard(page).getByText(text).filter({ visible: true }).first().waitFor();
  } catch (cause) {
    const shown = await page.locator('.ac-adaptiveCard').allInnerTexts();
    throw new Error(`no card shows "${text}"; the newest shows:\n${shown.at(-1) ?? '(no card)'}`, { cause });
  }
};

const say = async (page: Page, text: string): Promise<void> => {
  await page.locator('[data-lexical-editor=true]').click();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
};

const deskOn = (page: Page, browser: Browser, { url, album }: DeskOptions): Desk => {
  let pictures = 0;
  return {
    page,
    say: (text) => say(page, text),
    waitForCard: (text) => waitForCard(page, text),
    waitUntilGone: (text) =>
      newestCard(page).getByText(text).filter({ visible: true }).first().waitFor({ state: 'detached' }),
    read: () => newestCard(page).innerText(),
    valueOf: async (label) => (await field(page, label)).inputValue(),
    fill: (label, value) => fill(page, label, value),
    choose: (label, option) => choose(page, label, option),
    tick: (title) => tick(page, title),
    click: (button) => press(page, button),
    unfold: (words) => newestCard(page).getByText(words).filter({ visible: true }).first().click(),
    linkOf: (button) => addressOf(page, button),
    waitForLink: (part) =>
      newestCard(page).locator(`a[href*="${part}"]`).filter({ visible: true }).first().waitFor(),
    screenshot: async (name) => {
      pictures += 1;
      await mkdir(join(albums, album), { recursive: true });
      const file = `${String(pictures).padStart(2, '0')}-${name}.png`;
      await newestCard(page).screenshot({ path: join(albums, album, file) });
    },
    screenshotAll: async (name) => {
      await mkdir(join(albums, album), { recursive: true });
      await page.screenshot({ path: join(albums, album, `${name}.png`) });
    },
    comeBack: async () => {
      const context = page.context();
      await page.close();
      return deskOn(await openPage(context, url), browser, { url, album: `${album}-back`, locale: '' });
    },
    close: () => browser.close(),
  };
};

/** Opens a browser on the page. Close it when done. */
export const openDesk = async (options: DeskOptions): Promise<Desk> => {
  const browser = await launchChromium();
  const context = await browser.newContext({
    locale: options.locale,
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1100, height: 1600 },
  });
  return deskOn(await openPage(context, options.url), browser, options);
};
