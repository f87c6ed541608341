import assert from 'node:assert/strict';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { Store } from '../../src/flow/ports.ts';
import { cleanse } from '../../src/store/cleanse.ts';
import { eraseCustomer } from '../../src/store/erase-customer.ts';
import { erasePerson } from '../../src/store/erase-person.ts';
import { openMaintenance } from '../../src/store/maintenance.ts';
import type { Maintenance } from '../../src/store/maintenance.ts';
import { openStore } from '../../src/store/open.ts';
import type { StorePlace } from '../../src/store/open.ts';
import { talkOf, withMessage, type Contact } from '../../src/triage/talk.ts';
import type { Case } from '../../src/triage/case.ts';
import { exportCustomer, exportPerson } from '../../src/store/export.ts';
import { aCase, aCommit, aCustomer, aPerson, aRow, after, anEntry, keeping, now } from './samples.ts';

import { benches } from './benches.ts';
import { address, canaries, canaryDomain, canaryId, canaryName, canaryWords } from './canary.ts';

const canaryContact = {
  objectId: canaryId.split('/').at(-1)?.toUpperCase() ?? '',
  name: canaryName,
  email: 'z@zanzibarine-traders.example',
};
const kim = { objectId: 'kim-of-fabrikam', name: 'Kim', email: null };

/** A talk with two of a customer: the canary, who wrote and was written to, and Kim. */
const talkWithBoth = (about: Case, domain: string): Case => {
  const ours = (to: Contact, text: string) => ({
    at: now,
    by: 'home/alex',
    byName: 'Alex',
    from: 'desk' as const,
    situation: 'received' as const,
    text,
    language: 'en',
    to,
    delivery: { state: 'waiting', way: 'chat', goesAt: now } as const,
  });
  const theirs = {
    at: now,
    by: canaryId,
    byName: canaryName,
    from: 'customer' as const,
    said: 'reported' as const,
    text: canaryWords,
    files: [{ name: 'zanzibarine.png', type: 'image/png' }],
  };
  const opened = {
    ...about,
    customerId: domain,
    talk: { openedBy: { ...canaryContact, personId: canaryId }, untakenSince: now, messages: [] },
  };
  const told = withMessage(
    withMessage(opened, theirs),
    ours(canaryContact, `Dear ${canaryName}, we are on it.`),
  );
  return withMessage(told, ours(kim, 'Dear Kim, we are on it.'));
};

const fillTalk = async (store: Store, domain = 'fabrikam.example'): Promise<void> => {
  const [tenantId] = canaryId.split('/');
  await store.putCustomers([
    aCustomer({
      domain,
      name: 'Wholly Fictional Ltd.',
      tenantId: tenantId ?? null,
      contacts: [canaryContact, kim],
    }),
  ]);
  const ofCustomer = { customerId: domain, stoppedAt: null };
  await store.commit(
    aCommit({
      person: aPerson({ id: canaryId, tenantId: tenantId ?? '', name: canaryName, address, ofCustomer }),
    }),
  );
  const toldRow = (personId: string, messageId: number) =>
    aRow({
      key: `told|case-1001|${String(messageId)}`,
      recipient: { to: 'contact', personId, message: { caseId: 'case-1001', messageId } },
      picture: { card: 'customer-message', caseId: 'case-1001', messageId },
    });
  const delivery = { state: 'delivered', way: 'chat', at: now } as const;
  await store.commit(
    keeping(talkWithBoth(aCase({ number: 1001 }), domain), canaryWords, {
      intent: 'told-end|case-1001|2',
      record: [anEntry({ by: canaryId, byName: canaryName, what: 'opened', texts: { text: canaryWords } })],
      rows: [toldRow(canaryId, 2), toldRow(`${tenantId ?? ''}/${kim.objectId}`, 3)],
      reminders: [
        {
          key: 'told-end|case-1001|2',
          dueAt: after(600),
          reminder: { of: 'told', caseId: 'case-1001', messageId: 2, delivery },
        },
      ],
    }),
  );
};

for (const bench of benches)
  describe(`An erasure of what was said with a customer on ${bench.name}`, () => {
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

    it('for somebody of a customer leaves nothing of them in what was said, and the others’ part as it was', async () => {
      await fillTalk(store);
      const before = (await dump()).toLowerCase();
      for (const text of canaries) assert.ok(before.includes(text.toLowerCase()), `${text} was never there`);
      const erased = await erasePerson(db, canaryId, after(60));
      assert.equal((await cleanse(db, erased.traces)).leftIn.length, 0);
      // The tenant is the customer's, not theirs alone.
      await leaves(canaries.filter((text) => text !== 'c0ffee00'));
      await leaves(['zanzibarine.png', canaryContact.email]);
      await intact(1001);
      const left = await store.case('case-1001');
      assert.ok(left !== null);
      const [theirs, toThem, toKim] = talkOf(left).messages;
      assert.equal(talkOf(left).openedBy, null);
      assert.deepEqual(theirs?.from === 'customer' && [theirs.text, theirs.files, theirs.byName], [
        '',
        [],
        '',
      ]);
      assert.ok(toThem?.from === 'desk' && toKim?.from === 'desk');
      assert.deepEqual([toThem.to.name, toThem.delivery.state], ['', 'failed']);
      assert.deepEqual([toKim.text, toKim.delivery.state], ['Dear Kim, we are on it.', 'waiting']);
      assert.deepEqual(
        (await store.claimDue(after(60), 10, 1000)).map(({ key }) => key),
        ['told|case-1001|3'],
      );
    });

    it('for a customer leaves nothing of what was said with it, sent or not', async () => {
      await fillTalk(store, canaryDomain);
      const erased = await eraseCustomer(db, canaryDomain, after(60));
      assert.equal((await cleanse(db, erased.traces)).leftIn.length, 0);
      await leaves([...canaries, 'we are on it', kim.objectId]);
      await intact(1001);
      assert.equal((await store.case('case-1001'))?.talk, undefined);
      assert.equal(await store.nextDueAt(), null);
      assert.equal(await store.person(canaryId), null);
    });

    it('for a customer leaves a reseller’s people who are told about another one', async () => {
      const reseller = { name: 'Adatum', email: null, tenantId: 'reseller-tenant' };
      await store.putCustomers([
        aCustomer({ domain: 'one.example', reseller }),
        aCustomer({ domain: 'two.example', reseller }),
      ]);
      const id = 'reseller-tenant/kim-of-adatum';
      const ofCustomer = { customerId: 'one.example', stoppedAt: null };
      await store.commit(aCommit({ person: aPerson({ id, ofCustomer }) }));
      await eraseCustomer(db, 'one.example', after(60));
      assert.notEqual(await store.person(id), null);
      await eraseCustomer(db, 'two.example', after(60));
      // What another program wrote, a server sees from the next tick on.
      await nextTick();
      assert.equal(await store.person(id), null);
    });

    it('is preceded by an export that has what was said with somebody of a customer', async () => {
      await fillTalk(store);
      const { told, entries, contactOf } = await exportPerson(db, canaryId);
      assert.deepEqual(
        told.map(({ message }) => message.text),
        [`Dear ${canaryName}, we are on it.`],
      );
      assert.deepEqual(
        entries.map(({ texts }) => texts),
        [{ text: canaryWords }],
      );
      assert.deepEqual(contactOf, ['fabrikam.example']);
      const { people, cases } = await exportCustomer(db, 'fabrikam.example');
      assert.deepEqual(
        people.map(({ id }) => id),
        [canaryId],
      );
      assert.equal(talkOf(cases[0]?.case ?? {}).messages.length, 3);
    });
  });
