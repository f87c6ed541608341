/**
 * One of several instances on one PostgreSQL: claims, sends and settles what is due, and says each step on a line.
 * `hold`: stops for good between sending and settling its third message, to be killed there.
 */
import { writeSync } from 'node:fs';
import { isReminder } from '../../src/flow/ports.ts';
import { open } from '../../src/store/postgres.ts';

const [, , url = '', manner = 'work'] = process.argv;
const store = await open({ url });
const say = (...words: readonly (string | number)[]) => writeSync(1, `${words.join(' ')}\n`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

say('ready');
for (let sent = 0; ;) {
  const due = await store.claimDue(new Date().toISOString(), 5, 1_500);
  for (const row of due) {
    if (isReminder(row)) continue;
    say('sent', row.key, row.attempt, row.lapsed ? 'lapsed' : 'fresh');
    sent += 1;
    await pause(manner === 'hold' && sent === 3 ? 1e9 : 5);
    await store.settle(row, { kind: 'sent' });
    say('settled', row.key);
  }
  if (due.length === 0) await pause(20);
}
