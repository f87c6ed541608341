import assert from 'node:assert/strict';
import type { Case } from '../../src/triage/case.ts';
import { situationOf, situationsOf } from '../../src/triage/customer-situation.ts';
import { mailIsDown, now, policy, verdict } from './packet-sample.ts';

const filing = { requestNumber: '24112000', filedAt: now, severity: 'A', by: 'home/mika' } as const;
const at = (
  stage: Case['stage'],
  outcome: 'escalate-microsoft' | 'wait-known-incident' = 'escalate-microsoft',
): Case => ({
  ...mailIsDown,
  stage,
  decision: { verdict: verdict({ outcome }), policyVersion: 't', at: now },
});

describe('What the state of a case lets us say', () => {
  it('names a helper only after the request was filed there', () => {
    assert.equal(situationOf(at({ at: 'decided' }), policy), 'received');
    assert.equal(
      situationOf(at({ at: 'handed-over', filing: { ...filing, door: 'pc-azure-portal' } }), policy),
      'with-microsoft',
    );
    assert.equal(
      situationOf(at({ at: 'handed-over', filing: { ...filing, door: '21v-partner-center' } }), policy),
      'with-21vianet',
    );
    assert.equal(
      situationOf(at({ at: 'handed-over', filing: { ...filing, door: 'isv-contact' } }), policy),
      'with-vendor',
    );
    assert.equal(
      situationOf(at({ at: 'handed-over', filing: { ...filing, door: 'indirect-provider' } }), policy),
      'with-provider',
    );
  });

  it('is the known incident while we wait for it, and solved at the end', () => {
    assert.equal(situationOf(at({ at: 'decided' }, 'wait-known-incident'), policy), 'known-incident');
    assert.equal(situationOf(at({ at: 'closed', how: 'solved', closedAt: now }), policy), 'solved');
    assert.equal(situationOf(at({ at: 'closed', how: 'cancelled', closedAt: now }), policy), null);
    assert.equal(situationOf(at({ at: 'intake', page: 'impact' }), policy), 'received');
  });

  it('offers what may be said, the likeliest first, and nobody’s answer who was not asked', () => {
    const offered = (about: Case): readonly string[] => situationsOf(about, policy);
    assert.deepEqual(offered(at({ at: 'decided' })), ['received', 'need-something', 'solved', 'own-words']);
    const filed = at({ at: 'handed-over', filing: { ...filing, door: 'pc-azure-portal' } });
    assert.deepEqual(offered(filed), [
      'with-microsoft',
      'received',
      'they-answered',
      'they-closed',
      'need-something',
      'solved',
      'own-words',
    ]);
    assert.equal(offered(at({ at: 'decided' }, 'wait-known-incident'))[0], 'known-incident');
    assert.deepEqual(offered(at({ at: 'closed', how: 'cancelled', closedAt: now })), []);
    assert.deepEqual(offered(at({ at: 'closed', how: 'solved', closedAt: now })), ['solved', 'own-words']);
  });

  it('begins with the door’s last word where it has given one since it was filed', () => {
    const mark = { by: 'home/mika', byName: 'Mika', at: '2026-11-20T09:30:00Z' };
    const after = (sign: 'answered' | 'closed' | 'asks-us', signsBefore = 0): string | null =>
      situationOf(
        {
          ...at({ at: 'handed-over', filing: { ...filing, door: 'pc-azure-portal' } }),
          follow: {
            ...mailIsDown.follow,
            vendor: [{ sign, door: 'pc-azure-portal', mark }],
            signsBefore,
          },
        },
        policy,
      );
    assert.equal(after('answered'), 'they-answered');
    assert.equal(after('closed'), 'they-closed');
    assert.equal(after('asks-us'), 'with-microsoft');
    assert.equal(after('closed', 1), 'with-microsoft');
  });
});
