import assert from 'node:assert/strict';
import { loadPolicy } from '../../src/policy/check.ts';
import { policy } from './policy.ts';
import { files, problemsOf, spoilt, type Json } from './spoilt.ts';

describe('the shipped policy', () => {
  it('has no problems', () => {
    assert.deepEqual(problemsOf(files()), []);
  });

  it('names its version by what is in it', () => {
    const { policy: other } = loadPolicy(
      spoilt('numbers', /"longestTextCharacters":\d+/, '"longestTextCharacters":7'),
    );
    assert.match(policy.version, /^\d{4}-\d{2}-\d{2}\.[0-9a-f]{8}$/);
    assert.notEqual(other?.version, policy.version);
  });

  it('names its version by the newest check and a fingerprint of every row (FNV-1a, 32 bits)', () => {
    const fingerprint = (raw: Record<string, Json>): string => {
      const hash = [...JSON.stringify(raw)].reduce(
        (sum, unit) => Math.imul(sum ^ (unit.codePointAt(0) ?? 0), 16_777_619),
        2_166_136_261,
      );
      return (hash >>> 0).toString(16).padStart(8, '0');
    };
    const versions = Array.from({ length: 60 }, (_, nth) =>
      spoilt('numbers', /"longestTextCharacters":\d+/, `"longestTextCharacters":${100 + nth}`),
    ).map((raw) => [loadPolicy(raw).policy?.version.split('.')[1], fingerprint(raw)] as const);
    assert.ok(versions.some(([, wanted]) => wanted.startsWith('0')));
    for (const [hash, wanted] of versions) assert.equal(hash, wanted);
    const raw = spoilt('rules', '"section":"Applies to"', '"section":"\u{1f600}\uffff!"');
    assert.equal(loadPolicy(raw).policy?.version.split('.')[1], fingerprint(raw));
  });
});

describe('a spoilt policy is refused, with the place and what was expected:', () => {
  const cases: readonly (readonly [string, string, string | RegExp, string, RegExp])[] = [
    [
      'a field that does not exist',
      'gates',
      '"cloud":["germany"]',
      '"clowd":["germany"]',
      /^gates\.json\[0\]\.gates\[0\]\.when\.clowd \| "clowd" \| the name of a fact$/,
    ],
    [
      'a value that a field cannot have',
      'gates',
      '"cloud":["germany"]',
      '"cloud":["france"]',
      /^gates\.json\[0\].*\.when\.cloud\[0\] \| "france" \| one of global, us-gov/,
    ],
    [
      'a member nobody reads',
      'doors',
      '"actor":',
      '"actr":1,"actor":',
      /^doors\.json\[0\]\.actr \| "actr" \| only id, because/,
    ],
    [
      'a row without source',
      'warnings',
      /"source":\{[^}]*\},/,
      '',
      /^warnings\.json\[0\]\.source \| nothing \| an object$/,
    ],
    [
      'a date that does not exist',
      'rules',
      /"checked":"[^"]*"/,
      '"checked":"2026-02-30"',
      /^rules\.json\[0\]\.checked \| "2026-02-30" \| a date/,
    ],
    [
      'a month for a date',
      'rules',
      /"checked":"[^"]*"/,
      '"checked":"2026-11"',
      /^rules\.json\[0\]\.checked \| "2026-11" \| a date/,
    ],
    [
      'a text with nothing in it',
      'rules',
      '"id":"R02"',
      '"id":""',
      /^rules\.json\[1\]\.id \| "" \| a text that is not empty$/,
    ],
    [
      'a number for a text',
      'rules',
      '"id":"R02"',
      '"id":2',
      /^rules\.json\[1\]\.id \| 2 \| a text that is not empty$/,
    ],
    [
      'a support language that no rule can tell from another',
      'tables',
      '"supportLanguage":["local"]',
      '"supportLanguage":["fr"]',
      /\.when\.supportLanguage\[0\] \| "fr" \| one of en, local$/,
    ],
    [
      'a list where a way out says what is likely',
      'tables',
      /"likely":\{[^}]*\}/,
      '"likely":[]',
      /\.likely \| \[\] \| an object of facts$/,
    ],
    [
      'a blocker that is not there',
      'gates',
      '"blocker":"B-ROLE"',
      '"blocker":"B-ROLL"',
      /^gates\.json, no-escalation-role \| B-ROLL \| the id of a blocker$/,
    ],
    [
      'a door that is not there',
      'gates',
      '"door":"msrc"',
      '"door":"mrsc"',
      /^gates\.json, vulnerability \| mrsc \| the id of a door$/,
    ],
    [
      'an update that is not there',
      'tables',
      '"attach":["U-USGOV"]',
      '"attach":["U-USGOF"]',
      /^tables\.json, on-us-government \| U-USGOF \| the id of a update$/,
    ],
    [
      'a rule that is not there',
      'warnings',
      '"R40"',
      '"R99"',
      /^warnings\.json, W-AZURE-FEE \| R99 \| the id of a rule$/,
    ],
    [
      'a source page that is not there',
      'rules',
      '"page":"E"',
      '"page":"Z"',
      /^rules\.json, R01 \| Z \| the id of a page$/,
    ],
    [
      'a rule that a target asks for and is not there',
      'tables',
      '"rules":["R49"]',
      '"rules":["R99"]',
      /^tables\.json, non-break-fix \| R99 \| the id of a rule$/,
    ],
    [
      'a door that a target waits for and is not there',
      'tables',
      '"severity":["A"],"door":["dynamics-support"]',
      '"severity":["A"],"door":["dynamic-support"]',
      /^tables\.json, break-fix-a-extra-dynamics \| dynamic-support \| the id of a door$/,
    ],
    [
      'a blocker that a way out waits for and is not there',
      'tables',
      '"blocker":["B-ROLE"]',
      '"blocker":["B-ROLL"]',
      /^tables\.json, colleague-with-a-role \| B-ROLL \| the id of a blocker$/,
    ],
    [
      'a blocker that stands today and is not there',
      'tables',
      '"blocker":"B-NO-ADMIN-PERMISSION"',
      '"blocker":"B-NO-PERMISSION"',
      /^tables\.json, domain-address-is-gone \| B-NO-PERMISSION \| the id of a blocker$/,
    ],
    [
      'a door that leads there today and is not there',
      'tables',
      '"outcome":"refer-indirect-provider","door":"indirect-provider"',
      '"outcome":"refer-indirect-provider","door":"direct-provider"',
      /^tables\.json, provider-files-for-azure \| direct-provider \| the id of a door$/,
    ],
    [
      'a link that a door opens and is not there',
      'doors',
      '"open":["msrc"]',
      '"open":["mrsc"]',
      /^doors\.json, msrc \| mrsc \| the id of a link$/,
    ],
    [
      'one thing where several belong',
      'tables',
      '"attach":["U-USGOV"]',
      '"attach":"U-USGOV"',
      /^tables\.json\.updates\[\d+\]\.attach \| "U-USGOV" \| a list$/,
    ],
    ['an id given twice', 'rules', '"id":"R02"', '"id":"R01"', /^rules\.json \| R01 \| every id once$/],
    [
      'a door without steps',
      'doors',
      /"steps":\[.*?\}\]/,
      '"steps":[]',
      /^doors\.json, pc-azure-portal \| no steps \| at least one step$/,
    ],
    [
      'a door without link in a cloud it serves',
      'doors',
      '"open":["msrc"]',
      '"open":["pc-dashboard"]',
      /^doors\.json, msrc \| no link in 21vianet \| a link that is on/,
    ],
    [
      'a door whose only link is switched off',
      'links',
      /("id":"msrc".*?"on":)true/,
      '$1false',
      /^doors\.json, msrc \| no link in global \| a link that is on/,
    ],
    [
      'a gate that another one always takes from',
      'gates',
      '"when":{"issueKind":["vulnerability"]}',
      '"when":{}',
      /^gates\.json, start, bought-elsewhere \| a gate that can never fire/,
    ],
    [
      'a walk that would turn in a circle',
      'gates',
      '"go":"no-permission"',
      '"go":"role"',
      /^gates\.json, azure-without-permission \| a way back \| a table further down$/,
    ],
    [
      'an otherwise that may not fire',
      'gates',
      /("id":"commercial","when":)\{\}/,
      '$1{"cloud":["global"]}',
      /^gates\.json, start, commercial \| conditions on the last gate/,
    ],
  ];
  for (const [what, file, found, by, expected] of cases) {
    it(what, () => {
      const problems = problemsOf(spoilt(file, found, by));
      assert.ok(
        problems.some((problem) => expected.test(problem)),
        problems.slice(0, 3).join('\n'),
      );
    });
  }

  it('a gate whose cases another one has taken, value by value', () => {
    const raw = spoilt(
      'gates',
      /(\{"id":"germany-closed",.*?"checked":"[^"]*"\}),/,
      (gate) => `${gate}${gate.replace('germany-closed', 'germany-again')}`,
    );
    assert.deepEqual(problemsOf(raw), [
      'gates.json, start, germany-again | a gate that can never fire | facts that reach it',
    ]);
  });

  it('with a remedy for what is missing and another for what is wrong', () => {
    const remedies = (by: string) =>
      loadPolicy(spoilt('rules', /"checked":"[^"]*"/, by)).problems.map(({ remedy }) => remedy);
    assert.deepEqual(remedies('"unused":1'), ['Add it.', 'Correct it.']);
    assert.deepEqual(remedies('"checked":"2026-02-30"'), ['Correct it.']);
  });

  it('and of a long value its first eighty characters', () => {
    const long = 'x'.repeat(200);
    const [problem] = loadPolicy(spoilt('rules', /"checked":"[^"]*"/, `"checked":"${long}"`)).problems;
    assert.equal(problem?.value, `"${long.slice(0, 79)}`);
  });

  it('all problems at once', () => {
    const raw = { ...spoilt('gates', '"cloud":["germany"]', '"cloud":["france"]'), pages: 'none' };
    assert.equal(problemsOf(raw).length, 2);
  });

  it('a file that is missing or not known', () => {
    const { doors: _doors, ...rest } = files();
    assert.deepEqual(
      problemsOf({ ...rest, dors: [] }).map((problem) => problem.split(' | ')[0]),
      ['doors.json', 'dors.json'],
    );
  });
});
