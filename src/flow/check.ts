/** How the test posts of a `check` ended, kept until somebody looks. */
import type { Instant } from '../triage/desk.ts';
import type { DueRow, Settled, Store } from './ports.ts';

/** A row that was forwarded has not reached anybody yet; its successors will tell. */
const isForwarded = ({ recipient }: DueRow, settled: Settled): boolean =>
  settled.kind === 'sent' && (recipient.to === 'on-call' || recipient.to === 'backup-lead');

/** Waiting for an hour that may never come is a failure to whoever asks now; a later success corrects it. */
const isWaiting = (settled: Settled): boolean => settled.kind === 'again' && settled.isFree !== true;

export const noteCheck = async (
  row: DueRow,
  settled: Settled,
  now: Instant,
  store: Pick<Store, 'noteCheck'>,
): Promise<void> => {
  if (row.picture.card !== 'test' || isWaiting(settled) || isForwarded(row, settled)) return;
  const { run, target } = row.picture;
  await store.noteCheck(run, target, settled.kind === 'sent' ? 'reached' : 'failed', now);
};
