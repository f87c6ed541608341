/** Whether a turn could be written to a PostgreSQL, found out by asking only: nothing is tried. */
import pg from 'pg';
import { textIn, type Columns } from './kept.ts';
import type { Rows } from './maintenance.ts';
import { steps } from './postgres-schema.ts';

export type Writing = {
  /** A standby, or one told to take no changes. */
  readonly isReadOnly: boolean;
  /** What the account may not do, for instance `insert, update on cases`. */
  readonly missing: readonly string[];
};

/** Names of everything of a kind that any step made; what a later one dropped is looked for in vain. */
const made = (kind: RegExp): string => {
  const all = steps.flatMap((step) => [...step.matchAll(kind)].map(([, name = '']) => name));
  return [...new Set(all)].join(',');
};

const tables = `${made(/create table (?:if not exists )?(\w+)/g)},handoff_schema`;
const sequences = made(/create sequence (\w+)/g);
const functions = made(/create (?:or replace )?function (\w+)/g);

/** Each thing of Handoff's with the rights it lacks, empty where it lacks none. */
const lacking = `
  select 'tables' as kind, relname as name, array_to_string(array(
      select privilege from unnest(array['select', 'insert', 'update', 'delete']) privilege
      where not has_table_privilege(oid, privilege)), ', ') as lacks
    from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'
    and relname = any(string_to_array($1, ','))
  union all
  select 'sequences', relname, array_to_string(array(
      select privilege from unnest(array['usage', 'update']) privilege
      where not has_sequence_privilege(oid, privilege)), ', ')
    from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'S'
    and relname = any(string_to_array($2, ','))
  union all
  select 'functions', proname, case when has_function_privilege(oid, 'execute') then '' else 'execute' end
    from pg_proc where pronamespace = current_schema()::regnamespace and proname = any(string_to_array($3, ','))
  order by kind desc, name`;

/** As `grant` would say it: what is lacked alike together, `all tables` where it is all of them. */
const inGroups = (rows: readonly Columns[]): readonly string[] => {
  const byKind = Map.groupBy(rows, (row) => textIn(row, 'kind'));
  return [...byKind].flatMap(([kind, all]) =>
    [...Map.groupBy(all, (row) => textIn(row, 'lacks'))]
      .filter(([lacks]) => lacks !== '')
      .map(([lacks, alike]) => {
        const names = alike.map((row) => textIn(row, 'name')).join(', ');
        return `${lacks} on ${alike.length === all.length && all.length > 1 ? `all ${kind}` : names}`;
      }),
  );
};

/** Every start asks for it, also where nothing is left to make. No schema at all: none of the path may be used. */
const schema = `
  select coalesce(current_schema(), current_setting('search_path')) as name,
    coalesce(has_schema_privilege(current_schema(), 'create'), false)::text as may,
    current_setting('transaction_read_only') as read_only`;

const aboutSchema = (row: Columns): Writing => ({
  isReadOnly: textIn(row, 'read_only') === 'on',
  missing: textIn(row, 'may') === 'true' ? [] : [`create on schema ${textIn(row, 'name')}`],
});

/** @param read of a connection to PostgreSQL where the tables are. */
export const writingAt = async (read: Rows): Promise<Writing> => {
  const { isReadOnly, missing } = aboutSchema((await read(schema))[0] ?? {});
  const things = await read(lacking, tables, sequences, functions);
  return { isReadOnly, missing: [...missing, ...inGroups(things)] };
};

const patienceMs = 5_000;

/** Where the tables are still to be made. Rejects with what the server answers. */
export const makingAt = async (url: string): Promise<Writing> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patienceMs });
  await client.connect();
  try {
    return aboutSchema((await client.query<Columns>(schema)).rows[0] ?? {});
  } finally {
    await client.end();
  }
};
