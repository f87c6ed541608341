/** The connection to PostgreSQL: a pool, named statements, one retry of the whole, and errors as faults with a remedy. */
import pg from 'pg';
import { Fault } from '../fault.ts';
import type { Columns } from './kept.ts';
import { steps } from './postgres-schema.ts';

export type Sql = { readonly name: string; readonly text: string };

export type Client = {
  /** Runs one statement, which is a transaction of its own. Tried again once where that is known to help. */
  readonly call: (sql: Sql, values: readonly unknown[]) => Promise<readonly Columns[]>;
  /** Runs several in one transaction, likewise. */
  readonly inTransaction: <T>(run: (call: Client['call']) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, checked 2026-11-20. */
const codeOf = (caught: unknown): string =>
  caught instanceof Error && 'code' in caught && typeof caught.code === 'string' ? caught.code : '';

const constraintOf = (caught: unknown): string =>
  caught instanceof Error && 'constraint' in caught && typeof caught.constraint === 'string'
    ? caught.constraint
    : '';

/** Two of the same came at once, and the index let one through: the other will find it when it looks again. */
const raced = new Set(['inbound_seen_pkey', 'outbox_key', 'secrets_pkey']);

/** Serialization failure, deadlock, or a connection that was cut: by then the turn's own keys tell whether it happened. */
const isWorthAgain = (caught: unknown): boolean => {
  const code = codeOf(caught);
  if (code === '23505') return raced.has(constraintOf(caught));
  if (/^(40001|40P01|57P0[123]|08...)$/.test(code)) return true;
  if (['ECONNRESET', 'EPIPE', 'ECONNREFUSED'].includes(code)) return true;
  return caught instanceof Error && /^Connection terminated/.test(caught.message);
};

/** Somebody else was first: told by the turn's own check, or by the index of a table that turns write to. */
export const isStale = (caught: unknown): boolean =>
  codeOf(caught) === 'HS001' || (codeOf(caught) === '23505' && !raced.has(constraintOf(caught)));

type Row = { readonly code: string; readonly found: string; readonly remedy: string };

const unreachable: Row = {
  code: 'store-cannot-open',
  found: 'no PostgreSQL server that answers',
  remedy: 'Check DATABASE_URL and that the server is up.',
};

/** By the first two or all five characters. */
const rows: Readonly<Partial<Record<string, Row>>> = {
  '08': unreachable,
  28: {
    code: 'store-cannot-open',
    found: 'a server that refuses this account',
    remedy: 'Check user and password.',
  },
  '3D': {
    code: 'store-cannot-open',
    found: 'no database of that name',
    remedy: 'Create it, or correct DATABASE_URL.',
  },
  '3F': {
    code: 'store-forbidden',
    found: 'an account that may not make its tables',
    remedy: '“npm run doctor” says what to grant.',
  },
  53: {
    code: 'store-full',
    found: 'a server out of disk, memory or connections',
    remedy: 'Make room on the server.',
  },
  57: unreachable,
  42501: {
    code: 'store-forbidden',
    found: 'an account without the rights it needs',
    remedy: '“npm run doctor” names them.',
  },
  XX: { code: 'store-corrupt', found: 'damaged data', remedy: 'Restore a backup of the database.' },
  25006: {
    code: 'store-read-only',
    found: 'a read-only server',
    remedy: 'Point DATABASE_URL to the primary server.',
  },
};

const isNetwork = (caught: unknown): boolean =>
  /^E[A-Z]+$/.test(codeOf(caught)) || (caught instanceof Error && /connect|Connection/.test(caught.message));

const faultOf = (caught: unknown, place: string): Fault => {
  if (caught instanceof Fault) return caught;
  const code = codeOf(caught);
  const row = rows[code] ?? rows[code.slice(0, 2)] ?? (isNetwork(caught) ? unreachable : undefined);
  if (row === undefined)
    return new Fault('store-failed', { detail: { place, sqlState: code }, cause: caught });
  return new Fault(row.code, { detail: { place, found: row.found, remedy: row.remedy }, cause: caught });
};

/** Host and database, never the account or its password. */
const placeOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
};

const settings = {
  max: 10,
  connectionTimeoutMillis: 5_000,
  idleTimeoutMillis: 30_000,
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
  application_name: 'handoff',
} as const;

const poolOf = (url: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, ...settings });
  // An idle connection that breaks is replaced at the next call; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for one that breaks between two statements of a transaction: the next statement tells.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  return pool;
};

const callOn =
  (target: pg.Pool | pg.PoolClient): Client['call'] =>
  async ({ name, text }, values) =>
    (await target.query<Columns>({ name, text, values: [...values] })).rows;

const twice = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (caught) {
    if (!isWorthAgain(caught)) throw caught;
    return run();
  }
};

const transaction = async <T>(pool: pg.Pool, run: (call: Client['call']) => Promise<T>): Promise<T> => {
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query('begin');
    const value = await run(callOn(connection));
    await connection.query('commit');
    return value;
  } catch (caught) {
    await connection.query('rollback').catch((error: unknown) => {
      broken = error instanceof Error ? error : new Error('rollback failed');
    });
    throw caught;
  } finally {
    connection.release(broken);
  }
};

/** Any number that all instances share: they migrate one after another. */
const migrationLock = 0x48414e44;

const migrate = async (pool: pg.Pool, place: string): Promise<void> => {
  await transaction(pool, async (call) => {
    const run = (text: string, values: readonly unknown[] = []) => call({ name: '', text }, values);
    await run('select pg_advisory_xact_lock($1)', [migrationLock]);
    await run('create table if not exists handoff_schema (version bigint not null)');
    const [row] = await run('select max(version) as version from handoff_schema');
    const version = Number(row?.['version'] ?? 0);
    if (version > steps.length) throw newer(place, version);
    if (version === steps.length) return;
    for (const step of steps.slice(version)) await run(step);
    await run('insert into handoff_schema values ($1)', [steps.length]);
  });
};

const newer = (place: string, version: number): Fault =>
  new Fault('store-newer', {
    detail: {
      place,
      found: `schema ${version}, written by a newer Handoff; this one knows up to ${steps.length}`,
      remedy: 'Start the newer Handoff again, or restore a backup made before the upgrade.',
    },
  });

/** For those who only look: what is there has to be what this Handoff knows. */
const insistCurrent = async (pool: pg.Pool, place: string): Promise<void> => {
  const run = async (text: string) => (await callOn(pool)({ name: '', text }, []))[0];
  const made = await run(`select to_regclass('handoff_schema')::text as name`);
  const row = made?.['name'] == null ? null : await run('select max(version) as version from handoff_schema');
  const version = Number(row?.['version'] ?? 0);
  if (version > steps.length) throw newer(place, version);
  if (version < steps.length) throw older(place, version);
};

const older = (place: string, version: number): Fault =>
  new Fault('store-older', {
    detail: {
      place,
      found: version === 0 ? 'no tables of Handoff' : `schema ${version}; this Handoff has ${steps.length}`,
      remedy: 'Nothing to do by hand: this Handoff brings it up to date when its server starts.',
    },
  });

type Prepare = (pool: pg.Pool, place: string) => Promise<void>;

/** Connects and brings the schema up to date. Rejects with a Fault that says what is in the way. */
export const connect = (url: string): Promise<Client> => opened(url, migrate);

/** Connects and changes nothing. Rejects with a Fault, `store-older` where the schema is not current yet. */
export const connectUnchanged = (url: string): Promise<Client> => opened(url, insistCurrent);

const opened = async (url: string, prepare: Prepare): Promise<Client> => {
  const place = placeOf(url);
  const pool = poolOf(url);
  const told = async <T>(run: () => Promise<T>): Promise<T> => {
    if (pool.ended) throw new Fault('store-closed', { detail: { place } });
    try {
      return await twice(run);
    } catch (caught) {
      if (isStale(caught)) throw caught;
      throw faultOf(caught, place);
    }
  };
  try {
    await told(() => prepare(pool, place));
  } catch (caught) {
    await pool.end();
    throw caught;
  }
  return {
    call: (sql, values) => told(() => callOn(pool)(sql, values)),
    inTransaction: (run) => told(() => transaction(pool, run)),
    close: async () => {
      if (!pool.ended) await pool.end();
    },
  };
};
