/** One message tells what many would have told: after a downtime, and where more was to tell than a person can read. */
import { caseSummary } from '../triage/case-summary.ts';
import type { Case, CaseSummary } from '../triage/case.ts';
import type { Person } from '../triage/desk.ts';
import { maySee } from '../triage/legal.ts';
import type { Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import type { OutgoingRow } from '../triage/turn.ts';
import type { DueRow, Store } from './ports.ts';

/** More than anybody reads through; the newest are told. */
const mostCases = 50;
/** What a card has room for beside its own words: of more notices only their cases are listed. */
const mostNotices = 12;

type Reads = Pick<Store, 'case' | 'customer'>;

type Notice = {
  readonly row: OutgoingRow;
  readonly caseId: string;
  readonly says: Phrase;
};

/** Null: the row is no notice. */
const noticesIn = (row: OutgoingRow): readonly Notice[] | null => {
  const { picture } = row;
  if (picture.card === 'alert') return [{ row, caseId: picture.caseId, says: picture.says }];
  return picture.card === 'alerts' ? picture.alerts.map(({ caseId, says }) => ({ row, caseId, says })) : null;
};

/** All that these rows have to say; null where one of them is more than a notice, or there are too many. */
const noticesOf = (rows: readonly OutgoingRow[]): readonly Notice[] | null => {
  const each = rows.map(noticesIn);
  const notices = each.flatMap((some) => some ?? []);
  return each.includes(null) || notices.length > mostNotices ? null : notices;
};

/** A room's reader is nobody: what all may see. */
const isFor = (person: Person | null, subject: Case): boolean =>
  person === null ? !subject.sensitive : maySee(person, subject);

/** What a list names is looked at as one notice would be: nothing of a case that is gone or not theirs to see. */
const stillTrue = async (
  notices: readonly Notice[],
  person: Person | null,
  store: Reads,
): Promise<readonly Notice[]> => {
  const cases = await Promise.all(notices.map(({ caseId }) => store.case(caseId)));
  return notices.filter((_, at) => {
    const subject = cases[at];
    return subject != null && isFor(person, subject);
  });
};

const urgentFirst = (notices: readonly Notice[]): readonly Notice[] =>
  notices.toSorted((a, b) => Number(b.row.urgency === 'urgent') - Number(a.row.urgency === 'urgent'));

/** Urgent ones first, else in the order they came. Null: nothing is left to tell. */
const noticed = (row: DueRow, left: readonly Notice[]): DueRow | null => {
  const [first] = left;
  if (first === undefined) return null;
  const alerts = urgentFirst(left).map(({ caseId, says }) => ({ caseId, says }));
  const isAlone = left.length === 1 && first.row.picture.card === 'alert';
  const picture: Picture = isAlone ? first.row.picture : { card: 'alerts', alerts };
  return { ...row, picture, sendClass: 'at-least-once' };
};

const caseIdOf = ({ picture }: OutgoingRow): string | null => ('caseId' in picture ? picture.caseId : null);

const caseIdsOf = (row: OutgoingRow): readonly (string | null)[] =>
  noticesIn(row)?.map(({ caseId }) => caseId) ?? [caseIdOf(row)];

const summaryOf = async (id: string, person: Person | null, store: Reads): Promise<CaseSummary | null> => {
  const subject = await store.case(id);
  if (subject === null || person === null || !maySee(person, subject)) return null;
  const customer = subject.customerId === null ? null : await store.customer(subject.customerId);
  return caseSummary(subject, customer?.name ?? '');
};

/** The newest of them where all are about one case, else a list of their cases as they stand now. */
const missed = async (
  row: DueRow,
  all: readonly OutgoingRow[],
  person: Person | null,
  store: Reads,
): Promise<DueRow> => {
  const ids = [...new Set(all.flatMap(caseIdsOf))];
  const newest = all.at(-1) ?? row;
  if (ids.length === 1 && ids[0] !== null)
    return { ...row, picture: newest.picture, replacesCard: newest.replacesCard, sendClass: 'at-least-once' };
  const named = ids.filter((id) => id !== null).slice(-mostCases);
  const summaries = await Promise.all(named.map((id) => summaryOf(id, person, store)));
  const cases = summaries
    .filter((one) => one !== null)
    .toSorted((a, b) => Date.parse(b.changedAt) - Date.parse(a.changedAt));
  return {
    ...row,
    picture: { card: 'catch-up', cases, messages: all.length },
    replacesCard: false,
    sendClass: 'at-least-once',
  };
};

/**
 * The row as it is sent. Alone: unchanged. With others folded into it: all that they say where they are notices, else
 * what has become of their cases. Null: nothing of it is left to tell. Telling a list twice harms nobody.
 */
export const caughtUp = async (row: DueRow, person: Person | null, store: Reads): Promise<DueRow | null> => {
  if (row.folded === undefined && row.picture.card !== 'alerts') return row;
  const all: readonly OutgoingRow[] = [row, ...(row.folded ?? [])];
  const notices = noticesOf(all);
  return notices === null
    ? missed(row, all, person, store)
    : noticed(row, await stillTrue(notices, person, store));
};
