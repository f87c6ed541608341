import assert from 'node:assert/strict';
import { colleaguesNow, deskNow, isLeadNow, standingOf, type DeskRules } from '../../src/flow/who.ts';
import { newDesk, type DeskState } from '../../src/triage/desk-state.ts';
import type { Person } from '../../src/triage/desk.ts';
import type { Inbound } from '../../src/triage/inbound.ts';
import { agent, message } from '../triage/desk.ts';
import { lea } from '../triage/lead-desk.ts';

const rules: DeskRules = { homeTenantId: 'HOME', agents: [], leads: ['LEA'] };
const who = (objectId: string, more: Partial<Person> = {}): Person => ({
  ...agent,
  id: `home/${objectId}`,
  objectId,
  name: objectId,
  address: lea.address,
  ...more,
});
const says = (objectId: string, from: Partial<Inbound['from']> = {}): Inbound => {
  const said = message('hi');
  return { ...said, from: { ...said.from, tenantId: 'home', objectId, ...from } };
};
const appointed = [{ personId: 'home/ben', name: 'Ben' }];
const desk: DeskState = { ...newDesk, appointed };

describe('who is a lead', () => {
  it('is named in the configuration, or was made one in Teams', () => {
    assert.equal(standingOf(says('lea'), rules, appointed), 'lead');
    assert.equal(standingOf(says('ben'), rules, appointed), 'lead');
    assert.equal(standingOf(says('ben'), rules, []), 'agent');
    assert.equal(isLeadNow(who('ben'), rules, desk), true);
    assert.equal(isLeadNow(who('ben'), rules, newDesk), false);
  });

  it('an appointment opens the door to nobody: not to guests, other tenants, or people taken off the list of agents', () => {
    const own = { ...rules, agents: ['ana'] };
    assert.equal(standingOf(says('ben', { isGuest: true }), rules, appointed), 'stranger');
    assert.equal(standingOf(says('ben', { tenantId: 'contoso' }), rules, appointed), 'stranger');
    assert.equal(standingOf(says('ben'), own, appointed), 'stranger');
    assert.equal(isLeadNow(who('ben', { tenantId: 'contoso' }), rules, desk), false);
    assert.equal(isLeadNow(who('ben'), own, desk), false);
    assert.equal(standingOf(says('lea'), own, appointed), 'lead');
  });
});

describe('the desk as of now', () => {
  const people = [
    who('ana'),
    who('ben'),
    who('lea'),
    who('unmet', { address: null }),
    who('eve', { tenantId: 'contoso' }),
  ];

  it('has the leads the bot has met, those of the configuration fixed, and nobody who ceased to be one', () => {
    const stored = { ...desk, leads: [{ personId: 'home/ana', name: 'Ana' }] };
    const now = deskNow(stored, people, { ...rules, leads: ['lea', 'unmet'] });
    assert.deepEqual(now.leads, [
      { personId: 'home/ben', name: 'ben', isFixed: false },
      { personId: 'home/lea', name: 'lea', isFixed: true },
    ]);
  });

  it('offers as colleagues those who belong to it still', () => {
    const names = (agents: readonly string[]) =>
      colleaguesNow(people, { ...rules, agents }).map(({ name }) => name);
    assert.deepEqual(names([]), ['ana', 'ben', 'lea', 'unmet']);
    assert.deepEqual(names(['ana']), ['ana', 'lea']);
  });
});
