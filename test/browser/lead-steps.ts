/** What an agent does at the desk before a lead has something to see. */
import type { Desk } from './desk.ts';
import { cardWith } from './lead-hands.ts';
import { wordsIn } from './words.ts';

/** A Monday, nine in the morning in Berlin. */
export const workingMorning = '2026-11-23T08:00Z';

const say = wordsIn('en');

const answer = (desk: Desk, field: string, value: string): Promise<void> =>
  desk.choose(say(`question.${field}.label`), say(`choice.${field}.${value}`));
const onPage = (desk: Desk, page: string): Promise<void> =>
  desk.waitForCard(say('card.bar.now', { page: say(`card.page.${page}`) }));
const goOn = (desk: Desk): Promise<void> => desk.click(say('card.button.go-on'));

const begin = async (desk: Desk, sentence: string): Promise<void> => {
  await desk.say(sentence);
  await onPage(desk, 'who-and-what');
  await goOn(desk);
  await onPage(desk, 'checked');
  await answer(desk, 'knownIncident', 'none');
  await answer(desk, 'troubleshooting', 'done-unresolved');
};

/** A case of severity A for Microsoft, with the symptom some sample customers have. */
export const escalate = async (desk: Desk): Promise<void> => {
  await begin(desk, 'new mail is down for everyone at contoso since 8 this morning');
  await goOn(desk);
  await onPage(desk, 'impact');
  await answer(desk, 'category', 'unavailable');
  await answer(desk, 'impact', 'critical');
  await desk.unfold('more details');
  await answer(desk, 'symptom', 'mail-not-delivered');
  await goOn(desk);
  await onPage(desk, 'access');
  await answer(desk, 'agentRole', 'helpdesk-agent');
  await goOn(desk);
  // The question about several customers may come below it at once.
  await cardWith(desk.page, say('card.verdict.why')).waitFor();
};

/** A case that goes to 21Vianet, which needs a lead's approval. */
export const sendTo21Vianet = async (desk: Desk): Promise<void> => {
  await begin(desk, 'new 上海麦田贸易有限公司 今天上午8点起邮件无法发送');
  await goOn(desk);
  await desk.waitForCard(say('question.reason21v.label'));
  await desk.tick(say('choice.reason21v.no-tools'));
  await goOn(desk);
  await desk.waitForCard(say('card.verdict.why'));
};

/** The case is filed, its door says that it belongs to another vendor, and the next door is the right one. */
export const fileAndBounce = async (desk: Desk, label: string): Promise<void> => {
  await desk.say(`find ${label}`);
  await desk.waitForCard(`Cases for “${label}”`);
  await desk.click(say('card.button.open'));
  await desk.waitForCard(say('card.verdict.why'));
  await desk.click(say('card.button.file'));
  await desk.fill(say('card.input.requestNumber'), '2611230040001234');
  await desk.click(say('card.button.save'));
  await desk.waitForCard('What is new from Microsoft?');
  await desk.click(say('card.button.not-theirs'));
  await desk.waitForCard(say('card.input.said'));
  await desk.choose(say('card.input.said'), say('card.said.third-party'));
  await desk.fill(say('card.input.by'), 'Jane, Microsoft');
  await desk.click(say('card.button.go-on'));
  await desk.waitForCard('Ask the software vendor');
};

/** Time passes. What comes due may be shown below the answer at once. */
export const moveClock = async (desk: Desk, span: string): Promise<void> => {
  const shown = cardWith(desk.page, 'clock now shows');
  const before = await desk.page.locator('.ac-adaptiveCard').filter({ hasText: 'clock now shows' }).count();
  await desk.say(`clock ${span}`);
  if (before === 0) await shown.waitFor();
  else
    await desk.page.locator('.ac-adaptiveCard').filter({ hasText: 'clock now shows' }).nth(before).waitFor();
};
