/** Opens a SQLite store and is killed at the n-th thing its migration does. Says `open` where there is no n-th. */
import { DatabaseSync } from 'node:sqlite';
import { writeSync } from 'node:fs';
import { open } from '../../src/store/sqlite.ts';
import { onMigration } from './migration-hook.ts';

const [, , path = '', nth = '0'] = process.argv;
let left = Number(nth);
onMigration(DatabaseSync.prototype, () => {
  if ((left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
  return 'allow';
});
await open({ path });
writeSync(1, 'open\n');
process.exit(0);
