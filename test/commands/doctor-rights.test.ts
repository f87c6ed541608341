import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import pg from 'pg';
import { openStore } from '../../src/app.ts';
import { startTeams, type Teams } from '../stand-in/teams.ts';
import { sharedPostgres } from '../store/postgres-server.ts';
import { aFolder, environmentOf, run } from './desk-at-work.ts';
import { wrongsIn } from './doctor-lines.ts';

describe('The doctor, where PostgreSQL can be read but not written', function () {
  this.timeout(60_000);
  let teams: Teams;
  let folder = '';
  let url = '';
  let client: pg.Client;
  before(async () => {
    teams = await startTeams();
  });
  after(() => teams.close());
  beforeEach(async () => {
    folder = aFolder();
    url = await (await sharedPostgres()).fresh();
    client = new pg.Client({ connectionString: url });
    await client.connect();
    await (await openStore({ dataFolder: folder, databaseUrl: url })).close();
  });
  afterEach(async () => {
    await client.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const wrongs = async (address: string): Promise<readonly string[]> =>
    wrongsIn(await run('doctor', [], environmentOf(folder, teams, { DATABASE_URL: address })));
  const readOnly = (): string => `${url}%20-c%20default_transaction_read_only%3Don`;

  it('says that a server takes no changes, and tries none', async () => {
    assert.match(
      (await wrongs(readOnly())).join(),
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
      await client.query(`create role ${account} login password '${account}'`);
      await grant(`usage, create on schema ${schema()}`);
      await grant(`all on all tables in schema ${schema()}`);
      await grant(`all on all sequences in schema ${schema()}`);
    });
    afterEach(async () => {
      await client.query(`drop owned by ${account}`);
      await client.query(`drop role ${account}`);
    });
    const found = async (): Promise<string> => (await wrongs(asClerk())).join();

    it('finds nothing wrong where it may do all that a turn does', async () => {
      assert.equal(await found(), '');
    });

    for (const [right, says] of [
      ['insert, delete on outbox', 'insert, delete on outbox'],
      ['insert on outbox, record', 'insert on outbox, record'],
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

    it('names all tables at once where it may write to none', async () => {
      await client.query(`revoke insert, update, delete on all tables in schema ${schema()} from ${account}`);
      assert.match(await found(), /lacks rights: insert, update, delete on all tables →/);
    });

    it('says before the first start that it may not make the tables', async () => {
      await client.query(`drop schema ${schema()} cascade; create schema ${schema()}`);
      assert.match(await found(), new RegExp(`no tables of Handoff .*create on schema ${schema()} →`));
      await grant(`usage on schema ${schema()}`);
      assert.match(await found(), new RegExp(`no tables of Handoff .*create on schema ${schema()} →`));
      await grant(`create on schema ${schema()}`);
      assert.doesNotMatch(await found(), /lacks/);
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
