/** After a downtime: one message tells what many would have told. */
import { caseSummary } from '../triage/case-summary.ts';
import type { CaseSummary } from '../triage/case.ts';
import type { Person } from '../triage/desk.ts';
import { maySee } from '../triage/legal.ts';
import type { OutgoingRow } from '../triage/turn.ts';
import type { DueRow, Store } from './ports.ts';

/** More than anybody reads through; the newest are told. */
const mostCases = 50;

type Reads = Pick<Store, 'case' | 'customer'>;

const caseIdOf = ({ picture }: OutgoingRow): string | null => ('caseId' in picture ? picture.caseId : null);

const summaryOf = async (id: string, person: Person | null, store: Reads): Promise<CaseSummary | null> => {
  const subject = await store.case(id);
  if (subject === null || person === null || !maySee(person, subject)) return null;
  const customer = subject.customerId === null ? null : await store.customer(subject.customerId);
  return caseSummary(subject, customer?.name ?? '');
};

/**
 * The row as it is sent. Alone: unchanged. With others folded into it: the newest of them where all are about one case,
 * else a list of their cases as they stand now. Telling a list twice harms nobody.
 */
export const caughtUp = async (row: DueRow, person: Person | null, store: Reads): Promise<DueRow> => {
  if (row.folded === undefined) return row;
  const all: readonly OutgoingRow[] = [row, ...row.folded];
  const ids = [...new Set(all.map(caseIdOf))];
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
