import assert from 'node:assert/strict';
import { loadPolicy } from '../../src/policy/check.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { effective } from '../../src/policy/walk.ts';
import { policy } from './policy.ts';
import { files, isMembers, problemsOf, spoilt, type Json } from './spoilt.ts';

describe('the language a case wants support in', () => {
  it('is English, also where nobody named one, or a local one: the rules tell no more apart', () => {
    const seenAs = (supportLanguage?: string) =>
      effective(supportLanguage === undefined ? {} : { supportLanguage }, policy.model).supportLanguage;
    assert.deepEqual([undefined, 'en', 'EN-gb', 'ja', 'enm'].map(seenAs), [
      'en',
      'en',
      'en',
      'local',
      'local',
    ]);
  });
});

describe('the rules a verdict names', () => {
  /** The shipped policy with members of the first row of one of its tables changed. */
  const withFirst = (table: string, change: Readonly<Record<string, Json>>): Policy => {
    const raw = files();
    const tables = raw['tables'];
    const rows = isMembers(tables) ? tables[table] : undefined;
    assert.ok(Array.isArray(rows) && isMembers(rows[0]));
    Object.assign(rows[0], change);
    const { policy: changed, problems } = loadPolicy(raw);
    assert.ok(changed !== null, JSON.stringify(problems));
    return changed;
  };
  const rules = (by: Policy): readonly string[] => decide({ subject: 'customer' }, by).rules;

  it('are those of its facts, of the target that goes with it, and of what else is to be said', () => {
    assert.ok(!rules(policy).includes('R02'));
    assert.ok(rules(withFirst('says', { when: {}, given: {}, attach: ['R02'] })).includes('R02'));
    assert.ok(rules(withFirst('sla', { when: {}, given: {}, rules: ['R02'] })).includes('R02'));
  });
});

describe('a table of gates that no gate leads to', () => {
  it('is missed, its gates one by one', () => {
    const problems = problemsOf(spoilt('gates', /"go":"own-tenant"/g, '"go":"own-azure"'));
    assert.ok(problems.length > 0);
    for (const one of problems)
      assert.match(
        one,
        /^gates\.json, own-tenant, [\w-]+ \| a gate that can never fire \| facts that reach it$/,
      );
  });
});
