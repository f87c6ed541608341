import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
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
import type { Address } from '../../src/triage/desk.ts';
import { talkOf, withMessage, type Contact } from '../../src/triage/talk.ts';
import type { Case } from '../../src/triage/case.ts';
import { exportCustomer, exportPerson } from '../../src/store/export.ts';
import { sharedPostgres } from './postgres-server.ts';
import { aCase, aCommit, aCustomer, aPerson, aRow, after, anEntry, keeping, now } from './samples.ts';

/** The canary: an id, a name and words that are nobody else's. */
const canaryId = 'c0ffee00-0000-4000-8000-000000000001/c0ffee00-0000-4000-8000-00000000beef';
const canaryName = 'Zephyrine Quackenbush';
const canaryWords = 'The zanzibarine mailbox of Xerxesina stopped at nine';
const canaryDomain = 'zanzibarine-traders.example';
const canaryCompany = 'Zanzibarine Traders Ltd.';
const canaries = [canaryId, 'c0ffee00', 'Zephyrine', 'quackenbush', 'zanzibarine', 'Xerxesina'];

const address: Address = {
  conversationId: 'a:c0ffee00-conversation',
  kind: 'personal',
  tenantId: 'home',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  botId: '28:bot',
  userId: '29:c0ffee00-user',
};

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

type Bench = {
  readonly name: string;
  readonly open: () => Promise<{
    readonly place: StorePlace;
    /** Everything that is kept, as text. */
    readonly dump: () => Promise<string>;
    readonly close: () => Promise<void>;
  }>;
};

const sqliteBench: Bench = {
  name: 'SQLite, in the bytes of its files',
  open: () => {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-erase-'));
    return Promise.resolve({
      place: { dataFolder: folder, databaseUrl: null },
      dump: () =>
        Promise.resolve(
          readdirSync(folder)
            .map((name) => readFileSync(join(folder, name)).toString('latin1'))
            .join('\n'),
        ),
      close: () => {
        rmSync(folder, { recursive: true, force: true });
        return Promise.resolve();
      },
    });
  },
};

const postgresBench: Bench = {
  name: 'PostgreSQL, in its rows and index entries',
  open: async () => {
    const url = await (await sharedPostgres()).fresh();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return {
      place: { dataFolder: '', databaseUrl: url },
      dump: async () => {
        const tables = await client.query<{ name: string }>(
          `select quote_ident(tablename) as name from pg_tables where schemaname = current_schema()`,
        );
        const all: unknown[] = [];
        for (const { name } of tables.rows) all.push((await client.query(`select * from ${name}`)).rows);
        return JSON.stringify(all);
      },
      close: () => client.end(),
    };
  },
};

for (const bench of [sqliteBench, postgresBench])
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

    it('of somebody of a customer leaves nothing of them in what was said, and the others’ part as it was', async () => {
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

    it('of a customer leaves nothing of what was said with it, sent or not', async () => {
      await fillTalk(store, canaryDomain);
      const erased = await eraseCustomer(db, canaryDomain, after(60));
      assert.equal((await cleanse(db, erased.traces)).leftIn.length, 0);
      await leaves([...canaries, 'we are on it', kim.objectId]);
      await intact(1001);
      assert.equal((await store.case('case-1001'))?.talk, undefined);
      assert.equal(await store.nextDueAt(), null);
      assert.equal(await store.person(canaryId), null);
    });

    it('of a customer leaves a reseller’s people who are told about another one', async () => {
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
