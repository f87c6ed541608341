import assert from 'node:assert/strict';
import { staleRows } from '../../src/policy/check.ts';
import { policy } from './policy.ts';

describe('rows that nobody has compared with their source for long', () => {
  it('are warned of, by age', () => {
    assert.deepEqual(staleRows(policy, '2026-11-20', 365), []);
    assert.deepEqual(staleRows(policy, '2027-11-18', 365), []);
    assert.ok(staleRows(policy, '2027-11-19', 365).length > 0);
    const stale = staleRows(policy, '2028-01-01', 365);
    const named = new Set(stale.map(({ place }) => place.replace(/\.json,.*/, '')));
    assert.deepEqual(
      [...named],
      [
        'rules',
        'links',
        'doors',
        'blockers',
        'warnings',
        'updates',
        'cautions',
        'clocks',
        'escalation',
        'routing',
        'numbers',
        'gates',
        'tables',
      ],
    );
    for (const place of ['gates.json, germany-closed', 'gates.json, commercial', 'tables.json, sold-by-us'])
      assert.ok(
        stale.some((one) => one.place === place),
        place,
      );
    assert.deepEqual(
      stale.find(({ place }) => place === 'rules.json, R01'),
      {
        place: 'rules.json, R01',
        value: '2026-11-18',
        expected: 'a check within the last 365 days',
        remedy: 'Compare the row with its source and set the date.',
      },
    );
  });
});
