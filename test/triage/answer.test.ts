import assert from 'node:assert/strict';
import { checked, first, problemsOf } from './decided.ts';
import { play, type Play } from './desk.ts';
import type { Turn } from '../../src/triage/turn.ts';

const opened = (): Play => {
  const desk = play();
  desk.say('new');
  return desk;
};

/** Each input that is wrong, and the key of what is said about it. */
const wrongIn = ({ picture }: Turn): readonly string[] =>
  picture?.card === 'case'
    ? picture.problems.map(({ input, says }) => `${input}: ${'key' in says ? says.key : 'typed'}`)
    : [];

describe('when a problem began', () => {
  /** It is eleven in the morning of 20 November where the agent is. */
  const began = (startedDate: string, startedTime: string): readonly string[] =>
    wrongIn(opened().press('answer', { ...first, startedDate, startedTime }));

  const table: readonly (readonly [what: string, date: string, time: string, said: string])[] = [
    ['is no day that is on no calendar', '2026-02-30', '', 'startedDate: problem.date'],
    ['is no word', 'yesterday', '09:00', 'startedDate: problem.date'],
    ['is no time without a day', '', '09:00', 'startedDate: problem.date-missing'],
    ['is no day to come', '2026-11-21', '', 'startedDate: problem.future'],
    ['is no hour that a day does not have', '2026-11-20', '25:00', 'startedTime: problem.time'],
    ['is no minute to come', '2026-11-20', '11:01', 'startedTime: problem.future'],
  ];
  for (const [what, date, time, said] of table)
    it(what, () => {
      assert.deepEqual(began(date, time), [said]);
    });

  it('may be this very minute, a day without a time, or left open', () => {
    assert.deepEqual([began('2026-11-20', '11:00'), began('2026-11-20', ''), began('', '')], [[], [], []]);
  });
});

describe('a text beside an answer', () => {
  const incidentIdOf = (incidentId: string): string | null => {
    const desk = opened();
    desk.press('answer', first);
    const turn = desk.press('answer', { ...checked, knownIncident: 'active-match', incidentId });
    assert.deepEqual(problemsOf(turn), []);
    return desk.about().incidentId;
  };

  it('is kept without the blanks around it, and is nothing where there are only blanks', () => {
    assert.equal(incidentIdOf('  EX99 '), 'EX99');
    assert.equal(incidentIdOf('   '), null);
  });

  it('is cut where the input ends', () => {
    assert.equal(incidentIdOf('x'.repeat(400)), 'x'.repeat(300));
  });
});
