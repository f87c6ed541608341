import assert from 'node:assert/strict';
import { checked, decided, filing, first, problemsOf, whats, type Start } from './decided.ts';
import { contoso, known, now, play } from './desk.ts';
import type { Case } from '../../src/triage/case.ts';

describe('a door that says "not ours"', () => {
  it('corrects the fact it disproves, and the case is decided again', () => {
    const table: readonly (readonly [Start, string, (about: Case) => unknown, unknown])[] = [
      [{}, 'third-party', (about) => about.decision?.verdict.outcome, 'contact-isv'],
      [{}, 'advice', (about) => about.facts.breakFix, false],
      [{}, 'known-incident', (about) => about.decision?.verdict.outcome, 'wait-known-incident'],
      [
        { product: 'azure', reseller: true },
        'ask-provider',
        (about) => about.decision?.verdict.outcome,
        'refer-indirect-provider',
      ],
    ];
    for (const [start, said, seen, expected] of table) {
      const desk = decided(start);
      desk.press('file', filing);
      const turn = desk.press('bounce', { said, by: 'Jane at Microsoft' });
      assert.equal(whats(turn)[0], 'bounced', said);
      assert.equal(seen(desk.about()), expected, said);
      assert.equal(desk.about().bounces.length, 1);
      assert.deepEqual(desk.about().facts.triedDoors?.length, 1);
    }
  });

  it('names the incident where it speaks of one, and only there', () => {
    const incidentOf = (said: string): string | null => {
      const desk = decided();
      desk.press('bounce', { said, by: '', reason: 'as they say', incidentId: 'EX7' });
      assert.equal(desk.about().bounces.length, 1);
      return desk.about().incidentId;
    };
    assert.deepEqual([incidentOf('known-incident'), incidentOf('other')], ['EX7', null]);
  });

  it('is asked which page comes next when the corrected fact raises a question', () => {
    const desk = decided();
    desk.press('bounce', { said: 'advice', by: '' });
    assert.deepEqual(desk.about().stage, { at: 'intake', page: 'checked' });
  });

  it('goes from the vendor back to the platform, and from the provider back to the grant', () => {
    const isv = decided();
    isv.press('bounce', { said: 'third-party', by: '' });
    isv.press('bounce', { said: 'platform', by: '' });
    assert.equal(isv.about().facts.product, 'azure');
    const provider = decided({ product: 'azure', reseller: true });
    provider.press('bounce', { said: 'ask-provider', by: '' });
    provider.press('bounce', { said: 'file-yourself', by: '' });
    assert.equal(provider.about().facts.providerGrantedAzureAccess, undefined);
    assert.deepEqual(provider.about().stage, { at: 'intake', page: 'access' });
  });

  it('is never proposed again without a typed reason', () => {
    const desk = decided();
    assert.deepEqual(problemsOf(desk.press('bounce', { said: 'ask-provider', by: '' })), ['reason']);
    assert.equal(desk.about().bounces.length, 0);
    desk.press('bounce', { said: 'ask-provider', by: '', reason: 'they misread it' });
    assert.equal(desk.about().decision?.verdict.channel, 'pc-m365-admin-center');
    assert.equal(desk.about().bounces[0]?.reason, 'they misread it');
  });

  it('says only what a door of its kind can say', () => {
    const desk = decided();
    assert.deepEqual(problemsOf(desk.press('bounce', { said: 'platform', by: '' })), ['said']);
    assert.deepEqual(problemsOf(desk.press('bounce', { said: 'other', by: '' })), ['reason']);
  });

  it('of 21Vianet goes to the lead and asks again what is lacking', () => {
    const china = { ...contoso, cloud: '21vianet' as const };
    const desk = play({
      customers: [china],
      profile: { ...known().profile, clouds: ['global', '21vianet'] },
    });
    desk.say('new');
    desk.press('answer', first);
    desk.press('answer', checked);
    desk.press('answer', { ...checked, reason21v: 'no-training,no-tools' });
    assert.equal(desk.about().decision?.verdict.outcome, 'escalate-21vianet');
    desk.press('bounce', { said: 'inappropriate', by: '' });
    assert.equal(desk.about().handedToLeadAt, now);
    assert.deepEqual(desk.about().stage, { at: 'intake', page: 'checked' });
  });
});
