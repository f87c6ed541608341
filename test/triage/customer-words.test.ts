import assert from 'node:assert/strict';
import { customerPhrases, customerWords, likeliestCustomer } from '../../src/triage/customer-words.ts';
import { contoso, policy } from './desk.ts';

const named = (name: string) => ({
  ...contoso,
  id: name,
  name,
  domain: `${name.replace(/\W/gu, '')}.example`,
});
const directory = [
  'Contoso Ltd.',
  'Contoso Pharmaceuticals',
  'Fabrikam, Inc.',
  'Fabrikam Residences',
  '上海麦田贸易有限公司',
  '株式会社コーホー醸造',
  'A. Datum Corporation',
];

/** As the directory answers: every customer with the looked-up word in its name, in its own order. */
const meant = (text: string) => {
  const found = customerWords(text, policy.vocabulary).flatMap((words) => {
    const [first = ''] = words.toLowerCase().split(' ');
    return directory
      .filter((name) => name.toLowerCase().includes(first))
      .map((name) => ({ words, customer: named(name) }));
  });
  const guess = likeliestCustomer(text, found);
  return guess === null ? null : [guess.customer.name, guess.words];
};

describe('the customer a text means', () => {
  it('is the one whose whole name stands in it, before one that shares a word of it', () => {
    assert.deepEqual(meant('Contoso Pharmaceuticals was billed twice'), [
      'Contoso Pharmaceuticals',
      'Contoso Pharmaceuticals',
    ]);
    assert.deepEqual(meant('mail is down at contoso'), ['Contoso Ltd.', 'contoso']);
  });

  it('is found without the commas and dots of its name, in the words that were typed', () => {
    assert.deepEqual(meant('the VMs at Fabrikam Inc are unreachable'), ['Fabrikam, Inc.', 'Fabrikam Inc']);
    assert.deepEqual(meant('the portal of FABRIKAM residences is slow'), [
      'Fabrikam Residences',
      'FABRIKAM residences',
    ]);
  });

  it('may have an initial, or open a text without spaces', () => {
    assert.deepEqual(meant('files are unreachable at A. Datum'), ['A. Datum Corporation', 'A. Datum']);
    assert.deepEqual(meant('コーホー醸造 全員のメールが届きません'), [
      '株式会社コーホー醸造',
      'コーホー醸造',
    ]);
  });

  it('is nobody where no name stands in it', () => {
    assert.equal(meant('mail is down for everyone'), null);
  });
});

describe('the parts of a text that stand for the customer', () => {
  it('are the name it opens with and every one it marks', () => {
    assert.deepEqual(customerPhrases('contoso のメール for Adventure Works', policy.vocabulary), [
      'contoso の',
      'for Adventure Works',
    ]);
  });
});
