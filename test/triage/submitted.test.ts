import assert from 'node:assert/strict';
import { decide } from '../../src/policy/decide.ts';
import { submittedVerdict } from '../../src/triage/submitted.ts';
import { policy } from './desk.ts';
import { escalated } from './lead-desk.ts';

describe('the verdict on a case as it was submitted', () => {
  it('is that of the severity submitted, of these facts and of this policy, whatever was asked before', () => {
    const { facts } = escalated().about();
    const other = { ...facts, impact: 'minimal' as const };
    const none = { ...policy, model: { ...policy.model, sla: [] } };
    const asked = [
      [facts, 'A', policy],
      [facts, 'C', policy],
      [facts, null, policy],
      [other, null, policy],
      [facts, 'A', none],
      [facts, 'A', policy],
    ] as const;
    for (const [of, severity, rules] of asked) {
      const submitted = severity === null ? of : { ...of, severityChosen: severity };
      assert.deepEqual(submittedVerdict(of, severity, rules), decide(submitted, rules));
    }
  });
});
