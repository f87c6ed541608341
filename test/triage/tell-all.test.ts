import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import type { Reachable } from '../../src/triage/reachable.ts';
import type { Affected, Turn } from '../../src/triage/turn.ts';
import { contoso } from './desk.ts';
import { ana, escalated, lea, type LeadPlay } from './lead-desk.ts';

const contact = (personId: string, hasChat: boolean): Reachable => ({
  objectId: personId,
  name: personId,
  email: null,
  personId,
  hasChat,
  isStopped: false,
  locale: null,
});

const affected = (about: Case, id: string, change: Partial<Case>, hasChat = true): Affected => ({
  case: { ...about, id, incidentId: 'EX1', ...change },
  customer: { ...contoso, id, name: id, language: id === 'jp' ? 'ja' : 'en' },
  reach: { contacts: [contact(`${id}/kei`, hasChat)], hasMail: false },
});

const next = { nextDate: '2026-11-20', nextTime: '15:00' };

describe('One text for all customers at an incident', () => {
  const everybody = (played: LeadPlay): readonly Affected[] => [
    affected(played.about(), 'case-1', {}),
    affected(played.about(), 'jp', {}),
    affected(played.about(), 'secret', { sensitive: true }),
    affected(played.about(), 'unreachable', {}, false),
    affected(played.about(), 'unlisted', {}),
  ];
  const tellAll = (inputs: object = next, who = lea): Turn => {
    const played = escalated();
    const data = { cases: 'jp,secret,unreachable', ...inputs };
    return played.press(who, 'tell-all', data, { affected: everybody(played) });
  };

  it('goes to each in their own language, and into the talk of each case', () => {
    const { cases } = tellAll();
    const told = cases.map(({ id, talk }) => {
      const message = talk?.messages.at(-1);
      return [id, message?.from === 'desk' ? message.language : null];
    });
    assert.deepEqual(told, [
      ['case-1', 'en'],
      ['jp', 'ja'],
    ]);
  });

  it('leaves out what is private and what was not on the card, and hands the rest to the owner to send', () => {
    const { rows, picture } = tellAll();
    const contacts = rows.flatMap(({ recipient }) =>
      recipient.to === 'contact' ? [recipient.personId] : [],
    );
    assert.deepEqual(contacts, ['case-1/kei', 'jp/kei']);
    const alerts = rows.flatMap(({ picture: one }) =>
      one.card === 'alert' && one.event === 'tell-by-hand' ? [one.caseId] : [],
    );
    assert.deepEqual(alerts, ['unreachable']);
    assert.deepEqual(picture?.card === 'incident' && picture.notice, {
      key: 'notice.told-all',
      values: { told: 2, byHand: 1 },
    });
  });

  it('needs the next update, in the future, and a lead', () => {
    for (const inputs of [{}, { ...next, nextTime: '09:00' }, { ...next, nextTime: '11:00' }]) {
      const turn = tellAll(inputs);
      assert.deepEqual(
        [turn.cases, turn.picture?.card === 'incident' && turn.picture.problems.map(({ input }) => input)],
        [[], ['nextTime']],
      );
    }
    const refused = tellAll(next, ana);
    assert.deepEqual([refused.cases, refused.rows, refused.picture?.card], [[], [], 'aside']);
  });
});
