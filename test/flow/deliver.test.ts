import assert from 'node:assert/strict';
import { createDeliver } from '../../src/flow/deliver.ts';
import { blankPartner } from '../../src/app.ts';
import type { Compose } from '../../src/flow/reader.ts';
import type { Delivery, DueRow, Store } from '../../src/flow/ports.ts';
import { open } from '../../src/store/sqlite.ts';
import { newDesk } from '../../src/triage/desk-state.ts';
import type { Person } from '../../src/triage/desk.ts';

const now = '2026-11-20T09:00:00.000Z';

const person: Person = {
  id: 'home/robin',
  version: 1,
  tenantId: 'home',
  objectId: 'robin',
  name: 'Robin Reyes',
  chosenLocale: null,
  locale: 'en',
  zone: 'Europe/Berlin',
  agentRole: null,
  azureSupportGroupMember: null,
  isLead: false,
  address: {
    conversationId: 'a:robin',
    kind: 'personal',
    tenantId: 'home',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    botId: '28:bot',
    userId: '29:robin',
  },
  welcomedAt: null,
};

const row = (change: Partial<DueRow> = {}): DueRow => ({
  id: 1,
  key: 'row',
  dueAt: now,
  recipient: { to: 'person', personId: person.id },
  picture: { card: 'case', caseId: 'case-1', panel: 'verdict', problems: [], inputs: {}, notice: null },
  sendClass: 'at-least-once',
  replacesCard: false,
  attempt: 1,
  lapsed: false,
  ...change,
});

const emptyCommit = {
  inboundId: null,
  intent: null,
  answer: null,
  cases: [],
  customer: null,
  record: [],
  rows: [],
  reminders: [],
  drop: [],
  desk: null,
  settles: null,
  unparks: null,
  shown: null,
  now,
};

describe('one outgoing row on its way', () => {
  let store: Store;
  const calls: string[] = [];
  const compose: Compose = () => Promise.resolve({ json: '{"type":"AdaptiveCard"}', summary: 'a case' });

  beforeEach(async () => {
    calls.length = 0;
    leads = [];
    store = await open({ path: ':memory:' });
    await store.commit({ ...emptyCommit, person });
  });
  afterEach(() => store.close());

  /** Object ids. */
  let leads: readonly string[] = [];

  /** Random is at its lowest, so that waits are exact: half of the full backoff. */
  const deliver = (delivery: Delivery, rewritten: Delivery = delivery, composed = compose) =>
    createDeliver({
      store,
      compose: composed,
      profile: blankPartner,
      rules: { homeTenantId: 'home', agents: [], leads },
      random: () => 0,
      connector: {
        post: () => (calls.push('post'), Promise.resolve(delivery)),
        rewrite: (_address, id) => (calls.push(`rewrite ${id}`), Promise.resolve(rewritten)),
      },
    });

  const delivered: Delivery = { kind: 'delivered', activityId: 'posted-7' };

  it('remembers where the living card of a case stands', async () => {
    assert.deepEqual(await deliver(delivered)(row(), now), { kind: 'sent' });
    assert.equal((await store.shownCard('case-1', 'a:robin'))?.activityId, 'posted-7');
  });

  it('rewrites the card that is shown, where the row says so', async () => {
    await deliver(delivered)(row(), now);
    await deliver(delivered)(row({ replacesCard: true }), now);
    assert.deepEqual(calls, ['post', 'rewrite posted-7']);
  });

  it('posts a new card where the shown one is gone, and remembers that one', async () => {
    await deliver({ kind: 'delivered', activityId: 'old' })(row(), now);
    await deliver({ kind: 'delivered', activityId: 'new' }, { kind: 'card-gone' })(
      row({ replacesCard: true }),
      now,
    );
    assert.deepEqual(calls, ['post', 'rewrite old', 'post']);
    assert.equal((await store.shownCard('case-1', 'a:robin'))?.activityId, 'new');
  });

  it('waits as long as Teams asks', async () => {
    const settled = await deliver({ kind: 'wait', notBeforeMs: 7_000, why: '429' })(row(), now);
    assert.deepEqual(settled, { kind: 'again', dueAt: '2026-11-20T09:00:07.000Z', why: '429' });
  });

  it('doubles its own wait with each attempt, up to an hour', async () => {
    const wait = async (attempt: number): Promise<number> => {
      const settled = await deliver({ kind: 'wait', notBeforeMs: null, why: '503' })(row({ attempt }), now);
      return settled.kind === 'again' ? Date.parse(settled.dueAt) - Date.parse(now) : -1;
    };
    assert.deepEqual(await Promise.all([1, 2, 3, 20].map(wait)), [500, 1_000, 2_000, 1_800_000]);
  });

  it('gives up after the last attempt and says why', async () => {
    const settled = await deliver({ kind: 'wait', notBeforeMs: null, why: '503' })(row({ attempt: 25 }), now);
    assert.deepEqual(settled, { kind: 'dead', why: '503' });
  });

  it('repeats an alarm nobody knows the fate of, and never chat', async () => {
    const unclear: Delivery = { kind: 'unclear', why: 'cut' };
    assert.equal((await deliver(unclear)(row(), now)).kind, 'again');
    assert.equal((await deliver(unclear)(row({ sendClass: 'at-most-once' }), now)).kind, 'unknown');
  });

  it('does not repeat chat that a dying process may have sent', async () => {
    const settled = await deliver(delivered)(
      row({ sendClass: 'at-most-once', lapsed: true, attempt: 2 }),
      now,
    );
    assert.deepEqual(settled, { kind: 'unknown', why: 'the process ended while sending' });
    assert.deepEqual(calls, []);
  });

  it('tells nothing of notices whose cases are gone', async () => {
    const alerts = [{ caseId: 'gone', says: { key: 'alert.offer' } }];
    const settled = await deliver(delivered)(row({ picture: { card: 'alerts', alerts } }), now);
    assert.deepEqual(settled, { kind: 'dead', why: 'nothing left to show' });
    assert.deepEqual(calls, []);
  });

  it('parks what nobody can get: no conversation yet, or the bot was removed', async () => {
    const stranger = { to: 'person', personId: 'home/nobody' } as const;
    assert.deepEqual(await deliver(delivered)(row({ recipient: stranger }), now), {
      kind: 'parked',
      why: 'no conversation with this person yet',
    });
    assert.equal((await deliver({ kind: 'unreachable', why: '403' })(row(), now)).kind, 'parked');
  });

  it('sends nothing where there is nothing left to show', async () => {
    const settled = await deliver(delivered, delivered, () => Promise.resolve(null))(row(), now);
    assert.equal(settled.kind, 'dead');
    assert.deepEqual(calls, []);
  });

  it('never repeats what was refused or is too large', async () => {
    assert.equal((await deliver({ kind: 'refused', why: '400' })(row(), now)).kind, 'dead');
    assert.equal((await deliver({ kind: 'too-large' })(row(), now)).kind, 'dead');
  });

  const toRoom: Partial<DueRow> = { recipient: { to: 'lead-room' } };
  const test: Partial<DueRow> = { picture: { card: 'test', run: 'run-1', target: 'lead-room' } };

  describe('where there is a lead room', () => {
    const away: Delivery = { kind: 'unreachable', why: '403' };
    const forwarded = async () => (await store.claimDue(now, 10, 1_000)).map(({ key }) => key);

    beforeEach(async () => {
      leads = [person.objectId];
      assert.ok(person.address !== null);
      const address = { ...person.address, conversationId: '19:room@thread.tacv2', kind: 'channel' } as const;
      const leadRoom = { address, setBy: { personId: person.id, name: person.name }, setAt: now };
      const desk = { ...newDesk, version: newDesk.version + 1, leadRoom };
      await store.commit({ ...emptyCommit, person: null, desk });
    });

    it('what the room cannot hear any more goes to the leads on call, and nothing else does', async () => {
      assert.deepEqual(await deliver(away)(row(toRoom), now), { kind: 'sent' });
      assert.deepEqual(await forwarded(), ['row|home/robin']);
      assert.deepEqual(await deliver(delivered)(row(toRoom), now), { kind: 'sent' });
      assert.equal((await deliver({ kind: 'refused', why: '400' })(row(toRoom), now)).kind, 'dead');
      assert.equal((await deliver(away)(row(), now)).kind, 'parked');
      assert.deepEqual(await forwarded(), []);
    });

    it('a test of the room is answered by the room alone, and how it ended is kept', async () => {
      assert.deepEqual(await store.checksOf('run-1'), {});
      assert.equal((await deliver(away)(row({ ...toRoom, ...test }), now)).kind, 'parked');
      assert.deepEqual(await forwarded(), []);
      assert.deepEqual(await store.checksOf('run-1'), { 'lead-room': 'failed' });
      const next = { picture: { card: 'test', run: 'run-2', target: 'lead-room' } } as const;
      assert.equal((await deliver(delivered)(row({ ...toRoom, ...next }), now)).kind, 'sent');
      assert.deepEqual(await store.checksOf('run-2'), { 'lead-room': 'reached' });
    });
  });

  describe('where there is no lead room', () => {
    it('its post goes to the leads, each for themselves, and nothing is posted yet', async () => {
      leads = [person.objectId];
      assert.deepEqual(await deliver(delivered)(row(toRoom), now), { kind: 'sent' });
      const due = await store.claimDue(now, 10, 1_000);
      assert.deepEqual(
        due.map(({ key }) => key),
        ['row|home/robin'],
      );
      assert.deepEqual(calls, []);
    });

    it('its post waits a minute where no lead ever met the bot', async () => {
      assert.deepEqual(await deliver(delivered)(row(toRoom), now), {
        kind: 'again',
        dueAt: '2026-11-20T09:01:00.000Z',
        why: 'no lead has met the bot yet',
        isFree: true,
      });
    });

    it('a test of the room has failed, and goes to nobody in its place', async () => {
      leads = [person.objectId];
      assert.deepEqual(await deliver(delivered)(row({ ...toRoom, ...test }), now), {
        kind: 'dead',
        why: 'there is no lead room',
      });
      assert.deepEqual(await store.claimDue(now, 10, 1_000), []);
    });

    it('a test of whoever is on call goes to them', async () => {
      leads = [person.objectId];
      const settled = await deliver(delivered)(row({ ...test, recipient: { to: 'on-call' } }), now);
      assert.deepEqual(settled, { kind: 'sent' });
      assert.equal((await store.claimDue(now, 10, 1_000)).length, 1);
    });
  });
});
