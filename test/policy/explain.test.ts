import assert from 'node:assert/strict';
import { decide } from '../../src/policy/decide.ts';
import { wouldChange } from '../../src/policy/explain.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { factValues, fields } from '../../src/policy/facts.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { answersTo } from './interviews.ts';
import { policy } from './policy.ts';
import { randomFacts, randomFrom } from './random-facts.ts';

const blocked: Facts = {
  subject: 'customer',
  customer: 'contoso.onmicrosoft.com',
  cloud: 'global',
  product: 'azure',
  issueKind: 'technical',
  breakFix: true,
  healthChecked: true,
  knownIncident: 'none',
  troubleshooting: 'done-unresolved',
  category: 'bug',
  impact: 'minimal',
  partnerType: 'direct-bill',
  agentRole: 'helpdesk-agent',
  azureSupportGroupMember: false,
  adminPermission: true,
};

const judged = fields.filter(
  (field) =>
    !['subject', 'customer', 'cloud', 'product', 'healthChecked', 'triedDoors'].includes(field) &&
    factValues[field] !== 'text',
);

const resultOf = ({ outcome, channel, blocker, severity }: Decision): string =>
  JSON.stringify([outcome, channel, blocker, severity]);

describe('this would change if …', () => {
  it('names the answer that opens the door', () => {
    assert.deepEqual(
      wouldChange(blocked, policy).filter(({ field }) => field === 'azureSupportGroupMember'),
      [
        {
          field: 'azureSupportGroupMember',
          value: true,
          outcome: 'escalate-microsoft',
          channel: 'pc-azure-portal',
          blocker: null,
          severity: 'C',
        },
      ],
    );
  });

  it('leaves alone what the case is, and the health check that was made', () => {
    const fields = new Set(wouldChange(blocked, policy).map(({ field }) => field));
    for (const field of ['subject', 'customer', 'cloud', 'product', 'healthChecked'] as const)
      assert.equal(fields.has(field), false);
  });

  it('misses no answer that would lead elsewhere', () => {
    const random = randomFrom(8);
    for (let index = 0; index < 300; index += 1) {
      const facts = randomFacts(policy, random);
      const told = new Set(wouldChange(facts, policy).map(({ field }) => field));
      const decided = resultOf(decide(facts, policy));
      for (const field of judged.filter((one) => facts[one] !== undefined)) {
        const leads = answersTo(field).some(
          (value) => resultOf(decide({ ...facts, [field]: value }, policy)) !== decided,
        );
        assert.equal(told.has(field), leads, `${field} of ${JSON.stringify(facts)}`);
      }
    }
  });

  it('says only what deciding again confirms, and each result of an answer once', () => {
    const random = randomFrom(7);
    for (let index = 0; index < 500; index += 1) {
      const facts = randomFacts(policy, random);
      const now = decide(facts, policy);
      const entries = wouldChange(facts, policy);
      for (const { field, value, ...result } of entries) {
        const { outcome, channel, blocker, severity } = decide({ ...facts, [field]: value }, policy);
        assert.deepEqual(result, { outcome, channel, blocker, severity });
        const same = {
          outcome: now.outcome,
          channel: now.channel,
          blocker: now.blocker,
          severity: now.severity,
        };
        assert.notDeepEqual(result, same);
      }
      const results = entries.map(({ value: _, ...rest }) => JSON.stringify(rest));
      assert.equal(new Set(results).size, results.length);
    }
  });
});
