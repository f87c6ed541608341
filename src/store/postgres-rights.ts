/** Whether a turn could be written to a PostgreSQL, found out by asking only: nothing is tried. */
import { textIn } from './kept.ts';
import type { Rows } from './maintenance.ts';
import { steps } from './postgres-schema.ts';

export type Writing = {
  /** A standby, or one told to take no changes. */
  readonly isReadOnly: boolean;
  /** What the account may not do, for instance `insert on cases`. */
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

/** `create on schema` is asked for at every start, also where nothing is left to make. */
const lacking = `
  select 'create on schema ' || current_schema() as what
  where not has_schema_privilege(current_schema(), 'create')
  union all
  select privilege || ' on ' || relname from pg_class, unnest(array['select', 'insert', 'update', 'delete']) privilege
  where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname = any(string_to_array($1, ','))
    and not has_table_privilege(oid, privilege)
  union all
  select privilege || ' on ' || relname from pg_class, unnest(array['usage', 'update']) privilege
  where relnamespace = current_schema()::regnamespace and relkind = 'S' and relname = any(string_to_array($2, ','))
    and not has_sequence_privilege(oid, privilege)
  union all
  select 'execute on ' || proname from pg_proc
  where pronamespace = current_schema()::regnamespace and proname = any(string_to_array($3, ','))
    and not has_function_privilege(oid, 'execute')
  order by what`;

/** @param read of a connection to PostgreSQL. */
export const writingAt = async (read: Rows): Promise<Writing> => {
  const [mode] = await read(`select current_setting('transaction_read_only') as read_only`);
  const missing = await read(lacking, tables, sequences, functions);
  return {
    isReadOnly: textIn(mode ?? {}, 'read_only') === 'on',
    missing: missing.map((row) => textIn(row, 'what')),
  };
};
