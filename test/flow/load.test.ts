import assert from 'node:assert/strict';
import sinon from 'sinon';
import { loadKnown } from '../../src/flow/load.ts';
import { open } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/flow/ports.ts';
import { readInbound } from '../../src/triage/read.ts';
import { verbs, type Reading, type Verb } from '../../src/triage/reading.ts';
import { takeTurn } from '../../src/triage/take-turn.ts';
import type { Known } from '../../src/triage/turn.ts';
import { aCase, aCommit, aPerson, keeping } from '../store/samples.ts';
import { click, known, message, policy, profile } from '../triage/desk.ts';
import { escalated, filed } from '../triage/lead-desk.ts';
import { texts } from '../triage/packet-sample.ts';

const rules = { homeTenantId: 'home', agents: [], leads: ['lea'] };
const address = {
  conversationId: 'a:x',
  kind: 'personal',
  tenantId: 'home',
  serviceUrl: 's',
  botId: 'b',
  userId: 'u',
} as const;
const lea = aPerson({ id: 'home/lea', objectId: 'lea', name: 'Lea', address, isLead: true });
const kim = aPerson({ id: 'home/kim', objectId: 'kim', name: 'Kim', address });

/** Fills in what a click of any verb may name. */
const inputs = {
  assignee: 'home/kim',
  receiver: 'home/kim',
  cases: 'case-1001',
  part: 'leads',
  newLead: 'home/kim',
  reason: 'because',
};

describe('what is loaded before a turn', () => {
  let store: Store;
  beforeEach(async () => {
    store = await open({ path: ':memory:' });
    for (const person of [lea, kim]) await store.commit(aCommit({ person }));
    await store.commit(keeping(aCase()));
  });
  afterEach(async () => {
    sinon.restore();
    await store.close();
  });

  const load = (reading: Reading): Promise<Known> => {
    const sources = { store, policy, profile, texts, rules };
    const action = { caseId: 'case-1001', version: 1, card: 'case', audience: lea.id };
    return loadKnown({ reading, person: lea, action, now: '2026-11-20T10:00:00Z' }, sources);
  };
  const loadClick = (verb: Verb): Promise<Known> => load(readInbound(click(verb, inputs), policy));

  it('is not everybody the desk has met, for an answer, a filing, a message or a list', async () => {
    const people = sinon.spy(store, 'people');
    for (const verb of ['answer', 'file', 'my-cases', 'show', 'acknowledge', 'board'] as const)
      assert.deepEqual((await loadClick(verb)).colleagues, [], verb);
    await load(readInbound(message('mail is down at contoso'), policy));
    sinon.assert.notCalled(people);
  });

  it('is always who leads the desk now', async () => {
    assert.deepEqual(
      (await loadClick('answer')).desk.leads.map(({ personId }) => personId),
      ['home/lea'],
    );
  });

  it('is everybody for whoever gives a case away, or makes somebody a lead', async () => {
    for (const verb of ['assign', 'offer-cases', 'save-settings'] as const)
      assert.deepEqual(
        (await loadClick(verb)).colleagues.map(({ name }) => name),
        ['Kim', 'Lea'],
        verb,
      );
  });

  it('is everybody for every button whose turn looks for a colleague', async () => {
    const needing = verbs.filter((verb) => looksForColleague(verb));
    assert.ok(needing.includes('assign') && needing.includes('offer-cases'), needing.join());
    for (const verb of needing) assert.notDeepEqual((await loadClick(verb)).colleagues, [], verb);
  });
});

/** Whether any turn of this button, on a case at any stage, reads who there is. */
const looksForColleague = (verb: Verb): boolean => {
  let isRead = false;
  const colleagues = new Proxy<Known['colleagues']>([], {
    get: (list, name, receiver): unknown => {
      isRead = true;
      return Reflect.get(list, name, receiver);
    },
  });
  for (const about of [aCase(), escalated().about(), filed(escalated()).about()])
    for (const isLead of [false, true]) {
      const told = known({
        person: { ...lea, id: about.owner, isLead },
        case: about,
        held: [about],
        cardVersion: about.version,
        colleagues,
      });
      takeTurn(told, readInbound(click(verb, { ...inputs, cases: about.id }), policy), policy);
    }
  return isRead;
};
