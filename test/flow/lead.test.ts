import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Case } from '../../src/triage/case.ts';
import { cardLines, type Json } from '../scenarios/card-text.ts';
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
    await who.clicks('answer', {
      category: 'unavailable',
      impact: 'critical',
      symptom: 'mail-not-delivered',
    });
    // Asked once per person.
    if (who.lines().includes('<Continue>')) await who.clicks('answer', { agentRole: 'helpdesk-agent' });
  };

  /** What stands in somebody's own chat, oldest first. */
  const chatOf = ({ objectId }: Caller): readonly string[] =>
    [...(stage.teams.shown.get(`a:${objectId}`) ?? new Map<string, Json>()).values()].map((card) =>
      cardLines(card).join('\n'),
    );
  const hears = async (who: Caller, words: string): Promise<void> => {
    const endsAt = Date.now() + 10_000;
    while (!chatOf(who).some((one) => one.includes(words))) {
      assert.ok(Date.now() < endsAt, `${who.name} never reads "${words}":\n${chatOf(who).join('\n---\n')}`);
      await pause(5);
    }
  };
  const inLeadRoom = async () => {
    const all = everybody();
    await all.lea.installs();
    await all.max.installs();
    await all.room.says(lead, 'use this channel');
    await all.room.reads('lead room');
    return all;
  };
  const caseOf = async (number: number): Promise<Case> => {
    const found = await stage.store.caseByNumber(number);
    assert.ok(found !== null);
    return found;
  };

  beforeEach(async () => {
    stage = await openStage(morning, undefined, [lead.objectId, secondLead.objectId]);
  });
  afterEach(() => stage.close());

  it('added to a channel the bot says one line there, greets nobody in person, and names who added it', async () => {
    const { room } = everybody();
    await room.isAddedBy(lead);
    await room.reads('Lea Lind has added me');
    await room.isAddedBy({ ...lead, name: '' });
    assert.equal(room.posts().length, 1);
    assert.deepEqual(chatOf(lead), []);
  });

  it('where nobody is named, it says who it is itself', async () => {
    const { room } = everybody();
    await room.isAddedBy({ ...lead, name: '' });
    await room.reads('I am Handoff');
  });

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

  it('without a lead room the other leads get the post, and a lead who works on the case keeps its own card', async () => {
    const { lea, max } = everybody();
    await lea.installs();
    await max.installs();
    await mailIsDown(lea, 'contoso');
    await hears(secondLead, 'until this should be filed');
    assert.ok(!chatOf(lead).some((one) => one.includes('until this should be filed')));
  });

  it('while nobody acknowledges, the chain moves on; acknowledging stops it', async () => {
    const { room, robin } = await inLeadRoom();
    await mailIsDown(robin, 'contoso');
    await room.postOf('H-1001');
    await room.waits(6);
    await hears(lead, 'Nobody has acknowledged H-1001');
    await room.waits(11);
    await room.postOf('H-1001', 'backup lead');
    await room.clicks(lead, 'acknowledge');
    await room.waits(60);
    await hears(lead, 'still not filed');
    assert.equal((await caseOf(1001)).follow.chain?.step, 2);
    const calls = chatOf(secondLead).filter((one) => one.includes('Nobody has acknowledged'));
    assert.equal(calls.length, 2);
  });

  it('handling pauses while Microsoft holds the case and goes on when they ask us', async () => {
    const { room, robin } = await inLeadRoom();
    await mailIsDown(robin, 'contoso');
    await robin.clicks('show:filing');
    await robin.clicks('file', { requestNumber: '2611200040001234' });
    assert.equal((await caseOf(1001)).follow.handling.runningSince, null);
    await room.waits(30);
    await robin.clicks('asks-us');
    assert.notEqual((await caseOf(1001)).follow.handling.runningSince, null);
    await room.waits(61);
    await hears(agent, 'H-1001');
    await room.postOf('H-1001', 'asks us something');
  });

  it('three customers with one symptom are told to the leads once', async () => {
    const { room, robin, kim } = await inLeadRoom();
    await mailIsDown(robin, 'contoso');
    await mailIsDown(kim, 'Woodgrove Bank');
    await mailIsDown(robin, 'Relecloud');
    const signals = () =>
      [...room.posts(), ...chatOf(lead), ...chatOf(secondLead)].filter((one) =>
        one.includes('change something'),
      );
    await room.waits(1);
    await hears(lead, 'change something');
    const first = signals().length;
    await mailIsDown(kim, 'Nod Publishers');
    await room.waits(1);
    await room.postOf('H-1004');
    assert.equal(signals().length, first);
  });

  it('a door that sends the case back is not proposed again, and the next one is right', async () => {
    const { room, robin } = await inLeadRoom();
    await mailIsDown(robin, 'contoso');
    await robin.clicks('show:filing');
    await robin.clicks('file', { requestNumber: '2611200040001234' });
    await robin.clicks('show:bounce');
    await robin.clicks('bounce', { said: 'known-incident', incidentId: 'EX1180234', by: 'Jane, Microsoft' });
    const after = await caseOf(1001);
    assert.equal(after.bounces.length, 1);
    assert.equal(after.decision?.verdict.outcome, 'wait-known-incident');
    await room.postOf('H-1001', 'Refused once');
  });

  it('fraud reaches a lead in person and the lead room never', async () => {
    const { room, robin } = await inLeadRoom();
    await robin.says('new somebody bought licences we never ordered at contoso');
    await robin.clicks('answer', { kind: 'fraud', product: 'office-365' });
    await robin.clicks('answer', { agentRole: 'admin-agent' });
    await hears(lead, 'H-1001');
    assert.ok(room.posts().every((post) => !post.includes('H-1001')));
  });

  it('a case goes to somebody of the list or to whom the people picker found, and never to two people', async () => {
    const { room, robin, kim } = await inLeadRoom();
    await kim.installs();
    await mailIsDown(robin, 'contoso');
    await room.postOf('H-1001');
    const form = await room.clicks(lead, 'lead-show', {}, 'assign');
    assert.match(form, /Kim Sato \| Lea Lind \| Max Moreau/);
    assert.ok(!form.includes('Robin Reyes |'));
    // As the picker answers: the directory's object id.
    const found = otherAgent.objectId.toUpperCase();
    const two = await room.clicks(lead, 'assign', { assignee: lead.objectId, assigneeOther: found });
    assert.match(two, /Two different people/);
    assert.equal((await caseOf(1001)).ownerName, agent.name);
    const stranger = '99999999-0000-4000-8000-000000000099';
    assert.match(
      await room.clicks(lead, 'assign', { assignee: 'somebody-else', assigneeOther: stranger }),
      /do not know this person/,
    );
    await room.clicks(lead, 'assign', { assignee: 'somebody-else', assigneeOther: found });
    assert.equal((await caseOf(1001)).ownerName, 'Kim Sato');
  });

  it('check says of every target whether it was reached', async () => {
    const { room, lea } = await inLeadRoom();
    await lea.says('check');
    await room.reads('test');
    await room.waits(1);
    await hears(lead, 'All targets were reached');
  });
});
