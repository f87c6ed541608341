/**
 * The leads' side as far as the Playground can show it: the channel General as the lead room, its posts and what is
 * clicked on them, the board, and time that is moved. The demo's clock stands on a working morning.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { type RunningApp, startApp } from './app.ts';
import { chooseOn, newestCard } from './card-hands.ts';
import { type Desk, openDesk } from './desk.ts';
import { cardWith, openConversation, postTo, pressOn, wide } from './lead-hands.ts';
import { escalate, fileAndBounce, moveClock, sendTo21Vianet, workingMorning } from './lead-steps.ts';
import { wordsIn } from './words.ts';

const album = fileURLToPath(new URL('../../out/browser/leads', import.meta.url));

const say = wordsIn('en');

/** Another hour proves that the journey depends on none: BROWSER_CLOCK=2026-11-22T02:00Z is a Sunday night. */
const startsAt = process.env['BROWSER_CLOCK'] ?? workingMorning;

/** Stands on every post of a case, and on no notice. */
const handling = 'Our handling time';

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
  const inRoom = (): Promise<void> => openConversation(desk.page, 'General');
  const inChat = (): Promise<void> => openConversation(desk.page, 'Personal Chat');
  const post = (...words: readonly string[]): Locator => cardWith(desk.page, ...words);
  const button = (name: string): string => say(`card.button.${name}`);

  before(async () => {
    app = await startApp('desk', startsAt);
    desk = await openDesk({ url: app.url, locale: 'en-US', album: 'leads' });
    await desk.page.setViewportSize(wide);
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await desk.page.screenshot({ path: join(album, 'failed.png') });
  });
  after(async () => {
    await desk.close();
    await app.stop();
  });

  it('makes General the lead room', async () => {
    await desk.say('hi');
    await desk.waitForCard('Tell me in your own words');
    await inRoom();
    await post('added me here').waitFor();
    await postTo(desk.page, 'use this channel');
    await post('This is the lead room now').waitFor();
  });

  it('sees a severity A case there; nobody acknowledges, and the chain moves on', async () => {
    await inChat();
    await escalate(desk);
    for (const span of ['+5m', '+10m', '+10m']) await moveClock(desk, span);
    await post('H-1001 is decided and not filed yet').waitFor();
    await picture(post('H-1001 is decided and not filed yet'), 'reminder');
    // Of a colleague's case this lead is told in person, of the own one the whole room is. The colleague's is of
    // severity B, which calls nobody out of hours.
    if (startsAt === workingMorning) {
      await post('Nobody has acknowledged H-902').waitFor();
      await picture(post('Nobody has acknowledged H-902'), 'chain-in-person');
    }
    await inRoom();
    await post('Nobody has acknowledged H-1001').waitFor();
    await picture(post('Nobody has acknowledged H-1001'), 'chain-in-room');
    await post('H-1001', 'The whole lead room has been told').waitFor();
    await picture(post('H-1001', 'The whole lead room has been told'), 'post');
  });

  it('acknowledges it on the post', async () => {
    await pressOn(desk.page, post('H-1001', handling), button('acknowledge'));
    await post('H-1001', 'Acknowledged by').waitFor();
    await picture(post('H-1001', 'Acknowledged by'), 'acknowledged');
  });

  it('is asked whether the desk changed something, since several customers show the same', async () => {
    await inChat();
    await post('Did we change something').waitFor();
    await picture(post('Did we change something'), 'signal');
  });

  it('sees the case filed, refused at the door, and sent to the right one', async () => {
    await fileAndBounce(desk, 'H-1001');
    await picture(newestCard(desk.page), 'bounced');
    await inRoom();
    await post('H-1001', 'Refused once').waitFor();
  });

  it('approves a hand-over to 21Vianet', async () => {
    await inChat();
    await sendTo21Vianet(desk);
    await inRoom();
    await post('H-1002', 'approval is needed').waitFor();
    await picture(post('H-1002', 'approval is needed'), 'approval');
    await pressOn(desk.page, post('H-1002', 'approval is needed'), button('approve'));
    await post('H-1002', 'Approved by').waitFor();
  });

  it('gives a case to a colleague of the list', async () => {
    await pressOn(desk.page, post('H-1002', handling), button('assign'));
    const form = post(say('card.lead.assign.title'));
    await form.waitFor();
    await chooseOn(form, say('card.input.assignee'), 'Priya Raman');
    await picture(form, 'assign');
    await pressOn(desk.page, form, button('assign-to'));
    await post('H-1002', handling, 'Priya Raman').waitFor();
    await picture(post('H-1002', handling, 'Priya Raman'), 'assigned');
  });

  it('sees the whole desk on the board', async () => {
    await postTo(desk.page, 'board');
    await post(say('card.board.title')).waitFor();
    await picture(post(say('card.board.title')), 'board');
  });

  it('hands the own cases over to a colleague of the list', async () => {
    await inChat();
    await desk.say('hand over');
    await desk.waitForCard(say('card.hand-over.title'));
    await desk.choose(say('card.input.receiver'), 'Jonas Keller');
    await picture(newestCard(desk.page), 'hand-over');
    await desk.click(button('offer-cases'));
    await desk.waitForCard('Jonas Keller');
    await picture(newestCard(desk.page), 'handed-over');
    await inRoom();
    await post('H-1001', handling, 'Handed over, not accepted yet').waitFor();
  });
});
