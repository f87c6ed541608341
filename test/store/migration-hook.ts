/** Looks over a migration's shoulder: each thing it asks SQLite to do is told first, and may be denied. */
import { constants, type DatabaseSync } from 'node:sqlite';

/** What changes a database, of all that an authorizer is asked for (https://sqlite.org/c3ref/c_alter_table.html). */
const changes: ReadonlySet<number> = new Set([
  constants.SQLITE_CREATE_INDEX,
  constants.SQLITE_CREATE_TABLE,
  constants.SQLITE_CREATE_VTABLE,
  constants.SQLITE_DROP_TABLE,
  constants.SQLITE_ALTER_TABLE,
  constants.SQLITE_INSERT,
  constants.SQLITE_UPDATE,
  constants.SQLITE_PRAGMA,
  constants.SQLITE_TRANSACTION,
]);

/** Returns how to stop looking. */
export const onMigration = (prototype: DatabaseSync, tell: () => 'allow' | 'deny'): (() => void) => {
  const original = Object.getOwnPropertyDescriptor(prototype, 'exec');
  const exec: unknown = original?.value;
  if (original === undefined || typeof exec !== 'function') throw new Error('no exec to look at');
  prototype.exec = function (this: DatabaseSync, sql: string): void {
    if (sql === 'begin immediate')
      this.setAuthorizer((action) =>
        changes.has(action) && tell() === 'deny' ? constants.SQLITE_DENY : constants.SQLITE_OK,
      );
    try {
      Reflect.apply(exec, this, [sql]);
    } catch (caught) {
      // What follows is the way back, which nothing hinders.
      this.setAuthorizer(null);
      throw caught;
    }
    if (sql.endsWith('commit')) this.setAuthorizer(null);
  };
  return () => void Object.defineProperty(prototype, 'exec', original);
};
