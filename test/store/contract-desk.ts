import assert from 'node:assert/strict';
import { isReminder, type DueReminder, type Store } from '../../src/flow/ports.ts';
import type { Case } from '../../src/triage/case.ts';
import { newDesk, type DeskState } from '../../src/triage/desk-state.ts';
import type { ReminderRow } from '../../src/triage/turn.ts';
import {
  aCase,
  aCommit,
  after,
  anEntry,
  aPerson,
  aRow,
  claimedKeys,
  keeping,
  leaseMs,
  now,
} from './samples.ts';

const aDesk = (change: Partial<DeskState> = {}): DeskState => ({
  ...newDesk,
  version: 1,
  leads: [{ personId: 'home/lea', name: 'Lea 李' }],
  ...change,
});

const aReminder = (change: Partial<ReminderRow> = {}): ReminderRow => ({
  key: 'remind|case-1001|unfiled|10',
  dueAt: now,
  reminder: { of: 'clock', caseId: 'case-1001', clock: 'unfiled', threshold: '10' },
  ...change,
});

const checkContract = (the: () => Store): void => {
  it('knows how the test posts of each run ended, target by target', async () => {
    await the().noteCheck('run-1', 'lead-room', 'reached', now);
    await the().noteCheck('run-1', 'on-call', 'failed', now);
    await the().noteCheck('run-2', 'lead-room', 'failed', now);
    assert.deepEqual(await the().checksOf('run-1'), { 'lead-room': 'reached', 'on-call': 'failed' });
    assert.deepEqual(await the().checksOf('run-2'), { 'lead-room': 'failed' });
    assert.deepEqual(await the().checksOf('run-3'), {});
  });

  it('lets a failure stay one, whoever else is reached behind the same target', async () => {
    for (const outcome of ['reached', 'failed', 'reached'] as const)
      await the().noteCheck('run-1', 'on-call', outcome, now);
    assert.deepEqual(await the().checksOf('run-1'), { 'on-call': 'failed' });
  });

  it('forgets a run after a day', async () => {
    await the().noteCheck('run-1', 'lead-room', 'reached', now);
    await the().noteCheck('run-2', 'lead-room', 'reached', after(24 * 3_600));
    assert.deepEqual(await the().checksOf('run-1'), { 'lead-room': 'reached' });
    await the().noteCheck('run-3', 'lead-room', 'reached', after(24 * 3_600 + 1));
    assert.deepEqual(await the().checksOf('run-1'), {});
    assert.deepEqual(await the().checksOf('run-2'), { 'lead-room': 'reached' });
  });
};

export const deskContract = (the: () => Store): void => {
  checkContract(the);
  it('begins as a new desk and keeps what its leads set', async () => {
    assert.deepEqual(await the().desk(), newDesk);
    assert.deepEqual(await the().commit(aCommit({ desk: aDesk() })), { kind: 'committed' });
    assert.deepEqual(await the().desk(), aDesk());
  });

  it('lets the second of two leads who change the desk at once look again', async () => {
    await the().commit(aCommit({ desk: aDesk() }));
    const both = await Promise.all(
      ['Ann', 'Bo'].map((name) =>
        the().commit(aCommit({ desk: aDesk({ version: 2, leads: [{ personId: name, name }] }) })),
      ),
    );
    assert.deepEqual(both.map(({ kind }) => kind).sort(), ['committed', 'stale']);
    assert.equal((await the().desk()).version, 2);
  });

  it('keeps nothing of a turn whose desk is stale', async () => {
    const commit = keeping(aCase(), 'x', { desk: aDesk({ version: 3 }), reminders: [aReminder()] });
    assert.deepEqual(await the().commit(commit), { kind: 'stale' });
    assert.equal(await the().case('case-1001'), null);
    assert.equal(await the().nextDueAt(), null);
  });

  it('lists everybody it has met by name', async () => {
    for (const name of ['Zoe', 'Alex', 'ben'])
      await the().commit(aCommit({ person: aPerson({ id: `home/${name}`, name }) }));
    assert.deepEqual(
      (await the().people()).map(({ name }) => name),
      ['Alex', 'Zoe', 'ben'],
    );
  });

  it('lists nobody of a customer among its people', async () => {
    const ofCustomer = { customerId: 'c', stoppedAt: null };
    const odd = 'Alex \0 "ofCustomer":{}';
    await the().commit(aCommit({ person: aPerson({ name: odd }) }));
    await the().commit(aCommit({ person: aPerson({ id: 'tenant-c/kim', name: 'Kim', ofCustomer }) }));
    assert.deepEqual(
      (await the().people()).map(({ name }) => name),
      [odd],
    );
    assert.deepEqual((await the().person('tenant-c/kim'))?.ofCustomer, ofCustomer);
  });
};

export const deskCasesContract = (the: () => Store): void => {
  const keep = async (...cases: readonly Case[]): Promise<void> => {
    for (const kase of cases) await the().commit(keeping(kase));
  };
  const numbers = (cases: readonly Case[]) => cases.map(({ number }) => number);
  const mail = { product: 'office-365', symptom: 'mail-not-delivered' } as const;
  const closed = (how: 'solved' | 'cancelled') => ({ at: 'closed', how, closedAt: now }) as const;

  it('gives the whole desk’s open cases, oldest first, private ones too', async () => {
    await keep(
      aCase({ number: 2, openedAt: after(20), stage: { at: 'decided' }, owner: 'home/other' }),
      aCase({ number: 3, openedAt: after(10), sensitive: true }),
      aCase({ number: 4, stage: closed('solved') }),
    );
    assert.deepEqual(numbers(await the().openCasesOfDesk()), [3, 2]);
    assert.deepEqual(await the().case('case-3'), (await the().openCasesOfDesk())[0]);
  });

  it('gives the cases opened in a period, its end not included', async () => {
    await keep(
      aCase({ number: 1, openedAt: after(0) }),
      aCase({ number: 2, openedAt: after(10), stage: closed('solved') }),
      aCase({ number: 3, openedAt: after(20) }),
    );
    assert.deepEqual(numbers(await the().casesBetween(after(0), after(20))), [1, 2]);
  });

  it('finds the cases of other customers with the same product and symptom, newest first', async () => {
    const alike = (number: number, change: Partial<Case> = {}): Case =>
      aCase({
        number,
        openedAt: after(number),
        customerId: `c${String(number)}`,
        facts: mail,
        stage: { at: 'decided' },
        ...change,
      });
    await keep(
      alike(1),
      alike(2),
      alike(3, { customerId: 'c1' }),
      alike(4, { facts: { ...mail, symptom: 'slow' } }),
      alike(5, { facts: { ...mail, product: 'azure' } }),
      alike(6, { stage: { at: 'intake', page: 'impact' } }),
      alike(7, { stage: closed('cancelled') }),
      alike(8, { stage: closed('solved') }),
      alike(9, { customerId: null }),
    );
    const similar = (since: string) => the().similarCases({ ...mail, since, exceptCustomer: 'c1' });
    assert.deepEqual(numbers(await similar(after(0))), [8, 2]);
    assert.deepEqual(numbers(await similar(after(3))), [8]);
  });

  it('follows a case whose symptom was corrected', async () => {
    const told = aCase({ customerId: 'c1', facts: mail, stage: { at: 'decided' } });
    await keep(told, { ...told, version: 2, facts: { ...mail, symptom: 'slow' } });
    const similar = (symptom: string) =>
      the().similarCases({ ...mail, symptom, since: now, exceptCustomer: 'c2' });
    assert.deepEqual(numbers(await similar('mail-not-delivered')), []);
    assert.deepEqual(numbers(await similar('slow')), [1001]);
  });

  it('finds the open cases that name the same known incident', async () => {
    await keep(
      aCase({ number: 1, incidentId: 'EX1' }),
      aCase({ number: 2, incidentId: 'EX1', stage: closed('solved') }),
      aCase({ number: 3, incidentId: 'EX2' }),
      aCase({ number: 4 }),
    );
    assert.deepEqual(numbers(await the().casesOfIncident('EX1')), [1]);
  });
};

export const reminderContract = (the: () => Store): void => {
  const set = (...reminders: readonly ReminderRow[]) => the().commit(aCommit({ reminders }));
  const claim = async (at = now): Promise<DueReminder> => {
    const [due] = await the().claimDue(at, 1, leaseMs);
    assert.ok(due !== undefined && isReminder(due));
    return due;
  };

  it('comes back when it is due, whole, and not before', async () => {
    await set(aReminder({ dueAt: after(10) }));
    assert.equal(await the().nextDueAt(), after(10));
    assert.deepEqual(await claimedKeys(the(), after(9)), []);
    const { id, ...due } = await claim(after(10));
    assert.deepEqual(due, { ...aReminder({ dueAt: after(10) }), attempt: 1, lapsed: false });
    assert.equal(typeof id, 'number');
  });

  it('is moved by setting it again, earlier or later', async () => {
    await set(aReminder({ dueAt: after(10) }));
    await set(aReminder({ dueAt: after(30) }));
    assert.deepEqual(await claimedKeys(the(), after(29)), []);
    await set(aReminder({ dueAt: after(5) }));
    assert.deepEqual(await claimedKeys(the(), after(5)), ['remind|case-1001|unfiled|10']);
    assert.deepEqual(await claimedKeys(the(), after(31)), []);
  });

  it('ends with the turn that answers it, exactly once', async () => {
    await set(aReminder());
    const turn = aCommit({ settles: await claim(), record: [anEntry()] });
    const both = await Promise.all([the().commit(turn), the().commit(turn)]);
    assert.deepEqual(both.map(({ kind }) => kind).sort(), ['already-seen', 'committed']);
    assert.equal((await the().record('case-1001')).length, 1);
    assert.deepEqual(await claimedKeys(the(), after(1_000_000)), []);
  });

  it('comes again when the turn that answers it was not committed', async () => {
    await set(aReminder());
    const due = await claim();
    assert.deepEqual(await the().commit(keeping(aCase({ version: 7 }), 'x', { settles: due })), {
      kind: 'stale',
    });
    const again = await claim(after(60));
    assert.deepEqual([again.attempt, again.lapsed], [2, true]);
    assert.deepEqual(await the().commit(aCommit({ settles: due, desk: aDesk() })), {
      kind: 'already-seen',
      answer: null,
    });
    assert.deepEqual(await the().desk(), newDesk);
    assert.deepEqual(await the().commit(aCommit({ settles: again })), { kind: 'committed' });
  });

  it('may be set anew by the turn that answers it', async () => {
    await set(aReminder());
    await the().commit(aCommit({ settles: await claim(), reminders: [aReminder({ dueAt: after(86_400) })] }));
    assert.equal(await the().nextDueAt(), after(86_400));
    assert.deepEqual(await claimedKeys(the(), after(86_400)), ['remind|case-1001|unfiled|10']);
  });

  it('is nothing any more once it was dropped, even while its turn is under way', async () => {
    await set(aReminder());
    const due = await claim();
    await the().commit(aCommit({ drop: ['remind|case-1001|unfiled|10'] }));
    assert.deepEqual(await the().commit(keeping(aCase(), 'x', { settles: due })), {
      kind: 'already-seen',
      answer: null,
    });
    assert.equal(await the().case('case-1001'), null);
    assert.deepEqual(await claimedKeys(the(), after(1_000_000)), []);
  });

  it('is dropped with all whose keys begin alike, and nothing else is', async () => {
    const key = (name: string): ReminderRow => aReminder({ key: name, dueAt: after(5) });
    await set(key('a|1'), key('a|2é'), key('a'), key('ab|1'), key('%|1'));
    await the().commit(aCommit({ drop: ['a|*', '%*'], rows: [aRow({ key: 'a|3' })] }));
    const left: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (const due of await the().claimDue(after(10), 10, leaseMs)) {
        left.push(due.key);
        if (isReminder(due)) await the().commit(aCommit({ settles: due }));
        else await the().settle(due, { kind: 'sent' });
      }
    }
    assert.deepEqual(left.sort(), ['a', 'ab|1', 'a|3']);
  });

  it('drops an unsent message that is no longer true', async () => {
    await the().commit(aCommit({ rows: [aRow({ key: 'told' })] }));
    await the().commit(aCommit({ drop: ['told'] }));
    assert.deepEqual(await claimedKeys(the()), []);
  });

  it('waits for nobody’s message, and holds none up', async () => {
    await set(aReminder());
    await the().commit(aCommit({ rows: [aRow()] }));
    assert.equal((await the().claimDue(now, 10, leaseMs)).length, 2);
  });
};
