/** Two customers of the sample directory and the people of theirs that the tests speak as. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { openStage, personAt, type Stage } from '../scenarios/play.ts';
import { cardLines, type Json } from '../scenarios/card-text.ts';
import type { Case } from '../../src/triage/case.ts';
import { agent, type Caller } from '../stand-in/activities.ts';

const brewery = '00000000-0000-4000-8000-000000000123';
const contosoTenant = '7f1c2b7e-5d41-4a0e-9c53-0b8f6a2ec9d9';

const inJapan = { tenantId: brewery, locale: 'ja-JP', zone: 'Asia/Tokyo' } as const;

/** Listed for the brewery in the directory. */
export const hanako: Caller = {
  ...inJapan,
  objectId: '00000000-0000-0000-0000-000000001023',
  name: '佐藤 花子',
};
/** Of the brewery, and listed nowhere. */
export const naoki: Caller = {
  ...inJapan,
  objectId: '00000000-0000-0000-0000-000000009023',
  name: '山本 直樹',
};
/** Listed for another customer. */
export const megan: Caller = {
  tenantId: contosoTenant,
  objectId: '00000000-0000-0000-0000-000000001001',
  name: 'Megan Bowen',
  locale: 'en-GB',
  zone: 'Europe/London',
};

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

/** A change of the case by other hands. */
export const commitOfCase = (changed: Case, now: string): Parameters<Stage['store']['commit']>[0] => {
  const { id, number, stage, ownerName, changedAt } = changed;
  return {
    inboundId: null,
    intent: null,
    answer: null,
    cases: [
      {
        case: changed,
        search: '',
        summary: {
          id,
          number,
          title: '',
          customerName: '',
          stage,
          outcome: null,
          door: null,
          severity: null,
          ownerName,
          changedAt,
        },
      },
    ],
    person: null,
    customer: null,
    record: [],
    rows: [],
    reminders: [],
    drop: [],
    unparks: null,
    desk: null,
    settles: null,
    shown: null,
    now,
  };
};
