import assert from 'node:assert/strict';
import { cardLines, everything, text, type Json } from '../scenarios/card-text.ts';
import { personAt, type Stage } from '../scenarios/play.ts';
import { homeTenant, type Caller } from '../stand-in/activities.ts';
import { deliver } from '../stand-in/teams.ts';
import { hanako, linesIn, metLead, naoki, openCustomerStage, until } from './customer-desk.ts';

const wordsIn = (body: unknown): string => {
  const { value } = body as { readonly value: unknown };
  return typeof value === 'string' ? value : cardLines(value as Json).join('\n');
};

const tokenOn = (card: Json, verb: string): string => {
  const button = everything(card).find((one) => one['verb'] === verb);
  return text((button?.['data'] as Json | undefined)?.['token']);
};

describe('a room of a customer', function () {
  this.timeout(30_000);
  let stage: Stage;

  beforeEach(async () => {
    stage = await openCustomerStage();
    await metLead(stage);
    await personAt(stage, hanako).says('今朝からメールが全員届きません。至急お願いします。');
  });
  afterEach(() => stage.close());

  const send = (activity: unknown) => deliver(stage.url, activity, stage.teams.mint());

  it('answers a listed contact in a channel of their own company, and points a colleague to the chat', async () => {
    const channel = '19:brewery@thread.tacv2;messageid=1700000000001';
    const inChannel = (words: string, person: Caller, tenantId = hanako.tenantId) =>
      send(
        stage.teams.activities.inChannel(words, person, {
          conversation: { id: channel, conversationType: 'channel', isGroup: true, tenantId },
        }),
      );
    const thread = () => [...(stage.teams.shown.get(channel) ?? new Map<string, Json>()).values()];
    await inChannel('状況', hanako);
    const shown = await until(() => thread().find((card) => linesIn(card).includes('H-1001')), 'the list');
    await inChannel('状況', naoki);
    await until(() => thread().find((card) => linesIn(card).includes('個別のチャット')), 'the pointer');
    const token = tokenOn(shown, 'my-case');
    const clicked = await send(
      stage.teams.activities.action({ verb: 'my-case', data: { token, panel: 'history' } }, naoki, {
        conversation: { id: channel, conversationType: 'channel', isGroup: true, tenantId: naoki.tenantId },
      }),
    );
    assert.doesNotMatch(wordsIn(clicked.body), /H-1001|メール/);
  });

  it('shows nothing of a customer in a room that belongs to somebody else', async () => {
    const channel = '19:shared@thread.tacv2;messageid=1700000000002';
    await send(
      stage.teams.activities.inChannel('状況', hanako, {
        conversation: { id: channel, conversationType: 'channel', isGroup: true, tenantId: homeTenant },
      }),
    );
    await until(() => (stage.teams.shown.has(channel) ? true : undefined), 'an answer');
    const all = [...(stage.teams.shown.get(channel) ?? new Map<string, Json>()).values()].map(linesIn);
    for (const card of all) assert.doesNotMatch(card, /H-1001|メール/);
  });
});
