import assert from 'node:assert/strict';
import { isStaffed, supportIsStaffed } from '../../src/clocks/support-hours.ts';
import type { SupportHoursRow } from '../../src/policy/policy.ts';
import { policy } from '../triage/desk.ts';

const desk = (more: Partial<SupportHoursRow> = {}): SupportHoursRow => ({
  id: 'berlin',
  because: 'x',
  source: { page: 'x', section: 'x' },
  checked: '2026-11-18',
  languages: ['de'],
  zone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '18:00',
  holidays: [],
  workingDays: [],
  ...more,
});

describe('support in a language', () => {
  it('opens and closes on the minute, in summer and in winter', () => {
    const times: readonly (readonly [string, boolean])[] = [
      ['2026-11-20T07:59:00Z', false],
      ['2026-11-20T08:00:00Z', true],
      ['2026-11-20T16:59:00Z', true],
      ['2026-11-20T17:00:00Z', false],
      ['2026-07-20T07:00:00Z', true],
      ['2026-07-20T06:59:00Z', false],
    ];
    for (const [at, staffed] of times) assert.equal(isStaffed(desk(), at), staffed, at);
  });

  it('keeps its hours on the days around both changes of the clocks', () => {
    assert.equal(isStaffed(desk(), '2026-03-27T08:00:00Z'), true);
    assert.equal(isStaffed(desk(), '2026-03-30T07:00:00Z'), true);
    assert.equal(isStaffed(desk(), '2026-10-23T07:00:00Z'), true);
    assert.equal(isStaffed(desk(), '2026-10-26T07:00:00Z'), false);
  });

  it('rests at weekends and on holidays, and works on make-up days', () => {
    const saturday = '2026-11-21T10:00:00Z';
    const friday = '2026-11-20T10:00:00Z';
    assert.equal(isStaffed(desk(), saturday), false);
    assert.equal(isStaffed(desk({ workingDays: ['2026-11-21'] }), saturday), true);
    assert.equal(isStaffed(desk({ holidays: ['2026-11-20'] }), friday), false);
    assert.equal(isStaffed(desk({ holidays: ['2026-11-21'], workingDays: ['2026-11-21'] }), saturday), false);
  });

  it('goes by the day of the desk, not of the asker', () => {
    const tokyo = desk({ zone: 'Asia/Tokyo', holidays: ['2026-11-23'] });
    assert.equal(isStaffed(tokyo, '2026-11-22T23:30:00Z'), false);
    assert.equal(isStaffed(tokyo, '2026-11-24T00:30:00Z'), true);
  });

  it('is found by the nearest language tag, and is unknown where nobody publishes hours', () => {
    const rows = [desk({ languages: ['pt'] }), desk({ languages: ['pt-BR'], zone: 'America/Sao_Paulo' })];
    assert.equal(supportIsStaffed('pt-br', '2026-11-20T08:30:00Z', rows), false);
    assert.equal(supportIsStaffed('PT-BR', '2026-11-20T08:30:00Z', rows), false);
    assert.equal(supportIsStaffed('pt-PT', '2026-11-20T08:30:00Z', rows), true);
    assert.equal(supportIsStaffed('sv', '2026-11-20T08:30:00Z', rows), null);
  });

  it('has hours for every language the requests can be filed in beside English', () => {
    const offered = policy.questions.find(({ field }) => field === 'supportLanguage')?.choices ?? [];
    assert.ok(offered.length > 5);
    for (const { value } of offered.filter(({ value }) => value !== 'en')) {
      assert.notEqual(
        supportIsStaffed(String(value), '2026-11-20T08:30:00Z', policy.numbers.supportHours),
        null,
      );
    }
  });
});
