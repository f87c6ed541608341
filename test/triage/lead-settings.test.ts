import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextDigestAt } from '../../src/triage/digest.ts';
import { newDesk, type DeskState, type OnCall } from '../../src/triage/desk-state.ts';
import { backupNow, onCallAt } from '../../src/triage/on-call.ts';
import { readInbound } from '../../src/triage/read.ts';
import { takeReminder } from '../../src/triage/take-reminder.ts';
import { takeTurn } from '../../src/triage/take-turn.ts';
import type { Inbound } from '../../src/triage/inbound.ts';
import type { Known, Turn } from '../../src/triage/turn.ts';
import { agent, click, known, message, now, policy, profile } from './desk.ts';
import { ben, lea, ledDesk, tells } from './lead-desk.ts';
import { whats } from './decided.ts';

const turn = (arrived: Inbound, more: Partial<Known> = {}): Turn =>
  takeTurn(known({ person: lea, desk: ledDesk, ...more }), readInbound(arrived, policy), policy);
const press = (verb: string, data = {}, more: Partial<Known> = {}): Turn => turn(click(verb, data), more);
const wrong = ({ picture }: Turn): readonly string[] =>
  picture !== null && 'problems' in picture ? picture.problems.map(({ input }) => input) : [];
const deskAfter = ({ desk }: Turn): DeskState => {
  assert.ok(desk !== null);
  return desk;
};

const inChannel = (text: string): Inbound => {
  const arrived = message(text);
  const address = {
    ...arrived.address,
    kind: 'channel' as const,
    conversationId: '19:new@thread.tacv2;messageid=17',
  };
  return { ...arrived, address };
};

describe('use this channel', () => {
  it('makes the channel the lead room, thread left out, says what comes there, and stands in the desk’s record', () => {
    const said = turn(inChannel('<at>Handoff</at> use this channel'));
    assert.equal(deskAfter(said).leadRoom?.address.conversationId, '19:new@thread.tacv2');
    assert.equal(deskAfter(said).version, ledDesk.version + 1);
    assert.deepEqual(
      said.record.map(({ caseId, what }) => [caseId, what]),
      [['desk', 'lead-room-set']],
    );
    assert.deepEqual(tells(said), ['lead-room notice']);
  });

  it('is for leads, and for Teams channels', () => {
    assert.equal(turn(inChannel('use this channel'), { person: ben }).desk, null);
    assert.equal(turn(message('use this channel')).desk, null);
  });

  it('is understood in all four languages', () => {
    for (const text of ['use this channel', 'このチャネルを使う', '使用這個頻道', '使用此频道'])
      assert.notEqual(turn(inChannel(text)).desk, null, text);
  });
});

describe('check', () => {
  it('posts a test to every target and tells the result to who asked', () => {
    const said = turn(message('check'));
    assert.deepEqual(tells(said), [
      'home/lea notice',
      'lead-room test',
      'on-call test',
      'backup-lead test',
      'home/lea check',
    ]);
    assert.equal(new Set(said.rows.map(({ key }) => key)).size, said.rows.length);
  });
});

describe('board', () => {
  it('is one card in the lead room, posted anew where people look; the old one says that it moved', () => {
    const room = ledDesk.leadRoom?.address;
    assert.ok(room !== undefined);
    const asked = {
      ...message('board'),
      address: { ...room, conversationId: `${room.conversationId};messageid=1` },
    };
    const { rows } = turn(asked);
    assert.deepEqual(
      rows.map(({ picture, replacesCard, recipient }) => [picture.card, replacesCard, recipient.to]),
      [
        ['board-moved', true, 'lead-room'],
        ['board', false, 'lead-room'],
        ['notice', false, 'person'],
      ],
    );
    assert.deepEqual(tells(turn(message('board'))), ['home/lea board']);
  });
});

describe('a lead the desk has not met', () => {
  it('is known from the first word on, under the newest name, once', () => {
    const first = turn(message('hi'), { desk: newDesk });
    assert.deepEqual(deskAfter(first).leads, [{ personId: lea.id, name: 'Lea' }]);
    assert.equal(turn(message('hi'), { desk: deskAfter(first) }).desk, null);
    const renamed = turn(message('hi'), { desk: deskAfter(first), person: { ...lea, name: 'Lea B.' } });
    assert.deepEqual(deskAfter(renamed).leads, [{ personId: lea.id, name: 'Lea B.' }]);
    assert.equal(turn(message('hi'), { person: agent, desk: newDesk }).desk, null);
  });
});

describe('settings', () => {
  it('are for leads only', () => {
    for (const verb of [
      'settings',
      'save-settings',
      'set-rotation',
      'set-override',
      'drop-override',
      'board',
    ])
      assert.equal(press(verb, {}, { person: ben }).picture?.card, 'aside', verb);
    assert.equal(press('on-call', {}, { person: ben }).picture?.card, 'on-call');
  });

  it('keep what is right, with the values before in the record', () => {
    const saved = press('save-settings', { part: 'calendar', zone: 'Asia/Tokyo', holidays: '2026-12-24\n2026-01-01, 2026-12-24', makeUpDays: '', digestAt: '08:30' }); // prettier-ignore
    assert.deepEqual(deskAfter(saved).settings.holidays, ['2026-01-01', '2026-12-24']);
    assert.equal(deskAfter(saved).settings.zone, 'Asia/Tokyo');
    assert.deepEqual(whats(saved), ['settings-changed']);
    assert.deepEqual(
      saved.reminders.map(({ key, dueAt }) => [key, dueAt]),
      [['digest', '2026-11-22T23:30:00Z']],
    );
    assert.deepEqual(press('save-settings', { part: 'calendar' }).drop, ['digest']);
  });

  it('refuse what is wrong, all at once, and change nothing', () => {
    const calendar = press('save-settings', { part: 'calendar', zone: 'Moon/Base', holidays: 'Xmas', makeUpDays: '2026-02-30', digestAt: '25:00' }); // prettier-ignore
    assert.deepEqual(wrong(calendar), ['zone', 'digestAt', 'holidays', 'makeUpDays']);
    assert.equal(calendar.desk, null);
    assert.deepEqual(wrong(press('save-settings', { part: 'routing', 'route.signal': 'everybody' })), [
      'route.signal',
    ]);
    assert.deepEqual(wrong(press('save-settings', { part: 'clocks', 'minutes.unfiled-a-owner': '0' })), [
      'minutes.unfiled-a-owner',
    ]);
    assert.deepEqual(wrong(press('save-settings', { part: 'clocks', 'minutes.unfiled-a-owner': '-5' })), [
      'minutes.unfiled-a-owner',
    ]);
  });

  it('go back to the default by leaving a value empty', () => {
    const set = deskAfter(press('save-settings', { part: 'clocks', 'minutes.unfiled-a-owner': '3' }));
    assert.deepEqual(set.settings.minutes, { 'unfiled-a-owner': 3 });
    const back = deskAfter(
      press('save-settings', { part: 'clocks', 'minutes.unfiled-a-owner': '' }, { desk: set }),
    );
    assert.deepEqual(back.settings.minutes, {});
  });
});

describe('who is on call', () => {
  const [one, two] = [
    { personId: 'home/one', name: 'One' },
    { personId: 'home/two', name: 'Two' },
  ];
  const onCall: OnCall = { rotation: [one, two], startsOn: '2026-11-16', overrides: [], backup: null };
  const schedule = { onCall, leads: [one, two] };

  it('turns on Monday at midnight of the desk’s own zone', () => {
    assert.equal(onCallAt(schedule, '2026-11-22T22:59:00Z', 'Europe/Berlin'), one);
    assert.equal(onCallAt(schedule, '2026-11-22T23:00:00Z', 'Europe/Berlin'), two);
    assert.equal(onCallAt(schedule, '2026-11-22T23:00:00Z', 'America/New_York'), one);
    assert.equal(onCallAt(schedule, '2026-11-15T12:00:00Z', 'Europe/Berlin'), null);
  });

  it('is the newest exception while it lasts', () => {
    const from = '2026-11-20T08:00:00Z';
    const to = '2026-11-20T12:00:00Z';
    const overrides = [
      { from, to, lead: one },
      { from, to, lead: two },
    ];
    const overridden = { ...schedule, onCall: { ...onCall, overrides } };
    assert.equal(onCallAt(overridden, from, 'UTC'), two);
    assert.equal(onCallAt(overridden, to, 'UTC'), one);
  });

  it('is nobody without a schedule', () => {
    assert.equal(onCallAt(newDesk, now, 'UTC'), null);
    assert.equal(onCallAt({ ...schedule, onCall: { ...onCall, rotation: [] } }, now, 'UTC'), null);
  });

  it('is never somebody who is no lead any more: the next of the rotation stands in, nobody else’s week moves', () => {
    const three = { personId: 'home/three', name: 'Three' };
    const week = (nth: number): string =>
      new Date(Date.parse('2026-11-18T12:00:00Z') + nth * 7 * 86_400_000).toISOString();
    const left = { leads: [one, three], onCall: { ...onCall, rotation: [one, two, three] } };
    assert.deepEqual(
      [0, 1, 2, 3].map((nth) => onCallAt(left, week(nth), 'UTC')?.name),
      ['One', 'Three', 'Three', 'One'],
    );
    const overrides = [{ from: week(0), to: week(1), lead: two }];
    assert.equal(onCallAt({ ...left, onCall: { ...left.onCall, overrides } }, week(0), 'UTC'), one);
    assert.equal(onCallAt({ ...left, leads: [] }, week(0), 'UTC'), null);
    assert.equal(backupNow({ ...left, onCall: { ...onCall, backup: two } }), null);
    assert.equal(backupNow({ ...left, onCall: { ...onCall, backup: three } }), three);
  });

  it('comes round evenly: each lead has every other week, through summer time and leap years', () => {
    const weeks = fc.integer({ min: 0, max: 520 });
    fc.assert(
      fc.property(weeks, fc.constantFrom('Europe/Berlin', 'Asia/Tokyo', 'America/New_York'), (week, zone) => {
        const noon = new Date(Date.parse('2026-11-18T17:00:00Z') + week * 7 * 86_400_000).toISOString();
        assert.equal(onCallAt(schedule, noon, zone), week % 2 === 0 ? one : two);
      }),
    );
  });

  it('is set by a lead with leads the desk knows', () => {
    const set = press('set-rotation', {
      rotation1: lea.id,
      rotation2: '',
      startsOn: '2026-11-19',
      backup: lea.id,
    });
    assert.deepEqual(deskAfter(set).onCall.rotation, [{ personId: lea.id, name: 'Lea' }]);
    assert.equal(deskAfter(set).onCall.startsOn, '2026-11-16');
    assert.deepEqual(wrong(press('set-rotation', { rotation: 'home/who', backup: 'home/who' })), [
      'rotation',
      'backup',
    ]);
    const times = { fromDate: '2026-11-21', fromTime: '09:00', toDate: '2026-11-22', toTime: '09:00' };
    const override = press('set-override', { lead: lea.id, ...times });
    assert.equal(deskAfter(override).onCall.overrides[0]?.from, '2026-11-21T08:00:00Z');
    assert.deepEqual(wrong(press('set-override', { lead: lea.id, ...times, toDate: '2026-11-20' })), [
      'toTime',
    ]);
    const overNow = { fromDate: '2026-11-19', fromTime: '09:00', toDate: '2026-11-20', toTime: '11:00' };
    assert.deepEqual(wrong(press('set-override', { lead: lea.id, ...overNow })), ['toTime']);
    const overSoon = press('set-override', { lead: lea.id, ...overNow, toTime: '11:01' });
    assert.equal(deskAfter(overSoon).onCall.overrides.length, 1);
    const byObjectId = press('set-rotation', { rotation1: 'lea' });
    assert.deepEqual(deskAfter(byObjectId).onCall.rotation, [{ personId: lea.id, name: 'Lea' }]);
    const dropped = press('drop-override', { at: '0' }, { desk: deskAfter(override) });
    assert.deepEqual(deskAfter(dropped).onCall.overrides, []);
  });
});

describe('a rotation that is longer than a card', () => {
  const leads = Array.from({ length: 11 }, (_, at) => ({
    personId: `home/lead${at + 1}`,
    name: `Lead ${at + 1}`,
  }));
  const [first] = leads;
  const desk = {
    ...ledDesk,
    leads: [...leads, { personId: lea.id, name: 'Lea' }],
    onCall: { ...newDesk.onCall, rotation: leads, startsOn: '2026-11-16' },
  };
  const rotation = (turned: Turn): readonly string[] =>
    deskAfter(turned).onCall.rotation.map(({ name }) => name);

  it('keeps the turns that the card did not show', () => {
    const shown = Object.fromEntries(
      leads.slice(0, 6).map(({ personId }, at) => [`rotation${at + 1}`, personId]),
    );
    const saved = press('set-rotation', { ...shown, rotation1: lea.id, rotation2: 'nobody', from: '0', turns: '6' }, { desk }); // prettier-ignore
    assert.deepEqual(rotation(saved), ['Lea', ...leads.slice(2).map(({ name }) => name)]);
  });

  it('is changed on its later pages in the same way', () => {
    const saved = press(
      'set-rotation',
      { rotation7: first?.personId ?? '', from: '6', turns: '6' },
      { desk },
    );
    assert.deepEqual(rotation(saved), ['Lead 1', 'Lead 2', 'Lead 3', 'Lead 4', 'Lead 5', 'Lead 6', 'Lead 1']);
    const { picture } = saved;
    assert.deepEqual(picture?.card === 'on-call' && picture.inputs, { from: '6' });
  });
});

describe('the daily digest', () => {
  const desk = { ...ledDesk, settings: { ...ledDesk.settings, digestAt: '08:30' } };

  it('comes on working days at the leads’ hour', () => {
    assert.equal(nextDigestAt('2026-11-20T06:00:00Z', desk, profile), '2026-11-20T07:30:00Z');
    assert.equal(nextDigestAt('2026-11-20T07:30:00Z', desk, profile), '2026-11-23T07:30:00Z');
    const holiday = { ...desk, settings: { ...desk.settings, holidays: ['2026-11-23'] } };
    assert.equal(nextDigestAt('2026-11-20T08:00:00Z', holiday, profile), '2026-11-24T07:30:00Z');
  });

  it('is sent once a day and sets its own next time', () => {
    const at = known({ desk, now: '2026-11-20T07:30:00Z' });
    const sent = takeReminder(at, { of: 'digest' }, policy);
    assert.deepEqual(tells(sent), ['lead-room digest']);
    assert.equal(sent.reminders[0]?.dueAt, '2026-11-23T07:30:00Z');
    assert.equal(deskAfter(sent).settings.lastDigestOn, '2026-11-20');
    assert.deepEqual(takeReminder({ ...at, desk: deskAfter(sent) }, { of: 'digest' }, policy).rows, []);
  });
});
