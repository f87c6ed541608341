import assert from 'node:assert/strict';
import { checked, decided, filing, first, noticeOf, problemsOf, whats } from './decided.ts';
import { agent, click, contoso, known, now, play, policy, profile, type Play } from './desk.ts';
import type { Case } from '../../src/triage/case.ts';
import { isCaseVerb, objection } from '../../src/triage/legal.ts';
import { verbs, type Verb } from '../../src/triage/reading.ts';
import { newDesk } from '../../src/triage/desk-state.ts';
import { goOn } from '../../src/triage/step-verdict.ts';
import { readInbound } from '../../src/triage/read.ts';
import { takeTurn } from '../../src/triage/take-turn.ts';
import type { Known, Turn } from '../../src/triage/turn.ts';

const inHouse = (): Play => {
  const desk = play({ person: { ...agent, agentRole: 'admin-agent' } });
  desk.say('new');
  desk.press('answer', first);
  desk.press('answer', { knownIncident: 'none', troubleshooting: 'not-done' });
  return desk;
};

const clickAs = (about: Case, verb: string, more: Partial<Known> = {}): Turn =>
  takeTurn(
    known({ case: about, cardVersion: about.version, ...more }),
    readInbound(click(verb), policy),
    policy,
  );

describe('filing', () => {
  it('hands the case over with number, time and severity, and can be corrected', () => {
    const desk = decided();
    assert.equal(desk.about().decision?.verdict.channel, 'pc-m365-admin-center');
    const turn = desk.press('file', filing);
    assert.deepEqual(desk.about().stage, {
      at: 'handed-over',
      filing: {
        requestNumber: '2611200010001',
        filedAt: '2026-11-20T09:55:00Z',
        severity: 'A',
        door: 'pc-m365-admin-center',
        by: agent.id,
      },
    });
    assert.deepEqual(whats(turn), ['filed']);
    desk.press('correct-filing', { ...filing, severity: 'B' });
    const { stage } = desk.about();
    assert.equal(stage.at === 'handed-over' && stage.filing.severity, 'B');
  });

  it('at a vendor needs no number, and has no severity', () => {
    const desk = decided();
    desk.press('bounce', { said: 'third-party', by: '' });
    desk.press('file', { requestNumber: '', severity: 'A' });
    const { stage } = desk.about();
    assert.deepEqual(stage.at === 'handed-over' && [stage.filing.requestNumber, stage.filing.severity], [
      '',
      null,
    ]);
    assert.deepEqual(problemsOf(decided().press('file', { ...filing, requestNumber: '' })), [
      'requestNumber',
    ]);
  });

  it('needs a number and a time that has been', () => {
    const desk = decided();
    assert.deepEqual(problemsOf(desk.press('file', { ...filing, requestNumber: '<b>' })), ['requestNumber']);
    const early = desk.press('file', { ...filing, filedTime: '12:00' });
    assert.deepEqual(early.picture?.card === 'case' && early.picture.problems, [
      { input: 'filedTime', says: { key: 'problem.future' } },
    ]);
    assert.deepEqual(problemsOf(desk.press('file', { ...filing, filedTime: '' })), ['filedTime']);
    assert.equal(desk.about().stage.at, 'decided');
  });

  it('repeats a health check older than half an hour first', () => {
    let clock = now;
    const desk = decided({ now: () => clock });
    clock = '2026-11-20T10:31:00Z';
    const turn = desk.press('file', { ...filing, filedTime: '11:31' });
    assert.equal(turn.picture?.card === 'case' && turn.picture.panel, 'health');
    assert.equal(turn.picture?.card === 'case' && turn.picture.inputs['requestNumber'], filing.requestNumber);
    const again = desk.press('recheck-health', { knownIncident: 'none' });
    assert.equal(again.picture?.card === 'case' && again.picture.panel, 'filing');
    desk.press('file', { ...filing, filedTime: '11:31' });
    assert.equal(desk.about().stage.at, 'handed-over');
  });

  it('is off where a new incident explains the problem after all', () => {
    const desk = decided();
    const turn = desk.press('recheck-health', { knownIncident: 'active-match', incidentId: 'EX99' });
    assert.equal(desk.about().decision?.verdict.outcome, 'wait-known-incident');
    assert.equal(desk.about().incidentId, 'EX99');
    assert.equal(noticeOf(turn), 'notice.health-changed');
    assert.equal(noticeOf(desk.press('file', filing)), 'notice.nothing-to-file');
  });

  it('is not possible for a case that stays in the house', () => {
    assert.equal(noticeOf(inHouse().press('file', filing)), 'notice.nothing-to-file');
  });
});

describe('a click', () => {
  it('on an old card changes nothing and shows the case as it is', () => {
    const desk = decided();
    const about = desk.about();
    for (const verb of [
      'file',
      'solved',
      'bounce',
      'disagree',
      'revise',
      'hand-to-lead',
      'change-severity',
    ]) {
      const turn = clickAs(about, verb, { cardVersion: about.version - 1 });
      assert.equal(noticeOf(turn), 'notice.stale-card', verb);
      assert.deepEqual([turn.cases, turn.record, turn.rows], [[], [], []], verb);
    }
    assert.equal(noticeOf(clickAs(about, 'show', { cardVersion: 0 })), null);
  });

  it('that does not fit the stage changes nothing and says why', () => {
    const desk = decided();
    assert.equal(noticeOf(clickAs(desk.about(), 'answer')), 'notice.not-now.decided');
    assert.equal(noticeOf(clickAs(desk.about(), 'persists')), 'notice.not-now.decided');
    desk.press('file', filing);
    assert.equal(noticeOf(clickAs(desk.about(), 'revise')), 'notice.not-now.handed-over');
    desk.press('solved');
    assert.equal(noticeOf(clickAs(desk.about(), 'file')), 'notice.not-now.closed');
  });

  it('on a sensitive case is for its owner and the leads only', () => {
    const desk = play();
    desk.say('new');
    desk.press('answer', { ...first, kind: 'fraud' });
    const about = desk.about();
    assert.equal(about.sensitive, true);
    const colleague = { ...agent, id: 'home/ben' };
    const refused = clickAs(about, 'show', { person: colleague });
    assert.equal(refused.picture?.card, 'notice');
    assert.equal(clickAs(about, 'show', { person: { ...colleague, isLead: true } }).picture?.card, 'case');
    const plain = { ...about, sensitive: false };
    assert.equal(clickAs(plain, 'show', { person: colleague }).picture?.card, 'case');
  });

  it('without a case gets a way on instead of an error', () => {
    const turn = takeTurn(known(), readInbound(click('solved'), policy), policy);
    assert.deepEqual(turn.picture, {
      card: 'notice',
      says: { key: 'notice.case-unknown' },
      forward: ['my-cases', 'new-case'],
    });
  });

  it('that only looks, or is checked in a way of its own, is good on however old a card', () => {
    const about = decided().about();
    const isGood = (verb: Verb): boolean =>
      isCaseVerb(verb) && JSON.stringify(objection(about, verb, 0)) !== '{"key":"notice.stale-card"}';
    assert.deepEqual(verbs.filter(isGood).toSorted(), [
      'accept-case',
      'continue',
      'decline-case',
      'lead-show',
      'new-customer',
      'open',
      'open-in-chat',
      'preview-customer',
      'send-customer',
      'show',
      'take-request',
      'write-customer',
    ]);
  });

  it('that takes what a customer wrote is good until the case is over, on however old a card', () => {
    const desk = decided();
    const draft = { ...desk.about(), stage: { at: 'intake', page: 'impact' } } as const;
    const taken = (about: Case) => objection(about, 'take-request', 0);
    assert.deepEqual([taken(draft), taken(desk.about())], [null, null]);
    desk.press('file', filing);
    assert.equal(taken(desk.about()), null);
    desk.press('solved');
    assert.deepEqual(taken(desk.about()), { key: 'notice.not-now.closed' });
  });

  it('raises the version by one and is written down, or does neither', () => {
    const desk = decided();
    const before = desk.about().version;
    const reason = 'it is worse than that';
    const verbs: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
      ['disagree', { reason }, 'disagreed'],
      ['change-severity', { severity: 'B', reason }, 'severity-changed'],
      ['hand-to-lead', {}, 'handed-to-lead'],
      ['copied-customer-text', {}, 'customer-text-copied'],
      ['save-extras', { title: 'Mail is down everywhere' }, 'extras-saved'],
      ['solved', {}, 'solved'],
      ['not-solved', {}, 'reopened'],
    ];
    for (const [verb, inputs, what] of verbs) assert.equal(whats(desk.press(verb, inputs))[0], what, verb);
    assert.equal(desk.about().version, before + verbs.length);
  });
});

describe('a verdict', () => {
  it('can be disagreed with for a reason, and stands', () => {
    const desk = decided();
    assert.deepEqual(problemsOf(desk.press('disagree', { reason: ' ' })), ['reason']);
    const turn = desk.press('disagree', { reason: 'the vendor told us otherwise' });
    assert.deepEqual(desk.about().disagreements, [
      { reason: 'the vendor told us otherwise', at: now, by: agent.id },
    ]);
    assert.equal(turn.record[0]?.texts['reason'], 'the vendor told us otherwise');
    assert.equal(desk.about().stage.at, 'decided');
  });

  it('takes another severity for a reason and keeps both', () => {
    const desk = decided();
    assert.deepEqual(problemsOf(desk.press('change-severity', { severity: 'B' })), ['reason']);
    const turn = desk.press('change-severity', { severity: 'B', reason: 'half of them work' });
    assert.equal(desk.about().facts.severityChosen, 'B');
    const [entry] = turn.record;
    assert.deepEqual(entry?.data, { severity: 'B', proposed: 'A' });
  });

  it('takes another severity after the filing too, and is not decided again', () => {
    const desk = decided();
    desk.press('file', filing);
    const turn = desk.press('change-severity', { severity: 'B', reason: 'half of them work' });
    assert.equal(noticeOf(turn), 'notice.severity-changed');
    assert.deepEqual(whats(turn), ['severity-changed']);
  });

  it('keeps as details of the form what is no fact, and as facts what is', () => {
    const desk = decided();
    desk.press('save-extras', { affectedUsers: 'all 40', sampleUsers: ' kim ', colour: 'red' });
    const { extras, facts } = desk.about();
    assert.deepEqual([extras, facts.affectedUsers], [{ sampleUsers: 'kim' }, 'all 40']);
  });

  it('opens any answer again, the ones nobody was asked for included', () => {
    const desk = decided();
    desk.press('revise', { field: 'impact' });
    assert.deepEqual(desk.about().stage, { at: 'intake', page: 'impact' });
    desk.press('answer', { category: 'unavailable', impact: 'minimal' });
    assert.equal(desk.about().decision?.verdict.severity, 'C');
    desk.press('revise', { field: 'adminPermission' });
    desk.press('answer', { adminPermission: 'false' });
    assert.equal(desk.about().decision?.verdict.blocker, 'B-NO-ADMIN-PERMISSION');
    assert.deepEqual(problemsOf(desk.press('revise', { field: 'triedDoors' })), ['field']);
  });

  it('that was handed to the lead is marked once', () => {
    const desk = decided();
    desk.press('hand-to-lead');
    assert.equal(desk.about().handedToLeadAt, now);
    assert.equal(noticeOf(desk.press('hand-to-lead')), 'notice.already-with-lead');
  });

  it('lets an incident be overridden for a typed reason', () => {
    const desk = decided();
    desk.press('recheck-health', { knownIncident: 'active-match' });
    desk.press('revise', { field: 'incidentOverride' });
    const page = { ...checked, knownIncident: 'active-match', incidentOverride: 'disagree' };
    assert.deepEqual(problemsOf(desk.press('answer', page)), ['overrideReason']);
    const turn = desk.press('answer', { ...page, overrideReason: 'other symptoms' });
    assert.equal(desk.about().decision?.verdict.outcome, 'escalate-microsoft');
    assert.equal(turn.record[0]?.texts['overrideReason'], 'other symptoms');
  });
});

describe('a case that is not solved', () => {
  it('goes on from the house as tried in vain', () => {
    const desk = inHouse();
    assert.equal(desk.about().decision?.verdict.outcome, 'solve-in-house');
    assert.equal(noticeOf(desk.press('not-solved')), 'notice.goes-on');
    assert.equal(desk.about().facts.troubleshooting, 'done-unresolved');
    assert.deepEqual(desk.about().stage, { at: 'intake', page: 'impact' });
  });

  it('goes on from "none of these grounds" to that question', () => {
    const desk = decided();
    desk.press('revise', { field: 'category' });
    desk.press('answer', { category: 'none', impact: 'critical' });
    assert.equal(desk.about().decision?.verdict.outcome, 'solve-in-house');
    assert.equal(noticeOf(desk.press('not-solved')), 'notice.goes-on');
    assert.equal(desk.about().facts.category, undefined);
    assert.deepEqual(desk.about().stage, { at: 'intake', page: 'impact' });
  });

  it('goes on from its product where a verdict leads elsewhere', () => {
    const desk = decided();
    assert.deepEqual(whats(desk.press('not-solved')), ['not-solved']);
    assert.deepEqual(desk.about().stage, { at: 'intake', page: 'who-and-what' });
  });

  it('goes on from its product where nothing says why it stayed in the house', () => {
    const about = inHouse().about();
    const context = { now, zone: 'UTC', person: agent, profile, desk: newDesk, customer: contoso, policy };
    const facts = { ...about.facts, troubleshooting: 'done-unresolved' } as const;
    const gone = goOn({ ...about, facts }, context);
    assert.ok(gone.is === 'changed');
    assert.deepEqual(
      [gone.case.stage, gone.noted.map(({ what }) => what), gone.notice],
      [{ at: 'intake', page: 'who-and-what' }, ['not-solved'], { key: 'notice.goes-on' }],
    );
  });

  it('goes on where the incident ended and the problem did not', () => {
    const desk = decided();
    desk.press('recheck-health', { knownIncident: 'active-match' });
    assert.equal(noticeOf(desk.press('persists')), 'notice.persists');
    assert.equal(desk.about().facts.knownIncident, 'ended-problem-persists');
    assert.equal(desk.about().decision?.verdict.outcome, 'escalate-microsoft');
  });

  it('comes back from closed with its verdict; a discarded draft does not', () => {
    const desk = decided();
    desk.press('solved');
    desk.press('not-solved');
    assert.equal(desk.about().stage.at, 'decided');
    const draft = play();
    draft.say('new');
    draft.press('cancel-draft');
    assert.equal(noticeOf(draft.press('not-solved')), 'notice.cancelled-stays');
  });
});
