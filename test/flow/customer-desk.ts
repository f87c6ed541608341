/** Two customers of the sample directory and the people of theirs that the tests speak as. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { openStage, personAt, type Stage } from '../scenarios/play.ts';
import { cardLines, type Json } from '../scenarios/card-text.ts';
import { agent, type Caller } from '../stand-in/activities.ts';

const brewery = '00000000-0000-4000-8000-000000000123';
const contosoTenant = '7f1c2b7e-5d41-4a0e-9c53-0b8f6a2ec9d9';

const of = (tenantId: string, objectId: string, name: string, locale: string, zone: string): Caller => ({
  tenantId,
  objectId,
  name,
  locale,
  zone,
});

/** Listed for the brewery in the directory. */
export const hanako = of(brewery, '00000000-0000-0000-0000-000000001023', '佐藤 花子', 'ja-JP', 'Asia/Tokyo');
/** Of the brewery, and listed nowhere. */
export const naoki = of(brewery, '00000000-0000-0000-0000-000000009023', '山本 直樹', 'ja-JP', 'Asia/Tokyo');
/** Listed for another customer. */
export const megan = of(
  contosoTenant,
  '00000000-0000-0000-0000-000000001001',
  'Megan Bowen',
  'en-GB',
  'Europe/London',
);

export const openCustomerStage = (leads: readonly string[] = [agent.objectId]): Promise<Stage> =>
  openStage('2026-11-20T03:30:00Z', undefined, leads);

export const linesIn = (card: Json): string => cardLines(card).join('\n');

const patienceMs = 10_000;

/** Waits for what the outbox brings. */
export const until = async <T>(find: () => T | undefined, what: string): Promise<T> => {
  const endsAt = Date.now() + patienceMs;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    assert.ok(Date.now() < endsAt, `${what} did not come`);
    await pause(10);
  }
};

/** Every card in somebody's own chat so far, as text. */
export const chatOf = (stage: Stage, { objectId }: Caller): readonly string[] =>
  [...(stage.teams.shown.get(`a:${objectId}`) ?? new Map<string, Json>()).values()].map(linesIn);

/** A lead who has spoken to the bot, so that somebody can be told. */
export const metLead = async (stage: Stage): Promise<ReturnType<typeof personAt>> => {
  const robin = personAt(stage, agent);
  await robin.says('hello');
  return robin;
};
