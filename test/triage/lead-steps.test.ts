import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
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
    const routed = (to: 'lead' | 'both' | 'nobody') =>
      tells(
        escalated({
          ...ledDesk,
          settings: { ...ledDesk.settings, routing: { escalated: to } },
        }).last() as Turn,
      );
    assert.deepEqual(routed('lead'), ['on-call escalated']);
    assert.deepEqual(routed('both'), ['lead-room post', 'on-call escalated']);
    assert.deepEqual(routed('nobody'), []);
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
    assert.deepEqual(tells(turn), ['home/ben assigned', 'lead-room post']);
    assert.notEqual(played.about().follow.acknowledged, null);
    assert.deepEqual(wrongInputs(played.press(lea, 'assign', { assignee: 'nobody' })), ['assignee']);
    assert.equal(played.about().owner, ben.id);
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

describe('cases that change hands', () => {
  const offer = (played: LeadPlay, data = {}): Turn =>
    played.press(
      ana,
      'offer-cases',
      { receiver: ben.id, cases: 'case-1', 'note.case-1': 'ask again at 3', ...data },
      { held: [played.about()] },
    );

  it('stay with their owner until the colleague accepts', () => {
    const played = escalated();
    assert.ok(tells(offer(played)).includes('home/ben offer'));
    assert.equal(played.about().owner, ana.id);
    assert.equal(played.about().follow.offeredTo?.note, 'ask again at 3');
    assert.equal(played.press(lea, 'accept-case').picture?.card, 'notice');
    assert.ok(tells(played.press(ben, 'accept-case', {}, { cardVersion: 1 })).includes('home/ana accepted'));
    assert.deepEqual([played.about().owner, played.about().follow.offeredTo], [ben.id, null]);
  });

  it('come back when the colleague declines', () => {
    const played = escalated();
    offer(played);
    assert.ok(tells(played.press(ben, 'decline-case')).includes('home/ana declined'));
    assert.deepEqual([played.about().owner, played.about().follow.offeredTo], [ana.id, null]);
  });

  it('go to the lead on call when nobody answers', () => {
    const onCall = {
      rotation: [{ personId: lea.id, name: 'Lea' }],
      startsOn: '2026-11-16',
      overrides: [],
      backup: null,
    };
    const played = escalated({ ...ledDesk, onCall });
    offer(played);
    assert.ok(played.wait(60).flatMap(tells).includes('on-call not-accepted'));
    assert.equal(played.about().owner, lea.id);
  });

  it('are never somebody else’s to give, nor given to strangers', () => {
    const played = escalated();
    assert.deepEqual(wrongInputs(offer(played, { receiver: 'who' })), ['receiver']);
    assert.deepEqual(wrongInputs(offer(played, { receiver: ana.id })), ['receiver']);
    const theirs = { ...played.about(), owner: ben.id };
    const turn = played.press(ana, 'offer-cases', { receiver: lea.id, cases: 'case-1' }, { held: [theirs] });
    assert.deepEqual(wrongInputs(turn), ['cases']);
  });
});

describe('one symptom at several customers', () => {
  const others = (about: Case): readonly Case[] =>
    ['fabrikam', 'tailspin'].map((id) => ({ ...about, id, customerId: id, owner: ben.id, version: 4 }));
  const withOthers = (played: LeadPlay) => {
    const plain = { ...played.about(), follow: { ...played.about().follow, toldOnce: [] } };
    return { similar: others(plain) };
  };

  it('is told to a lead once', () => {
    const played = escalated(ledDesk, { impact: 'minimal' });
    const first = played.press(ana, 'change-severity', { severity: 'B', reason: 'more' }, withOthers(played));
    assert.ok(tells(first).includes('on-call signal'));
    const again = played.press(ana, 'change-severity', { severity: 'C', reason: 'less' }, withOthers(played));
    assert.ok(!tells(again).includes('on-call signal'));
  });

  it('is no signal at two customers', () => {
    const played = escalated();
    const [one] = others(played.about());
    const turn = played.press(
      ana,
      'change-severity',
      { severity: 'B', reason: 'x' },
      { similar: one === undefined ? [] : [one] },
    );
    assert.ok(!tells(turn).includes('on-call signal'));
  });

  it('is linked, and becomes a ground for every agent unless it was our own change', () => {
    const played = escalated();
    const known = withOthers(played);
    played.press(lea, 'answer-signal', { weChanged: 'no', region: 'West Europe' }, known);
    const turn = played.press(lea, 'link-cases', { cases: 'fabrikam,tailspin' }, known);
    assert.deepEqual(
      turn.cases.map(({ id }) => id),
      ['case-1', 'fabrikam', 'tailspin'],
    );
    assert.deepEqual(played.about().follow.linked, ['fabrikam', 'tailspin']);
    assert.deepEqual(tells(turn).filter((one) => one.endsWith('fifth-ground')), ['home/ana fifth-ground', 'home/ben fifth-ground', 'home/ben fifth-ground']); // prettier-ignore
    played.press(ana, 'fifth-ground');
    assert.equal(played.about().facts.category, 'regional');
    assert.equal(played.about().facts.region, 'West Europe');
    const own = escalated();
    own.press(lea, 'answer-signal', { weChanged: 'yes' }, withOthers(own));
    const linked = own.press(lea, 'link-cases', { cases: 'fabrikam' }, withOthers(own));
    assert.deepEqual(
      tells(linked).filter((one) => one.endsWith('fifth-ground')),
      [],
    );
  });
});

describe('a known incident at several customers', () => {
  it('is one notice, and its end asks every agent whether the problem is still there', () => {
    const played = leadPlay();
    played.press(ana, 'new-case');
    played.press(ana, 'answer', {
      customer: contoso.id,
      product: 'office-365',
      kind: 'broken',
      title: 'Mail',
    });
    const waiting = (): readonly Case[] => [
      { ...played.about(), id: 'other', customerId: 'other', owner: ben.id, incidentId: 'EX1' },
    ];
    const turn = played.press(
      ana,
      'answer',
      { knownIncident: 'active-match', incidentId: 'EX1' },
      { sameIncident: waiting() },
    );
    assert.equal(played.about().decision?.verdict.outcome, 'wait-known-incident');
    assert.ok(tells(turn).includes('on-call incident'));
    assert.equal(played.about().follow.holder, 'vendor');
    const same = { ...played.about(), id: 'other', customerId: 'other', owner: ben.id };
    const ended = played.press(lea, 'incident-ended', {}, { sameIncident: [same] });
    assert.deepEqual(tells(ended).filter((one) => one.endsWith('incident-ended')), ['home/ana incident-ended', 'home/ben incident-ended']); // prettier-ignore
    played.press(ana, 'persists');
    assert.equal(played.about().follow.holder, 'desk');
  });
});
