import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { OutgoingRow } from '../../src/triage/turn.ts';
import { cardLines, type Json } from '../scenarios/card-text.ts';
import { openStage, personAt, type Stage } from '../scenarios/play.ts';
import { agent, homeTenant, type Caller } from '../stand-in/activities.ts';
import { aCase, aCommit, keeping } from '../store/samples.ts';

const lead: Caller = { ...agent, objectId: '30000000-0000-4000-8000-0000000000aa', name: 'Lea Lind' };
const leadId = `${homeTenant}/${lead.objectId}`.toLowerCase();

const noticeOf = (number: number, now: string): OutgoingRow => ({
  key: `notice|case-${number}|vendor-over|person`,
  dueAt: now,
  recipient: { to: 'person', personId: leadId },
  picture: {
    card: 'alert',
    caseId: `case-${number}`,
    event: 'vendor-over',
    says: { typed: `Overdue: ${number}` },
    chase: null,
  },
  sendClass: 'at-least-once',
  replacesCard: false,
});

describe('many notices to one lead over the wire', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('2026-11-20T09:30:00Z', undefined, [lead.objectId]);
  });
  afterEach(() => stage.close());

  const chat = (): readonly string[] =>
    [...(stage.teams.shown.get(`a:${lead.objectId}`) ?? new Map<string, Json>()).values()].map((card) =>
      cardLines(card).join('\n'),
    );
  const notices = (): readonly string[] => chat().filter((lines) => lines.includes('Overdue: '));
  const comes = async (count: number): Promise<void> => {
    const endsAt = Date.now() + 10_000;
    while (notices().length < count) {
      assert.ok(Date.now() < endsAt, `${notices().length} notices came:\n${chat().join('\n---\n')}`);
      await pause(5);
    }
  };

  it('out of turn after turn come as ten and one list, and an answer passes those that wait', async () => {
    const lea = personAt(stage, lead);
    await lea.installs();
    stage.advance(1);
    for (let number = 2001; number <= 2014; number += 1) {
      const kase = aCase({ number, owner: 'home/other', stage: { at: 'decided' } });
      await stage.store.commit(keeping(kase, 'mail', { now: stage.now() }));
      await stage.store.commit(aCommit({ rows: [noticeOf(number, stage.now())], now: stage.now() }));
    }
    // Seven in a second is what Teams takes; each look lets the rest go, and brings an answer of its own.
    for (let look = 0; look < 6; look += 1) {
      stage.advance(0.05);
      await lea.says('help');
    }
    await comes(10);
    assert.equal(notices().length, 10);
    stage.advance(1);
    await lea.says('help');
    await comes(11);
    const list = notices().at(-1) ?? '';
    for (const number of [2011, 2012, 2013, 2014]) assert.ok(list.includes(`Overdue: ${number}`), list);
    assert.equal(notices().length, 11);
  }).timeout(60_000);
});
