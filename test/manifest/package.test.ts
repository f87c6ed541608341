import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { buildPackage } from '../../src/commands/package-build.ts';
import { problemsOf, readTemplate, values } from './package-sample.ts';

const broken = (name: string, change: (text: string) => string) => (asked: string) =>
  asked === name ? new TextEncoder().encode(change(readTemplate(name).toString())) : readTemplate(asked);

describe('Building the Teams package', () => {
  it('gives a zip with the manifest, two icons and the language files, and nothing else', async () => {
    const built = await buildPackage(values, readTemplate);
    assert.ok(built.kind === 'built');
    const names = ['color.png', 'ja.json', 'manifest.json', 'outline.png', 'zh-CN.json', 'zh-TW.json'];
    assert.deepEqual(Object.keys(unzipSync(built.zip)), names);
    assert.equal(built.version, '1.0.0');
  });

  it('gives the same bytes every time', async () => {
    const [one, two] = [await buildPackage(values, readTemplate), await buildPackage(values, readTemplate)];
    assert.ok(one.kind === 'built' && two.kind === 'built');
    assert.deepEqual(one.zip, two.zip);
  });

  it('names everything that is missing, at once', async () => {
    const none = {
      appId: null,
      domain: null,
      websiteUrl: null,
      privacyUrl: null,
      termsUrl: null,
      developerName: null,
      version: null,
    };
    const problems = await problemsOf(none);
    assert.deepEqual(
      problems.map(({ place }) => place),
      [
        'MicrosoftAppId',
        'PACKAGE_DEVELOPER',
        'PACKAGE_WEBSITE_URL',
        'PACKAGE_PRIVACY_URL',
        'PACKAGE_TERMS_URL',
      ],
    );
    for (const { value, remedy } of problems) assert.ok(value === 'nothing' && remedy.includes('.env'));
  });

  it('refuses placeholders as ids and addresses', async () => {
    for (const appId of [
      '00000000-0000-0000-0000-000000000000',
      '11111111-1111-1111-1111-111111111111',
      '1f0c2a5e-0000-0000-0000-000000000000',
      '${{APP_ID}}',
      'your-app-id',
    ])
      assert.deepEqual(
        (await problemsOf({ appId })).map(({ place }) => place),
        ['MicrosoftAppId'],
        appId,
      );
    for (const websiteUrl of [
      'http://northwind.cloud',
      'https://example.com',
      'https://desk.example',
      'https://localhost/x',
    ])
      assert.deepEqual(
        (await problemsOf({ websiteUrl })).map(({ place }) => place),
        ['PACKAGE_WEBSITE_URL'],
        websiteUrl,
      );
  });

  it('refuses domains that are shared, tunnelled, wild or none', async () => {
    for (const domain of [
      'app.azurewebsites.net',
      'x.ngrok.io',
      'microsoft.com',
      '*.northwind.cloud',
      'com',
      'token.botframework.com',
    ])
      assert.deepEqual(
        (await problemsOf({ domain })).map(({ place }) => place),
        ['PACKAGE_DOMAIN'],
        domain,
      );
    assert.deepEqual(await problemsOf({ domain: 'bot.northwind.cloud' }), []);
  });

  it('takes a version of three numbers only', async () => {
    assert.equal((await problemsOf({ version: '1.2' }))[0]?.place, 'PACKAGE_VERSION');
    const built = await buildPackage({ ...values, version: '2.3.4' }, readTemplate);
    assert.ok(built.kind === 'built' && built.version === '2.3.4');
  });

  it('keeps a quote in a name from breaking out of the manifest', async () => {
    const developerName = 'North "Wind", {}';
    const built = await buildPackage({ ...values, developerName }, readTemplate);
    assert.ok(built.kind === 'built');
    const manifest: unknown = JSON.parse(new TextDecoder().decode(unzipSync(built.zip)['manifest.json']));
    assert.ok(JSON.stringify(manifest).includes(JSON.stringify(developerName)));
  });

  it('is refused where Microsoft’s schema refuses the manifest or a language file', async () => {
    const long = broken('manifest.json', (text) =>
      text.replace('"short": "Handoff"', `"short": "${'x'.repeat(31)}"`),
    );
    const refused = await buildPackage(values, long);
    assert.ok(refused.kind === 'problems');
    assert.match(refused.problems[0]?.place ?? '', /^manifest\.json: \/name\/short/);
    const extra = broken('ja.json', (text) =>
      text.replace('"name.short"', '"name.shorter": "x", "name.short"'),
    );
    const other = await buildPackage(values, extra);
    assert.ok(other.kind === 'problems' && other.problems.some(({ place }) => place.startsWith('ja.json')));
  });

  it('says which folder is broken where the template cannot be read', async () => {
    const built = await buildPackage(
      values,
      broken('ja.json', () => '{'),
    );
    assert.ok(built.kind === 'problems');
    assert.equal(built.problems[0]?.place, 'manifest/');
  });
});

describe('npm run package', () => {
  const run = (
    args: readonly string[],
    variables: Readonly<Record<string, string>> = {},
  ): { readonly status: number | null; readonly stderr: string } => {
    const bare = { PATH: process.env['PATH'] ?? '' };
    return spawnSync(process.execPath, ['src/commands/package.ts', ...args], {
      env: { ...bare, ...variables },
      encoding: 'utf8',
      timeout: 20_000,
    });
  };

  it('ends with code 2, names what is missing, and leaves nothing behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-package-'));
    const { status, stderr } = run(['--out', join(folder, 'app.zip')]);
    assert.equal(status, 2);
    assert.match(stderr, /^MicrosoftAppId: found nothing; expected .* Set it in \.env/m);
    assert.deepEqual(readdirSync(folder), []);
    rmSync(folder, { recursive: true });
  });

  it('explains its options to who mistypes them', () => {
    for (const args of [
      ['--output', 'x.zip'],
      ['--for', 'everybody', '--out', 'x.zip'],
    ]) {
      const { status, stderr } = run(args);
      assert.equal(status, 2);
      assert.match(stderr, /--for desk\|customers\] \[--out FILE/);
      assert.ok(!existsSync('x.zip'));
    }
  });

  it('builds the customers’ package with their words, the partner’s name and the same bot', () => {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-package-'));
    const out = join(folder, 'app.zip');
    const { status } = run(['--for', 'customers', '--out', out], {
      MicrosoftAppId: values.appId ?? '',
      PACKAGE_DEVELOPER: 'Northwind Cloud',
      PACKAGE_WEBSITE_URL: 'https://northwind.cloud',
      PACKAGE_PRIVACY_URL: 'https://northwind.cloud/privacy',
      PACKAGE_TERMS_URL: 'https://northwind.cloud/terms',
    });
    assert.equal(status, 0);
    const files = unzipSync(readFileSync(out));
    const manifest = Buffer.from(files['manifest.json'] ?? []).toString();
    assert.match(manifest, /your support cases at Northwind Cloud/);
    assert.ok(manifest.includes(`"botId": "${values.appId}"`));
    assert.match(Buffer.from(files['ja.json'] ?? []).toString(), /Northwind Cloud のサポート案件/);
    rmSync(folder, { recursive: true });
  });
});

describe('The template', () => {
  it('has no id and no address of its own', () => {
    const template = readFileSync('manifest/manifest.json', 'utf8').replace(/"\$schema".*/, '');
    assert.doesNotMatch(template, /https?:\/\/|[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});
