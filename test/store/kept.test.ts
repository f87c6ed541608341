import assert from 'node:assert/strict';
import { Fault } from '../../src/fault.ts';
import { deskOf } from '../../src/store/kept.ts';
import { newDesk } from '../../src/triage/desk-state.ts';

describe('a desk read back', () => {
  /** As it was kept before hours, contact, words and leads could be set in Teams. */
  const { own: _own, ...settings } = { ...newDesk.settings, digestAt: '08:30', minutes: { 'offer-wait': 7 } };
  const { appointed: _appointed, ...earlier } = { ...newDesk, version: 4, settings };

  it('has what did not exist when it was kept as a new desk has it, and keeps the rest', () => {
    assert.deepEqual(deskOf(JSON.stringify(earlier)), {
      ...earlier,
      appointed: [],
      settings: { ...settings, own: newDesk.settings.own },
    });
  });

  it('is refused where it is no desk', () => {
    assert.throws(() => deskOf('{"version":1}'), Fault);
    assert.throws(() => deskOf('no JSON'), Fault);
  });
});
