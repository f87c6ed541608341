/** A lead's hands in the Playground: its chats and channel, and any card of them, not only the newest. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** Wide enough that the list of chats and channels is there, and tall enough for a post and its answers. */
export const wide = { width: 1_500, height: 1_900 };

export const openConversation = async (page: Page, name: string): Promise<void> => {
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
export const postTo = async (page: Page, words: string): Promise<void> => {
  const before = await page.getByText('Handoff', { exact: true }).filter({ visible: true }).count();
  await page.locator('[data-lexical-editor=true]').first().click();
  await page.keyboard.type('@Hand');
  await (await offered(page, 'Handoff', before)).click();
  await page.keyboard.type(` ${words}`);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
};

/** The first card with all of these words. */
export const cardWith = (page: Page, ...words: readonly (string | RegExp)[]): Locator =>
  words
    .reduce<Locator>((cards, hasText) => cards.filter({ hasText }), page.locator('.ac-adaptiveCard'))
    .first();

/** Presses a button of a card, in sight or behind its "…". */
export const pressOn = async (page: Page, card: Locator, title: string): Promise<void> => {
  const button = card.getByRole('button', { name: title, exact: true }).filter({ visible: true });
  if ((await button.count()) > 0) return button.first().click();
  await card.locator('.fui-MenuButton').filter({ visible: true }).last().click();
  return page.getByRole('menuitem', { name: title, exact: true }).click();
};
