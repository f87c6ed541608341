import assert from 'node:assert/strict';
import { agent, homeTenant } from '../stand-in/activities.ts';
import { startDesk } from '../stand-in/desk.ts';

describe('The edge to Teams', () => {
  it('hands a message over with who wrote it, where, in which language and zone', async () => {
    const desk = await startDesk();
    const message = desk.teams.activities.message('mail is down');
    const answer = await desk.deliver(message);
    await desk.close();
    assert.equal(answer.status, 200);
    assert.deepEqual(desk.received, [
      {
        id: message.id,
        from: { tenantId: homeTenant, objectId: agent.objectId, name: agent.name, isGuest: false },
        address: {
          conversationId: message.conversation.id,
          kind: 'personal',
          tenantId: homeTenant,
          serviceUrl: desk.teams.serviceUrl,
          botId: message.recipient.id,
          userId: message.from.id,
        },
        localeTag: 'en-US',
        zone: 'Europe/Berlin',
        at: '2026-11-20T09:00:00.000Z',
        what: { kind: 'message', text: 'mail is down', files: [] },
      },
    ]);
  });
  it('answers a click with the next card in place', async () => {
    const card = { type: 'AdaptiveCard', version: '1.5' };
    const desk = await startDesk({ receive: () => Promise.resolve({ kind: 'card', card }) });
    const answer = await desk.deliver(desk.teams.activities.action({ verb: 'next' }));
    await desk.close();
    assert.deepEqual(answer, {
      status: 200,
      text: JSON.stringify(answer.body),
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
    });
  });
});
describe('The way back to Teams', () => {
  it('posts a card with the bot token', async () => {
    const desk = await startDesk();
    await desk.deliver(desk.teams.activities.message('hi'));
    const address = desk.received[0]?.address;
    assert.ok(address);
    const d = await desk.edge.connector.post(address, { card: { type: 'AdaptiveCard' }, summary: 'x' });
    await desk.close();
    console.log(d, desk.teams.sent, desk.teams.counts, desk.edge.problems());
  });
});
