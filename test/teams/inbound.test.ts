import assert from 'node:assert/strict';
import type { What } from '../../src/triage/inbound.ts';
import { agent, homeTenant, stranger } from '../stand-in/activities.ts';
import { startDesk } from '../stand-in/desk.ts';

type Desk = Awaited<ReturnType<typeof startDesk>>;
type Activities = Desk['teams']['activities'];

describe('What arrives from Teams', () => {
  let desk: Desk;
  before(async () => {
    desk = await startDesk();
  });
  after(() => desk.close());

  const receive = async (activity: unknown) => {
    const { status } = await desk.deliver(activity);
    assert.equal(status, 200);
    return desk.received.at(-1) ?? assert.fail('nothing arrived');
  };

  it('is a message with who wrote it, where, in which language and zone', async () => {
    const message = desk.teams.activities.message('mail is down');
    assert.deepEqual(await receive(message), {
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
    });
  });

  const whats: readonly (readonly [string, (activities: Activities) => unknown, What])[] = [
    [
      'a click, with its verb, data and card',
      (a) => a.action({ verb: 'next', data: { token: 't', input: 'x' }, cardActivityId: 'posted-1' }),
      {
        kind: 'action',
        verb: 'next',
        data: { token: 't', input: 'x' },
        cardActivityId: 'posted-1',
        automatic: false,
      },
    ],
    [
      'a refresh by the client, told apart from a click',
      (a) => a.action({ verb: 'refresh', trigger: 'automatic' }),
      { kind: 'action', verb: 'refresh', data: {}, cardActivityId: 'card-1', automatic: true },
    ],
    [
      'a click of an old client, which comes as a message',
      (a) => a.submit({ verb: 'next', input: 'x' }),
      {
        kind: 'action',
        verb: 'next',
        data: { verb: 'next', input: 'x' },
        cardActivityId: 'card-1',
        automatic: false,
        byMessage: true,
      },
    ],
    [
      'a button under a message',
      (a) => a.invoke('message/submitAction', { actionName: 'feedback', actionValue: { reaction: 'like' } }),
      {
        kind: 'action',
        verb: 'feedback',
        data: { reaction: 'like' },
        cardActivityId: null,
        automatic: false,
      },
    ],
    [
      'a search while typing',
      (a) => a.search('customers', 'cont'),
      { kind: 'search', dataset: 'customers', query: 'cont', top: 15, skip: 0 },
    ],
    ['an installation', (a) => a.installed(), { kind: 'installed' }],
    ['an installation told the other way', (a) => a.joined(), { kind: 'installed' }],
    ['an upgrade', (a) => a.installed(agent, { action: 'add-upgrade' }), { kind: 'installed' }],
    ['a removal', (a) => a.removed(), { kind: 'removed' }],
    [
      'somebody else joining',
      (a) => a.joined(agent, { membersAdded: [{ id: '29:somebody' }] }),
      { kind: 'other', name: 'conversationUpdate' },
    ],
    [
      'the bot leaving',
      (a) => ({ ...a.joined(), membersAdded: [], membersRemoved: [{ id: a.joined().recipient.id }] }),
      { kind: 'removed' },
    ],
    ['an edited message', (a) => a.edited('mail is up'), { kind: 'edited', text: 'mail is up' }],
    [
      'a deletion taken back',
      (a) =>
        a.edited('x', agent, { channelData: { tenant: { id: homeTenant }, eventType: 'undeleteMessage' } }),
      { kind: 'other', name: 'messageUpdate' },
    ],
    ['a reaction', (a) => a.reaction(), { kind: 'other', name: 'messageReaction' }],
    [
      'a type nobody knows',
      (a) => a.message('x', agent, { type: 'newThing' }),
      { kind: 'other', name: 'newThing' },
    ],
    ['an invoke nobody knows', (a) => a.invoke('new/thing'), { kind: 'other', name: 'new/thing' }],
    [
      'a type named like a property of every object',
      (a) => a.message('x', agent, { type: 'constructor' }),
      { kind: 'other', name: 'constructor' },
    ],
    ['an invoke named like one', (a) => a.invoke('toString'), { kind: 'other', name: 'toString' }],
    [
      'a click without a value',
      (a) => a.invoke('adaptiveCard/action', null),
      { kind: 'action', verb: '', data: {}, cardActivityId: null, automatic: false },
    ],
    [
      'words in a Teams channel, without the bot’s own mention',
      (a) => a.inChannel('board'),
      { kind: 'message', text: 'board', files: [] },
    ],
    ['nothing but the mention', (a) => a.inChannel(''), { kind: 'message', text: '', files: [] }],
    [
      'another person’s mention, which stays',
      (a) =>
        a.message('<at>Kim</at> look', agent, {
          entities: [{ type: 'mention', text: '<at>Kim</at>', mentioned: { id: '29:kim' } }],
        }),
      { kind: 'message', text: '<at>Kim</at> look', files: [] },
    ],
    [
      'pictures and files, without the copies Teams adds',
      (a) =>
        a.message('', agent, {
          attachments: [
            { contentType: 'text/html', content: '<p></p>' },
            { contentType: 'image/png', contentUrl: 'https://x.example/1' },
            {
              contentType: 'application/vnd.microsoft.teams.file.download.info',
              name: 'log.txt',
              content: { fileType: 'txt' },
            },
            { contentType: 'messageReference', content: '{}' },
          ],
        }),
      {
        kind: 'message',
        text: '',
        files: [
          { name: '', type: 'image/png' },
          { name: 'log.txt', type: 'txt' },
        ],
      },
    ],
  ];
  for (const [name, build, what] of whats)
    it(`may be ${name}`, async () => {
      assert.deepEqual((await receive(build(desk.teams.activities))).what, what);
    });

  const guests: readonly (readonly [string, Record<string, unknown>, boolean])[] = [
    ['a colleague', {}, false],
    ['somebody Teams calls a guest', { from: { id: '29:x', aadObjectId: 'x', userRole: 'guest' } }, true],
    [
      'somebody whose properties say so',
      { from: { id: '29:x', aadObjectId: 'x', properties: { userRole: 'Guest' } } },
      true,
    ],
    ['somebody without a directory object', { from: { id: '29:x' } }, true],
    [
      'somebody of another tenant in our chat',
      { from: { id: '29:x', aadObjectId: 'x', tenantId: stranger.tenantId } },
      true,
    ],
    [
      'somebody in a chat another tenant holds',
      { conversation: { id: 'a:1', tenantId: stranger.tenantId } },
      true,
    ],
    ['somebody of no tenant', { conversation: { id: 'a:1' }, channelData: {} }, true],
  ];
  for (const [name, more, isGuest] of guests)
    it(`${isGuest ? 'counts as a guest' : 'does not count as a guest'} when it comes from ${name}`, async () => {
      assert.equal((await receive(desk.teams.activities.message('x', agent, more))).from.isGuest, isGuest);
    });

  const locales: readonly (readonly [unknown, string | null])[] = [
    ['ja-JP', 'ja-JP'],
    ['ja-JP-x-', 'ja-JP-x-'],
    ['../../etc', '../../etc'],
    ['x'.repeat(300), null],
    ['', null],
    [7, 'en-US'],
    [undefined, 'en-US'],
  ];
  for (const [locale, tag] of locales)
    it(`takes the language tag ${String(locale).slice(0, 20)} as ${tag ?? 'none'}`, async () => {
      assert.equal((await receive(desk.teams.activities.message('x', agent, { locale }))).localeTag, tag);
    });

  it('has no zone where the name is none', async () => {
    const message = desk.teams.activities.message('x', agent, { localTimezone: 'Mars/Olympus' });
    assert.equal((await receive(message)).zone, null);
  });

  it('gets the same name each time when it came without an id', async () => {
    const message = { ...desk.teams.activities.message('x'), id: undefined };
    assert.equal((await receive(message)).id, (await receive(message)).id);
    assert.notEqual((await receive({ ...message, text: 'y' })).id, (await receive(message)).id);
  });

  const strange = { length: { toString: 1, valueOf: null } };

  it('is read without the language where an object with a strange length stands for it', async () => {
    const read = await receive(desk.teams.activities.message('x', agent, { locale: strange }));
    assert.deepEqual([read.what.kind, read.localeTag], ['message', 'en-US']);
  });

  it('is refused where an object with a strange length stands for what is needed', async () => {
    const message = desk.teams.activities.message('x');
    assert.equal((await desk.deliver({ ...message, serviceUrl: strange })).status, 400);
  });

  for (const field of ['type', 'from', 'conversation', 'recipient', 'serviceUrl', 'channelId'])
    it(`is refused without ${field}`, async () => {
      const { status, body } = await desk.deliver({
        ...desk.teams.activities.message('x'),
        [field]: undefined,
      });
      assert.equal(status, 400);
      assert.equal(typeof body, 'object');
    });
});
