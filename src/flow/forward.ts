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

type Kept = Pick<Store, 'commit' | 'case'>;

/**
 * A lead who owns the case has its own card before them and hears of its clocks as the owner: the leads' post and
 * notices of it would only push that card away.
 */
const withoutOwner = async (
  { picture }: OutgoingRow,
  people: readonly PersonId[],
  store: Kept,
): Promise<readonly PersonId[]> => {
  if (picture.card !== 'lead-case' && picture.card !== 'alert') return people;
  const about = await store.case(picture.caseId);
  return people.filter((id) => id !== about?.owner);
};

export const forward = async (
  row: DueRow,
  people: readonly PersonId[],
  now: Instant,
  store: Kept,
): Promise<Settled> => {
  // What was folded into a row goes the same way, each to those it is for.
  const all = [row, ...(row.folded ?? [])];
  const rows = await Promise.all(
    all.map(async (one) =>
      (await withoutOwner(one, people, store)).map((personId) => rowFor(one, personId, now)),
    ),
  );
  await store.commit(rowsOnly(rows.flat(), null, now));
  return { kind: 'sent' };
};
