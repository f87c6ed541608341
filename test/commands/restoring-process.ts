/**
 * Restores a backup and is killed at the n-th thing it does to the folder; says `restored` where there is no n-th.
 * Each call is followed before it happens and after it, so a kill lies on either side of every step.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';

const [, , from = '', path = '', nth = '0'] = process.argv;
let left = Number(nth);

const step = (): void => {
  if ((left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
};

/** The same function with a place to die before and after it. */
const followed =
  <Given extends readonly unknown[], Result>(run: (...given: Given) => Result) =>
  (...given: Given): Result => {
    step();
    const result = run(...given);
    step();
    return result;
  };

const { exec } = Object.getOwnPropertyDescriptors(DatabaseSync.prototype);
const originalExec: unknown = exec.value;
if (typeof originalExec !== 'function') throw new Error('no exec to follow');
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  step();
  Reflect.apply(originalExec, this, [sql]);
  step();
};
Object.assign(fs, {
  copyFileSync: followed(fs.copyFileSync),
  renameSync: followed(fs.renameSync),
  rmSync: followed(fs.rmSync),
  fsyncSync: followed(fs.fsyncSync),
});
syncBuiltinESMExports();

const { restore } = await import('../../src/store/backup.ts');
await restore(from, path, '2026-11-21T10:00:00.000Z');
fs.writeSync(1, 'restored\n');
process.exit(0);
