import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readConfig } from '../src/config.ts';
import { variableNames } from '../src/variables.ts';

const guid = '1f0c2a5e-1111-4222-8333-444455556666';
const file = import.meta.filename;
const bot = {
  MicrosoftAppId: guid,
  MicrosoftAppTenantId: guid,
  MicrosoftAppPassword: 'canary-secret',
  PARTNER_FILE: file,
};

describe('configuration', () => {
  it('without any variable is the demo, on loopback', () => {
    const { config } = readConfig({});
    assert.equal(config?.mode, 'demo');
    assert.deepEqual(config.http, { host: '127.0.0.1', port: 3978 });
  });

  it('with a bot id, its tenant and a credential is a production server', () => {
    const { config } = readConfig(bot);
    assert.equal(config?.mode, 'production');
    assert.equal(config.homeTenantId, guid);
  });

  it('sends mail only for a real bot, from a mailbox, and to a safe address', () => {
    const mailed = readConfig({ ...bot, MAIL_FROM: 'desk@fabrikam.example' }).config;
    assert.deepEqual([mailed?.mailFrom, mailed?.edge.graphUrl], ['desk@fabrikam.example', null]);
    assert.equal(readConfig({ MAIL_FROM: 'desk@fabrikam.example' }).config?.mailFrom, null);
    assert.equal(readConfig(bot).config?.mailFrom, null);
    const places = (more: Record<string, string>) =>
      readConfig({ ...bot, ...more }).problems.map(({ place }) => place);
    assert.deepEqual(places({ MAIL_FROM: 'nobody', GRAPH_URL: 'http://graph.example' }), [
      'MAIL_FROM',
      'GRAPH_URL',
    ]);
    assert.deepEqual(places({ GRAPH_URL: 'http://127.0.0.1:9000' }), []);
  });

  it('lists every variable of the code in .env.example, and no other', () => {
    const listed = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
      .split('\n')
      .flatMap((line) => /^([A-Za-z_]+)=/.exec(line)?.[1] ?? []);
    assert.deepEqual([...listed].sort(), [...variableNames].sort());
  });

  it('takes .env.example as it stands for the demo', () => {
    const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');
    const example = Object.fromEntries(
      lines.flatMap((line) => {
        const pair = /^([A-Za-z_]+)=(.*)$/.exec(line);
        return pair?.[1] === undefined ? [] : [[pair[1], pair[2]] as const];
      }),
    );
    assert.equal(readConfig(example).config?.mode, 'demo');
  });

  it('names all problems at once, each with the variable, the value and the remedy', () => {
    const { problems } = readConfig({ PORT: 'door', MicrosoftAppId: 'mine', LOG_LEVEL: 'loud' });
    assert.deepEqual(problems.map(({ place }) => place).sort(), ['LOG_LEVEL', 'MicrosoftAppId', 'PORT']);
    for (const problem of problems) assert.ok(problem.expected !== '' && problem.remedy !== '');
    assert.equal(problems.find(({ place }) => place === 'PORT')?.value, '"door"');
  });

  it('never prints a secret, not even in an error about it', () => {
    const { problems } = readConfig({ DATABASE_URL: 'mysql://user:canary@host/db' });
    assert.equal(problems[0]?.place, 'DATABASE_URL');
    assert.ok(!JSON.stringify(problems).includes('canary'));
  });

  it('says of a number what it may be, however it is wrong', () => {
    for (const value of ['door', '-1', '70000', '1.5']) {
      const { problems } = readConfig({ PORT: value, OPERATOR_PORT: value });
      assert.deepEqual(
        problems.map(({ expected }) => expected),
        ['a whole number from 0 to 65535', 'a whole number from 0 to 65535, or "off"'],
      );
    }
  });

  it('wants files it can read, not folders', () => {
    for (const path of ['/nowhere/partner.json', import.meta.dirname]) {
      const [problem] = readConfig({ PARTNER_FILE: path }).problems;
      assert.equal(problem?.expected, 'a file that this account can read');
    }
  });

  it('reads how much memory the process may take', () => {
    const limit = (given: string) => readConfig({ MEMORY_LIMIT_MB: given }).config?.memoryLimit;
    assert.deepEqual([limit(''), limit('off'), limit('512')], ['system', 'off', 512 * 1_048_576]);
    for (const wrong of ['255', 'much', '300.5']) {
      const [problem] = readConfig({ MEMORY_LIMIT_MB: wrong }).problems;
      assert.equal(problem?.expected, 'a whole number of megabytes from 256 on, or "off"');
    }
  });

  it('refuses to run as production without a bot id', () => {
    assert.deepEqual(
      readConfig({ NODE_ENV: 'production' }).problems.map(({ place }) => place),
      ['MicrosoftAppId'],
    );
  });

  it('refuses a bot id without tenant and credential, and names both', () => {
    assert.deepEqual(
      readConfig({ MicrosoftAppId: guid }).problems.map(({ place }) => place),
      ['MicrosoftAppTenantId', 'MicrosoftAppPassword'],
    );
  });

  it('keeps the demo on this machine', () => {
    assert.deepEqual(
      readConfig({ HOST: '0.0.0.0' }).problems.map(({ place }) => place),
      ['HOST'],
    );
  });

  it('takes plain http for the edge on loopback only', () => {
    const given = (url: string) => readConfig({ ...bot, ToChannelFromBotLoginUrl: url }).problems.length;
    assert.equal(given('http://127.0.0.1:9000/login'), 0);
    assert.equal(given('http://127.0.0.1.evil.example/login'), 1);
    assert.equal(given('http://login.example/x'), 1);
  });
});
