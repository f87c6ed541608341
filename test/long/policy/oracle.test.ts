import { agreeOn } from '../../policy/agree.ts';
import { policy } from '../../policy/policy.ts';

describe('the decision, written a second time by hand (long)', () => {
  it('agrees on 1,000,000 cases grown along interviews and then disturbed', () =>
    agreeOn(1_000_000, 4_711, policy));
});
