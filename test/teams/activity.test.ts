import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readActivity } from '../../src/teams/activity.ts';

const needed = {
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  from: { id: '29:ana' },
  recipient: { id: '28:desk' },
  conversation: { id: 'a:talk' },
};
const whole = {
  ...needed,
  id: 'activity-1',
  name: 'adaptiveCard/action',
  action: 'add',
  timestamp: '2026-11-20T08:00:00Z',
  localTimezone: 'Europe/Lisbon',
  locale: 'pt-PT',
  from: {
    id: '29:ana',
    name: 'Ana',
    aadObjectId: 'o-1',
    tenantId: 't-1',
    userRole: 'user',
    properties: { userRole: 'guest' },
  },
  recipient: { id: '28:desk', name: 'Handoff' },
  conversation: { id: 'a:talk', conversationType: 'personal', tenantId: 't-1', isGroup: false },
  channelData: { tenant: { id: 't-1' }, eventType: 'undeleteMessage' },
  text: 'hello',
  replyToId: 'card-1',
  value: { any: ['thing'] },
  entities: [
    {
      type: 'mention',
      text: '<at>Handoff</at>',
      mentioned: { id: '28:desk' },
      locale: 'pt',
      timezone: 'UTC',
    },
  ],
  attachments: [{ contentType: 'image/png', name: 'screen.png', content: { fileType: 'png' } }],
  membersAdded: [{ id: '28:desk' }],
  membersRemoved: [{ id: '29:ana' }],
};

const changed = (path: readonly string[], value: unknown): unknown => {
  const body: unknown = structuredClone(whole);
  const last = path.at(-1) ?? '';
  const owner = path
    .slice(0, -1)
    .reduce((inner: unknown, key) => Reflect.get(Object(inner), key) as unknown, body);
  Object.assign(Object(owner), { [last]: value });
  return body;
};

const long = (length: number): string => 'x'.repeat(length);

describe('reading an activity', () => {
  it('takes over every field it knows and drops those it does not', () => {
    assert.deepEqual(readActivity({ ...whole, extra: 1 }), whole);
  });

  it('needs type, channel, service address, sender, recipient and conversation, and only these', () => {
    const read = readActivity(needed);
    assert.equal(read?.from.id, '29:ana');
    assert.deepEqual([read.text, read.name, read.channelData, read.membersAdded], [null, null, null, null]);
    assert.deepEqual([read.entities, read.attachments], [[], []]);
    for (const key of Object.keys(needed)) {
      assert.equal(readActivity({ ...needed, [key]: undefined }), null, key);
      assert.equal(readActivity({ ...needed, [key]: '' }), null, key);
      assert.equal(readActivity({ ...needed, [key]: [] }), null, key);
    }
  });

  const limits: readonly (readonly [readonly string[], number])[] = [
    [['type'], 64],
    [['channelId'], 64],
    [['serviceUrl'], 2_048],
    [['from', 'id'], 1_024],
    [['recipient', 'id'], 1_024],
    [['conversation', 'id'], 1_024],
  ];
  for (const [path, most] of limits)
    it(`takes a ${path.join('.')} of ${most} characters and refuses one more`, () => {
      assert.notEqual(readActivity(changed(path, long(most))), null);
      assert.equal(readActivity(changed(path, long(most + 1))), null);
    });

  const optional: readonly (readonly [readonly string[], number])[] = [
    [['name'], 256],
    [['action'], 64],
    [['timestamp'], 64],
    [['localTimezone'], 512],
    [['locale'], 512],
    [['replyToId'], 1_024],
    [['from', 'name'], 512],
    [['from', 'aadObjectId'], 128],
    [['from', 'tenantId'], 128],
    [['from', 'userRole'], 512],
    [['from', 'properties', 'userRole'], 512],
    [['recipient', 'name'], 512],
    [['conversation', 'conversationType'], 64],
    [['conversation', 'tenantId'], 128],
    [['channelData', 'tenant', 'id'], 128],
    [['channelData', 'eventType'], 512],
    [['entities', '0', 'text'], 512],
    [['entities', '0', 'mentioned', 'id'], 1_024],
    [['attachments', '0', 'contentType'], 256],
    [['attachments', '0', 'name'], 1_024],
  ];
  for (const [path, most] of optional)
    it(`reads a ${path.join('.')} of ${most} characters; a longer or odd one is as good as none`, () => {
      assert.deepEqual(readActivity(changed(path, long(most))), changed(path, long(most)));
      for (const odd of [long(most + 1), 7, ['a'], { length: 1 }])
        assert.deepEqual(readActivity(changed(path, odd)), changed(path, null));
    });

  it('leaves out the entities and attachments it cannot read and keeps the others', () => {
    const read = readActivity({
      ...whole,
      entities: [null, { type: 7 }, ...whole.entities, 'x'],
      attachments: [3, ...whole.attachments],
    });
    assert.deepEqual(read?.entities, whole.entities);
    assert.deepEqual(read.attachments, whole.attachments);
  });

  it('takes no list of absurd length, and no list of people with something else in it', () => {
    const many = Array.from({ length: 1_001 }, () => ({ type: 'mention' }));
    assert.deepEqual(readActivity({ ...whole, entities: many })?.entities, []);
    assert.equal(readActivity({ ...whole, membersAdded: [{ id: 'a' }, 'b'] })?.membersAdded, null);
    assert.deepEqual(readActivity({ ...whole, membersAdded: [{ id: 5 }] })?.membersAdded, [{ id: null }]);
  });

  it('names an activity without an id by its content, the same one each time', () => {
    const first = readActivity(needed)?.id ?? '';
    assert.match(first, /^sha256:[\w-]{43}$/);
    assert.equal(readActivity(structuredClone(needed))?.id, first);
    assert.notEqual(readActivity({ ...needed, text: 'other' })?.id, first);
  });

  it('never throws, whatever stands where', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(whole)), fc.jsonValue(), (key, value) => {
        readActivity({ ...whole, [key]: value });
        readActivity(value);
      }),
    );
  });
});
