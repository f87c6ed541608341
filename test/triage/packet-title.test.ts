import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packetDoor } from '../../src/triage/packet.ts';
import { customer, field, mailIsDown, policy, verdict, withFacts, written } from './packet-sample.ts';

describe('The title', () => {
  it('is severity, product, matter and customer', () => {
    assert.deepEqual(field(written(), 'title'), [
      '[Sev A] Exchange Online – mail flow down for all users – contoso.onmicrosoft.com',
    ]);
  });

  it('falls back to the symptom, then to the customer’s words, then to the kind', () => {
    const { title: _, ...facts } = mailIsDown.facts;
    const titled = (change: Partial<typeof mailIsDown>): string =>
      field(written({ case: { ...mailIsDown, facts, ...change } }), 'title')[0] ?? '';
    assert.match(titled({ facts: { ...facts, symptom: 'a-choice' } }), / – how-to question – /);
    assert.match(titled({}), / – 今朝9時からメールが使えません – /);
    assert.match(titled({ words: null }), / – technical problem – /);
  });

  it('never exceeds 250 characters nor halves one, whatever was typed', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(text, text, text, (title, workload, domain) => {
        const made = written({ case: withFacts({ title, workload }), customer: { ...customer, domain } });
        const [line = ''] = field(made, 'title');
        assert.ok(line.isWellFormed());
        // Hidden characters are written out as codes when shown; the words themselves are what is limited.
        assert.ok(Array.from(line.replaceAll(/‹U\+[0-9A-F]+›/g, '_')).length <= 250, line);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});

describe('What to search a free topic by', () => {
  const searched = (facts: typeof mailIsDown.facts): readonly string[] =>
    field(written({ case: withFacts(facts) }), 'topic');

  it('is the service, with the symptom where one was chosen', () => {
    assert.deepEqual(searched({}), ['Exchange Online']);
    assert.deepEqual(searched({ symptom: 'a-choice' }), ['Exchange Online, how-to question']);
  });
});

describe('The door whose request is shown', () => {
  it('is the verdict’s own', () => {
    assert.equal(packetDoor(verdict(), policy), 'pc-m365-admin-center');
  });

  it('is the door behind a block, so that the colleague who can file does not start from nothing', () => {
    const wayOut = { who: 'w', obtain: 'o', opens: 'pc-azure-portal' };
    assert.equal(
      packetDoor(verdict({ outcome: 'blocked', channel: null, wayOut }), policy),
      'pc-azure-portal',
    );
  });

  it('is the provider’s on a referral, although the way out opens another', () => {
    const wayOut = { who: 'w', obtain: 'o', opens: 'pc-azure-portal' };
    const referred = verdict({ outcome: 'refer-indirect-provider', channel: 'indirect-provider', wayOut });
    assert.equal(packetDoor(referred, policy), 'indirect-provider');
  });

  it('is none where there is nothing to write', () => {
    assert.equal(packetDoor(verdict({ outcome: 'solve-in-house', channel: 'in-house' }), policy), null);
    assert.equal(packetDoor(verdict({ outcome: 'blocked', channel: null, wayOut: null }), policy), null);
  });
});
