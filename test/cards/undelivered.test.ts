import assert from 'node:assert/strict';
import { allCards, nameOf } from './house.ts';

const drawn = (name: string): string => {
  const found = allCards().find((one) => nameOf(one) === name);
  assert.ok(found, name);
  return JSON.stringify(found.card);
};

describe('The notice of a message that did not reach a customer', () => {
  it('says why, and has the whole text to be copied', () => {
    const card = drawn('alert-not-delivered.unclear.en');
    assert.match(card, /H-1042: your message to 森 圭 has not arrived/);
    assert.match(card, /was not sent twice/);
    assert.match(card, /お問い合わせを受け付けました/);
    assert.match(card, /次は 18:30 までにご連絡します/);
  });

  it('has no text to copy where the notice is about something else', () => {
    assert.doesNotMatch(drawn('alert-from-customer.answered.en'), /to send yourself/);
  });
});
