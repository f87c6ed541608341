import assert from 'node:assert/strict';
import { loadPolicy } from '../../src/policy/check.ts';
import { files, isMembers, misled, type Json } from './spoilt.ts';

/** Each way to a word that is one of a few, with all of those. */
const closed: readonly (readonly [way: string, words: string])[] = [
  ['rules.*.kind', 'decides, warns, says, links, no-effect'],
  ['links.*.status', 'S, V, C, I'],
  ['links.*.parameters.*.status', 'V, I'],
  ['links.*.products.*', 'azure, office-365, dynamics-365, ems, marketplace, other'],
  ['doors.*.actor', 'microsoft, 21vianet, isv, provider, desk, own-tenant, msrc, nobody'],
  ['doors.*.clouds.*', 'global, us-gov, 21vianet, germany'],
  ['updates.*.rank', 'changes-the-door, changes-a-step, background'],
  ['questions.*.page', 'who-and-what, checked, impact, access'],
  ['questions.*.control', 'choice, choices, yes-no, text, long-text, date, customer'],
  [
    'vocabulary.*.command',
    'new, my-cases, help, language, find, use-channel, board, check, on-call, settings, hand-over',
  ],
  ['vocabulary.*.talk', 'greeting, thanks'],
  ['vocabulary.*.asks', 'status, stop, resume'],
  ['clocks.*.clock', 'unfiled, asks-us, handling, approval, offer'],
  ['clocks.*.of.*', 'A, B, C, none, high, normal, low'],
  ['clocks.*.at', 'owner, lead'],
  ['clocks.*.counts', 'always, business'],
  ['escalation.*.tells', 'on-call, backup-lead, lead-room'],
  ['escalation.*.severities.*', 'A, B, C, none'],
  ['routing.*.severities.*', 'A, B, C, none'],
  ['routing.*.to', 'lead-room, lead, both, digest, nobody'],
  [
    'routing.*.event',
    'escalated, blocked, referred, to-vendor, own-tenant, bounced, handed-to-lead, disagreed, approval-wanted, ' +
      'went-without-approval, asks-us, asks-us-over, unfiled-over, vendor-over, handling-over, update-over, ' +
      'not-accepted, signal, incident-shared, customer-worse',
  ],
  [
    'gates.*.gates.*.then.outcome',
    'needs-info, solve-in-house, wait-known-incident, escalate-microsoft, escalate-21vianet, contact-isv, ' +
      'refer-indirect-provider, own-tenant-request, blocked',
  ],
  ['gates.*.gates.*.then.severity', 'A, B, C'],
  ['gates.*.gates.*.then.basis', 'break-fix, non-break-fix, none'],
  ['tables.sla.*.sla.basis', 'break-fix, non-break-fix, none'],
  ['tables.today.*.then', 'as-the-verdict'],
];

describe('a word of a row that is none of those it may be is refused, and all of those are named:', () => {
  for (const [way, words] of closed)
    it(way, () => {
      const raw = files();
      assert.notEqual(misled(raw, way.split('.')), null, 'no shipped row has it');
      const { problems } = loadPolicy(raw);
      assert.deepEqual(
        problems.map(({ value, expected }) => `${value} is not ${expected}`),
        [`"nowhere" is not one of ${words}`],
      );
    });
});

describe('a row', () => {
  /** The first row of the file that has the member, with that member set; what is said of it. */
  const said = (file: string, member: string, value: Json): readonly string[] => {
    const raw = files();
    const rows = raw[file];
    const row = Array.isArray(rows) ? rows.filter(isMembers).find((one) => member in one) : undefined;
    assert.ok(row !== undefined, `no shipped row of ${file} has ${member}`);
    row[member] = value;
    return loadPolicy(raw).problems.map(({ expected }) => expected);
  };

  it('is refused a number that is none, and a switch that is neither on nor off', () => {
    assert.deepEqual(said('warnings', 'rank', 'first'), ['a number']);
    assert.deepEqual(said('links', 'on', 'yes'), ['true or false']);
  });

  it('is refused conditions that are no object, or name no list', () => {
    assert.deepEqual(said('routing', 'when', ['A']), ['an object of fields and lists of their values']);
    assert.deepEqual(said('routing', 'when', { product: 'azure' }), ['a list']);
    assert.deepEqual(said('routing', 'when', { breakFix: ['yes'] }), ['true or false']);
    assert.deepEqual(said('routing', 'when', { customer: [''] }), ['a text that is not empty']);
  });

  it('is refused hints that are no object, name no fact, or no kind', () => {
    assert.deepEqual(said('vocabulary', 'hints', 'broken'), ['an object of facts']);
    assert.deepEqual(said('vocabulary', 'hints', { colour: 'red' }), ['the name of a fact']);
    assert.deepEqual(said('vocabulary', 'hints', { kind: 7 }), ['a text that is not empty']);
    const raw = files();
    assert.ok(Array.isArray(raw['vocabulary']) && isMembers(raw['vocabulary'][0]));
    raw['vocabulary'][0]['hints'] = { kind: 7 };
    assert.equal(loadPolicy(raw).problems[0]?.place, 'vocabulary.json[0].hints.kind');
  });

  it('may leave out what it need not have', () => {
    assert.deepEqual(said('kinds', 'sets', { issueKind: 'billing' }), []);
    assert.deepEqual(said('doors', 'packetLanguage', 'en'), []);
  });
});
