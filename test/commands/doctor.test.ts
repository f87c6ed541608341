import assert from 'node:assert/strict';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
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

  /** What it says is wrong: each line with the one below it, which says what to do. */
  const wrongs = async (change: Environment = {}): Promise<readonly string[]> => {
    const { code, out, err } = await run('doctor', [], environmentOf(folder, teams, change));
    assert.equal(err, '');
    const found = [...out.matchAll(/^wrong +(.+)\n +→ (.+)$/gm)].map(
      ([, says, remedy]) => `${says ?? ''} → ${remedy ?? ''}`,
    );
    assert.equal(code, found.length === 0 ? 0 : 1, out);
    assert.equal(found.length, [...out.matchAll(/^wrong/gm)].length, out);
    return found;
  };

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

    const readOnly = (): string => `${url}%20-c%20default_transaction_read_only%3Don`;

    it('says that a server takes no changes, and tries none', async () => {
      await made();
      assert.match(
        (await wrongs({ DATABASE_URL: readOnly() })).join(),
        /database: can be read, but takes no changes → Point DATABASE_URL to the primary server/,
      );
    });

    describe('as an account of its own', () => {
      const account = 'clerk';
      const schema = (): string => /search_path%3D(\w+)/.exec(url)?.[1] ?? '';
      const asClerk = (): string => {
        const address = new URL(url);
        [address.username, address.password] = [account, account];
        return address.href;
      };
      const grant = (sql: string) => client.query(`grant ${sql} to ${account}`);
      beforeEach(async () => {
        await made();
        await client.query(`create role ${account} login password '${account}'`);
        await grant(`usage, create on schema ${schema()}`);
        await grant(`all on all tables in schema ${schema()}`);
        await grant(`all on all sequences in schema ${schema()}`);
      });
      afterEach(async () => {
        await client.query(`drop owned by ${account}`);
        await client.query(`drop role ${account}`);
      });
      const found = async (): Promise<string> => (await wrongs({ DATABASE_URL: asClerk() })).join();

      it('finds nothing wrong where it may do all that a turn does', async () => {
        assert.equal(await found(), '');
      });

      for (const [right, says] of [
        ['insert, delete on outbox', 'delete on outbox, insert on outbox'],
        ['update on record', 'update on record'],
        ['update on sequence case_numbers', 'update on case_numbers'],
        ['select on handoff_schema', 'select on handoff_schema'],
      ] as const)
        it(`names what it may not do: ${right}`, async () => {
          await client.query(`revoke ${right} from ${account}`);
          assert.match(
            await found(),
            new RegExp(`database: the account of DATABASE_URL lacks rights: ${says} → Let the owner`),
          );
        });

      it('names the schema, without which not even a start succeeds', async () => {
        await client.query(`revoke create on schema ${schema()} from ${account}`);
        assert.match(await found(), new RegExp(`lacks rights: create on schema ${schema()} →`));
        await assert.rejects(openStore({ dataFolder: folder, databaseUrl: asClerk() }));
      });

      it('names a function it may not call', async () => {
        await client.query('revoke execute on function commit_turn from public');
        assert.match(await found(), /lacks rights: execute on commit_turn →/);
      });

      it('says nothing of what others keep in the same schema', async () => {
        await client.query('create table invoices (id bigint)');
        assert.equal(await found(), '');
      });
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
