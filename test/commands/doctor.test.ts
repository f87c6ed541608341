import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { openStore } from '../../src/app.ts';
import { startTeams, type Teams } from '../stand-in/teams.ts';
import { sharedPostgres } from '../store/postgres-server.ts';
import { aCase, anEntry, keeping } from '../store/samples.ts';
import { certificateUntil } from './certificate.ts';
import { aFolder, environmentOf, run, type Environment } from './desk-at-work.ts';
import { wrongsIn } from './doctor-lines.ts';

const dayMs = 24 * 3_600_000;

describe('The doctor', function () {
  this.timeout(60_000);
  let teams: Teams;
  let folder = '';
  before(async () => {
    teams = await startTeams();
  });
  after(() => teams.close());
  beforeEach(() => {
    folder = aFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const wrongs = async (change: Environment = {}): Promise<readonly string[]> =>
    wrongsIn(await run('doctor', [], environmentOf(folder, teams, change)));

  it('finds nothing wrong where nothing is', async () => {
    await (await openStore({ dataFolder: folder, databaseUrl: null })).close();
    assert.deepEqual(await wrongs(), []);
  });

  describe('on PostgreSQL', () => {
    let url = '';
    let client: pg.Client;
    beforeEach(async () => {
      url = await (await sharedPostgres()).fresh();
      client = new pg.Client({ connectionString: url });
      await client.connect();
    });
    afterEach(() => client.end());
    const made = async (): Promise<void> =>
      (await openStore({ dataFolder: folder, databaseUrl: url })).close();
    const tables = async (): Promise<number> =>
      Number(
        (
          await client.query<{ n: string }>(
            'select count(*) as n from pg_tables where schemaname = current_schema()',
          )
        ).rows[0]?.n,
      );

    it('finds nothing wrong where nothing is', async () => {
      await made();
      assert.deepEqual(await wrongs({ DATABASE_URL: url }), []);
    });

    it('says that a database is still empty, and leaves it so', async () => {
      assert.match(
        (await wrongs({ DATABASE_URL: url })).join(),
        /database: .*no tables of Handoff → .*when its server starts/,
      );
      assert.equal(await tables(), 0);
    });

    it('says that the schema is older, and leaves it so', async () => {
      await made();
      await client.query('update handoff_schema set version = 1');
      assert.match(
        (await wrongs({ DATABASE_URL: url })).join(),
        /database: .*schema 1; this Handoff has \d+ → /,
      );
      assert.deepEqual((await client.query('select version from handoff_schema')).rows, [{ version: '1' }]);
    });

    it('says that a newer Handoff wrote it', async () => {
      await made();
      await client.query('update handoff_schema set version = 99');
      assert.match(
        (await wrongs({ DATABASE_URL: url })).join(),
        /schema 99, written by a newer Handoff.* → Start the newer Handoff again/,
      );
    });

    it('says that a record was changed behind Handoff’s back', async () => {
      await made();
      const one = aCase();
      const store = await openStore({ dataFolder: folder, databaseUrl: url });
      await store.commit(keeping(one, 'mail', { record: [anEntry({ caseId: one.id })] }));
      await store.close();
      await client.query(`update record set hash = 'another'`);
      assert.match(
        (await wrongs({ DATABASE_URL: url })).join(),
        /tampered with: .+ entry 1 → Restore a backup/,
      );
    });

    it('names the server that does not answer, and never the password', async () => {
      const found = (await wrongs({ DATABASE_URL: 'postgres://admin:hush-hush@127.0.0.1:9/handoff' })).join();
      assert.match(found, /127\.0\.0\.1:9\/handoff: no PostgreSQL server that answers → Check DATABASE_URL/);
      assert.doesNotMatch(found, /hush/);
    });

    it('names an account the server refuses, and a database it does not have', async () => {
      const other = (change: (address: URL) => void): string => {
        const address = new URL(url);
        change(address);
        return address.href;
      };
      const refused = other((address) => (address.password = 'wrong'));
      assert.match(
        (await wrongs({ DATABASE_URL: refused })).join(),
        /refuses this account → Check user and password/,
      );
      const absent = other((address) => (address.pathname = '/nowhere'));
      assert.match((await wrongs({ DATABASE_URL: absent })).join(), /no database of that name → Create it/);
    });
  });

  describe('on the SQLite file', () => {
    const path = (): string => join(folder, 'handoff.db');
    const made = async (): Promise<void> =>
      (await openStore({ dataFolder: folder, databaseUrl: null })).close();

    it('says that a newer Handoff wrote it', async () => {
      await made();
      const db = new DatabaseSync(path());
      db.exec('pragma user_version = 99');
      db.close();
      assert.match(
        (await wrongs()).join(),
        /schema 99, written by a newer Handoff.* → If a newer Handoff wrote it, start that one/,
      );
    });

    it('says that a file is damaged, or none of Handoff’s', async () => {
      await made();
      truncateSync(path(), 20_000);
      assert.match((await wrongs()).join(), /database: .*(damage|cut).* restore a backup: npm run restore/i);
      writeFileSync(path(), 'a note somebody put here');
      assert.match((await wrongs()).join(), /no SQLite database/);
    });

    it('says that the folder cannot be written', async () => {
      // Permission bits mean nothing to a root account; a file where the folder should be does.
      writeFileSync(join(folder, 'file'), '');
      const found = (await wrongs({ DATA_FOLDER: join(folder, 'file') })).join('\n');
      assert.match(found, /cannot be written → Give the account Handoff runs under write permission/);
    });

    it('knows a folder and an empty file in its place from a damaged one', async () => {
      mkdirSync(path());
      assert.match((await wrongs()).join(), /handoff\.db: a folder → Move the folder away/);
      rmSync(path(), { recursive: true });
      writeFileSync(path(), '');
      assert.match((await wrongs()).join(), /handoff\.db: an empty file → Restore a backup into its place/);
    });

    it('leaves nothing behind that a server would find closed', async () => {
      await made();
      rmSync(`${path()}.owner`);
      assert.deepEqual(await wrongs(), []);
      assert.ok(!existsSync(`${path()}.owner`));
    });

    it('says that the next start brings an older schema up to date', async () => {
      await made();
      const db = new DatabaseSync(path());
      db.exec('pragma user_version = 5');
      db.close();
      const { out } = await run('doctor', [], environmentOf(folder, teams));
      assert.match(out, /ok +database: .*schema 5 \(the next start makes it \d+\)/);
    });

    it('is looked at also where something else is configured wrongly', async () => {
      await made();
      const { out } = await run('doctor', [], environmentOf(folder, teams, { PORT: 'door' }));
      assert.match(out, /wrong +configuration: PORT: found "door"/);
      assert.match(out, /ok +database: .*every page intact/);
    });

    it('looks where the first start will make the folder', async () => {
      assert.deepEqual(await wrongs({ DATA_FOLDER: join(folder, 'deep', 'deeper') }), []);
    });
  });

  describe('on the credential', () => {
    const withCertificate = (endsMs: number, key = certificateUntil(endsMs)): Environment => {
      mkdirSync(folder, { recursive: true });
      const [certificateFile, keyFile] = [join(folder, 'bot.pem'), join(folder, 'bot.key')];
      writeFileSync(certificateFile, key.certificate);
      writeFileSync(keyFile, key.key);
      return {
        MicrosoftAppPassword: '',
        MicrosoftAppCertificateFile: certificateFile,
        MicrosoftAppCertificateKeyFile: keyFile,
      };
    };

    it('counts the days a certificate has left', async () => {
      const { out } = await run(
        'doctor',
        [],
        environmentOf(folder, teams, withCertificate(Date.now() + 100.5 * dayMs)),
      );
      assert.match(out, /ok +credential: the certificate is good for 100 more days/);
    });

    for (const [what, days, says] of [
      ['ends soon', 12.5, /ends in 12 days → Make a new certificate/],
      ['ends tomorrow', 1.5, /ends tomorrow → Make a new certificate/],
      ['has ended', -3.5, /ended 4 days ago → Make a new certificate/],
    ] as const)
      it(`says that a certificate ${what}, and what to do`, async () => {
        assert.match((await wrongs(withCertificate(Date.now() + days * dayMs))).join(), says);
      });

    it('says that key and certificate are not of one pair, or cannot be read', async () => {
      const mixed = { ...certificateUntil(Date.now() + 100 * dayMs), key: certificateUntil(0).key };
      assert.match(
        (await wrongs(withCertificate(0, mixed))).join(),
        /the key does not belong to the certificate → Correct/,
      );
      const broken = { certificate: 'no certificate', key: 'no key' };
      assert.match((await wrongs(withCertificate(0, broken))).join(), /cannot be read → Both are PEM files/);
    });
  });

  describe('on what is outside', () => {
    it('says that the login is refused, with Microsoft’s own word for it', async () => {
      teams.loginAnswers({ status: 401, body: { error: 'invalid_client' } });
      try {
        assert.match((await wrongs()).join(), /login: the bot gets no token \(.*\) → Check MicrosoftAppId/);
      } finally {
        teams.loginAnswers(null);
      }
    });

    it('names a host that does not answer', async () => {
      const found = (await wrongs({ ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:9/openid' })).join();
      assert.match(found, /network: 127\.0\.0\.1:9: .+ → Check DNS, firewall and HTTPS_PROXY/);
    });

    for (const [way, minutes] of [
      ['ahead of', -8],
      ['behind', 8],
    ] as const)
      it(`says that this machine’s clock is ${way} Microsoft’s`, async () => {
        const server = createServer((_, response) => {
          const date = new Date(Date.now() + minutes * 60_000).toUTCString();
          response.writeHead(200, { 'content-type': 'application/json', date });
          response.end('{}');
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        const { port } = server.address() as AddressInfo;
        try {
          const address = `http://127.0.0.1:${String(port)}/openid`;
          const found = (await wrongs({ ToBotFromChannelOpenIdMetadataUrl: address })).join();
          assert.match(found, new RegExp(`clock: (47|48)\\d s ${way} Microsoft’s → Set the server’s clock`));
        } finally {
          server.close();
        }
      });
  });
});
