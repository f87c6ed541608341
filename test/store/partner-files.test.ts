import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readCustomers, readPartnerProfile } from '../../src/store/partner-files.ts';

const sample = (name: string): string =>
  readFileSync(new URL(`../../src/demo/sample/${name}`, import.meta.url), 'utf8');

const csv = (...lines: readonly string[]): string => lines.join('\n');
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** `place · expected` of every problem. */
const told = ({ problems }: { readonly problems: readonly { place: string; expected: string }[] }) =>
  problems.map(({ place, expected }) => `${place} · ${expected}`);

describe('The customer directory’s file', () => {
  it('is read with every column, in any order and spelling of the headings', () => {
    const text = csv(
      'Domain,Name,cloud,Tenant ID,purchased_through,partnerType,providerName,providerEmail,providerGrantedAzureAccess,adminPermission,adminPermissionUntil,language,zone,contacts,azureSubscriptions',
      `Contoso.Example,"Contoso, Ltd.",global,${id(1).toUpperCase()},direct,indirect-reseller,Dist,d@dist.example,Yes,no,2027-02-28,ja,Asia/Tokyo,"${id(2)} 佐藤 花子 <h@x.example>; ${id(3)} Ken",${id(4)} Core; ${id(5)} Test`,
    );
    assert.deepEqual(readCustomers(text, 'c.csv'), {
      problems: [],
      value: [
        {
          id: 'contoso.example',
          version: 1,
          name: 'Contoso, Ltd.',
          domain: 'contoso.example',
          tenantId: id(1),
          cloud: 'global',
          purchasedThrough: 'direct',
          partnerType: 'indirect-reseller',
          provider: { name: 'Dist', email: 'd@dist.example' },
          providerGrantedAzureAccess: true,
          adminPermission: false,
          adminPermissionUntil: '2027-02-28',
          contacts: [
            { objectId: id(2), name: '佐藤 花子', email: 'h@x.example' },
            { objectId: id(3), name: 'Ken', email: null },
          ],
          language: 'ja',
          zone: 'Asia/Tokyo',
          azureSubscriptions: [
            { id: id(4), name: 'Core' },
            { id: id(5), name: 'Test' },
          ],
        },
      ],
    });
  });

  it('names the reseller who is told in the customer’s place', () => {
    const columns = 'name,domain,cloud,tenantId,reseller,reseller_email,reseller_tenant';
    const line = `A,a.example,global,${id(1)},Adatum,help@adatum.example,${id(2).toUpperCase()}`;
    const [customer] = readCustomers(csv(columns, line), 'c.csv').value ?? [];
    assert.deepEqual(
      [customer?.tenantId, customer?.reseller],
      [id(1), { name: 'Adatum', email: 'help@adatum.example', tenantId: id(2) }],
    );
    const [own] = readCustomers(csv(columns, 'A,a.example,global,,,,'), 'c.csv').value ?? [];
    assert.equal(own?.reseller, undefined);
  });

  it('refuses a reseller’s tenant or e-mail without the reseller', () => {
    const columns = 'name,domain,cloud,reseller_email,reseller_tenant';
    const read = readCustomers(
      csv(columns, `A,a.example,global,,${id(2)}`, 'B,b.example,global,b@b.example,'),
      'c.csv',
    );
    assert.deepEqual(told(read), [
      'c.csv, line 2, column reseller · the reseller’s name',
      'c.csv, line 3, column reseller · the reseller’s name',
    ]);
  });

  it('needs no more than name, domain and cloud', () => {
    const { value } = readCustomers(csv('name,domain,cloud', 'A,a.example,us-gov'), 'c.csv');
    const [customer] = value ?? [];
    assert.deepEqual(
      [
        customer?.purchasedThrough,
        customer?.language,
        customer?.zone,
        customer?.tenantId,
        customer?.contacts,
      ],
      ['us', 'en', 'UTC', null, []],
    );
  });

  it('may come from a spreadsheet: semicolons, a byte order mark, carriage returns, empty lines', () => {
    const text = `\uFEFF${['name;domain;cloud', 'A;a.example;global', ';;', '', '"B; C";b.example;germany'].join('\r\n')}`;
    const { value, problems } = readCustomers(text, 'c.csv');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      value?.map(({ name }) => name),
      ['A', 'B; C'],
    );
  });

  it('names every wrong cell by line and column, all at once', () => {
    const text = csv(
      'name,domain,cloud,tenantId,purchasedThrough,adminPermission,adminPermissionUntil,language,zone',
      ',nodot,mars,12,shop,maybe,2027-02-30,english!,Berlin',
      'B,b.example,global,,,,,,+01:00',
    );
    assert.deepEqual(told(readCustomers(text, 'c.csv')), [
      'c.csv, line 2, column name · text that is not empty',
      'c.csv, line 2, column domain · a domain such as contoso.onmicrosoft.com',
      'c.csv, line 2, column tenantId · a GUID such as 1f0c2a5e-0000-0000-0000-000000000000',
      'c.csv, line 2, column cloud · one of global, us-gov, 21vianet, germany',
      'c.csv, line 2, column purchasedThrough · one of us, other-partner, direct',
      'c.csv, line 2, column adminPermission · yes, no or nothing',
      'c.csv, line 2, column adminPermissionUntil · a date such as 2027-03-31',
      'c.csv, line 2, column language · a language tag such as en, ja, zh-TW or zh-CN',
      'c.csv, line 2, column zone · an IANA time zone such as Europe/Berlin',
      'c.csv, line 3, column zone · an IANA time zone such as Europe/Berlin',
    ]);
  });

  it('says the line a record begins on, though a cell before it spans lines', () => {
    const text = csv('name,domain,cloud', '"A\n\nwith lines",a.example,global', 'B,b.example,mars');
    assert.deepEqual(told(readCustomers(text, 'c.csv')), [
      'c.csv, line 5, column cloud · one of global, us-gov, 21vianet, germany',
    ]);
  });

  it('names unknown, doubled and missing columns', () => {
    const problems = told(readCustomers('name,domain,Name,phone\nA,a.example,B,1', 'c.csv'));
    assert.equal(problems.length, 3);
    assert.match(problems[0] ?? '', /^c\.csv, line 1 · one of name, domain, tenantId,/);
    assert.deepEqual(problems.slice(1), [
      'c.csv, line 1 · each column once',
      'c.csv, line 1 · the columns name, domain, cloud',
    ]);
    assert.equal(readCustomers('', 'c.csv').problems.length, 3);
  });

  it('names a domain or tenant that two lines claim, and both lines', () => {
    const text = csv(
      'name,domain,cloud,tenantId',
      `A,a.example,global,${id(1)}`,
      `B,A.example,global,${id(1)}`,
    );
    assert.deepEqual(told(readCustomers(text, 'c.csv')), [
      'c.csv, line 3, column domain · a domain that no other line has; line 2 has it',
      'c.csv, line 3, column tenantId · a tenantId that no other line has; line 2 has it',
    ]);
  });

  it('names a contact without an object id, and shows how one is written', () => {
    const text = csv('name,domain,cloud,contacts', 'A,a.example,global,Megan <megan@a.example>');
    assert.deepEqual(
      readCustomers(text, 'c.csv').problems.map(({ place, value, remedy }) => [place, value, remedy]),
      [
        [
          'c.csv, line 2, column contacts',
          '"Megan <megan@a.example>"',
          'Write: object-id Name <e-mail>; object-id Name.',
        ],
      ],
    );
  });

  it('names a line with too many or too few cells, a quote left open, and text that is not UTF-8', () => {
    assert.deepEqual(told(readCustomers('name,domain,cloud\nA,a.example,global,x', 'c')), [
      'c, line 2 · 3 cells, as in line 1',
    ]);
    assert.deepEqual(told(readCustomers('name,domain,cloud\nA,a.example,global\n"B,b', 'c')), [
      'c, line 3 · CSV with "double quotes" in pairs',
    ]);
    const ansi = Buffer.from('name,domain,cloud\nGröße,a.example,global', 'latin1').toString('utf8');
    assert.deepEqual(told(readCustomers(ansi, 'c')), ['c, line 2 · UTF-8 text']);
  });
});

describe('The partner’s profile', () => {
  const profile = (change: Readonly<Record<string, unknown>>): string => {
    const json: unknown = JSON.parse(sample('partner.json'));
    return JSON.stringify({ ...Object(json), ...change });
  };

  it('is read, with what may be left out as null', () => {
    const { value, problems } = readPartnerProfile(
      profile({ partnerId: undefined, contract: undefined }),
      'p.json',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual([value?.name, value?.partnerId, value?.contract], ['Northwind Cloud GmbH', null, null]);
  });

  it('has every problem named by its path', () => {
    const contact = {
      company: 'A',
      name: 'B',
      email: 'no',
      phone: '',
      zone: 'Nowhere',
      country: 'DE',
      fax: '1',
    };
    const text = profile({ partnerType: 'friend', contact, clouds: ['mars'], language: '?', phone: '1' });
    assert.deepEqual(told(readPartnerProfile(text, 'p.json')), [
      'p.json, partnerType · one of direct-bill, indirect-provider, indirect-reseller',
      'p.json, contact.email · an e-mail address',
      'p.json, contact.phone · text that is not empty',
      'p.json, contact.zone · an IANA time zone such as Europe/Berlin',
      'p.json, contact.fax · only the fields of the format',
      'p.json, clouds.0 · one of global, us-gov, 21vianet, germany',
      'p.json, language · a language tag such as en, ja, zh-TW or zh-CN',
      'p.json, phone · only the fields of the format',
    ]);
  });

  it('has its opening hours checked', () => {
    const hours = { days: [0, 8], from: '18:00', to: '9', zone: 'UTC' };
    const support = { languages: [], hours, contactMethod: 'x' };
    assert.deepEqual(told(readPartnerProfile(profile({ support }), 'p')), [
      'p, support.languages · at least one language',
      'p, support.hours.days.0 · a day from 1 (Monday) to 7 (Sunday)',
      'p, support.hours.days.1 · a day from 1 (Monday) to 7 (Sunday)',
      'p, support.hours.to · a time of day such as 09:00',
    ]);
    const closedEarly = { ...support, languages: ['en'], hours: { ...hours, days: [1], to: '09:00' } };
    assert.deepEqual(told(readPartnerProfile(profile({ support: closedEarly }), 'p')), [
      'p, support.hours.to · a closing time after the opening time',
    ]);
  });

  it('takes what customers read as one text or one for each language', () => {
    const hours = { days: [1], from: '09:00', to: '17:00', zone: 'UTC' };
    const read = (contactMethod: unknown) => {
      const support = { languages: ['en'], hours, contactMethod };
      return readPartnerProfile(profile({ support }), 'p');
    };
    assert.deepEqual(read({ en: 'Chat', 'zh-tw': '聊天' }).value?.support.contactMethod, {
      en: 'Chat',
      'zh-TW': '聊天',
    });
    for (const wrong of [{}, { english: 5 }, 7])
      assert.deepEqual(told(read(wrong)), [
        'p, support.contactMethod · a text of fitting length, or one for each language { "en": "…" }',
      ]);
  });

  it('that is no JSON, or no object, says so', () => {
    assert.match(readPartnerProfile('{"name": }', 'p.json').problems[0]?.value ?? '', /is not valid JSON/);
    for (const text of ['[]', 'null', '7'])
      assert.equal(told(readPartnerProfile(text, 'p'))[0], 'p · an object { … }');
  });
});

describe('The sample files of the demo', () => {
  const customers = readCustomers(sample('customers.csv'), 'customers.csv');
  const all = customers.value ?? [];
  const some = (holds: (customer: (typeof all)[number]) => boolean): boolean => all.some(holds);

  it('hold without a problem, with at least thirty customers', () => {
    assert.deepEqual(customers.problems, []);
    assert.deepEqual(readPartnerProfile(sample('partner.json'), 'partner.json').problems, []);
    assert.ok(all.length >= 30);
  });

  it('cover every cloud, seller, role, permission and language the intake branches on', () => {
    const values = <K extends 'cloud' | 'purchasedThrough' | 'language'>(field: K) =>
      [...new Set(all.map((customer) => customer[field]))].sort();
    assert.deepEqual(values('cloud'), ['21vianet', 'germany', 'global', 'us-gov']);
    assert.deepEqual(values('purchasedThrough'), ['direct', 'other-partner', 'us']);
    assert.deepEqual(values('language'), ['en', 'ja', 'zh-CN', 'zh-TW']);
    for (const grant of [true, false, null])
      assert.ok(some((c) => c.partnerType === 'indirect-reseller' && c.providerGrantedAzureAccess === grant));
    for (const permission of [true, false, null]) assert.ok(some((c) => c.adminPermission === permission));
    assert.ok(some((c) => c.azureSubscriptions.length >= 3));
    assert.ok(some((c) => c.tenantId === null && c.contacts.length === 0));
  });
});
