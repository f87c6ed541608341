import { agreeOn } from './agree.ts';
import { policy } from './policy.ts';

describe('the decision, written a second time by hand', () => {
  it('agrees on 100,000 cases grown along interviews and then disturbed', function () {
    this.timeout(120_000);
    agreeOn(100_000, 20_261_120, policy);
  });
});
