import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import { takeReminder } from '../../src/triage/take-reminder.ts';
import { talkOf, withMessage, type Delivered } from '../../src/triage/talk.ts';
import { aCase } from '../store/samples.ts';
import { known, now, policy } from './desk.ts';

const sent = (to: string) => ({
  at: now,
  by: 'home/ana',
  byName: 'Ana',
  from: 'desk' as const,
  situation: 'received' as const,
  text: `Hello ${to}, we are on it.`,
  language: 'en',
  to: { objectId: to, name: to, email: null },
  delivery: { state: 'waiting', way: 'chat', goesAt: now } as const,
});

const about: Case = withMessage(withMessage(aCase(), sent('Kim')), sent('Jo'));
const delivered: Delivered = { state: 'delivered', way: 'mail', at: now };
const failed: Delivered = { state: 'failed', why: 'unclear', at: now };
const ended = (messageId: number, delivery: Delivered, from: Case = about) =>
  takeReminder(known({ case: from }), { of: 'told', caseId: from.id, messageId, delivery }, policy);

const states = (kase: Case | undefined) =>
  kase === undefined
    ? []
    : talkOf(kase).messages.map((one) => (one.from === 'desk' ? one.delivery.state : one.from));

describe('How a message to a customer ended', () => {
  it('stands on the message and in the record, and rings nobody when it arrived', () => {
    const turn = ended(1, delivered);
    assert.deepEqual(states(turn.cases[0]), ['delivered', 'waiting']);
    assert.deepEqual(
      turn.record.map(({ what, by, data }) => [what, by, data]),
      [['customer-told-delivered', 'handoff', { message: 1, way: 'mail' }]],
    );
    assert.deepEqual(turn.rows, []);
  });

  it('is told to the owner at once where it did not arrive, each message by itself', () => {
    const [first, second] = [ended(1, failed), ended(2, failed)];
    assert.deepEqual(states(first.cases[0]), ['failed', 'waiting']);
    const [row] = first.rows;
    assert.deepEqual(row?.recipient, { to: 'person', personId: about.owner });
    assert.equal(row.urgency, 'urgent');
    assert.ok(row.picture.card === 'alert' && 'key' in row.picture.says);
    assert.deepEqual(row.picture.says, {
      key: 'alert.customer-not-told',
      values: { label: 'H-1001', name: { typed: 'Kim' }, why: { key: 'not-delivered.unclear' } },
    });
    assert.notEqual(row.key, second.rows[0]?.key);
    assert.deepEqual(first.record.at(0)?.data, { message: 1, why: 'unclear' });
  });

  it('is taken once: a repeat, an unknown message and a gone case change nothing', () => {
    const after = ended(1, delivered).cases[0];
    assert.ok(after !== undefined);
    for (const turn of [
      ended(1, failed, after),
      ended(9, failed),
      takeReminder(known(), { of: 'told', caseId: 'gone', messageId: 1, delivery: failed }, policy),
    ]) {
      assert.deepEqual(turn.cases, []);
      assert.deepEqual(turn.rows, []);
      assert.deepEqual(turn.record, []);
    }
  });

  it('makes no card stale that the owner is about to answer', () => {
    const after = ended(1, delivered).cases[0];
    assert.equal(after?.version, about.version + 1);
    assert.equal(after.follow.quiet, about.follow.quiet + 1);
  });
});
