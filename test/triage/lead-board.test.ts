import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boardCsv, boardJson } from '../../src/triage/board-export.ts';
import { boardOf } from '../../src/triage/board.ts';
import type { Case } from '../../src/triage/case.ts';
import { chaseText } from '../../src/triage/chase.ts';
import { figuresOf } from '../../src/triage/figures.ts';
import type { RecordEntry } from '../../src/triage/turn.ts';
import { contoso, policy, profile } from './desk.ts';
import { ana, escalated, filed, ledDesk } from './lead-desk.ts';

const late = '2026-11-20T10:50:00Z';
const context = { policy, profile, desk: ledDesk, now: late };

const cases = (): readonly Case[] => {
  const a = escalated().about();
  const asked = filed(escalated(ledDesk, { impact: 'minimal' }), 'C');
  asked.press(ana, 'asks-us');
  const quiet = filed(escalated(ledDesk, { impact: 'moderate' }), 'B').about();
  const over = escalated();
  over.press(ana, 'solved');
  return [
    { ...quiet, id: 'quiet', number: 3, openedAt: '2026-11-19T10:00:00Z' },
    { ...a, id: 'late', number: 1 },
    { ...asked.about(), id: 'asked', number: 2 },
    { ...a, id: 'secret', number: 4, sensitive: true },
    { ...over.about(), id: 'over', number: 5 },
  ];
};

describe('the board', () => {
  it('counts what is open by door and severity, and on whom it waits', () => {
    const board = boardOf(cases(), context);
    assert.equal(board.open, 4);
    assert.equal(board.private, 1);
    assert.deepEqual(
      board.byDoor.map(({ severity, count }) => `${severity} ${String(count)}`),
      ['A 1', 'B 1', 'C 1'],
    );
    assert.deepEqual(board.waitingOn, { desk: 2, customer: 0, vendor: 1 });
    assert.equal(board.oldest?.caseId, 'quiet');
  });

  it('puts a question of theirs before any clock, and leaves out what is in time', () => {
    const { atRisk } = boardOf(cases(), context);
    assert.deepEqual(
      atRisk.map(({ caseId, clock }) => `${caseId} ${clock?.clock ?? 'none'}`),
      ['asked handling', 'late unfiled'],
    );
    assert.equal(atRisk[1]?.clock?.state, 'over');
  });

  it('forgets a question of theirs with the request it was about', () => {
    const played = filed(escalated(ledDesk, { impact: 'minimal' }), 'C');
    played.press(ana, 'asks-us');
    assert.equal(boardOf([played.about()], context).atRisk.length, 1);
    played.press(ana, 'bounce', { said: 'third-party' });
    assert.equal(played.about().stage.at, 'decided');
    assert.deepEqual(boardOf([played.about()], { ...context, now: played.now() }).atRisk, []);
  });

  it('names no private case, neither on the card nor in an export', () => {
    assert.ok(!JSON.stringify(boardOf(cases(), context)).includes('secret'));
    assert.ok(!boardCsv(cases(), context).includes('H-4'));
    assert.ok(!boardJson(cases(), null, context).includes('H-4'));
  });
});

describe('the CSV', () => {
  const cellsOf = (csv: string): readonly string[] => (csv.split('\r\n')[1] ?? '').slice(1, -1).split('","');

  it('has one line per open case and the same columns in each', () => {
    const lines = boardCsv(cases(), context).split('\r\n');
    assert.equal(lines.length, 4);
    assert.match(lines[0] ?? '', /^case,title,customer,severity/);
  });

  it('holds nothing a spreadsheet would take for a formula, whatever people typed', () => {
    const [first] = cases();
    assert.ok(first !== undefined);
    const titles = fc.oneof(
      fc.string(),
      fc.string().map((text) => `=${text}`),
      fc.constantFrom('=cmd|"/c calc"!A1', '@x', '+1', '-1', '\t=1', '  =1', '\r\n=1', '＝1'),
    );
    fc.assert(
      fc.property(titles, (title) => {
        const csv = boardCsv([{ ...first, facts: { ...first.facts, title } }], context);
        assert.equal(csv.split('\r\n').length, 2);
        const cell = cellsOf(csv)[1] ?? '';
        assert.doesNotMatch(cell, /^\s*[=+\-@\t\r＝＋－＠]/u);
        assert.doesNotMatch(cell, /(^|[^"])"([^"]|$)/u);
      }),
    );
  });
});

describe('the figures', () => {
  const entry = (caseId: string, minute: number, what: string, data = {}): RecordEntry => ({
    caseId,
    at: new Date(Date.parse('2026-11-20T08:00:00Z') + minute * 60_000).toISOString(),
    by: ana.id,
    byName: 'Ana',
    what,
    data,
    texts: {},
  });
  const story = [
    entry('one', 0, 'opened'),
    entry('one', 1, 'answered', { facts: { product: 'azure', issueKind: 'technical' } }),
    entry('one', 4, 'decided', { rules: ['R10', 'R20'] }),
    entry('one', 5, 'filed', { door: 'first' }),
    entry('one', 9, 'bounced', { door: 'first' }),
    entry('one', 9, 'decided', { rules: ['R30'] }),
    entry('two', 0, 'opened'),
    entry('two', 2, 'answered', { facts: { product: 'azure' } }),
    entry('two', 10, 'decided', { rules: ['R10'] }),
    entry('two', 11, 'filed', { door: 'first' }),
    entry('draft', 3, 'opened'),
    entry('old', -9000, 'opened'),
    entry('old', -8000, 'filed', { door: 'first' }),
  ];
  const stage = (how: 'solved' | 'cancelled') => ({ at: 'closed', how, closedAt: late }) as const;
  const all = [
    { id: 'one', stage: stage('solved') },
    { id: 'draft', stage: stage('cancelled') },
  ];

  it('are counted from the record of the period alone', () => {
    assert.deepEqual(figuresOf(all, story, '2026-11-20T00:00:00Z'), {
      opened: 2,
      filed: 2,
      firstDoorRight: 1,
      firstDoorRightShare: 0.5,
      minutesToVerdict: 7,
      questionsPerCase: 1.5,
      bouncesByRule: [
        { rule: 'R10', count: 1 },
        { rule: 'R20', count: 1 },
      ],
      bounces: 1,
    });
  });

  it('say nothing where nothing happened', () => {
    const { firstDoorRightShare, minutesToVerdict, questionsPerCase, bounces } = figuresOf([], [], late);
    assert.deepEqual(
      [firstDoorRightShare, minutesToVerdict, questionsPerCase, bounces],
      [null, null, null, 0],
    );
  });
});

describe('the text to ask for news', () => {
  it('names the request, and nothing the customer wrote', () => {
    const about = filed(escalated()).about();
    const lines = chaseText(about, 'vendor', { policy, profile, customer: contoso, now: late });
    assert.match(JSON.stringify(lines), /2611200010001/);
    assert.equal(
      chaseText(escalated().about(), 'vendor', { policy, profile, customer: contoso, now: late }).length,
      0,
    );
  });

  it('does not exist for the customer of a private case', () => {
    const about = { ...filed(escalated()).about(), sensitive: true };
    assert.deepEqual(chaseText(about, 'customer', { policy, profile, customer: contoso, now: late }), []);
  });
});
