/** What every store must do, whatever database stands behind it. One body, run on each. */
import assert from 'node:assert/strict';
import type { Store } from '../../src/flow/ports.ts';
import type { Rows } from '../../src/store/maintenance.ts';
import { aCase, aCommit, aCustomer, after, anEntry, aPerson, aRow, keeping, now } from './samples.ts';
import { budgetContract } from './contract-budgets.ts';
import { customerCasesContract } from './contract-customer-cases.ts';
import { customerContract } from './contract-customers.ts';
import { deskCasesContract, deskContract, reminderContract } from './contract-desk.ts';
import { endContract } from './contract-ends.ts';
import { noticeContract } from './contract-notices.ts';
import { outboxContract } from './contract-outbox.ts';
import { searchContract } from './contract-search.ts';

type Bench = {
  /** A store on an empty database of its own. */
  readonly open: () => Promise<Store>;
  /** Changes one byte of the stored text or entry, behind the store's back. */
  readonly tamper: (what: 'text' | 'entry', caseId: string, seq: number) => Promise<void>;
  readonly read: Rows;
  readonly removeEntry: (caseId: string, seq: number) => Promise<void>;
};

export const storeContract = (name: string, bench: Bench): void => {
  describe(`The store on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await bench.open();
    });
    afterEach(() => store.close());

    describe('keeping a turn', () => {
      turnContract(() => store);
    });
    describe('keeping the record', () => {
      recordContract(() => store, bench);
    });
    describe('the outbox', () => {
      outboxContract(() => store);
      endContract(() => store, bench.read);
    });
    describe('the budgets of the outbox', () => {
      budgetContract(() => store);
    });
    describe('notices to one person', () => {
      noticeContract(() => store);
    });
    describe('what a customer sees', () => {
      customerCasesContract(() => store);
    });
    describe('a reminder', () => {
      reminderContract(() => store);
    });
    describe('the desk', () => {
      deskContract(() => store);
    });
    describe('what leads look at', () => {
      deskCasesContract(() => store);
    });
    describe('finding cases', () => {
      searchContract(() => store);
    });
    describe('the customer directory', () => {
      customerContract(() => store);
    });
    describe('small things', () => {
      oddsContract(() => store);
    });
  });
};

const turnContract = (the: () => Store): void => {
  it('gives back a case, its person and its customer exactly as committed', async () => {
    const kase = aCase({ extras: { топик: 'メール <b>', empty: '' }, facts: { title: 'a\u0000b 😀' } });
    const commit = keeping(kase, 'x', { person: aPerson(), customer: aCustomer() });
    assert.deepEqual(await the().commit(commit), { kind: 'committed' });
    assert.deepEqual(await the().case(kase.id), kase);
    assert.deepEqual(await the().caseByNumber(1001), kase);
    assert.deepEqual(await the().person('home/alex'), aPerson());
    assert.deepEqual(await the().customer('contoso.example'), aCustomer());
  });

  it('answers null for what it does not know', async () => {
    assert.equal(await the().case('nobody'), null);
    assert.equal(await the().caseByNumber(7), null);
    assert.equal(await the().person('nobody'), null);
    assert.equal(await the().customer('nobody'), null);
    assert.equal(await the().shownCard('case-1', 'chat-1'), null);
    assert.equal(await the().seen('activity', 'intent'), null);
    assert.deepEqual(await the().record('nobody'), []);
  });

  it('lets the second of two turns on one version load again', async () => {
    await the().commit(keeping(aCase()));
    const next = aCase({ version: 2, ownerName: 'first' });
    const both = await Promise.all([
      the().commit(keeping(next)),
      the().commit(keeping({ ...next, ownerName: 'second' })),
    ]);
    assert.deepEqual(both.map(({ kind }) => kind).sort(), ['committed', 'stale']);
    const winner = both[0].kind === 'committed' ? 'first' : 'second';
    assert.equal((await the().case('case-1001'))?.ownerName, winner);
  });

  it('refuses a version that skips one, for case, person and customer alike', async () => {
    const skips = [
      keeping(aCase({ version: 2 })),
      aCommit({ person: aPerson({ version: 2 }) }),
      aCommit({ customer: aCustomer({ version: 3 }) }),
    ];
    for (const commit of skips) assert.deepEqual(await the().commit(commit), { kind: 'stale' });
  });

  it('refuses a new case under a number that is taken', async () => {
    await the().commit(keeping(aCase()));
    assert.deepEqual(await the().commit(keeping(aCase({ id: 'another' }))), { kind: 'stale' });
    assert.equal((await the().caseByNumber(1001))?.id, 'case-1001');
  });

  it('keeps nothing of a turn of which one part is stale', async () => {
    await the().commit(aCommit({ person: aPerson() }));
    const commit = keeping(aCase(), 'words', {
      person: aPerson({ version: 1, name: 'stale' }),
      customer: aCustomer(),
      record: [anEntry()],
      rows: [aRow()],
      shown: { caseId: 'case-1001', conversationId: 'chat', activityId: 'card' },
      inboundId: 'activity-1',
      intent: 'intent-1',
    });
    assert.deepEqual(await the().commit(commit), { kind: 'stale' });
    assert.equal(await the().case('case-1001'), null);
    assert.equal(await the().customer('contoso.example'), null);
    assert.deepEqual(await the().record('case-1001'), []);
    assert.equal(await the().nextDueAt(), null);
    assert.equal(await the().shownCard('case-1001', 'chat'), null);
    assert.equal(await the().seen('activity-1', 'intent-1'), null);
    assert.deepEqual(await the().findCases('words', { id: 'home/alex', isLead: false }, 5), []);
  });

  it('keeps nothing of a turn that fails in its last part', async () => {
    const commit = keeping(aCase(), 'words', { record: [anEntry()], rows: [aRow({ dueAt: 'no instant' })] });
    await assert.rejects(the().commit(commit));
    assert.equal(await the().case('case-1001'), null);
    assert.deepEqual(await the().record('case-1001'), []);
    assert.deepEqual(await the().findCases('words', { id: 'home/alex', isLead: false }, 5), []);
  });

  it('is not disturbed by a turn that fails beside it', async () => {
    const bad = keeping(aCase({ number: 1002 }), 'x', { rows: [aRow({ dueAt: 'no instant' })] });
    const outcomes = await Promise.allSettled([the().commit(keeping(aCase())), the().commit(bad)]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    assert.notEqual(await the().case('case-1001'), null);
    assert.equal(await the().case('case-1002'), null);
  });

  it('takes the same activity once and gives the first answer to the repeat', async () => {
    const first = keeping(aCase(), 'x', { inboundId: 'activity-1', answer: '{"card":"welcome"}' });
    const repeat = keeping(aCase({ version: 2 }), 'x', { inboundId: 'activity-1', answer: 'another' });
    assert.equal((await the().commit(first)).kind, 'committed');
    const seen = { kind: 'already-seen', answer: '{"card":"welcome"}' };
    assert.deepEqual(await the().commit(repeat), seen);
    assert.equal((await the().case('case-1001'))?.version, 1);
    assert.deepEqual(await the().seen('activity-1', null), { answer: '{"card":"welcome"}' });
  });

  it('takes the same click once, though Teams sends it again under a new id', async () => {
    const first = keeping(aCase(), 'x', { inboundId: 'activity-1', intent: 'click', answer: null });
    const repeat = keeping(aCase({ version: 2 }), 'x', { inboundId: 'activity-2', intent: 'click' });
    assert.equal((await the().commit(first)).kind, 'committed');
    assert.deepEqual(await the().commit(repeat), { kind: 'already-seen', answer: null });
    assert.deepEqual(await the().seen('activity-2', 'click'), { answer: null });
  });

  it('does not mistake an activity for an intent of the same name', async () => {
    await the().commit(aCommit({ inboundId: 'same' }));
    assert.equal(await the().seen('other', 'same'), null);
    assert.equal((await the().commit(aCommit({ inboundId: 'other', intent: 'same' }))).kind, 'committed');
  });

  it('takes one of twenty deliveries of the same activity that arrive together', async () => {
    const deliveries = Array.from({ length: 20 }, () =>
      the().commit(keeping(aCase(), 'x', { inboundId: 'activity-1', answer: 'answer' })),
    );
    const kinds = (await Promise.all(deliveries)).map(({ kind }) => kind);
    assert.equal(kinds.filter((kind) => kind === 'committed').length, 1);
    assert.equal(kinds.filter((kind) => kind === 'already-seen').length, 19);
  });

  it('lists a person’s open cases and drafts, newest change first', async () => {
    const stages = [
      aCase({ number: 1, changedAt: after(0) }),
      aCase({ number: 2, changedAt: after(30), stage: { at: 'decided' } }),
      aCase({ number: 3, changedAt: after(20) }),
      aCase({ number: 4, changedAt: after(40), stage: { at: 'closed', how: 'solved', closedAt: now } }),
      aCase({ number: 5, owner: 'home/other' }),
    ];
    for (const kase of stages) await the().commit(keeping(kase));
    assert.deepEqual(
      (await the().openCases('home/alex', 9)).map(({ number }) => number),
      [2, 3, 1],
    );
    assert.deepEqual(
      (await the().openCases('home/alex', 2)).map(({ number }) => number),
      [2, 3],
    );
    assert.deepEqual(
      (await the().drafts('home/alex')).map(({ number }) => number),
      [3, 1],
    );
  });

  it('orders changes within one second by the second’s fractions', async () => {
    await the().commit(keeping(aCase({ number: 1, changedAt: '2026-11-20T08:00:00.500Z' })));
    await the().commit(keeping(aCase({ number: 2, changedAt: '2026-11-20T08:00:00Z' })));
    assert.deepEqual(
      (await the().openCases('home/alex', 9)).map(({ number }) => number),
      [1, 2],
    );
  });
};

const recordContract = (the: () => Store, bench: Bench): void => {
  const three = async (): Promise<void> => {
    for (const what of ['opened', 'answered', 'decided'])
      await the().commit(aCommit({ record: [anEntry({ what })] }));
  };

  it('gives the entries back in order, with their texts and a chain of hashes', async () => {
    await three();
    const lines = await the().record('case-1001');
    assert.deepEqual(
      lines.map(({ seq, what }) => [seq, what]),
      [
        [1, 'opened'],
        [2, 'answered'],
        [3, 'decided'],
      ],
    );
    const first = lines[0] ?? assert.fail('no first line');
    const { hash } = first;
    assert.deepEqual(first, { ...anEntry({ what: 'opened' }), seq: 1, hash });
    assert.match(hash, /^[0-9a-f]{64}$/);
    assert.equal(new Set(lines.map((line) => line.hash)).size, 3);
    assert.equal(await the().brokenEntry('case-1001'), null);
  });

  it('keeps several entries of one turn in the order given', async () => {
    const record = ['opened', 'answered', 'decided'].map((what) => anEntry({ what }));
    await the().commit(aCommit({ record }));
    assert.deepEqual(
      (await the().record('case-1001')).map(({ what }) => what),
      ['opened', 'answered', 'decided'],
    );
    assert.equal(await the().brokenEntry('case-1001'), null);
  });

  it('keeps every character that can be typed', async () => {
    const texts = { odd: 'a\u0000b \ud800 😀 \u202e <at>x</at> ﾒｰﾙ', empty: '' };
    await the().commit(
      aCommit({ record: [anEntry({ texts, byName: 'O\u0000' })], inboundId: 'a\u0000\ud800' }),
    );
    const [line] = await the().record('case-1001');
    assert.deepEqual([line?.texts, line?.byName], [texts, 'O\u0000']);
    assert.equal(await the().brokenEntry('case-1001'), null);
    assert.notEqual(await the().seen('a\u0000\ud800', null), null);
  });

  it('loses none of the entries that many turns add to one case at once', async () => {
    const many = Array.from({ length: 20 }, (_, n) =>
      the().commit(aCommit({ record: [anEntry({ data: { n } })] })),
    );
    await Promise.all(many);
    assert.equal((await the().record('case-1001')).length, 20);
    assert.equal(await the().brokenEntry('case-1001'), null);
  });

  it('names the entry of which one byte of a typed text was changed', async () => {
    await three();
    await bench.tamper('text', 'case-1001', 2);
    assert.equal(await the().brokenEntry('case-1001'), 2);
  });

  it('names the entry of which one byte of its facts was changed', async () => {
    await three();
    await bench.tamper('entry', 'case-1001', 1);
    assert.equal(await the().brokenEntry('case-1001'), 1);
  });

  it('names the place of an entry that was taken out', async () => {
    await three();
    await bench.removeEntry('case-1001', 2);
    assert.equal(await the().brokenEntry('case-1001'), 2);
  });
};

const oddsContract = (the: () => Store): void => {
  it('hands out no case number twice, however many ask at once', async () => {
    const numbers = await Promise.all(Array.from({ length: 50 }, () => the().nextCaseNumber()));
    assert.equal(new Set(numbers).size, 50);
    assert.ok(numbers.every((number) => number > 1000));
  });

  it('makes a secret once and keeps it', async () => {
    let made = 0;
    const make = () => `key-${(made += 1)}`;
    const keys = await Promise.all(Array.from({ length: 5 }, () => the().secret('action-key', make)));
    assert.equal(new Set(keys).size, 1);
    assert.equal(await the().secret('action-key', () => 'another'), keys[0]);
    assert.equal(await the().secret('other', () => 'another'), 'another');
  });

  it('remembers where a case’s card stands, for each conversation', async () => {
    const card = { caseId: 'case-1', conversationId: 'chat-1', activityId: 'a' };
    await the().commit(aCommit({ shown: card }));
    await the().setShownCard({ ...card, conversationId: 'chat-2', activityId: 'b' });
    await the().setShownCard({ ...card, activityId: 'c' });
    assert.equal((await the().shownCard('case-1', 'chat-1'))?.activityId, 'c');
    assert.equal((await the().shownCard('case-1', 'chat-2'))?.activityId, 'b');
  });

  it('refuses work after it was closed', async () => {
    const closed = the();
    await closed.commit(keeping(aCase()));
    await closed.close();
    await assert.rejects(closed.commit(keeping(aCase({ version: 2 }))), { code: 'store-closed' });
  });
};
