import assert from 'node:assert/strict';
import { agent, homeTenant, otherAgent, type Caller } from '../stand-in/activities.ts';
import { leadRoomAt } from '../scenarios/lead-room.ts';
import { openStage, personAt, type Stage } from '../scenarios/play.ts';

const lead: Caller = {
  objectId: '30000000-0000-4000-8000-0000000000aa',
  tenantId: homeTenant,
  name: 'Lea Lind',
  locale: 'en-US',
  zone: 'Europe/Berlin',
};
const secondLead: Caller = { ...lead, objectId: '30000000-0000-4000-8000-0000000000bb', name: 'Max Moreau' };

/** A Friday morning at work. */
const morning = '2026-11-20T09:30:00Z';

describe('the leads’ side over the wire', () => {
  let stage: Stage;
  const everybody = () => ({
    room: leadRoomAt(stage),
    robin: personAt(stage, agent),
    kim: personAt(stage, { ...otherAgent, locale: 'en-US' }),
    lea: personAt(stage, lead),
    max: personAt(stage, secondLead),
  });
  type Person = ReturnType<typeof personAt>;

  const mailIsDown = async (who: Person, customer: string): Promise<void> => {
    await who.says(`new mail is down for everyone at ${customer} since 9 this morning`);
    await who.clicks('answer');
    await who.clicks('answer', {
      knownIncident: 'none',
      troubleshooting: 'done-unresolved',
      triedSteps: 'All',
    });
    await who.clicks('answer', { category: 'unavailable', impact: 'critical' });
    await who.clicks('answer', { agentRole: 'helpdesk-agent' });
  };

  beforeEach(async () => {
    stage = await openStage(morning, undefined, [lead.objectId, secondLead.objectId]);
  });
  afterEach(() => stage.close());

  it('a lead makes a channel the lead room, in the thread it was asked in', async () => {
    const { room, lea } = everybody();
    await lea.installs();
    await room.says(lead, 'use this channel');
    await room.reads('lead room');
    assert.equal((await stage.store.desk()).leadRoom?.address.conversationId, '19:lead-room@thread.tacv2');
    assert.equal(room.threads().length, 1);
  });

  it('somebody else who tries is told whom to ask, and nothing changes', async () => {
    const { room, robin, lea } = everybody();
    await lea.installs();
    await robin.installs();
    await room.says(agent, 'use this channel');
    await room.reads('Lea Lind');
    assert.equal((await stage.store.desk()).leadRoom, null);
  });

  it('a severity A case has one post, rewritten in place; a bystander’s click changes nothing', async () => {
    const { room, robin, lea } = everybody();
    await lea.installs();
    await room.says(lead, 'use this channel');
    await room.reads('lead room');
    await mailIsDown(robin, 'contoso');
    await room.postOf('H-1001');
    assert.match(await room.clicks(agent, 'acknowledge'), /Lea Lind|lead/);
    assert.equal((await stage.store.caseByNumber(1001))?.follow.acknowledged, null);
    await room.postOf('H-1001');
    await room.clicks(lead, 'acknowledge');
    await room.postOf('H-1001', 'Lea Lind');
    assert.equal(room.posts().filter((post) => post.includes('H-1001')).length, 1);
    assert.equal((await stage.store.caseByNumber(1001))?.follow.acknowledged?.byName, 'Lea Lind');
  });
});
