import assert from 'node:assert/strict';
import fc from 'fast-check';
import { factValues, fields } from '../../src/policy/facts.ts';
import { readFacts } from '../../src/policy/read-facts.ts';

const doors = ['msrc', 'in-house'];

const problems = (raw: unknown): readonly string[] =>
  readFacts(raw, doors).problems.map(({ field, value, allowed }) => `${field ?? '-'} ${value}: ${allowed}`);

describe('facts from outside', () => {
  it('are taken as they are; null and absent are the same', () => {
    assert.deepEqual(
      readFacts(
        { cloud: 'global', breakFix: false, impact: null, triedDoors: ['msrc'], title: 'down' },
        doors,
      ),
      {
        facts: { cloud: 'global', breakFix: false, triedDoors: ['msrc'], title: 'down' },
        problems: [],
      },
    );
  });

  it('may name one reason for 21Vianet or several', () => {
    assert.deepEqual(problems({ reason21v: 'no-tools' }), []);
    assert.deepEqual(problems({ reason21v: ['no-tools'] }), []);
    assert.deepEqual(problems({ reason21v: ['no-tools', 'no-training'] }), []);
    assert.equal(problems({ reason21v: ['no-time'] }).length, 1);
    assert.equal(problems({ reason21v: [] }).length, 1);
    assert.equal(problems({ impact: ['critical'] }).length, 1);
  });

  it('name every problem at once, with field, value and what is allowed', () => {
    assert.deepEqual(problems({ cloud: 'mars', breakFix: 'yes', supportLanguage: 'not a language' }), [
      'cloud "mars": global, us-gov, 21vianet, germany',
      'breakFix "yes": true, false',
      'supportLanguage "not a language": a BCP 47 language tag such as en or zh-Hant-TW',
    ]);
    assert.match(
      problems({ colour: 'red' })[0] ?? '',
      /^colour "red": no such field; the fields are subject, /,
    );
    assert.match(problems({ toString: 'x' })[0] ?? '', /^toString/);
  });

  it('say what each kind of field may hold', () => {
    for (const [given, says] of [
      [{ title: '' }, 'title "": a text'],
      [{ title: '  ' }, 'title "  ": a text'],
      [{ title: 7 }, 'title 7: a text'],
      [{ triedDoors: 'msrc' }, 'triedDoors "msrc": a list of texts'],
      [{ triedDoors: ['msrc', ''] }, 'triedDoors ["msrc",""]: a list of texts'],
      [{ triedDoors: ['msrc', 7] }, 'triedDoors ["msrc",7]: a list of texts'],
      [{ uiLanguage: '?' }, 'uiLanguage "?": a BCP 47 language tag such as en or zh-Hant-TW'],
    ] as const)
      assert.deepEqual(problems(given), [says]);
    assert.match(problems({ reason21v: 'no-time' })[0] ?? '', /, or a list of them$/);
    assert.deepEqual(problems([]), ['- []: an object of fields']);
  });

  it('name only doors there are', () => {
    assert.deepEqual(problems({ triedDoors: ['msrc', 'cellar'] }), ['triedDoors "cellar": msrc, in-house']);
  });

  it('are an object', () => {
    for (const raw of [null, 7, 'cloud', [], true]) assert.equal(problems(raw)[0]?.startsWith('- '), true);
  });

  it('take any language tag, however long', () => {
    for (const tag of ['en', 'EN-us', 'zh-Hant-TW', 'de-CH-1996', 'ja-u-ca-japanese'])
      assert.deepEqual(problems({ uiLanguage: tag, supportLanguage: tag }), []);
    for (const field of ['uiLanguage', 'supportLanguage'])
      assert.equal(problems({ [field]: 'not a language' }).length, 1, field);
  });

  it('never throw, and are never taken with a value outside the vocabulary', () => {
    const anything = fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), fc.jsonValue());
    fc.assert(
      fc.property(anything, (raw) => {
        const read = readFacts(raw, doors);
        if (!('facts' in read)) return read.problems.length > 0;
        return Object.entries(read.facts).every(([name, value]) => {
          const field = fields.find((one) => one === name);
          if (field === undefined) return false;
          const legal: unknown = factValues[field];
          return !Array.isArray(legal) || [value].flat().every((one) => legal.includes(one));
        });
      }),
    );
  });

  it('are the fields and values that other programs may count on', () => {
    const listed = Object.entries(factValues).flatMap(([field, values]) =>
      typeof values === 'string' ? [] : [[field, values.join(' ')]],
    );
    assert.deepEqual(Object.fromEntries(listed), {
      subject: 'customer own-tenant',
      cloud: 'global us-gov 21vianet germany',
      product: 'azure office-365 dynamics-365 ems marketplace other',
      issueKind: 'technical billing billing-dispute subscription-management fraud breach vulnerability',
      purchasedThrough: 'us other-partner direct',
      knownIncident: 'none active-match active-no-match ended-problem-persists',
      incidentOverride: 'engineering-help disagree',
      troubleshooting: 'not-done done-unresolved solved',
      reason21v: 'no-training no-documentation no-tools none',
      category: 'undocumented unavailable bug network regional none',
      impact: 'critical moderate minimal',
      partnerType: 'direct-bill indirect-provider indirect-reseller',
      agentRole: 'admin-agent global-admin sales-agent helpdesk-agent other',
      noPermissionReason: 'not-requested azure-only expired removed-by-customer',
      dynamicsTopic:
        'plan-subscriptions licensing billing finance-operations product-licenses further-technical none',
      ownSupportPlan: 'mpn-contract-id premier azure-support-plan other-plan none',
      contactWish: 'portal phone',
      severityChosen: 'A B C',
      deskPriority: 'high normal low',
    });
  });
});
