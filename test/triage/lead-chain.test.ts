import assert from 'node:assert/strict';
import { policy } from './desk.ts';
import { ana, escalated, lea, ledDesk, leadPlay, tells, type LeadPlay } from './lead-desk.ts';

describe('a private case at night', () => {
  const sunday = '2026-11-22T02:00:00Z';
  const fraudAt = (start: string, desk = ledDesk) => {
    const played = leadPlay(desk);
    played.wait((Date.parse(start) - Date.parse(played.now())) / 60_000);
    played.press(ana, 'new-case');
    played.press(ana, 'answer', {
      customer: 'contoso.example',
      product: 'azure',
      kind: 'fraud',
      title: 'Unknown machines',
    });
    return played;
  };

  it('is told to the lead on call in the very minute it is known, to nobody else, and in no channel', () => {
    const played = fraudAt(sunday);
    const last = played.last();
    assert.ok(last !== null && played.about().sensitive);
    assert.deepEqual(
      tells(last).filter((one) => one !== 'home/ana case'),
      ['on-call escalated'],
    );
    assert.deepEqual(
      last.rows.map(({ dueAt, urgency }) => [dueAt, urgency]),
      [[played.now(), 'urgent']],
    );
  });

  it('moves on by minutes, not by office hours, and never to the whole room', () => {
    const played = fraudAt(sunday);
    const chain = (minutes: number): readonly string[] =>
      played
        .wait(minutes)
        .flatMap(tells)
        .filter((one) => one.endsWith('chain'));
    assert.deepEqual(chain(5), ['on-call chain']);
    assert.deepEqual(chain(10), ['backup-lead chain']);
    assert.deepEqual(chain(7 * 24 * 60), []);
  });

  it('stops once a lead has acknowledged it', () => {
    const played = fraudAt(sunday);
    played.press(lea, 'acknowledge');
    assert.deepEqual(
      played.due().filter((key) => key.includes('chain')),
      [],
    );
  });

  it('leaves other cases of no severity to the desk’s hours', () => {
    const rows = policy.escalation.filter(({ onlyPrivate }) => !onlyPrivate);
    assert.ok(
      rows.filter(({ severities }) => severities.includes('none')).every(({ hours }) => hours !== null),
    );
  });
});

describe('the desk’s own minutes', () => {
  const own = (minutes: number) => ({
    ...ledDesk,
    settings: { ...ledDesk.settings, minutes: { 'critical-on-call': minutes } },
  });
  const chainIn = (played: LeadPlay, minutes: number): readonly string[] =>
    played
      .wait(minutes)
      .flatMap(tells)
      .filter((one) => one.endsWith('chain'));

  it('hold for the steps of the chain', () => {
    const played = escalated(own(25));
    assert.deepEqual(chainIn(played, 24), []);
    assert.deepEqual(chainIn(played, 1), ['on-call chain']);
  });

  it('a reminder that finds its time moved comes back at the new one', () => {
    const played = escalated(own(2));
    const { picture } = played.press(lea, 'save-settings', {
      part: 'clocks',
      'minutes.critical-on-call': '30',
    });
    assert.equal(picture?.card, 'settings');
    assert.deepEqual(chainIn(played, 29), []);
    assert.deepEqual(chainIn(played, 1), ['on-call chain']);
  });
});
