import assert from 'node:assert/strict';
import type { Store } from '../../src/flow/ports.ts';
import { cleanse } from '../../src/store/cleanse.ts';
import { eraseCustomer } from '../../src/store/erase-customer.ts';
import { erasePerson } from '../../src/store/erase-person.ts';
import { openMaintenance } from '../../src/store/maintenance.ts';
import type { Maintenance } from '../../src/store/maintenance.ts';
import { openStore } from '../../src/store/open.ts';
import type { StorePlace } from '../../src/store/open.ts';
import { forgetClosed } from '../../src/store/retention.ts';
import { newDesk } from '../../src/triage/desk-state.ts';
import { benches } from './benches.ts';
import {
  address,
  canaries,
  canaryCompany,
  canaryDomain,
  canaryId,
  canaryName,
  canaryWords,
} from './canary.ts';
import { aCase, aCommit, aCustomer, aPerson, aRow, after, anEntry, keeping, now } from './samples.ts';

const alex = { id: 'home/alex', isLead: false };
const lead = { personId: canaryId, name: canaryName };

/** Three cases: the canary's own, one of a colleague that was theirs once, and one nobody of this is in. */
const fill = async (store: Store): Promise<void> => {
  await store.commit(
    aCommit({
      person: aPerson({ id: canaryId, name: canaryName, address }),
      desk: {
        ...newDesk,
        version: 1,
        leads: [lead],
        appointed: [lead],
        onCall: { ...newDesk.onCall, rotation: [lead] },
      },
    }),
  );
  const own = aCase({
    number: 1001,
    owner: canaryId,
    ownerName: canaryName,
    stage: { at: 'decided' },
    facts: { product: 'azure', title: canaryWords.slice(0, 30), description: canaryWords },
    words: { text: canaryWords, language: 'en' },
    guesses: [{ field: 'title', value: canaryWords.slice(0, 30), words: canaryWords.slice(0, 20) }],
  });
  const entry = anEntry({ by: canaryId, byName: canaryName, texts: { description: canaryWords } });
  await store.commit(
    keeping(own, `${canaryWords} ${canaryName}`, {
      inboundId: 'a:c0ffee00-conversation|1',
      intent: `case-1001|1|x|answer|${canaryId}`,
      answer: JSON.stringify({ card: 'add-or-new', caseId: own.id, text: canaryWords }),
      record: [entry, anEntry({ texts: { reason: 'a colleague’s own words' } })],
      rows: [
        aRow({ key: 'for-canary', recipient: { to: 'person', personId: canaryId } }),
        aRow({ key: 'of-canary', picture: { card: 'add-or-new', caseId: own.id, text: canaryWords } }),
        aRow({ key: 'for-alex' }),
      ],
      shown: { caseId: own.id, conversationId: address.conversationId, activityId: 'x' },
    }),
  );
  const handed = aCase({ number: 1002, facts: { product: 'azure', description: canaryWords } });
  await store.commit(
    keeping(handed, canaryWords, {
      record: [{ ...entry, caseId: handed.id }, anEntry({ caseId: handed.id, data: { to: canaryId } })],
    }),
  );
  const other = aCase({ number: 1003, facts: { description: 'printers are on fire' } });
  await store.commit(keeping(other, 'printers are on fire', { record: [anEntry({ caseId: other.id })] }));
};

const fillCustomer = async (store: Store): Promise<void> => {
  await store.putCustomers([
    aCustomer({
      id: canaryDomain,
      domain: canaryDomain,
      name: canaryCompany,
      contacts: [{ objectId: 'c0ffee00-contact', name: canaryName, email: 'z@zanzibarine-traders.example' }],
    }),
    aCustomer({ name: 'Fabrikam Inc.', domain: 'fabrikam.example' }),
  ]);
  const own = aCase({
    number: 1001,
    customerId: canaryDomain,
    stage: { at: 'decided' },
    facts: { product: 'azure', impact: 'critical', customer: canaryDomain, description: canaryWords },
    words: { text: canaryWords, language: 'en' },
  });
  await store.commit(
    keeping(own, `${canaryCompany} ${canaryWords}`, {
      answer: JSON.stringify({ card: 'add-or-new', caseId: own.id, text: canaryWords }),
      inboundId: 'one',
      record: [
        anEntry({
          data: { about: canaryDomain, facts: { impact: 'critical' } },
          texts: { text: canaryWords },
        }),
      ],
      rows: [
        aRow({ key: 'about', picture: { card: 'add-or-new', caseId: own.id, text: canaryWords } }),
        aRow({ key: 'other' }),
      ],
    }),
  );
  const draft = aCase({ number: 1002, words: { text: `mail is down at ${canaryDomain}`, language: 'en' } });
  await store.commit(keeping(draft, `mail is down at ${canaryDomain}`));
};

for (const bench of benches)
  describe(`An erasure on ${bench.name}`, () => {
    let place: StorePlace;
    let dump: () => Promise<string>;
    let closeBench: () => Promise<void>;
    let store: Store;
    let db: Maintenance;

    beforeEach(async () => {
      const opened = await bench.open();
      place = opened.place;
      dump = opened.dump;
      closeBench = opened.close;
      // The server is at work all the time.
      store = await openStore(place);
      db = await openMaintenance(place);
    });
    afterEach(async () => {
      await db.close();
      await store.close();
      await closeBench();
    });

    const leaves = async (texts: readonly string[]): Promise<void> => {
      const all = (await dump()).toLowerCase();
      for (const text of texts) assert.ok(!all.includes(text.toLowerCase()), `${text} is still there`);
    };
    const intact = async (...numbers: readonly number[]): Promise<void> => {
      for (const number of numbers) assert.equal(await store.brokenEntry(`case-${number}`), null);
    };

    it('of a person leaves nothing of them, and every record’s chain holds', async () => {
      await fill(store);
      const before = (await dump()).toLowerCase();
      for (const text of canaries) assert.ok(before.includes(text.toLowerCase()), `${text} was never there`);
      const erased = await erasePerson(db, canaryId, after(60));
      assert.equal((await cleanse(db, erased.traces)).leftIn.length, 0);
      await leaves(canaries);
      await intact(1001, 1002, 1003);
      assert.deepEqual([erased.wasKnown, erased.cases, erased.openCases, erased.unsent], [true, 2, 2, 2]);
    });

    it('of a person keeps the cases, what colleagues wrote, and what is for others', async () => {
      await fill(store);
      await erasePerson(db, canaryId, after(60));
      const kase = await store.case('case-1001');
      assert.deepEqual([kase?.owner, kase?.stage.at, kase?.facts], ['', 'decided', { product: 'azure' }]);
      const [theirs, colleagues] = await store.record('case-1001');
      assert.deepEqual([theirs?.by, theirs?.byName, theirs?.texts, theirs?.what], ['', '', {}, 'answered']);
      assert.deepEqual(colleagues?.texts, { reason: 'a colleague’s own words' });
      assert.equal((await store.case('case-1003'))?.version, 1);
      assert.deepEqual(
        (await store.claimDue(after(60), 10, 1000)).map(({ key }) => key),
        ['for-alex'],
      );
      const { leads, appointed } = await store.desk();
      assert.deepEqual([leads, appointed], [[], []]);
      assert.equal((await store.findCases('printers', alex, 5)).length, 1);
      assert.equal((await store.findCases('zanzibarine', alex, 5)).length, 0);
    });

    it('closes a draft the person had open, and a turn on what it was before is taken again', async () => {
      await fill(store);
      const draft = aCase({ number: 1004, owner: canaryId, ownerName: canaryName });
      await store.commit(keeping(draft));
      await erasePerson(db, canaryId, after(60));
      assert.equal((await store.case(draft.id))?.stage.at, 'closed');
      const turn = keeping({ ...draft, version: 2 });
      assert.deepEqual(await store.commit(turn), { kind: 'stale' });
    });

    it('of a customer leaves nothing of it but closed answers, and every record’s chain holds', async () => {
      await fillCustomer(store);
      const erased = await eraseCustomer(db, canaryDomain, after(60));
      assert.equal((await cleanse(db, erased.traces)).leftIn.length, 0);
      await leaves([canaryDomain, 'zanzibarine', 'Xerxesina', canaryName, 'c0ffee00']);
      await intact(1001, 1002);
      const kase = await store.case('case-1001');
      assert.deepEqual(
        [kase?.stage.at, kase?.customerId, kase?.facts],
        ['closed', null, { product: 'azure', impact: 'critical' }],
      );
      assert.equal((await store.record('case-1001'))[0]?.byName, 'Alex');
      assert.deepEqual(
        (await store.claimDue(after(60), 10, 1000)).map(({ key }) => key),
        ['other'],
      );
      assert.deepEqual(await store.findCustomers('zanzibarine', 5), []);
      assert.equal((await store.findCustomers('fabrikam', 5)).length, 1);
    });

    it('of somebody nobody knows changes nothing', async () => {
      await fill(store);
      const before = await dump();
      assert.equal((await erasePerson(db, 'home/nobody-of-that-id', now)).wasKnown, false);
      assert.equal((await eraseCustomer(db, 'nobody.example', now)).wasKnown, false);
      if (db.kind === 'postgres') assert.equal(await dump(), before);
    });

    it('goes on while turns are committed, and loses none of them', async () => {
      await fill(store);
      const turns = Array.from({ length: 40 }, (_, at) =>
        store.commit(keeping(aCase({ number: 2000 + at }), 'at work')),
      );
      const [erased, ...committed] = await Promise.all([erasePerson(db, canaryId, after(60)), ...turns]);
      assert.equal(erased.cases, 2);
      assert.ok(committed.every(({ kind }) => kind === 'committed'));
      assert.notEqual(await store.case('case-2039'), null);
    });

    it('forgets closed cases nothing happened to for so long, wholly, and no others', async () => {
      const closed = { at: 'closed', how: 'solved', closedAt: now } as const;
      await store.commit(
        keeping(aCase({ number: 1, stage: closed }), 'elderly words', {
          record: [anEntry({ caseId: 'case-1' })],
        }),
      );
      await store.commit(keeping(aCase({ number: 2, stage: closed, changedAt: after(20) })));
      await store.commit(keeping(aCase({ number: 3 })));
      assert.equal(await forgetClosed(db, after(10)), 1);
      assert.equal(await store.case('case-1'), null);
      assert.deepEqual(await store.record('case-1'), []);
      assert.notEqual(await store.case('case-2'), null);
      assert.notEqual(await store.case('case-3'), null);
      assert.deepEqual(await store.findCases('elderly', alex, 5), []);
    });
  });
