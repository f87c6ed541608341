import assert from 'node:assert/strict';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '../../src/fault.ts';
import { createLog } from '../../src/log.ts';
import type { BotCredential } from '../../src/outbound/msal.ts';
import { createOutbound } from '../../src/outbound/outbound.ts';
import { appId, homeTenant } from '../stand-in/activities.ts';
import type { Teams } from '../stand-in/teams.ts';
import { botToken, startTeams } from '../stand-in/teams.ts';

const certificate = readFileSync(new URL('./certificate.pem', import.meta.url), 'utf8');
const thumbprintSha256 = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

describe('The bot proves who it is', () => {
  let teams: Teams;
  before(async () => {
    teams = await startTeams();
  });
  after(() => teams.close());

  const outboundWith = (credential: BotCredential, more: { loginUrl?: string } = {}) =>
    createOutbound({
      cloud: 'public',
      addresses: { ...teams.addresses, ...more },
      identity: {
        appId,
        type: credential.kind === 'managed-identity' ? 'UserAssignedMSI' : 'SingleTenant',
        tenantId: homeTenant,
        credential,
        identityEndpoint: `${teams.url}/machine-identity`,
      },
      now: Date.now,
      log: createLog('silent'),
    });

  const tokenBy = async (credential: BotCredential, more: { loginUrl?: string } = {}) => {
    const outbound = outboundWith(credential, more);
    const before = teams.logins.length;
    const token = await outbound.token.get();
    await outbound.wayOut.close();
    return { token, asked: teams.logins.slice(before) };
  };

  it('by a secret, at the tenant of its registration', async () => {
    const { token, asked } = await tokenBy({ kind: 'secret', secret: 'a-secret' }, { loginUrl: teams.url });
    const form = new URLSearchParams(asked[0]?.body);
    assert.deepEqual(token, { kind: 'token', token: botToken });
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.path, `/${homeTenant}/oauth2/v2.0/token`);
    assert.equal(form.get('grant_type'), 'client_credentials');
    assert.equal(form.get('client_secret'), 'a-secret');
    assert.match(form.get('scope') ?? '', /^https:\/\/api\.botframework\.test\/\.default\b/);
  });

  it('by a certificate, without showing its key', async () => {
    const { token, asked } = await tokenBy({
      kind: 'certificate',
      certificate,
      thumbprintSha256,
      privateKey,
    });
    const form = new URLSearchParams(asked[0]?.body);
    assert.deepEqual(token, { kind: 'token', token: botToken });
    assert.equal(form.get('client_secret'), null);
    assert.equal(form.get('client_assertion')?.split('.').length, 3);
    assert.ok(!JSON.stringify(asked).includes('PRIVATE KEY'));
  });

  it('by the identity of the machine it runs on', async () => {
    process.env['IDENTITY_ENDPOINT'] = `${teams.url}/machine-identity`;
    process.env['IDENTITY_HEADER'] = 'header';
    const { token, asked } = await tokenBy({ kind: 'managed-identity' });
    delete process.env['IDENTITY_ENDPOINT'];
    delete process.env['IDENTITY_HEADER'];
    assert.deepEqual(token, { kind: 'token', token: botToken });
    assert.match(asked[0]?.path ?? '', new RegExp(`/machine-identity\\?.*client_id=${appId}`));
  });

  it('and says at the start which entries of its host list are none', () => {
    assert.throws(
      () =>
        createOutbound({
          cloud: 'public',
          addresses: { ...teams.addresses, connectorHosts: ['*.example.com'] },
          identity: null,
          now: Date.now,
          log: createLog('silent'),
        }),
      (error) => error instanceof Fault && error.code === 'bad-connector-hosts',
    );
  });
});
