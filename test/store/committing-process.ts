/** Commits cases without end, several at a time, and writes the number of each that was answered. Made to be killed. */
import { writeSync } from 'node:fs';
import { open } from '../../src/store/sqlite.ts';
import { aCase, anEntry, keeping } from './samples.ts';

const store = await open({ path: process.argv[2] ?? '' });

const commitOne = async (): Promise<void> => {
  const number = await store.nextCaseNumber();
  const caseId = `case-${number}`;
  const record = [anEntry({ caseId, what: 'opened' }), anEntry({ caseId, what: 'answered' })];
  await store.commit(
    keeping(aCase({ number }), `mail ${number}`, { record, inboundId: `activity-${number}` }),
  );
  writeSync(1, `${number}\n`);
};

for (;;) await Promise.all([commitOne(), commitOne(), commitOne(), commitOne()]);
