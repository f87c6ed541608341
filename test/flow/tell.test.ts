import assert from 'node:assert/strict';
import type { Connector, Delivery, DueRow, Mail, OutgoingMail, Store } from '../../src/flow/ports.ts';
import { isReminder } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';
import type { Person } from '../../src/triage/desk.ts';
import { aCommit, keeping } from '../store/samples.ts';
import { contoso, createTelling, kimInChat, messageRow, startMs, toldCase, type Telling } from './telling.ts';

const delivered: Delivery = { kind: 'delivered', activityId: 'posted' };
const minuteMs = 60_000;

describe('A message to a customer on its way', () => {
  let store: Store;
  let telling: Telling;
  let posts: string[] = [];
  let mails: OutgoingMail[] = [];
  /** How Teams takes what is for Kim, and the mail server a mail; by count of tries. */
  let teams: (tried: number) => Delivery = () => delivered;
  let mailServer: (tried: number) => Delivery = () => delivered;
  const tried = { teams: 0, mail: 0 };

  const connector: Connector = {
    post: ({ conversationId }, { summary }) => {
      const isKim = conversationId === 'a:kim';
      const ended = isKim ? teams((tried.teams += 1)) : delivered;
      if (ended.kind === 'delivered') posts.push(`${conversationId}: ${summary}`);
      return Promise.resolve(ended);
    },
    rewrite: () => Promise.resolve({ kind: 'card-gone' }),
  };
  const mail: Mail = {
    send: (one) => {
      const ended = mailServer((tried.mail += 1));
      if (ended.kind === 'delivered' || ended.kind === 'unclear') mails.push(one);
      return Promise.resolve(ended);
    },
  };

  beforeEach(async () => {
    [posts, mails] = [[], []];
    Object.assign(tried, { teams: 0, mail: 0 });
    teams = () => delivered;
    mailServer = () => delivered;
    store = await open({ path: ':memory:' });
    telling = await createTelling({ store, connector, mail });
  });
  afterEach(() => store.close());

  const met = (change: Partial<Person> = {}) => telling.write({ person: kimInChat(change) });
  const alertOf = (why: string) => `a:alex: alert.customer-not-told {"key":"not-delivered.${why}"}`;

  it('goes into their chat with the bot, and not by mail too', async () => {
    await met();
    await telling.work();
    assert.deepEqual(posts, ['a:kim: customer-message']);
    assert.equal(tried.mail, 0);
    assert.equal(await telling.ended(), 'delivered chat');
    assert.deepEqual(await telling.recorded(), ['customer-told-delivered']);
  });

  it('goes by mail where there is no chat: the very text, with the desk to answer to', async () => {
    await telling.write();
    await telling.work();
    assert.deepEqual(mails, [
      {
        to: { name: 'Kim', email: 'kim@contoso.example' },
        replyTo: { name: 'Fabrikam Cloud', email: 'desk@fabrikam.example' },
        subject: 'Fabrikam Cloud: your case H-1001',
        text: 'Guten Tag,\n\nwir haben Ihre Meldung.',
        reference: 'H-1001/1',
      },
    ]);
    assert.deepEqual(posts, []);
    assert.equal(await telling.ended(), 'delivered mail');
  });

  for (const refusal of [
    { kind: 'unreachable', why: '403' },
    { kind: 'refused', why: '400' },
    { kind: 'too-large' },
  ] as const)
    it(`goes by mail at once where Teams answers ${refusal.kind}`, async () => {
      teams = () => refusal;
      await met();
      await telling.work();
      assert.equal(await telling.ended(), 'delivered mail');
      assert.deepEqual([tried.teams, mails.length], [1, 1]);
    });

  it('is given back to its writer where neither is there', async () => {
    telling = await createTelling({ store: await reopened(), connector });
    await telling.write();
    await telling.work();
    assert.equal(await telling.ended(), 'failed no-way');
    assert.deepEqual(posts, [alertOf('no-way')]);
    assert.deepEqual(await telling.recorded(), ['customer-told-failed']);
  });

  it('is given back where Teams refuses it and no mail is sent', async () => {
    telling = await createTelling({ store: await reopened(), connector });
    teams = () => ({ kind: 'unreachable', why: '403' });
    await met();
    await telling.work();
    assert.equal(await telling.ended(), 'failed refused');
    assert.deepEqual(posts, [alertOf('refused')]);
  });

  it('never goes to somebody who wants no messages, by any way', async () => {
    const stoppedAt = '2026-11-19T09:00:00Z';
    await met({ ofCustomer: { customerId: contoso.id, stoppedAt } });
    await telling.work();
    assert.deepEqual([tried.teams, tried.mail], [0, 0]);
    assert.equal(await telling.ended(), 'failed no-way');
    assert.deepEqual(posts, [alertOf('no-way')]);
  });

  it('waits for Teams rather than going twice, and is told once', async () => {
    teams = (count) => (count < 3 ? { kind: 'wait', notBeforeMs: 5_000, why: '429' } : delivered);
    await met();
    await telling.workFor(minuteMs);
    assert.deepEqual([tried.teams, tried.mail], [3, 0]);
    assert.equal(await telling.ended(), 'delivered chat');
  });

  it('waits as long as the mail server asks', async () => {
    mailServer = (count) => (count === 1 ? { kind: 'wait', notBeforeMs: 90_000, why: '429' } : delivered);
    await telling.write();
    await telling.workFor(89_000);
    assert.equal(tried.mail, 1);
    assert.equal(await telling.ended(), 'waiting chat');
    await telling.workFor(2_000);
    assert.equal(tried.mail, 2);
    assert.equal(await telling.ended(), 'delivered mail');
  });

  it('is given back after an hour or so of waiting for the mail server', async () => {
    mailServer = () => ({ kind: 'wait', notBeforeMs: null, why: 'login' });
    await telling.write();
    await telling.workFor(20 * minuteMs);
    assert.equal(await telling.ended(), 'waiting chat');
    await telling.workFor(100 * minuteMs);
    assert.equal(tried.mail, 12);
    assert.equal(await telling.ended(), 'failed late');
    assert.deepEqual(posts, [alertOf('late')]);
  });

  it('is never mailed twice where nobody knows whether it arrived', async () => {
    mailServer = () => ({ kind: 'unclear', why: 'cut' });
    await telling.write();
    await telling.workFor(48 * 60 * minuteMs);
    assert.equal(tried.mail, 1);
    assert.equal(await telling.ended(), 'failed unclear');
    assert.deepEqual(posts, [alertOf('unclear')]);
  });

  it('is given back where the mail server refuses it', async () => {
    mailServer = () => ({ kind: 'refused', why: '403' });
    await telling.write();
    await telling.work();
    assert.equal(tried.mail, 1);
    assert.equal(await telling.ended(), 'failed bounced');
  });

  it('waits for the customer’s morning', async () => {
    const morning = new Date(startMs + 30 * minuteMs).toISOString();
    await telling.write({
      person: kimInChat(),
      about: toldCase(morning),
      row: messageRow(morning),
    });
    await telling.workFor(29 * minuteMs);
    assert.deepEqual(posts, []);
    await telling.workFor(2 * minuteMs);
    assert.deepEqual(posts, ['a:kim: customer-message']);
  });

  const changes: readonly (readonly [says: string, change: () => Promise<unknown>])[] = [
    ['somebody who is no longer listed', () => store.putCustomers([{ ...contoso, contacts: [] }])],
    [
      'the customer once a reseller stands in between',
      () =>
        store.putCustomers([{ ...contoso, reseller: { name: 'Adatum', email: null, tenantId: 'tenant-r' } }]),
    ],
    [
      'anybody once the case is private',
      async () => {
        const about = await store.case('case-1001');
        assert.ok(about !== null);
        await store.commit(keeping({ ...about, version: about.version + 1, sensitive: true }));
      },
    ],
  ];
  for (const [whom, change] of changes)
    it(`never goes to ${whom}, though it was written before`, async () => {
      await met();
      await change();
      await telling.work();
      assert.deepEqual([tried.teams, tried.mail], [0, 0]);
      assert.equal(await telling.ended(), 'failed no-way');
    });

  it('goes to the reseller’s mailbox where nobody of theirs is listed', async () => {
    const reseller = { name: 'Adatum', email: 'desk@adatum.example', tenantId: null };
    await store.putCustomers([{ ...contoso, contacts: [], reseller }]);
    await telling.write({ row: messageRow(undefined, `mailbox/${contoso.id}`) });
    await telling.work();
    assert.deepEqual(
      mails.map(({ to }) => to.email),
      ['desk@adatum.example'],
    );
    assert.equal(await telling.ended(), 'delivered mail');
  });

  describe('when the process dies', () => {
    /** The row as the next process claims it, when the first one's claim has lapsed. */
    const claim = async (): Promise<DueRow> => {
      telling.sleep(2 * minuteMs);
      const due = (await store.claimDue(telling.now(), 10, minuteMs)).find((one) => !isReminder(one));
      assert.ok(due !== undefined && !isReminder(due));
      return due;
    };
    const dies = () => {
      throw new Error('killed');
    };

    it('after the end was kept and before the row was settled: nothing is sent again', async () => {
      await met();
      const first = await claim();
      assert.equal((await telling.deliver(first, telling.now())).kind, 'sent');
      const second = await claim();
      assert.equal(second.lapsed, true);
      assert.equal((await telling.deliver(second, telling.now())).kind, 'sent');
      assert.deepEqual(posts, ['a:kim: customer-message']);
      telling.sleep(2 * minuteMs);
      await telling.work();
      assert.equal(await telling.ended(), 'delivered chat');
      assert.deepEqual(await telling.recorded(), ['customer-told-delivered']);
    });

    it('while a mail is on its way: it is not sent again, and its writer hears that nobody knows', async () => {
      await telling.write();
      mailServer = dies;
      await assert.rejects(async () => telling.deliver(await claim(), telling.now()));
      mailServer = () => delivered;
      const settled = await telling.deliver(await claim(), telling.now());
      assert.equal(settled.kind, 'unknown');
      assert.deepEqual([tried.mail, mails.length], [1, 0]);
      await telling.work();
      assert.equal(await telling.ended(), 'failed unclear');
      assert.deepEqual(posts, [alertOf('unclear')]);
    });

    it('while Teams had it and a mail was not begun: it goes again', async () => {
      await met();
      teams = dies;
      await assert.rejects(async () => telling.deliver(await claim(), telling.now()));
      teams = () => ({ kind: 'unreachable', why: '403' });
      assert.equal((await telling.deliver(await claim(), telling.now())).kind, 'sent');
      assert.equal(mails.length, 1);
      await telling.work();
      assert.equal(await telling.ended(), 'delivered mail');
    });

    it('after the mail server asked to wait: the next try is a first one', async () => {
      await telling.write();
      mailServer = () => ({ kind: 'wait', notBeforeMs: 1_000, why: '429' });
      await telling.work();
      await claim();
      mailServer = () => delivered;
      assert.equal((await telling.deliver(await claim(), telling.now())).kind, 'sent');
      assert.equal(mails.length, 1);
    });
  });

  /** The same desk without mail. */
  const reopened = async (): Promise<Store> => {
    await store.close();
    store = await open({ path: ':memory:' });
    return store;
  };

  it('is simply over once its case is erased', async () => {
    await store.commit(
      aCommit({
        rows: [
          {
            ...messageRow(),
            key: 'told|gone|1',
            recipient: { to: 'contact', personId: 'tenant-c/kim', message: { caseId: 'gone', messageId: 1 } },
          },
        ],
      }),
    );
    await telling.work();
    assert.deepEqual([posts, mails], [[], []]);
    assert.equal(await store.nextDueAt(), null);
  });
});
