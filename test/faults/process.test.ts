import assert from 'node:assert/strict';
import { handoff, startBot } from '../conformance/bots.ts';
import { person } from '../conformance/play-cases.ts';
import { eventually, post } from '../conformance/wire.ts';
import { startTeams, type Teams } from '../stand-in/teams.ts';

describe('The process itself', function () {
  this.timeout(60_000);
  let teams: Teams;
  beforeEach(async () => {
    teams = await startTeams();
  });
  afterEach(() => teams.close());

  const hello = (number: number) => teams.activities.message('help', person(number));
  const bearer = (): string => `Bearer ${teams.mint()}`;

  it('fault 69: a signal as soon as it listens ends it in order, and it starts again on the same data', async () => {
    const bot = await startBot(handoff, teams);
    bot.signal('SIGTERM');
    const endedMs = await bot.ended();
    const again = await bot.again();
    const answer = await post(again.url, hello(1), bearer());
    await again.close();
    assert.ok(endedMs < 10_000);
    assert.equal(answer.status, 200);
  });

  it('fault 69: a second signal ends it at once, and what was queued is sent at the next start', async () => {
    teams.always({ delayMs: 6_000 });
    const bot = await startBot(handoff, teams);
    await post(bot.url, hello(1), bearer());
    await eventually(() => teams.sent.length > 0, 5_000);
    await post(bot.url, hello(2), bearer());
    bot.signal('SIGTERM');
    // Two signals at the same instant are one to the system.
    await eventually(() => !bot.isAlive(), 500);
    bot.signal('SIGTERM');
    const endedMs = await bot.ended();
    teams.always(null);
    const again = await bot.again();
    const cards = (number: number) => teams.shown.get(`a:${person(number).objectId}`)?.size ?? 0;
    const isTold = await eventually(() => cards(2) > 0, 15_000);
    await again.close();
    assert.ok(endedMs < 4_000, `it waited ${endedMs.toFixed(0)} ms`);
    assert.ok(isTold);
  });

  it('fault 78: when nobody reads its log any more it goes on serving', async () => {
    const bot = await startBot(handoff, teams);
    bot.closeLog();
    const statuses: number[] = [];
    for (let n = 1; n <= 20; n += 1) {
      // Refused ones are logged.
      statuses.push((await post(bot.url, hello(n), bearer())).status);
      const stranger = { ...person(n), tenantId: '10000000-0000-4000-8000-000000000009' };
      await post(bot.url, teams.activities.message('help', stranger), bearer());
    }
    const isAlive = bot.isAlive();
    await bot.close();
    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.ok(isAlive);
  });
});
