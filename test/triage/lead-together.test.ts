import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import type { Turn } from '../../src/triage/turn.ts';
import { contoso } from './desk.ts';
import { ana, ben, escalated, lea, ledDesk, leadPlay, tells, type LeadPlay } from './lead-desk.ts';

const wrongInputs = ({ picture }: Turn): readonly string[] =>
  picture !== null && 'problems' in picture ? picture.problems.map(({ input }) => input) : [];

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

  it('are written down with whom they were offered to, and with the note if there is one', () => {
    const textsOf = (data: object): unknown => offer(escalated(), data).record[0]?.texts;
    assert.deepEqual(textsOf({}), { name: 'Ben', note: 'ask again at 3' });
    assert.deepEqual(textsOf({ 'note.case-1': ' ' }), { name: 'Ben' });
  });

  it('are given to leads only where they are private', () => {
    const played = escalated();
    played.set({ sensitive: true });
    const { picture } = offer(played);
    assert.deepEqual(picture !== null && 'problems' in picture && picture.problems, [
      { input: 'cases', says: { key: 'problem.private-to-leads' } },
    ]);
    assert.deepEqual(wrongInputs(offer(played, { receiver: lea.id })), []);
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

  it('are offered to whom the list names, or to somebody looked up beside it, never to two', () => {
    const other = escalated();
    assert.ok(
      tells(offer(other, { receiver: 'somebody-else', receiverOther: 'ben' })).includes('home/ben offer'),
    );
    const turn = offer(escalated(), { receiver: 'ben', receiverOther: 'lea' });
    assert.deepEqual(wrongInputs(turn), ['receiverOther']);
    assert.deepEqual(turn.cases, []);
    assert.deepEqual(wrongInputs(offer(escalated(), { receiver: '', receiverOther: ana.objectId })), [
      'receiverOther',
    ]);
  });

  it('wait for an answer over the weekend: only the desk’s own hours count', () => {
    const played = escalated(ledDesk, { thinksMinutes: 7.5 * 60 });
    // Friday, 18:30 in Berlin: the desk has gone home.
    offer(played);
    const due = (): string | undefined => played.dueAt('case-1|offer|lead');
    assert.equal(due(), '2026-11-23T09:00:00.000Z');
    assert.ok(
      !played
        .wait(61 * 60)
        .flatMap(tells)
        .includes('on-call not-accepted'),
    );
    assert.equal(played.about().follow.offeredTo?.personId, ben.id);
    assert.ok(played.wait(150).flatMap(tells).includes('on-call not-accepted'));
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

  it('has a notice for each case of an agent with many, for the outbox to tell in as few messages as may be', () => {
    const played = escalated();
    const waiting = (id: string): Case => {
      const about = played.about();
      const { decision } = about;
      assert.ok(decision !== null);
      const verdict = { ...decision.verdict, outcome: 'wait-known-incident' as const };
      return { ...about, id, owner: ben.id, decision: { ...decision, verdict } };
    };
    const same = Array.from({ length: 25 }, (_, at) => waiting(`case-${String(at + 2)}`));
    const { rows } = played.press(lea, 'incident-ended', {}, { sameIncident: same });
    const toBen = rows.filter(({ recipient }) => recipient.to === 'person' && recipient.personId === ben.id);
    const about = toBen.map(({ picture }) => (picture.card === 'alert' ? picture.caseId : picture.card));
    assert.deepEqual(
      about,
      same.map(({ id }) => id),
    );
    assert.equal(new Set(toBen.map(({ key }) => key)).size, 25);
  });
});
