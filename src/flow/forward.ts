/** A row for "whoever it is now" becomes one row for each of them. Done again it replaces what is not sent yet. */
import type { Instant, PersonId } from '../triage/desk.ts';
import type { OutgoingRow } from '../triage/turn.ts';
import { rowsOnly } from './commit.ts';
import type { DueRow, Settled, Store } from './ports.ts';

const rowFor = (row: OutgoingRow, personId: PersonId, dueAt: Instant): OutgoingRow => ({
  key: `${row.key}|${personId}`,
  dueAt,
  recipient: { to: 'person', personId },
  picture: row.picture,
  sendClass: row.sendClass,
  replacesCard: row.replacesCard,
  ...(row.urgency === undefined ? {} : { urgency: row.urgency }),
});

export const forward = async (
  row: DueRow,
  people: readonly PersonId[],
  now: Instant,
  store: Pick<Store, 'commit'>,
): Promise<Settled> => {
  // What was folded into a row goes the same way.
  const all = [row, ...(row.folded ?? [])];
  const rows = people.flatMap((personId) => all.map((one) => rowFor(one, personId, now)));
  await store.commit(rowsOnly(rows, null, now));
  return { kind: 'sent' };
};
