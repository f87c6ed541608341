import assert from 'node:assert/strict';
import { factValues } from '../../src/policy/facts.ts';
import { blockers, clouds, doors, links, pages, products, rules, updates, warnings, words } from './rows.ts';

const rows = [...rules, ...links, ...doors, ...blockers, ...warnings, ...updates];
const idsOf = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
const linkIds = new Set(idsOf(links));
const saidKeys = [
  ...rows.map(({ because }) => because),
  ...links.map(({ opens }) => opens),
  ...doors.flatMap(({ steps }) => steps.flatMap(({ says, today }) => [says, ...(today ? [today.says] : [])])),
  ...doors.map(({ id }) => `door.${id}.name`),
  ...blockers.flatMap(({ id, wayOut }) => [`blocker.${id}.says`, wayOut.who, wayOut.obtain]),
  ...[...products, ...clouds].map(({ says }) => says),
];

describe('policy rows: rules, doors, links and what they say', () => {
  it('holds every rule of the source pages once, from R01 to R78', () => {
    const all = Array.from({ length: 78 }, (_, at) => `R${String(at + 1).padStart(2, '0')}`);
    assert.deepEqual(idsOf(rules), all);
  });

  it('lets the trial period make no difference, and marks the four inferred rules', () => {
    assert.deepEqual(idsOf(rules.filter(({ kind }) => kind === 'no-effect')), ['R41']);
    assert.deepEqual(idsOf(rules.filter(({ inferred }) => inferred)), ['R05', 'R08', 'R29', 'R49']);
  });

  it('never lets a rule decide that only says or links', () => {
    const quiet = ['R18', 'R37', 'R60', 'R61', 'R62', 'R63', 'R64', 'R66', 'R67', 'R69', 'R73', 'R78'];
    const kinds = rules.filter(({ id }) => quiet.includes(id)).map(({ kind }) => kind);
    assert.ok(kinds.every((kind) => kind === 'says' || kind === 'links'));
  });

  it('gives every id to one row only', () => {
    for (const list of [pages, rules, links, doors, blockers, warnings, updates])
      assert.equal(new Set(idsOf(list)).size, list.length);
  });

  it('names for every row a source page that exists, a section and a real day', () => {
    const known = new Set(idsOf(pages));
    for (const { id, source, checked } of rows) {
      assert.ok(known.has(source.page), `${id} names page ${source.page}`);
      assert.ok(source.section.trim() !== '', `${id} names no section`);
      assert.equal(new Date(`${checked}T00:00:00Z`).toISOString().slice(0, 10), checked, id);
    }
  });

  it('shows no sentence numbers as a section, and keeps them for every rule', () => {
    for (const { id, source } of rules) {
      assert.match(source.sentences ?? '', /^\d{3}(–\d{3})?(, \d{3}(–\d{3})?)*$/, id);
      assert.doesNotMatch(source.section, /^\d+$/, id);
    }
  });

  it('cites the page of 21Vianet by title, because it has left the web', () => {
    assert.equal(pages.find(({ id }) => id === 'V')?.link, null);
    for (const { id, link } of pages) assert.ok(link === null || new URL(link).protocol === 'https:', id);
  });

  it('says every row in words', () => {
    const missing = saidKeys.filter((key) => !words.en.has(key));
    assert.deepEqual(missing, []);
  });

  it('has words for each answer that can decide', () => {
    const informative = new Set(['uiLanguage', 'triedDoors', 'deskPriority']);
    const missing = Object.entries(factValues).flatMap(([field, values]) => {
      if (informative.has(field) || values === 'text' || values === 'list') return [];
      const all: readonly string[] = values === 'flag' ? ['true', 'false'] : values;
      return all.map((value) => `because.${field}.${value}`).filter((key) => !words.en.has(key));
    });
    assert.deepEqual(missing, []);
  });

  it('writes addresses over https, to a host written out in full, without the person’s own session', () => {
    for (const { id, addresses } of links)
      for (const address of Object.values(addresses)) {
        assert.match(address, /^https:\/\/[a-z0-9.-]+(?:$|[/?#])/, id);
        assert.doesNotThrow(() => new URL(address), id);
      }
  });

  it('never links the closed cloud', () => {
    assert.ok(links.every(({ addresses }) => addresses.germany === undefined));
    assert.ok(doors.every((door) => !door.clouds.includes('germany')));
    assert.ok(
      links.every(({ addresses }) => Object.values(addresses).every((to) => !to.includes('azure.de'))),
    );
  });

  it('keeps an inferred link only where no public address for it exists', () => {
    const inferred = links.filter(({ status }) => status === 'I');
    assert.deepEqual(
      inferred.map(({ id, on }) => [id, on]),
      [
        ['m365-tickets', false],
        ['azure-customer-request', true],
        ['azure-customer-us-gov', true],
        ['azure-customer-requests', true],
        ['azure-customer-health', true],
      ],
    );
  });

  it('carries only the subscription to the Azure form until somebody confirms the other keys', () => {
    const carried = links.flatMap(({ parameters }) => parameters ?? []).filter(({ on }) => on);
    assert.deepEqual([...new Set(carried.map(({ key }) => key))], ['subId']);
  });

  it('opens every door with links that exist, and gives each door steps', () => {
    for (const { id, open, follow, steps } of doors) {
      assert.ok(open.length > 0 && steps.length > 0, id);
      const named = [...open, ...follow, ...steps.flatMap(({ link }) => (link === null ? [] : [link]))];
      assert.deepEqual(
        named.filter((link) => !linkIds.has(link)),
        [],
        id,
      );
    }
    assert.equal(doors.length, 13);
  });

  it('writes to 21Vianet in Simplified Chinese and to everybody else in English', () => {
    for (const { id, packetLanguage } of doors)
      assert.equal(packetLanguage, id === '21v-partner-center' ? 'zh-CN' : 'en', id);
  });

  it('puts what endangers somebody before what saves time', () => {
    const rank = (id: string): number => warnings.find((row) => row.id === id)?.rank ?? NaN;
    assert.equal(new Set(warnings.map((row) => row.rank)).size, warnings.length);
    assert.ok(rank('W-PRIVATE') < rank('W-WRONG-CONTEXT'));
    assert.ok(rank('W-WRONG-CONTEXT') < rank('W-START-IN-PC'));
    assert.ok(rank('W-START-IN-PC') < rank('W-AZURE-FEE'));
  });

  it('lets four updates change the door', () => {
    assert.deepEqual(idsOf(updates.filter(({ rank }) => rank === 'changes-the-door')), [
      'U-AZURE-INDIRECT',
      'U-AZURE-NOPERM',
      'U-DYN-ASFP',
      'U-INDIRECT-BILLING',
    ]);
    for (const { id, since } of updates) assert.match(since, /^(undated|\d{4}(-\d{2}-\d{2})?)$/, id);
    for (const { id, rank } of updates)
      assert.equal(words.en.has(`today.${id}`), rank === 'changes-the-door', id);
  });

  it('cites rules that exist with every warning', () => {
    const known = new Set(idsOf(rules));
    for (const { id, rules: cited } of warnings)
      assert.ok(cited.length > 0 && cited.every((rule) => known.has(rule)), id);
  });
});
