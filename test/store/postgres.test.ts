import pg from 'pg';
import type { Rows } from '../../src/store/maintenance.ts';
import { open } from '../../src/store/postgres.ts';
import { storeContract } from './contract.ts';
import { sharedPostgres } from './postgres-server.ts';
import type { PostgresServer } from './postgres-server.ts';

describe('PostgreSQL', () => {
  let server: PostgresServer | undefined;
  let url = '';
  before(async () => {
    server = await sharedPostgres();
  });

  /** Beside the open store, as another program would. */
  const behindItsBack: Rows = async (sql, ...values) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql, [...values]);
    await client.end();
    return rows;
  };

  const tampering = {
    text: `update record_texts set text = replace(text, '9', '8') where case_id = $1 and seq = $2 and name = 'description'`,
    entry: `update record set entry = replace(entry, 'critical', 'criticaI') where case_id = $1 and seq = $2`,
  };

  storeContract('PostgreSQL', {
    open: async () => {
      if (url === '') url = (await server?.fresh()) ?? '';
      else await server?.empty(url);
      return open({ url });
    },
    read: behindItsBack,
    tamper: async (what, caseId, seq) => {
      await behindItsBack(tampering[what], caseId, seq);
    },
    removeEntry: async (caseId, seq) => {
      await behindItsBack('delete from record where case_id = $1 and seq = $2', caseId, seq);
    },
  });
});
