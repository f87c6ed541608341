import assert from 'node:assert/strict';
import { checked, first, problemsOf } from './decided.ts';
import { agent, contoso, now, play, policy, profile, type Play } from './desk.ts';
import { newDesk } from '../../src/triage/desk-state.ts';
import { step } from '../../src/triage/step.ts';
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

describe('an answer', () => {
  it('that names no customer is missed, and one that names nobody we know is refused', () => {
    const told = (customer: string) => wrongIn(opened().press('answer', { ...first, customer }));
    assert.deepEqual(told(''), ['customer: problem.required']);
    assert.deepEqual(told('nobody'), ['customer: problem.customer-unknown']);
  });

  it('of several choices is all of them, of one just that', () => {
    const reasonOf = (reason21v: string) => {
      const desk = play({ customers: [{ ...contoso, cloud: '21vianet' }] });
      desk.say('new');
      desk.press('answer', first);
      desk.press('answer', checked);
      desk.press('answer', { ...checked, reason21v });
      return desk.about().facts.reason21v;
    };
    assert.deepEqual(reasonOf('no-tools, no-training'), ['no-tools', 'no-training']);
    assert.equal(reasonOf('no-tools'), 'no-tools');
  });

  it('stands in the record with whom it is about', () => {
    const about = (customer: string): unknown =>
      opened()
        .press('answer', { ...first, customer })
        .record.find(({ what }) => what === 'answered')?.data['about'];
    assert.deepEqual([about(contoso.id), about('own-tenant')], [contoso.id, 'own-tenant']);
  });

  it('that leaves the health check open is asked for it before anything else', () => {
    const desk = opened();
    desk.press('answer', first);
    const answers = {
      about: null,
      facts: { troubleshooting: 'done-unresolved' },
      cleared: [],
      shown: ['knownIncident', 'troubleshooting'],
      incidentId: null,
      overrideReason: null,
    } as const;
    const stepped = step(
      desk.about(),
      { is: 'answered', page: 'checked', answers },
      { now, zone: 'UTC', person: agent, profile, desk: newDesk, customer: contoso, policy },
    );
    assert.deepEqual(stepped.is === 'refused' && stepped.problems, [
      { input: 'knownIncident', says: { key: 'problem.health-first' } },
    ]);
  });
});
