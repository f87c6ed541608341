import assert from 'node:assert/strict';
import { agent, contoso, play } from './desk.ts';
import { caseSummary, searchText } from '../../src/triage/case-summary.ts';

describe('a case in a list', () => {
  it('goes by the words of its first message while it is a draft', () => {
    const desk = play();
    desk.say('mail is down at contoso');
    const { title, outcome, severity } = caseSummary(desk.about(), '');
    assert.deepEqual({ title, outcome, severity }, { title: 'Mail is down', outcome: null, severity: null });
  });

  it('shows the severity submitted, once there is one', () => {
    const desk = play({ person: { ...agent, agentRole: 'admin-agent' } });
    desk.say('new');
    desk.press('answer', { customer: contoso.id, product: 'office-365', kind: 'broken', title: 'Mail' });
    desk.press('answer', { knownIncident: 'none', troubleshooting: 'done-unresolved' });
    desk.press('answer', { category: 'bug', impact: 'critical' });
    const before = caseSummary(desk.about(), 'Contoso');
    assert.deepEqual([before.severity, before.door], ['A', 'pc-m365-admin-center']);
    desk.press('file', { requestNumber: 'SR-77', severity: 'C' });
    const { severity, door, customerName } = caseSummary(desk.about(), 'Contoso');
    assert.deepEqual([severity, door, customerName], ['C', 'pc-m365-admin-center', 'Contoso']);
  });
});

describe('the words a case is found by', () => {
  it('are its number, its own words, its customer and the vendor’s number', () => {
    const desk = play();
    desk.say('mail is down at contoso');
    const stage = {
      at: 'handed-over',
      filing: { requestNumber: 'SR-77', filedAt: '2026-11-20T10:00:00Z', severity: null, door: 'x', by: 'y' },
    } as const;
    const words = searchText({ ...desk.about(), stage }, contoso).split('\n');
    for (const word of [
      'H-1042',
      'Mail is down',
      'mail is down at contoso',
      'SR-77',
      contoso.name,
      contoso.domain,
      'Ana',
    ]) {
      assert.ok(words.includes(word), word);
    }
  });
});
