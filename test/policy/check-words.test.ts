import assert from 'node:assert/strict';
import { loadPolicy } from '../../src/policy/check.ts';
import { files, problemsOf, type Json } from './spoilt.ts';

describe('words', () => {
  it('are missed by their key and place', () => {
    const all = JSON.stringify(files()).match(/"[\w.-]+"/g) ?? [];
    const keys = new Set(all.map((text) => text.slice(1, -1)).filter((key) => key !== 'rule.R01.says'));
    const problems = problemsOf(files(), keys);
    assert.ok(problems.length > 0);
    assert.ok(problems.every((problem) => problem.includes('rule.R01.says | a text in every language')));
    assert.equal(
      loadPolicy(files(), keys).problems[0]?.remedy,
      'Add the text to each catalogue under src/texts.',
    );
    assert.ok(problems.includes('rules.json, R01.because | rule.R01.says | a text in every language'));
  });
});

describe('a text that no catalogue has', () => {
  /** Every text key of the shipped rows, by the member that names it. */
  const keysBy = (raw: Json, member: string): readonly string[] => {
    if (Array.isArray(raw)) return raw.flatMap((one) => keysBy(one, member));
    if (raw === null || typeof raw !== 'object') return [];
    return Object.entries(raw).flatMap(([name, value]) =>
      name === member && typeof value === 'string' ? [value] : keysBy(value, member),
    );
  };
  const members = ['because', 'says', 'label', 'hint', 'opens', 'who', 'obtain', 'note'];
  const all = new Set(members.flatMap((member) => keysBy(files(), member)));

  for (const member of members)
    it(`is named with its row, where a row's "${member}" asks for it`, () => {
      const [key] = keysBy(files(), member);
      assert.ok(key !== undefined, `no row has "${member}"`);
      const lacking = problemsOf(files(), new Set([...all].filter((one) => one !== key)));
      assert.ok(
        lacking.some((one) => one.includes(`.${member} | ${key} | a text in every language`)),
        lacking.join('\n'),
      );
    });

  it('is named with the whole way to it, however deep it stands', () => {
    const key = 'door.pc-azure-portal.step.2.today';
    assert.deepEqual(problemsOf(files(), new Set([...all].filter((one) => one !== key))), [
      `doors.json, pc-azure-portal.steps[1].today.says | ${key} | a text in every language`,
    ]);
  });
});
