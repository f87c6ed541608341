/** Which database stands behind the port. */
import { join } from 'node:path';
import type { Store } from '../flow/ports.ts';
import { open as openSqlite } from './sqlite.ts';

export type StorePlace = {
  /** Folder of the SQLite file; not used with a database URL. */
  readonly dataFolder: string;
  /** `postgres://…`, or null for SQLite. */
  readonly databaseUrl: string | null;
};

/** The server owns a SQLite file; a command works beside it. PostgreSQL makes no difference. */
export const openStore = async (
  { dataFolder, databaseUrl }: StorePlace,
  as: 'server' | 'command' = 'server',
): Promise<Store> => {
  if (databaseUrl === null) return openSqlite({ path: join(dataFolder, 'handoff.db'), as });
  // Loaded only where wanted: a bot on SQLite starts without it.
  const postgres = await import('./postgres.ts');
  return postgres.open({ url: databaseUrl });
};
