import assert from 'node:assert/strict';
import type { Delivery } from '../../src/flow/ports.ts';
import type { Address } from '../../src/triage/desk.ts';
import { startDesk } from '../stand-in/desk.ts';
import type { Scripted } from '../stand-in/teams.ts';
import { botToken } from '../stand-in/teams.ts';

type Desk = Awaited<ReturnType<typeof startDesk>>;
const card = { type: 'AdaptiveCard', version: '1.5' };
const message = { json: JSON.stringify(card), summary: 'Verdict for H-1001' };

const coded = (code: string) => ({ error: { code, message: 'what the service says about it' } });
/** As Teams nests it: JSON inside the message of JSON. */
const nested = (subCode: string) => ({ errorCode: 209, message: JSON.stringify({ subCode, details: null }) });

type Row = readonly [answer: Scripted, post: Delivery['kind'], rewrite: Delivery['kind']];
/** Every status and code, what it means for a new card and for a rewritten one. */
const table: readonly Row[] = [
  [{ status: 200 }, 'delivered', 'delivered'],
  [{ status: 201 }, 'delivered', 'delivered'],
  [{ status: 202 }, 'delivered', 'delivered'],
  [{ status: 302, headers: { location: 'https://evil.example/' } }, 'refused', 'refused'],
  [{ status: 307, headers: { location: 'https://evil.example/' } }, 'refused', 'refused'],
  [{ status: 400, body: coded('BadSyntax') }, 'refused', 'refused'],
  [{ status: 401 }, 'wait', 'wait'],
  [{ status: 401, body: coded('BotNotRegistered') }, 'refused', 'refused'],
  [{ status: 403 }, 'unreachable', 'unreachable'],
  [{ status: 403, body: coded('BotDisabledByAdmin') }, 'unreachable', 'unreachable'],
  [{ status: 403, body: coded('BotNotInConversationRoster') }, 'unreachable', 'unreachable'],
  [{ status: 403, body: coded('ConversationBlockedByUser') }, 'unreachable', 'unreachable'],
  [{ status: 403, body: nested('MessageWritesBlocked') }, 'unreachable', 'unreachable'],
  [{ status: 403, body: coded('NotEnoughPermissions') }, 'refused', 'refused'],
  [{ status: 403, body: coded('InvalidBotApiHost') }, 'refused', 'refused'],
  [{ status: 404, body: coded('ActivityNotFoundInConversation') }, 'refused', 'card-gone'],
  [{ status: 404 }, 'refused', 'card-gone'],
  [{ status: 405 }, 'refused', 'refused'],
  [{ status: 408 }, 'unclear', 'wait'],
  [{ status: 412 }, 'wait', 'wait'],
  [{ status: 413, body: coded('MessageSizeTooBig') }, 'too-large', 'too-large'],
  [{ status: 429 }, 'wait', 'wait'],
  [{ status: 500 }, 'refused', 'refused'],
  [{ status: 502 }, 'unclear', 'wait'],
  [{ status: 503 }, 'unclear', 'wait'],
  [{ status: 503, headers: { 'retry-after': '3' } }, 'wait', 'wait'],
  [{ status: 504 }, 'unclear', 'wait'],
  [{ status: 520 }, 'unclear', 'wait'],
  [{ cut: true }, 'unclear', 'wait'],
];

describe('A card on its way to Teams', () => {
  let desk: Desk;
  let address: Address;
  beforeEach(async () => {
    desk = await startDesk();
    await desk.deliver(desk.teams.activities.inChannel('hi'));
    address = desk.received[0]?.address ?? assert.fail('nothing came in');
  });
  afterEach(() => desk.close());

  for (const [answer, post, rewrite] of table) {
    const codes = JSON.stringify(answer);
    it(`ends as "${post}" when new and the Connector answers ${codes}`, async () => {
      desk.teams.script(answer);
      const { kind } = await desk.edge.connector.post(address, message);
      assert.equal(kind, post);
      assert.equal(desk.teams.sent.length, 1, 'sent once, whatever the answer');
    });
    it(`ends as "${rewrite}" when rewritten and the Connector answers ${codes}`, async () => {
      desk.teams.script(answer);
      const { kind } = await desk.edge.connector.rewrite(address, 'posted-9', message);
      assert.equal(kind, rewrite);
      assert.equal(desk.teams.sent.length, 1);
    });
  }

  it('carries the card, the line for the toast, the addressee and the bot’s token', async () => {
    const delivery = await desk.edge.connector.post(address, message);
    const [sent] = desk.teams.sent;
    assert.deepEqual(delivery, { kind: 'delivered', activityId: 'posted-1' });
    assert.equal(sent?.method, 'POST');
    assert.equal(sent.conversationId, address.conversationId);
    assert.equal(sent.authorization, `Bearer ${botToken}`);
    assert.deepEqual(sent.body, {
      type: 'message',
      from: { id: address.botId },
      recipient: { id: address.userId },
      conversation: { id: address.conversationId },
      summary: 'Verdict for H-1001',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
    });
  });

  it('replaces the one already shown when rewritten', async () => {
    await desk.edge.connector.post(address, message);
    const next = { ...card, body: [] };
    const delivery = await desk.edge.connector.rewrite(address, 'posted-1', {
      ...message,
      json: JSON.stringify(next),
    });
    assert.deepEqual(delivery, { kind: 'delivered', activityId: 'posted-1' });
    assert.equal(desk.teams.sent[1]?.method, 'PUT');
    assert.deepEqual(desk.teams.shown.get(address.conversationId), new Map([['posted-1', next]]));
  });

  it('goes into a conversation Teams forgot by opening the 1:1 chat once more', async () => {
    const personal: Address = { ...address, kind: 'personal', conversationId: 'a:old' };
    desk.teams.script(
      { status: 404, body: coded('ConversationNotFound') },
      { status: 201, body: { id: 'a:new' } },
    );
    const delivery = await desk.edge.connector.post(personal, message);
    assert.equal(delivery.kind, 'delivered');
    assert.deepEqual(
      desk.teams.sent.map(({ path, conversationId }) =>
        path.endsWith('/v3/conversations') ? 'open' : conversationId,
      ),
      ['a:old', 'open', 'a:new'],
    );
  });

  it('is not sent at all when it is larger than Teams takes', async () => {
    const large = { json: JSON.stringify({ ...card, text: 'x'.repeat(50_000) }), summary: '' };
    assert.deepEqual(await desk.edge.connector.post(address, large), { kind: 'too-large' });
    assert.deepEqual(desk.teams.sent, []);
  });

  it('waits, and asks for a new token, when the old one is no longer accepted', async () => {
    desk.teams.script({ status: 401 });
    assert.equal((await desk.edge.connector.post(address, message)).kind, 'wait');
    assert.equal((await desk.edge.connector.post(address, message)).kind, 'delivered');
    assert.equal(desk.teams.counts.token, 2);
  });

  it('waits while the login is down, without hammering it, and says so to operators', async () => {
    desk.teams.loginAnswers({
      status: 400,
      body: { error: 'invalid_client', error_description: 'secret ended' },
    });
    for (let n = 0; n < 10; n += 1)
      assert.equal((await desk.edge.connector.post(address, message)).kind, 'wait');
    assert.equal(desk.teams.counts.token, 1);
    assert.deepEqual(desk.edge.problems(), ['login: invalid_client']);
    assert.deepEqual(desk.teams.sent, []);
  });

  it('waits when nobody listens at the other end', async () => {
    await desk.edge.connector.post(address, message);
    await desk.teams.close();
    const delivery = await desk.edge.connector.post(address, message);
    assert.ok(delivery.kind === 'wait' || delivery.kind === 'unclear');
    const again = await desk.edge.connector.post(address, message);
    assert.deepEqual(again, { kind: 'wait', notBeforeMs: null, why: 'ECONNREFUSED' });
  });

  for (const id of ['.', '..', '\ud800'])
    it(`never leaves the conversation by a trick in an id (${JSON.stringify(id)})`, async () => {
      assert.equal(
        (await desk.edge.connector.post({ ...address, conversationId: id }, message)).kind,
        'refused',
      );
      assert.equal((await desk.edge.connector.rewrite(address, id, message)).kind, 'refused');
      assert.deepEqual(desk.teams.sent, []);
    });

  it('keeps ids with slashes, spaces and question marks inside their place in the path', async () => {
    await desk.edge.connector.post({ ...address, conversationId: '19:a/../b?c#d e' }, message);
    assert.equal(desk.teams.sent[0]?.conversationId, '19:a/../b?c#d e');
  });
});
