import assert from 'node:assert/strict';
import { deskCalendar } from '../../src/triage/on-call.ts';
import { partnerNow } from '../../src/triage/partner-now.ts';
import { differsFromFile } from '../../src/triage/desk-settings.ts';
import type { DeskState } from '../../src/triage/desk-state.ts';
import type { OwnWords, PartnerProfile } from '../../src/triage/desk.ts';
import type { SettingsPart } from '../../src/triage/picture.ts';
import { readInbound } from '../../src/triage/read.ts';
import { takeTurn } from '../../src/triage/take-turn.ts';
import type { Known, Turn } from '../../src/triage/turn.ts';
import { click, known, now, policy, profile } from './desk.ts';
import { ben, escalated, lea, ledDesk } from './lead-desk.ts';

const save = (part: string, data: object, more: Partial<Known> = {}): Turn => {
  const at = known({ person: lea, desk: ledDesk, ...more });
  return takeTurn(at, readInbound(click('save-settings', { part, ...data }), policy), policy);
};
const deskAfter = ({ desk, picture }: Turn): DeskState => {
  assert.ok(desk !== null, JSON.stringify(picture));
  return desk;
};
const wrong = ({ picture }: Turn): readonly string[] =>
  picture !== null && 'problems' in picture ? picture.problems.map(({ input }) => input) : [];
const after = (turn: Turn, file: PartnerProfile = profile): PartnerProfile =>
  partnerNow(file, deskAfter(turn));
const asShown = {
  contactName: profile.contact.name,
  contactEmail: profile.contact.email,
  contactPhone: profile.contact.phone,
  nightPhone: '',
  languages: 'en',
};
const changed = ({ record }: Turn): unknown => {
  const [entry] = record;
  return entry === undefined
    ? null
    : { what: entry.what, before: entry.data['before'], after: entry.data['after'] };
};

describe('the hours of the desk', () => {
  const early = { days: '6,1,2', hoursFrom: '07:00', hoursTo: '00:00', zone: 'Asia/Tokyo' };

  it('are set in Teams and hold wherever the profile’s are read: clocks, chain, texts', () => {
    const saved = save('calendar', early);
    assert.deepEqual(after(saved).support.hours, {
      days: [1, 2, 6],
      from: '07:00',
      to: '24:00',
      zone: 'Asia/Tokyo',
    });
    const calendar = deskCalendar(deskAfter(saved), profile);
    assert.deepEqual([calendar.days, calendar.from, calendar.to, calendar.zone], [[1, 2, 6], '07:00', '24:00', 'Asia/Tokyo']); // prettier-ignore
  });

  it('stand in the desk’s record with what held before', () => {
    assert.deepEqual(changed(save('calendar', { ...early, zone: '' })), {
      what: 'settings-changed',
      before: { hours: profile.support.hours },
      after: { hours: { days: [1, 2, 6], from: '07:00', to: '24:00', zone: 'Europe/Berlin' } },
    });
  });

  it('are no setting where they are what the file says, so that the file counts again', () => {
    const same = { days: '1,2,3,4,5', hoursFrom: '09:00', hoursTo: '18:00', zone: 'Europe/Berlin' };
    const { settings } = deskAfter(save('calendar', same));
    assert.deepEqual([settings.own.hours, settings.zone], [{}, null]);
  });

  it('go back to the file, holidays stay', () => {
    const set = deskAfter(save('calendar', { ...early, holidays: '2026-12-24' }));
    const back = save('calendar', { ...early, back: 'file' }, { desk: set });
    assert.deepEqual(after(back), profile);
    assert.deepEqual(deskAfter(back).settings.holidays, ['2026-12-24']);
  });

  it('are refused where they make no day', () => {
    assert.deepEqual(wrong(save('calendar', { hoursFrom: '18:00', hoursTo: '09:00' })), ['hoursTo']);
    assert.deepEqual(wrong(save('calendar', { hoursFrom: '09:00', hoursTo: '09:00' })), ['hoursTo']);
    assert.deepEqual(wrong(save('calendar', { days: '0,8' })), ['days']);
    assert.deepEqual(wrong(save('calendar', { hoursFrom: '7 am' })), ['hoursTo']);
  });
});

describe('our contact and languages', () => {
  it('are set in Teams, one by one', () => {
    const saved = save('profile', { ...asShown, contactPhone: '+49 30 9999', nightPhone: '+49 151 7777', languages: 'en,ja', otherLanguages: 'PT-br' }); // prettier-ignore
    const { contact, support } = after(saved);
    assert.deepEqual(
      [contact.name, contact.phone, contact.nightPhone],
      ['Desk', '+49 30 9999', '+49 151 7777'],
    );
    assert.deepEqual(support.languages, ['en', 'ja', 'pt-BR']);
    assert.deepEqual(Object.keys(deskAfter(saved).settings.own.contact), ['phone', 'nightPhone']);
    assert.deepEqual(changed(saved), {
      what: 'settings-changed',
      before: { contactPhone: '+49 30 1234', nightPhone: null, languages: ['en'] },
      after: { contactPhone: '+49 30 9999', nightPhone: '+49 151 7777', languages: ['en', 'ja', 'pt-BR'] },
    });
  });

  it('take an empty night phone at its word, and everything else empty from the file', () => {
    const file = { ...profile, contact: { ...profile.contact, nightPhone: '+49 151 1' } };
    const saved = save('profile', { nightPhone: '' }, { partnerFile: file });
    assert.deepEqual(after(saved, file).contact, { ...file.contact, nightPhone: null });
    assert.deepEqual(after(saved, file).support, file.support);
  });

  it('are checked, all at once, and change nothing while one is wrong', () => {
    const turn = save('profile', { contactEmail: 'desk at home', contactPhone: '12', nightPhone: 'call me', contactName: 'x'.repeat(201), otherLanguages: '??' }); // prettier-ignore
    assert.deepEqual(wrong(turn), [
      'contactName',
      'contactEmail',
      'contactPhone',
      'nightPhone',
      'otherLanguages',
    ]);
    assert.equal(turn.desk, null);
  });

  it('go back to the file and leave hours and words as they are', () => {
    const set = deskAfter(save('profile', { ...asShown, contactName: 'Night desk', languages: 'ja' }));
    const more = deskAfter(save('calendar', { hoursFrom: '07:00' }, { desk: set }));
    const back = after(save('profile', { back: 'file' }, { desk: more }));
    assert.deepEqual(back.contact, profile.contact);
    assert.deepEqual(back.support.languages, ['en']);
    assert.equal(back.support.hours.from, '07:00');
  });

  it('are not for somebody who is no lead, whatever the card says', () => {
    assert.equal(save('profile', asShown, { person: ben }).picture?.card, 'aside');
    assert.equal(save('words', {}, { person: ben }).desk, null);
    assert.equal(save('leads', { newLead: ben.id }, { person: ben }).desk, null);
  });
});

describe('a part of the settings', () => {
  it('says that it was saved', () => {
    const { picture } = save('calendar', { hoursFrom: '07:00' });
    assert.deepEqual(picture !== null && 'notice' in picture && picture.notice, {
      key: 'notice.settings-saved',
    });
  });

  it('has a way back to the file where something of it is not as the file has it', () => {
    const changed = (part: SettingsPart, data: object, of = part): boolean =>
      differsFromFile(of, deskAfter(save(part, data)).settings);
    assert.equal(changed('calendar', { hoursFrom: '07:00' }), true);
    assert.equal(changed('calendar', { zone: 'Asia/Tokyo' }), true);
    assert.equal(changed('calendar', { holidays: '2026-12-24' }), false);
    assert.equal(changed('profile', { ...asShown, contactName: 'Night desk' }), true);
    assert.equal(changed('profile', { ...asShown, languages: 'ja' }), true);
    assert.equal(changed('words', { 'contactMethod.en': 'Mail us' }), true);
    assert.equal(changed('words', { 'contactMethod.en': 'Mail us' }, 'profile'), false);
    assert.equal(changed('words', { 'contactMethod.en': 'Mail us' }, 'routing'), false);
  });

  it('takes a telephone number of five digits, and none of four', () => {
    assert.deepEqual(wrong(save('profile', { ...asShown, contactPhone: '1-23 45' })), []);
    assert.deepEqual(wrong(save('profile', { ...asShown, contactPhone: '12 34' })), ['contactPhone']);
  });
});

describe('what customers read of us', () => {
  const wordsAfter = (data: object, file: PartnerProfile = profile): readonly (OwnWords | null)[] => {
    const { contactMethod, priceText } = after(save('words', data, { partnerFile: file }), file).support;
    return [contactMethod, priceText];
  };

  it('is one text where only the desk’s own language has one, else a text for each language', () => {
    assert.deepEqual(wordsAfter({ 'contactMethod.en': 'Mail us', 'priceText.en': '' }), ['Mail us', null]);
    assert.deepEqual(wordsAfter({ 'contactMethod.en': 'Mail us', 'contactMethod.ja': 'メール', 'priceText.ja': '無料です' }), [{ en: 'Mail us', ja: 'メール' }, { ja: '無料です' }]); // prettier-ignore
  });

  it('keeps languages of the file that the card does not show', () => {
    const file = {
      ...profile,
      support: { ...profile.support, contactMethod: { en: 'Teams', de: 'Anrufen' } },
    };
    assert.deepEqual(wordsAfter({ 'contactMethod.en': 'Mail us' }, file)[0], {
      en: 'Mail us',
      de: 'Anrufen',
    });
    assert.deepEqual(wordsAfter({ 'contactMethod.en': '', 'contactMethod.de': '' }, file)[0], file.support.contactMethod); // prettier-ignore
  });

  it('is refused where it is too long', () => {
    const long = save('words', { 'contactMethod.ja': 'x'.repeat(201), 'priceText.en': 'x'.repeat(1_001) });
    assert.deepEqual(wrong(long), ['contactMethod.ja', 'priceText.en']);
    const full = save('words', { 'contactMethod.ja': 'x'.repeat(200), 'priceText.en': 'x'.repeat(1_000) });
    assert.deepEqual(wrong(full), []);
  });

  it('goes back to the file', () => {
    const set = deskAfter(save('words', { 'contactMethod.en': 'Mail us', 'priceText.en': 'Included' }));
    assert.deepEqual(after(save('words', { back: 'file' }, { desk: set })), profile);
  });
});

describe('clocks and chain of open cases when hours or minutes are changed', () => {
  const played = escalated();
  const open = [played.about()];
  const reminders = ({ reminders: rows }: Turn): Readonly<Record<string, string>> =>
    Object.fromEntries(rows.filter(({ key }) => key !== 'digest').map(({ key, dueAt }) => [key, dueAt]));
  const minutes = (data: object, more: Partial<Known> = {}): Turn =>
    save('clocks', data, { desk: played.state(), open, ...more });

  it('run by the new minutes at once, those of the chain as well', () => {
    assert.deepEqual(
      reminders(minutes({ 'minutes.critical-on-call': '3', 'minutes.unfiled-a-lead': '30' })),
      {
        'case-1|chain|1': '2026-11-20T10:03:00.000Z',
        'case-1|unfiled|lead': '2026-11-20T10:30:00.000Z',
      },
    );
  });

  it('follow the hours: a day that begins later moves what counts in business time', () => {
    const moved = reminders(save('calendar', { hoursFrom: '14:00' }, { desk: played.state(), open }));
    assert.ok(Object.keys(moved).includes('case-1|handling|lead'), JSON.stringify(moved));
    assert.ok(!Object.keys(moved).includes('case-1|chain|1'), 'severity A does not wait for hours');
  });

  it('never ring twice for what has rung', () => {
    const later = '2026-11-20T10:12:00Z';
    const turn = minutes({ 'minutes.unfiled-a-owner': '20' }, { now: later });
    assert.deepEqual(reminders(turn), {});
    assert.equal(now, '2026-11-20T10:00:00Z');
  });
});
