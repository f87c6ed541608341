import assert from 'node:assert/strict';
import { eventSays } from '../../src/triage/lead-notice.ts';
import type { Turn } from '../../src/triage/turn.ts';
import { contoso } from './desk.ts';
import { noticeOf, whats } from './decided.ts';
import { ana, ben, escalated, filed, lea, ledDesk, leadPlay, tells, type LeadPlay } from './lead-desk.ts';
import { newDesk } from '../../src/triage/desk-state.ts';

const leadNotice = ({ picture }: Turn): string | null =>
  picture?.card === 'lead-case' && picture.notice !== null && 'key' in picture.notice
    ? picture.notice.key
    : null;
const wrongInputs = ({ picture }: Turn): readonly string[] =>
  picture !== null && 'problems' in picture ? picture.problems.map(({ input }) => input) : [];

/** A case that a published incident would explain, escalated all the same: it needs a lead's word. */
const overridden = (desk = ledDesk): LeadPlay => {
  const played = leadPlay(desk);
  played.press(ana, 'new-case');
  played.press(ana, 'answer', { customer: contoso.id, product: 'office-365', kind: 'broken', title: 'Mail' });
  played.press(ana, 'answer', { knownIncident: 'active-match', incidentId: 'EX1' });
  played.press(ana, 'revise', { field: 'knownIncident' });
  const reason = { incidentOverride: 'engineering-help', overrideReason: 'only this tenant' };
  played.press(ana, 'answer', { knownIncident: 'active-match', ...reason });
  played.press(ana, 'answer', {
    knownIncident: 'active-match',
    ...reason,
    troubleshooting: 'done-unresolved',
  });
  played.press(ana, 'answer', { category: 'unavailable', impact: 'critical' });
  return played;
};

describe('an escalation', () => {
  it('is one post in the lead room, mentioned if it is critical, and rewritten ever after', () => {
    const played = escalated();
    const [post, ...more] = played.last()?.rows ?? [];
    assert.deepEqual(more, []);
    assert.equal(post?.key, 'lead|case-1');
    assert.equal(post.replacesCard, true);
    assert.equal(post.picture.card === 'lead-case' && post.picture.mentionsOnCall, true);
    const [again, ...others] = filed(played).last()?.rows ?? [];
    assert.deepEqual(others, []);
    assert.equal(again?.key, 'lead|case-1');
    assert.equal(again.picture.card === 'lead-case' && again.picture.mentionsOnCall, undefined);
  });

  it('of a lesser severity is posted without calling anybody', () => {
    const [post] = escalated(ledDesk, { impact: 'minimal' }).last()?.rows ?? [];
    assert.equal(post?.picture.card === 'lead-case' && post.picture.mentionsOnCall, undefined);
  });

  it('goes where the desk wants it, or nowhere', () => {
    const routed = (to: 'lead' | 'both' | 'nobody' | 'digest') => {
      const settings = { ...ledDesk.settings, routing: { escalated: to } };
      const played = escalated({ ...ledDesk, settings });
      const { chain, inLeadRoomSince } = played.about().follow;
      return [tells(played.last() as Turn), chain !== null, inLeadRoomSince !== null];
    };
    assert.deepEqual(routed('lead'), [['on-call escalated'], true, false]);
    assert.deepEqual(routed('both'), [['lead-room post', 'on-call escalated'], true, true]);
    for (const to of ['nobody', 'digest'] as const) assert.deepEqual(routed(to), [[], false, false]);
  });

  it('is one notice and not two where there is no lead room', () => {
    const both = {
      ...ledDesk,
      leadRoom: null,
      settings: { ...ledDesk.settings, routing: { escalated: 'both' as const } },
    };
    assert.deepEqual(tells(escalated(both).last() as Turn), ['on-call escalated']);
  });
});

describe('the sentence about an escalation', () => {
  const toLead = {
    ...ledDesk,
    settings: { ...ledDesk.settings, routing: { escalated: 'lead' as const } },
  };
  const said = (played: LeadPlay): unknown =>
    played
      .last()
      ?.rows.flatMap(({ picture }) =>
        picture.card === 'alert' && picture.event === 'escalated' ? [picture.says] : [],
      )[0];
  const values = (door: string) => ({
    label: 'H-1042',
    owner: { typed: 'Ana' },
    door: { key: `door.${door}.name` },
  });

  it('names the door, and speaks of no other door where there was none before', () => {
    assert.deepEqual(said(escalated(toLead)), {
      key: 'lead-event.escalated.says',
      values: values('pc-m365-admin-center'),
    });
  });

  it('says that the next door is another one after a refusal', () => {
    const played = filed(escalated(toLead));
    const about = played.about();
    const bounce = {
      door: 'pc-m365-admin-center',
      said: 'wrong-product',
      by: '',
      at: about.openedAt,
      reason: null,
    };
    const refused = (door: string) =>
      eventSays('escalated', { ...about, stage: { at: 'decided' }, bounces: [{ ...bounce, door }] });
    assert.deepEqual(refused('dynamics-support'), {
      key: 'lead-event.escalated.says-again',
      values: values('pc-m365-admin-center'),
    });
    // The same door, with a new reason, is no other door.
    assert.deepEqual(refused('pc-m365-admin-center'), {
      key: 'lead-event.escalated.says',
      values: values('pc-m365-admin-center'),
    });
  });
});

describe('fraud', () => {
  it('never reaches a channel, whatever the routing says and however long nobody answers', () => {
    const toRoom = {
      ...ledDesk,
      settings: { ...ledDesk.settings, routing: { escalated: 'lead-room' as const } },
    };
    const played = leadPlay(toRoom);
    const turns = [
      played.press(ana, 'new-case'),
      played.press(ana, 'answer', { customer: contoso.id, product: 'office-365', kind: 'fraud', title: 'x' }),
    ];
    assert.equal(played.about().sensitive, true);
    assert.equal(played.about().stage.at, 'decided');
    turns.push(...played.wait(5 * 24 * 60), played.press(ana, 'hand-to-lead'));
    const told = turns.flatMap(tells);
    assert.ok(told.includes('on-call escalated'));
    assert.deepEqual(
      told.filter((one) => one.startsWith('lead-room')),
      [],
    );
  });
});

describe('the chain', () => {
  it('goes from the lead on call to the backup to the whole room, until somebody acknowledges', () => {
    const played = escalated();
    const chain = (minutes: number): readonly string[] =>
      played
        .wait(minutes)
        .flatMap(tells)
        .filter((one) => one.endsWith('chain'));
    assert.deepEqual(chain(5), ['on-call chain']);
    assert.deepEqual(chain(10), ['backup-lead chain']);
    assert.deepEqual(chain(10), ['lead-room chain']);
    assert.deepEqual(chain(600), []);
  });

  it('stops when a lead acknowledges', () => {
    const played = escalated();
    assert.deepEqual(whats(played.press(lea, 'acknowledge')), ['acknowledged']);
    assert.deepEqual(
      played
        .wait(600)
        .flatMap(tells)
        .filter((one) => one.endsWith('chain')),
      [],
    );
    assert.equal(leadNotice(played.press(lea, 'acknowledge')), 'notice.already-acknowledged');
  });

  it('of what is not critical waits for the desk’s hours', () => {
    const friday = escalated(ledDesk, { impact: 'moderate', thinksMinutes: 390 });
    const chain = (minutes: number): readonly string[] =>
      friday
        .wait(minutes)
        .flatMap(tells)
        .filter((one) => one.endsWith('chain'));
    assert.equal(friday.now(), '2026-11-20T16:30:00.000Z');
    assert.deepEqual(chain(63 * 60 + 29), []);
    assert.deepEqual(chain(1), ['on-call chain']);
    assert.equal(friday.now(), '2026-11-23T08:00:00.000Z');
  });
});

describe('a lead’s click', () => {
  it('by somebody else changes nothing, names whom to ask, and leaves the card as it is', () => {
    const played = escalated();
    for (const verb of [
      'acknowledge',
      'assign',
      'take-over',
      'approve',
      'send-back',
      'lead-severity',
      'incident-ended',
      'link-cases',
      'answer-signal',
    ]) {
      // prettier-ignore
      const turn = played.press(ben, verb);
      assert.deepEqual([turn.cases, turn.record, turn.rows], [[], [], []], verb);
      assert.equal(turn.picture?.card, 'aside', verb);
      assert.match(JSON.stringify(turn.picture), /leads-only-named.*Lea/, verb);
    }
  });

  it('gives the case to somebody the desk knows, who is told', () => {
    const played = escalated();
    const turn = played.press(lea, 'assign', { assignee: 'ben' });
    assert.deepEqual([played.about().owner, played.about().ownerName], [ben.id, 'Ben']);
    assert.deepEqual(tells(turn), ['home/ben assigned', 'home/ana given-away', 'lead-room post']);
    assert.notEqual(played.about().follow.acknowledged, null);
    assert.deepEqual(wrongInputs(played.press(lea, 'assign', { assignee: 'nobody' })), ['assignee']);
    assert.equal(played.about().owner, ben.id);
  });

  it('gives the case to whoever was chosen, from the list or looked up beside it', () => {
    const owner = (inputs: Readonly<Record<string, string>>): string => {
      const played = escalated();
      played.press(lea, 'assign', inputs);
      return played.about().ownerName;
    };
    assert.equal(owner({ assignee: 'ben', assigneeOther: '' }), 'Ben');
    assert.equal(owner({ assignee: '', assigneeOther: 'ben' }), 'Ben');
    assert.equal(owner({ assignee: 'somebody-else', assigneeOther: 'BEN' }), 'Ben');
    assert.equal(owner({ assignee: 'ben', assigneeOther: 'home/ben' }), 'Ben');
    assert.equal(owner({ assignee: 'ben', assigneeOther: 'nobody' }), 'Ben');
  });

  it('gives it to nobody where two different people were chosen, none at all, or one the bot never met', () => {
    const refused = (inputs: Readonly<Record<string, string>>): readonly string[] => {
      const played = escalated();
      const { picture, cases } = played.press(lea, 'assign', inputs);
      assert.deepEqual(cases, []);
      return picture !== null && 'problems' in picture
        ? picture.problems.map(({ input, says }) => `${input} ${'key' in says ? says.key : ''}`)
        : [];
    };
    assert.deepEqual(refused({ assignee: 'ben', assigneeOther: 'lea' }), [
      'assigneeOther problem.two-people',
    ]);
    assert.deepEqual(refused({ assignee: 'ben', assigneeOther: 'stranger' }), [
      'assigneeOther problem.two-people',
    ]);
    assert.deepEqual(refused({}), ['assignee problem.choose-somebody']);
    assert.deepEqual(refused({ assignee: 'somebody-else' }), ['assigneeOther problem.choose-somebody']);
    assert.deepEqual(refused({ assigneeOther: 'stranger' }), ['assigneeOther problem.not-met']);
    assert.deepEqual(refused({ assignee: 'gone' }), ['assignee problem.not-met']);
  });

  it('takes the case over', () => {
    const played = escalated();
    played.press(lea, 'take-over');
    assert.equal(played.about().owner, lea.id);
    assert.equal(leadNotice(played.press(lea, 'take-over')), 'notice.already-owner');
  });

  it('changes the severity with a reason that the owner reads', () => {
    const played = escalated();
    assert.deepEqual(wrongInputs(played.press(lea, 'lead-severity', { severity: 'B', reason: ' ' })), [
      'reason',
    ]);
    const turn = played.press(lea, 'lead-severity', { severity: 'B', reason: 'a workaround exists' });
    assert.equal(played.about().decision?.verdict.severity, 'B');
    assert.equal(played.about().follow.severityByLead?.reason, 'a workaround exists');
    assert.ok(tells(turn).includes('home/ana lead-severity'));
  });

  it('on an old post shows the post as it is now', () => {
    const played = escalated();
    const turn = played.press(lea, 'acknowledge', {}, { cardVersion: 1 });
    assert.equal(leadNotice(turn), 'notice.stale-card');
    assert.deepEqual(turn.cases, []);
  });

  it('opens the case in the lead’s own chat, not in the channel', () => {
    const turn = escalated().press(lea, 'open-in-chat');
    assert.deepEqual(tells(turn), ['home/lea case']);
    assert.equal(turn.picture?.card, 'aside');
  });
});

describe('a hand-over that needs a lead’s word', () => {
  const number = { requestNumber: '2611200010001', severity: 'A' };

  it('is not filed before it is approved', () => {
    const played = overridden();
    assert.equal(played.about().follow.approval?.state, 'wanted');
    assert.equal(noticeOf(played.press(ana, 'file', number)), 'notice.approval-first');
    assert.ok(tells(played.press(lea, 'approve')).includes('home/ana approved'));
    played.press(ana, 'file', number);
    assert.equal(played.about().stage.at, 'handed-over');
    const { approval } = played.about().follow;
    assert.equal(approval?.state, 'given');
    played.press(ana, 'correct-filing', { ...number, severity: 'B' });
    assert.deepEqual(played.about().follow.approval, approval);
  });

  it('comes back with a reason, and asks again when an answer changes', () => {
    const played = overridden();
    assert.deepEqual(wrongInputs(played.press(lea, 'send-back')), ['reason']);
    played.press(lea, 'send-back', { reason: 'wait for the fix' });
    assert.equal(noticeOf(played.press(ana, 'file', number)), 'notice.sent-back-first');
    played.wait(1);
    played.press(ana, 'change-severity', { severity: 'B', reason: 'less is affected' });
    assert.equal(played.about().follow.approval?.state, 'wanted');
  });

  it('never holds a critical case: after the wait the agent goes on with a reason', () => {
    const played = overridden();
    assert.deepEqual(wrongInputs(played.press(ana, 'go-without-approval', { reason: 'x' })), ['reason']);
    assert.ok(played.wait(15).flatMap(tells).includes('home/ana approval-soon'));
    const turn = played.press(ana, 'go-without-approval', { reason: 'nobody there' });
    assert.ok(tells(turn).includes('on-call went-without-approval'));
    played.press(ana, 'file', number);
    assert.equal(played.about().stage.at, 'handed-over');
  });

  it('is not held where the desk has no lead who could approve', () => {
    assert.equal(overridden(newDesk).about().follow.approval, null);
  });
});
