import assert from 'node:assert/strict';
import { cardFor } from '../../src/cards/card-for.ts';
import { sampleContext } from '../../src/cards/sample.ts';
import { house, samples } from './house.ts';

const asked = samples.samples.find(({ card, name }) => card === 'health' && name === 'old');
assert.ok(asked);
const { contoso } = samples.desk.customers;
assert.ok(contoso);
const fabrikam = { ...contoso, tenantId: '0b6f2f0e-1111-4c53-8a51-3f5b2c1f7a10' };

describe('the links of a case', () => {
  it('are those of the customer it has now, whoever it was drawn for before', () => {
    const context = sampleContext(asked.sample, samples.desk, house(), 'en');
    const tenants = [contoso, fabrikam, contoso].map(
      (customer) => /CTID=([^&]*)/.exec(cardFor(asked.sample.picture, { ...context, customer }).json)?.[1],
    );
    assert.deepEqual(tenants, [contoso.tenantId, fabrikam.tenantId, contoso.tenantId]);
  });
});
