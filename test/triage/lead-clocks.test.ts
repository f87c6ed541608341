import assert from 'node:assert/strict';
import { lastSign } from '../../src/cards/holder-words.ts';
import { clocksOf } from '../../src/triage/case-clocks.ts';
import { agent, policy, profile } from './desk.ts';
import { whats } from './decided.ts';
import { ana, ben, escalated, filed, lea, tells, type LeadPlay } from './lead-desk.ts';

const clock = (played: LeadPlay, name: string) =>
  clocksOf(played.about(), { policy, profile, desk: played.state(), now: played.now() }).find(
    (one) => one.clock === name,
  );

describe('the clocks of a case that has not changed', () => {
  it('go on, follow the minutes of the desk, and tell an open desk from a closed one', () => {
    const played = escalated();
    const about = played.about();
    const desk = played.state();
    const share = (now: string, of = desk, at = profile) =>
      clocksOf(about, { policy, profile: at, desk: of, now }).map((one) => one.share);
    const start = played.now();
    const later = new Date(Date.parse(start) + 7 * 60_000).toISOString();
    const minutes = Object.fromEntries(policy.clocks.map(({ id, minutes: usual }) => [id, 2 * usual]));
    const slow = { ...desk, settings: { ...desk.settings, minutes } };
    const { hours } = profile.support;
    const shut = { ...profile, support: { ...profile.support, hours: { ...hours, days: [7] } } };
    const all = [
      share(later),
      share(start),
      share(later),
      share(later, slow),
      share(later),
      share(later, desk, shut),
    ];
    assert.deepEqual(all[0], all[2]);
    assert.equal(new Set(all.map((one) => JSON.stringify(one))).size, 4);
  });
});

describe('a decided request that nobody files', () => {
  it('reminds its owner after 10 minutes, then the lead, if it is critical', () => {
    const played = escalated();
    assert.deepEqual(
      played.due().filter((key) => key.includes('unfiled')),
      ['case-1|unfiled|lead', 'case-1|unfiled|owner'],
    );
    assert.deepEqual(
      played
        .wait(9)
        .flatMap(tells)
        .filter((one) => one.includes('unfiled')),
      [],
    );
    assert.deepEqual(
      played
        .wait(1)
        .flatMap(tells)
        .filter((one) => one.includes('unfiled')),
      ['home/ana unfiled-soon'],
    );
    assert.deepEqual(
      played
        .wait(10)
        .flatMap(tells)
        .filter((one) => one.includes('unfiled')),
      ['on-call unfiled-over'],
    );
  });

  it('rings no more once it is filed', () => {
    const played = filed(escalated());
    assert.deepEqual(
      played.due().filter((key) => key.includes('unfiled')),
      [],
    );
  });

  it('keeps its time through edits, a new severity and a new owner', () => {
    const played = escalated();
    played.wait(5);
    const before = clock(played, 'unfiled')?.share;
    played.press(ana, 'save-extras', { errorText: 'x' });
    played.press(lea, 'assign', { assignee: ben.id });
    assert.equal(played.about().owner, ben.id);
    assert.equal(clock(played, 'unfiled')?.share, before);
  });
});

describe('the vendor’s clock', () => {
  it('runs from filing on the severity submitted there, and stops at the first answer', () => {
    const played = filed(escalated(), 'B');
    assert.equal(clock(played, 'vendor')?.dueAt, '2026-11-20T14:00:00.000Z');
    played.wait(60);
    assert.equal(clock(played, 'vendor')?.share, 0.25);
    played.press(ana, 'answered');
    assert.equal(clock(played, 'vendor')?.state, 'off');
    assert.deepEqual(
      played.due().filter((key) => key.includes('vendor')),
      [],
    );
  });

  it('does not exist where support is wanted in another language', () => {
    const played = escalated();
    const about = played.about();
    played.set({ facts: { ...about.facts, supportLanguage: 'ja' } });
    filed(played, 'A');
    assert.equal(clock(played, 'vendor')?.state, 'off');
  });

  it('brings a text to ask for news to the owner at three quarters, and to the lead at the end', () => {
    const played = filed(escalated());
    const rows = played.wait(120).flatMap((turn) => turn.rows);
    const chases = rows.flatMap(({ picture }) =>
      picture.card === 'alert' && picture.event.startsWith('vendor')
        ? [`${picture.event} ${picture.chase ?? ''}`]
        : [],
    );
    assert.deepEqual(chases, ['vendor-soon vendor', 'vendor-over vendor']);
  });
});

describe('the desk’s own time', () => {
  it('stands still while the vendor or the customer holds the case, and runs while we do', () => {
    const played = filed(escalated());
    assert.equal(clock(played, 'handling')?.state, 'paused');
    played.wait(600);
    const before = clock(played, 'handling')?.share;
    played.press(ana, 'asks-us');
    assert.equal(clock(played, 'handling')?.state, 'running');
    assert.equal(clock(played, 'handling')?.share, before);
    played.press(ana, 'ask-customer');
    assert.equal(clock(played, 'handling')?.state, 'paused');
    played.press(ana, 'customer-answered');
    played.press(ana, 'replied');
    assert.equal(played.about().follow.holder, 'vendor');
  });

  it('counts the time from the first word, not only from the verdict', () => {
    const played = escalated(undefined, { thinksMinutes: 24 });
    assert.equal(clock(played, 'handling')?.share, 24 / 480);
  });

  it('ends when the case does, with everything that was to be remembered', () => {
    const played = filed(escalated());
    played.press(ana, 'next-update', { nextDate: '2026-11-20', nextTime: '18:00' });
    played.press(ana, 'solved');
    assert.deepEqual(played.due(), []);
    played.press(ana, 'not-solved');
    assert.ok(played.due().some((key) => key.includes('handling')));
  });
});

describe('a promise to the customer', () => {
  it('is remembered, rings before it is due, and never pauses', () => {
    const played = filed(escalated(), 'C');
    played.press(ana, 'customer-told', { nextDate: '2026-11-20', nextTime: '15:00' });
    assert.equal(played.about().follow.customerToldAt, played.now());
    const told = played
      .wait(240)
      .flatMap(tells)
      .filter((one) => one.includes('update'));
    assert.deepEqual(told, ['home/ana update-soon', 'on-call update-over']);
  });

  it('lies in the future', () => {
    const played = escalated();
    for (const inputs of [
      { nextDate: '2026-11-20', nextTime: '10:00' },
      { nextDate: '', nextTime: '' },
    ]) {
      const { picture, cases } = played.press(ana, 'next-update', inputs);
      assert.deepEqual(cases, []);
      assert.equal(picture?.card === 'case' && picture.problems[0]?.input, 'nextTime');
    }
  });
});

describe('what the door says', () => {
  it('is one tap each, stands in the record and moves the case', () => {
    const played = filed(escalated());
    for (const [verb, entry, holder] of [
      ['asks-us', 'vendor-asks-us', 'desk'],
      ['replied', 'replied', 'vendor'],
      ['answered', 'vendor-answered', 'desk'],
      ['vendor-closed', 'vendor-closed', 'desk'],
    ] as const) {
      assert.deepEqual(whats(played.press(ana, verb)), [entry]);
      assert.equal(played.about().follow.holder, holder);
    }
  });

  it('rings for a question sooner than for a late answer', () => {
    const played = filed(escalated());
    played.press(ana, 'asks-us');
    assert.deepEqual(
      played
        .wait(20)
        .flatMap(tells)
        .filter((one) => one.includes('asks')),
      ['home/ana asks-us-soon', 'on-call asks-us-over'],
    );
  });

  it('is filed again when they closed it and the problem is still there', () => {
    const played = filed(escalated());
    played.press(ana, 'vendor-closed');
    played.wait(30);
    const turn = played.press(ana, 'persists');
    assert.equal(played.about().stage.at, 'decided');
    assert.ok(whats(turn).includes('persists-after-filing'));
    assert.equal(played.about().follow.decidedAt, played.now());
  });
});

describe('a reminder that came too late', () => {
  it('says nothing when the case has moved on', () => {
    const played = escalated();
    const turns = filed(played).wait(30);
    assert.deepEqual(
      turns.flatMap(tells).filter((one) => one.includes('unfiled')),
      [],
    );
    assert.equal(agent.id, 'home/ana');
  });
});

describe('a request filed again within the minute in which its door closed the first one', () => {
  it('has none of the first one’s signs: its clock runs, and nobody reads that it is closed', () => {
    const played = filed(escalated());
    played.wait(0.5);
    played.press(ana, 'vendor-closed');
    played.press(ana, 'persists');
    // Filed times are typed to the minute: this one lies before the sign that came half a minute into it.
    filed(played);
    const about = played.about();
    assert.ok(about.stage.at === 'handed-over' && about.stage.filing.filedAt <= '2026-11-20T10:00:30.000Z');
    assert.equal(lastSign(about), null);
    assert.equal(clock(played, 'vendor')?.state, 'running');
    played.press(ana, 'answered');
    assert.equal(lastSign(about), null);
    assert.equal(lastSign(played.about())?.sign, 'answered');
    assert.equal(clock(played, 'vendor')?.state, 'off');
  });

  it('keeps its signs when its number and time are corrected', () => {
    const played = filed(escalated());
    played.wait(3);
    played.press(ana, 'answered');
    played.wait(3);
    played.press(ana, 'correct-filing', {
      requestNumber: '2',
      filedDate: '2026-11-20',
      filedTime: '11:05',
      severity: 'A',
    });
    assert.equal(lastSign(played.about())?.sign, 'answered');
  });
});
