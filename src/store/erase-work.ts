/**
 * What every erasure is made of: one case and its record at a time, each a short transaction of its own, so that a
 * server at work goes on; a turn that meets it is taken again on what is left.
 */
import { Fault } from '../fault.ts';
import type { Case } from '../triage/case.ts';
import type { Customer } from '../triage/desk.ts';
import type { IsGone } from './erase-case.ts';
import { holding, putCase } from './erase-rows.ts';
import type { Traces } from './erase-subject.ts';
import { caseOf, customerOf, numberIn, textIn, typedOf } from './kept.ts';
import type { Columns } from './kept.ts';
import type { Maintenance, Rows } from './maintenance.ts';
import { authorText } from './record-lines.ts';

export type Erased = {
  /** Whether anything at all was found. */
  readonly wasKnown: boolean;
  readonly cases: number;
  /** Unfinished or at work until now. */
  readonly openCases: number;
  readonly texts: number;
  readonly unsent: number;
  /** What a search through the bytes must not find any more. */
  readonly traces: Traces;
};

type Entry = { readonly caseId: string; readonly seq: number };

export const entryIn = (row: Columns): Entry => ({
  caseId: textIn(row, 'case_id'),
  seq: numberIn(row, 'seq'),
});

const stateOf = async (rows: Rows, caseId: string): Promise<Case | null> => {
  const [row] = await rows('select state from cases where id = $1', caseId);
  return row === undefined ? null : caseOf(textIn(row, 'state'));
};

const customerWith = async (rows: Rows, id: string | null): Promise<Customer | null> => {
  const [row] = id === null ? [] : await rows('select state from customers where id = $1', id);
  return row === undefined ? null : customerOf(textIn(row, 'state'));
};

const blank = async (rows: Rows, { caseId, seq }: Entry, name: string): Promise<void> => {
  await rows(
    'update record_texts set text = null, salt = null where case_id = $1 and seq = $2 and name = $3',
    caseId,
    seq,
    name,
  );
};

/** Takes out of one record what must go: all of the given entries, and elsewhere what holds a trace. */
const blankTexts = async (
  rows: Rows,
  caseId: string,
  isMine: (row: Columns) => boolean,
  isGone: IsGone,
): Promise<number> => {
  const all = await rows(
    'select case_id, seq, name, text from record_texts where case_id = $1 and text is not null',
    caseId,
  );
  const gone = all.filter((row) => {
    if (isMine(row)) return true;
    return row['name'] !== authorText && isGone(typedOf(textIn(row, 'text')));
  });
  for (const row of gone) await blank(rows, entryIn(row), textIn(row, 'name'));
  return gone.length;
};

type CaseWork = {
  readonly caseId: string;
  readonly isMine: (row: Columns) => boolean;
  readonly isGone: IsGone;
  readonly left: (kase: Case) => Case;
};

const tries = 5;

/** One case and its record, in one transaction. The server may be first; then it is done on what it left. */
export const shorten = async (
  db: Maintenance,
  { caseId, isMine, isGone, left }: CaseWork,
): Promise<number> => {
  for (let nth = 1; nth <= tries; nth += 1) {
    const done = await db.inTransaction(async (rows) => {
      const kase = await stateOf(rows, caseId);
      if (kase !== null) {
        const next = left(kase);
        if (!(await putCase(rows, db.kind, next, await customerWith(rows, next.customerId)))) return null;
      }
      return blankTexts(rows, caseId, isMine, isGone);
    });
    if (done !== null) return done;
  }
  throw new Fault('erase-kept-losing', { detail: { place: caseId, remedy: 'Run the command again.' } });
};

export const idsOf = async (db: Maintenance, sql: string, value: string): Promise<readonly string[]> =>
  (await db.read(sql, value)).map((row) => textIn(row, 'id'));

/** Cases that hold a trace in their state or their record, whoever's they are. */
export const casesWith = async (db: Maintenance, marks: readonly string[]): Promise<readonly string[]> => {
  const states = await holding(db.read, { select: 'select id from cases', column: 'state', texts: marks });
  const texts = await holding(db.read, {
    select: 'select distinct case_id as id from record_texts',
    column: 'text',
    texts: marks,
  });
  return [...states, ...texts].map((row) => textIn(row, 'id'));
};

const isOpen = async (db: Maintenance, caseId: string): Promise<boolean> => {
  const kase = await stateOf(db.read, caseId);
  return kase !== null && kase.stage.at !== 'closed';
};

export const countOpen = async (db: Maintenance, cases: readonly string[]): Promise<number> => {
  let open = 0;
  for (const caseId of cases) if (await isOpen(db, caseId)) open += 1;
  return open;
};
