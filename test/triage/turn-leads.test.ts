import assert from 'node:assert/strict';
import type { DeskState } from '../../src/triage/desk-state.ts';
import { readInbound } from '../../src/triage/read.ts';
import { takeTurn } from '../../src/triage/take-turn.ts';
import type { Known, Turn } from '../../src/triage/turn.ts';
import { click, known, policy } from './desk.ts';
import { ana, ben, lea, ledDesk, tells } from './lead-desk.ts';

const refOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({ personId: id, name });
const leaFixed = { ...refOf(lea), isFixed: true };
const desk: DeskState = { ...ledDesk, leads: [leaFixed] };
const withBen: DeskState = {
  ...desk,
  leads: [leaFixed, { ...refOf(ben), isFixed: false }],
  appointed: [refOf(ben)],
};

const benLeads = { ...ben, isLead: true, address: lea.address };

const press = (data: object, more: Partial<Known> = {}): Turn =>
  takeTurn(
    known({ person: lea, desk, colleagues: [ana, ben, lea].map(refOf), ...more }),
    readInbound(click('save-settings', { part: 'leads', ...data }), policy),
    policy,
  );
const wrong = ({ picture, desk: after }: Turn): readonly string[] => {
  assert.equal(after, null);
  return picture !== null && 'problems' in picture
    ? picture.problems.map(({ says }) => ('key' in says ? says.key : says.typed))
    : [];
};

describe('a lead makes somebody a lead', () => {
  it('of those the bot has met, who hears of it; it stands in the desk’s record with who was one before', () => {
    const turn = press({ newLead: ben.id });
    assert.deepEqual(turn.desk?.appointed, [refOf(ben)]);
    assert.deepEqual(
      turn.desk.leads.map(({ name }) => name),
      ['Lea', 'Ben'],
    );
    assert.deepEqual(tells(turn), ['home/ben notice']);
    assert.deepEqual(
      turn.record.map(({ what, data }) => [what, data]),
      [['lead-added', { lead: refOf(ben), before: [], after: [refOf(ben)] }]],
    );
  });

  it('also where the directory names them by their object id alone', () => {
    assert.deepEqual(press({ newLead: ben.objectId }).desk?.appointed, [refOf(ben)]);
  });

  it('but nobody the bot has not met, nobody twice, and nobody without being named', () => {
    assert.deepEqual(wrong(press({ newLead: 'home/stranger' })), ['problem.not-met']);
    assert.deepEqual(wrong(press({ newLead: ben.id }, { desk: withBen })), ['problem.lead-already']);
    assert.deepEqual(wrong(press({ newLead: lea.id })), ['problem.lead-already']);
    assert.deepEqual(wrong(press({ newLead: '', formerLead: 'nobody' })), ['problem.choose']);
    assert.deepEqual(wrong(press({ newLead: ana.id, formerLead: ben.id }, { desk: withBen })), [
      'problem.one-lead-at-a-time',
    ]);
  });
});

describe('a lead ends somebody’s time as a lead', () => {
  it('where they became one in Teams; they hear of it', () => {
    const turn = press({ formerLead: ben.id }, { desk: withBen });
    assert.deepEqual([turn.desk?.appointed, turn.desk?.leads], [[], [leaFixed]]);
    assert.deepEqual(tells(turn), ['home/ben notice']);
    assert.deepEqual(
      turn.record.map(({ what }) => what),
      ['lead-removed'],
    );
  });

  it('also their own, and sees no settings after that', () => {
    const turn = press({ formerLead: ben.id }, { desk: withBen, person: benLeads });
    assert.equal(turn.picture?.card, 'notice');
    assert.deepEqual(turn.desk?.leads, [leaFixed]);
    assert.deepEqual(turn.rows, []);
  });

  it('but never of one the configuration names, and never of the last', () => {
    assert.deepEqual(wrong(press({ formerLead: lea.id }, { desk: withBen })), ['problem.lead-fixed']);
    const alone = { ...withBen, leads: [{ ...refOf(ben), isFixed: false }] };
    assert.deepEqual(wrong(press({ formerLead: ben.id }, { desk: alone, person: benLeads })), [
      'problem.last-lead',
    ]);
    assert.deepEqual(wrong(press({ formerLead: ana.id }, { desk: withBen })), ['problem.lead-unknown']);
  });
});
