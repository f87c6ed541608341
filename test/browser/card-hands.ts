/** A person's hands on the newest card of the page. Everything is found by the words a person reads. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** The card the conversation ends with. */
export const newestCard = (page: Page): Locator => page.locator('.ac-adaptiveCard').last();

/** The input of a card under a label, read without the star of a required one. */
const fieldOn = async (card: Locator, label: string): Promise<Locator> => {
  const page = card.page();
  const words = page.getByText(label, { exact: true }).and(page.locator('.ac-textRun'));
  const id = await card.locator('label', { has: words }).first().getAttribute('for');
  assert.ok(id !== null, `the label "${label}" belongs to no input`);
  return card.locator(`[id="${id}"]`);
};

/** The input of the newest card under a label. */
export const field = (page: Page, label: string): Promise<Locator> => fieldOn(newestCard(page), label);

/** Long enough for an input that stays; one that was drawn anew is looked up again instead. */
const inputPatienceMs = 2_500;
const mostLooks = 4;

/**
 * The page may draw a card anew, with new ids for its inputs, between looking for one and using it. Then it is looked
 * up once more, as a person would simply type again.
 */
const atField = async (
  card: Locator,
  label: string,
  act: (input: Locator) => Promise<void>,
): Promise<void> => {
  for (let looks = 1; ; looks += 1) {
    try {
      await act(await fieldOn(card, label));
      return;
    } catch (caught) {
      if (looks === mostLooks) throw caught;
    }
  }
};

/** Types into a text, number, date (2026-11-20) or time (09:15) input and leaves it. */
export const fill = (page: Page, label: string, value: string): Promise<void> =>
  atField(newestCard(page), label, async (input) => {
    await input.fill(value, { timeout: inputPatienceMs });
    await input.press('Tab', { timeout: inputPatienceMs });
  });

const optionOf = (page: Page, option: string): Locator => {
  const named = { name: option, exact: true };
  return page.getByRole('option', named).or(page.getByRole('menuitemcheckbox', named)).first();
};

/** Long enough for an open list to be drawn. */
const listPatienceMs = 1_500;

/**
 * Picks from a list, or from the buttons of an open choice. The Playground shows no list where choices are looked
 * up while typing; there the whole option is typed, which it takes.
 */
export const choose = (page: Page, label: string, option: string): Promise<void> =>
  chooseOn(newestCard(page), label, option);

/** The same on a card that is not the newest. */
export const chooseOn = (card: Locator, label: string, option: string): Promise<void> =>
  atField(card, label, (input) => chooseIn(card.page(), input, option));

const chooseIn = async (page: Page, input: Locator, option: string): Promise<void> => {
  const quick = { timeout: inputPatienceMs };
  if ((await input.getAttribute('role', quick)) === 'radiogroup') {
    await input.getByText(option, { exact: true }).click(quick);
    return;
  }
  await input.click(quick);
  const wanted = optionOf(page, option);
  const isListed = await wanted.waitFor({ timeout: listPatienceMs }).then(
    () => true,
    () => false,
  );
  if (isListed) return wanted.click(quick);
  await input.fill(option, quick);
  await input.press('Tab', quick);
};

export const tick = async (page: Page, title: string): Promise<void> =>
  newestCard(page).getByText(title, { exact: true }).click();

const inSight = (page: Page, title: string): Locator => {
  const card = newestCard(page);
  const named = { name: title, exact: true };
  return card.getByRole('button', named).or(card.getByRole('link', named)).filter({ visible: true });
};

/** Opens each "…" until one holds the action. */
const fromOverflow = async (page: Page, title: string): Promise<void> => {
  const action = page.getByRole('menuitem', { name: title, exact: true });
  for (const more of await newestCard(page).locator('.fui-MenuButton').filter({ visible: true }).all()) {
    await more.click();
    await page.getByRole('menu').first().waitFor();
    if ((await action.count()) > 0) return action.click();
    await page.keyboard.press('Escape');
  }
  const offered = await newestCard(page).getByRole('button').allInnerTexts();
  assert.fail(`the card offers no "${title}", only: ${offered.join(' | ')}`);
};

/** Presses a button of the newest card, in sight or behind its "…". */
export const press = async (page: Page, title: string): Promise<void> => {
  const button = inSight(page, title);
  if ((await button.count()) > 0) await button.first().click();
  else await fromOverflow(page, title);
};

/** Where a link button leads. The page shows the address as its tooltip. */
export const addressOf = async (page: Page, title: string): Promise<string> => {
  const address = await inSight(page, title).first().getAttribute('title');
  assert.ok(address !== null, `"${title}" leads nowhere`);
  return address;
};
