import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { cardLines, type Json } from '../scenarios/card-text.ts';
import { leadRoomAt } from '../scenarios/lead-room.ts';
import { openStage, personAt, type Stage } from '../scenarios/play.ts';
import { agent, homeTenant, type Caller } from '../stand-in/activities.ts';

const lead: Caller = {
  objectId: '30000000-0000-4000-8000-0000000000aa',
  tenantId: homeTenant,
  name: 'Lea Lind',
  locale: 'en-US',
  zone: 'Europe/Berlin',
};

describe('what leads set in Teams, over the wire', () => {
  let stage: Stage;
  const hears = async ({ objectId }: Caller, words: string): Promise<void> => {
    const lines = () =>
      [...(stage.teams.shown.get(`a:${objectId}`) ?? new Map<string, Json>()).values()].map((card) =>
        cardLines(card).join('\n'),
      );
    const endsAt = Date.now() + 10_000;
    while (!lines().some((one) => one.includes(words))) {
      assert.ok(Date.now() < endsAt, `nobody reads "${words}":\n${lines().join('\n---\n')}`);
      await pause(5);
    }
  };
  const both = async () => {
    const [lea, robin] = [personAt(stage, lead), personAt(stage, agent)];
    await lea.installs();
    await robin.installs();
    return { lea, robin };
  };

  beforeEach(async () => {
    stage = await openStage('2026-11-20T09:30:00Z', undefined, [lead.objectId]);
  });
  afterEach(() => stage.close());

  it('a lead makes an agent a lead and takes it back; their rights change with the very next click', async () => {
    const { lea, robin } = await both();
    await lea.says('settings');
    await lea.clicks('settings:leads');
    assert.ok(lea.lines().join('\n').includes('named in the configuration'));
    await lea.clicks('save-settings', { newLead: agent.objectId });
    await hears(agent, 'made you a lead');
    await robin.says('settings');
    await robin.clicks('settings:leads');
    const asLead = robin.shown();
    assert.ok(robin.lines().join('\n').includes('made a lead in Teams'));
    const [appointed] = (await stage.store.desk()).appointed;
    assert.ok(appointed !== undefined);
    await lea.clicks('save-settings', { newLead: '', formerLead: appointed.personId });
    await hears(agent, 'ended your time as a lead');
    await assert.rejects(robin.clicks('save-settings', { newLead: agent.objectId }, asLead), /Lea Lind/);
    assert.deepEqual((await stage.store.desk()).appointed, []);
  });

  it('an agent who forges the choice gains nothing', async () => {
    const { lea, robin } = await both();
    await lea.says('settings');
    await lea.clicks('settings:leads');
    await robin.clicks('save-settings', { newLead: agent.objectId }, lea.shown());
    assert.ok(robin.lines().join('\n').includes('made for somebody else'));
    assert.deepEqual((await stage.store.desk()).appointed, []);
  });

  it('our phone number changes in a request that is open, and goes back to the file', async () => {
    const { lea, robin } = await both();
    await lea.says('settings');
    await lea.clicks('settings:profile');
    await robin.says('new mail is down for everyone at contoso since 9 this morning');
    await robin.clicks('answer');
    await robin.clicks('answer', {
      knownIncident: 'none',
      troubleshooting: 'done-unresolved',
      triedSteps: 'All',
    });
    await robin.clicks('answer', {
      category: 'unavailable',
      impact: 'critical',
      symptom: 'mail-not-delivered',
    });
    if (robin.lines().includes('<Continue>')) await robin.clicks('answer', { agentRole: 'admin-agent' });
    const verdict = robin.shown();
    const request = async (): Promise<string> => {
      await robin.clicks('show:request', {}, verdict);
      return robin.lines().join('\n');
    };
    await lea.clicks('save-settings', { contactPhone: '+1 555 010 7777' });
    assert.ok((await request()).includes('+1 555 010 7777'));
    await lea.clicks('save-settings', { back: 'file' });
    assert.ok(!(await request()).includes('+1 555 010 7777'));
    const lines = (await stage.store.record('desk')).map(({ what }) => what);
    assert.deepEqual(lines, ['settings-changed', 'settings-changed']);
  });

  it('the board asked for again stands at the bottom of the lead room; the old one says so', async () => {
    const { lea } = await both();
    const room = leadRoomAt(stage);
    await room.says(lead, 'use this channel');
    await room.reads('lead room');
    await room.says(lead, 'board');
    await room.reads('Support board');
    await room.reads('newest post of this channel');
    const before = room.posts().length;
    await room.says(lead, 'board');
    await room.reads('The board has moved');
    const endsAt = Date.now() + 10_000;
    while (room.posts().length === before) {
      assert.ok(Date.now() < endsAt, 'no second board');
      await pause(5);
    }
    const posts = room.posts();
    assert.ok(posts.at(-1)?.includes('Support board'));
    assert.equal(posts.filter((post) => post.includes('Support board')).length, 1);
    assert.equal(posts.filter((post) => post.includes('The board has moved')).length, 1);
    assert.equal(lea.person.objectId, lead.objectId);
  });
});
