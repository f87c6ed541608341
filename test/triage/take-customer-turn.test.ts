import assert from 'node:assert/strict';
import { takeCustomerTurn } from '../../src/triage/take-customer-turn.ts';
import type { Person } from '../../src/triage/desk.ts';
import type { Turn } from '../../src/triage/turn.ts';
import { agent, contoso, known, now, policy } from './desk.ts';

describe('somebody of a customer', () => {
  const kim: Person = {
    ...agent,
    id: 'c/kim',
    name: 'Kim',
    welcomedAt: null,
    ofCustomer: { customerId: contoso.id, stoppedAt: null },
  };
  const turn = (is: 'installed' | 'removed', person: Person): Turn =>
    takeCustomerTurn(
      { known: known({ person }), role: 'contact', of: contoso, cases: [] },
      { key: 'in-1', is },
      policy,
    );
  const cards = ({ rows }: Turn): readonly string[] => rows.map(({ picture }) => picture.card);

  it('is welcomed once, and again only after they took the bot away', () => {
    const met = turn('installed', kim);
    assert.deepEqual([cards(met), met.person?.welcomedAt], [['customer-start'], now]);
    assert.ok(met.person !== null);
    const again = turn('installed', met.person);
    assert.deepEqual([cards(again), again.person], [[], null]);
    const gone = turn('removed', met.person);
    assert.deepEqual(gone.person, { ...met.person, version: met.person.version + 1, welcomedAt: null });
    assert.deepEqual(cards(gone), []);
    assert.deepEqual(cards(turn('installed', gone.person)), ['customer-start']);
  });

  it('who was never welcomed leaves without a trace', () => {
    assert.equal(turn('removed', kim).person, null);
  });
});
