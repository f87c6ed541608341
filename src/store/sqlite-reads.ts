/** What the turn and the lists read. Lists read the summary beside the case, never the case. */
import type { DatabaseSync } from 'node:sqlite';
import type { CustomerViewer, DeskViewer, RecordLine, ShownCard } from '../flow/ports.ts';
import type { Case, CaseSummary } from '../triage/case.ts';
import type { Person, PersonId } from '../triage/desk.ts';
import type { ChainLink } from './chain.ts';
import { caseOf, numberIn as integerIn, personOf, summaryOf, textIn, textOrNullIn } from './kept.ts';
import type { Columns } from './kept.ts';
import { customerCasesShown, draftsShown } from './limits.ts';
import { authorStart, authorText, recordLine } from './record-lines.ts';
import { numberIn, wantedTokens, wholeWords } from './tokens.ts';
import type { WantedToken } from './tokens.ts';
import { personIdIn } from './turn-rows.ts';

type CaseReads = {
  readonly byId: (id: string) => Case | null;
  readonly byNumber: (number: number) => Case | null;
  readonly drafts: (owner: PersonId) => readonly Case[];
  readonly ofCustomer: (tenantId: string, viewer: CustomerViewer) => readonly Case[];
  readonly open: (owner: PersonId, limit: number) => readonly CaseSummary[];
};

const stateOrNull = (row: Columns | undefined): Case | null =>
  row === undefined ? null : caseOf(textIn(row, 'state'));
const summary = (row: Columns): CaseSummary => summaryOf(textIn(row, 'summary'));

export const caseReads = (db: DatabaseSync): CaseReads => {
  const byId = db.prepare('select state from cases where id = ?');
  const byNumber = db.prepare('select state from cases where number = ?');
  const drafts = db.prepare(`
    select state from cases where owner = ? and stage = 'intake'
    order by changed_ms desc, number desc limit ${draftsShown}`);
  // What serves customers carries their tenant in the statement itself: nothing above it could forget to.
  const ofCustomer = db.prepare(`
    select state from cases c where customer_tenant = :tenant and sensitive = 0 and (:isContact or exists (
      select 1 from record_texts t where t.case_id = c.id and t.seq = 1 and t.name = '${authorText}'
        and substr(t.text, 1, length(:viewer)) = :viewer))
    order by number desc limit ${customerCasesShown}`);
  const open = db.prepare(`
    select summary from cases where owner = ? and stage <> 'closed'
    order by changed_ms desc, number desc limit ?`);
  return {
    byId: (id) => stateOrNull(byId.get(id)),
    byNumber: (number) => stateOrNull(byNumber.get(number)),
    drafts: (owner) => drafts.all(owner).map((row) => caseOf(textIn(row, 'state'))),
    ofCustomer: (tenant, { objectId, isContact }) =>
      ofCustomer
        .all({
          tenant: tenant.toLowerCase(),
          isContact: isContact ? 1 : 0,
          viewer: authorStart(personIdIn(tenant, objectId)),
        })
        .map((row) => caseOf(textIn(row, 'state'))),
    open: (owner, limit) => open.all(owner, limit).map(summary),
  };
};

const matchOf = (wanted: readonly WantedToken[]): string =>
  wanted.map(({ token, isBeginning }) => `"${token}"${isBeginning ? '*' : ''}`).join(' AND ');

/** The case of that number first, then those with all the words, newest first; whole words alone, if they are enough. */
export const caseSearch = (
  db: DatabaseSync,
): ((query: string, viewer: DeskViewer, limit: number) => readonly CaseSummary[]) => {
  const isVisible = '(c.sensitive = 0 or c.owner = :viewer or :isLead)';
  const numbered = db.prepare(`select summary from cases c where number = :number and ${isVisible}`);
  const newest = db.prepare(`
    select summary from cases c where ${isVisible} order by number desc limit :limit`);
  const matching = db.prepare(`
    select c.summary from search s join cases c on c.number = s.rowid
    where search match :match and c.number <> :number and ${isVisible} order by s.rowid desc limit :limit`);
  return (query, { id, isLead }, limit) => {
    const viewer = { viewer: id, isLead: isLead ? 1 : 0 };
    const wanted = wantedTokens(query);
    if (wanted.length === 0) return newest.all({ ...viewer, limit }).map(summary);
    const number = numberIn(query) ?? 0;
    const first = numbered.all({ number, ...viewer });
    const all = (words: readonly WantedToken[]) =>
      matching.all({ match: matchOf(words), number, ...viewer, limit });
    const whole = wholeWords(wanted);
    const exact = whole === null ? [] : all(whole);
    const rest = exact.length < limit ? all(wanted) : exact;
    return [...first, ...rest].slice(0, limit).map(summary);
  };
};

type RecordReads = {
  readonly lines: (caseId: string) => readonly RecordLine[];
  readonly links: (caseId: string) => readonly ChainLink[];
};

export const recordReads = (db: DatabaseSync): RecordReads => {
  const entries = db.prepare('select seq, entry, hash from record where case_id = ? order by seq');
  const texts = db.prepare('select seq, name, salt, text, hash from record_texts where case_id = ?');
  const links = (caseId: string): readonly ChainLink[] => {
    const textsOf = Map.groupBy(texts.all(caseId), (row) => integerIn(row, 'seq'));
    return entries.all(caseId).map((row) => {
      const seq = integerIn(row, 'seq');
      const own = (textsOf.get(seq) ?? []).map((text) => ({
        name: textIn(text, 'name'),
        hash: textIn(text, 'hash'),
        salt: textOrNullIn(text, 'salt'),
        text: textOrNullIn(text, 'text'),
      }));
      return { seq, entryJson: textIn(row, 'entry'), hash: textIn(row, 'hash'), texts: own };
    });
  };
  return { links, lines: (caseId) => links(caseId).map((link) => recordLine(caseId, link)) };
};

export const personRead = (db: DatabaseSync): ((id: PersonId) => Person | null) => {
  const find = db.prepare('select state from persons where id = ?');
  return (id) => {
    const row = find.get(id);
    return row === undefined ? null : personOf(textIn(row, 'state'));
  };
};

export const shownCardRead = (
  db: DatabaseSync,
): ((caseId: string, conversationId: string) => ShownCard | null) => {
  const find = db.prepare('select activity_id from shown_cards where case_id = ? and conversation_id = ?');
  return (caseId, conversationId) => {
    const row = find.get(caseId, conversationId);
    return row === undefined ? null : { caseId, conversationId, activityId: textIn(row, 'activity_id') };
  };
};
