import pg from 'pg';
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
  const behindItsBack = async (sql: string, caseId: string, seq: number): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql, [caseId, seq]);
    await client.end();
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
    tamper: (what, caseId, seq) => behindItsBack(tampering[what], caseId, seq),
    removeEntry: (caseId, seq) =>
      behindItsBack('delete from record where case_id = $1 and seq = $2', caseId, seq),
  });
});
