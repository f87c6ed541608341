/** The statements of an erasure, each the same on both databases; search alone is written differently. */
import type { Case } from '../triage/case.ts';
import { caseSummary, searchText } from '../triage/case-summary.ts';
import type { Customer } from '../triage/desk.ts';
import { anyGone, scrubbed } from './erase-case.ts';
import type { IsGone } from './erase-case.ts';
import { customerOf, deskOf, numberIn, textIn, textOrNullIn } from './kept.ts';
import type { Columns } from './kept.ts';
import type { Maintenance, Rows } from './maintenance.ts';
import { msOf } from './moments.ts';
import { caseRow } from './turn-rows.ts';

/** A pattern for `like` that finds `text` anywhere; both databases escape by a backslash here. */
const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Rows whose column, JSON, holds one of the texts in any spelling. */
export const holding = async (
  rows: Rows,
  { select, column, texts }: { select: string; column: string; texts: readonly string[] },
): Promise<readonly Columns[]> => {
  const found: Columns[] = [];
  const sql = `${select} where ${column} like $1 escape '\\' or lower(${column}) like $2 escape '\\'`;
  for (const text of texts) {
    const asJson = JSON.stringify(text).slice(1, -1);
    found.push(...(await rows(sql, anywhere(asJson), anywhere(asJson.toLowerCase()))));
  }
  return found;
};

/** Writes a case that was made shorter. `false`: somebody changed it meanwhile. */
export const putCase = async (
  rows: Rows,
  kind: Maintenance['kind'],
  kase: Case,
  customer: Customer | null,
): Promise<boolean> => {
  const summary = caseSummary(kase, customer?.name ?? '');
  const row = caseRow({ case: kase, search: searchText(kase, customer), summary });
  const put = await rows(
    `update cases set version = $1, owner = $2, customer_id = $3, stage = $4, changed_ms = $5, summary = $6,
       state = $7, words_hash = $8, product = $9, symptom = $10, incident_id = $11,
       customer_tenant = case when cast($3 as text) is null then null else customer_tenant end
     where id = $12 and version = $13 returning number`,
    row.version,
    row.owner,
    row.customerId,
    row.stage,
    row.changedMs,
    row.summary,
    row.state,
    row.wordsHash,
    row.product,
    row.symptom,
    row.incidentId,
    row.id,
    row.version - 1,
  );
  if (put.length === 0) return false;
  await index(rows, kind, row.number, row.words);
  return true;
};

const index = async (
  rows: Rows,
  kind: Maintenance['kind'],
  number: number,
  words: readonly string[],
): Promise<void> => {
  if (kind === 'sqlite') {
    await rows('delete from search where rowid = $1', number);
    await rows('insert into search (rowid, words) values ($1, $2)', number, words.join(' '));
    return;
  }
  await rows(
    `update search set words = array_to_tsvector(array(select jsonb_array_elements_text($2::jsonb)))
     where number = $1`,
    number,
    JSON.stringify(words),
  );
};

/** Unsent messages and reminders that hold what must go, or are for this lane: none of them is sent any more. */
export const dropOutbox = async (
  rows: Rows,
  kind: Maintenance['kind'],
  isGone: IsGone,
  lane: string | null,
): Promise<number> => {
  const all = await rows('select id, key, lane, row from outbox');
  const gone = all.filter((row) => {
    if (row['lane'] === lane || isGone(textIn(row, 'lane'))) return true;
    const key = textOrNullIn(row, 'key');
    return (key !== null && isGone(key)) || anyGone(JSON.parse(textIn(row, 'row')), isGone);
  });
  for (const row of gone) await rows('delete from outbox where id = $1', numberIn(row, 'id'));
  for (const name of new Set(gone.map((row) => textIn(row, 'lane')))) await refreshLane(rows, kind, name);
  return gone.length;
};

/** What waits in a lane changed: SQLite's own refresh needs its connection, so the lane is worked out again here. */
const refreshLane = async (rows: Rows, kind: Maintenance['kind'], lane: string): Promise<void> => {
  if (kind === 'postgres') {
    await rows('select refresh_lane($1)', lane);
    return;
  }
  const [head] = await rows(
    `select ready_ms from outbox where lane = $1 and state = 'waiting' order by order_ms, id limit 1`,
    lane,
  );
  if (head === undefined) {
    await rows('delete from lanes where lane = $1', lane);
    return;
  }
  // Never earlier than it was: budgets and a claim under way stay considered.
  await rows(
    `update lanes set next_ms = max(next_ms, $2), urgent_ms = (select min(order_ms) from outbox
       where lane = $1 and state = 'waiting' and urgency = 'urgent') where lane = $1`,
    lane,
    numberIn(head, 'ready_ms'),
  );
};

/** Answers kept for repeats, and the keys they are found by. */
export const dropSeen = async (rows: Rows, isGone: IsGone): Promise<void> => {
  for (const row of await rows('select key, answer from inbound_seen')) {
    const key = textIn(row, 'key');
    const answer = textOrNullIn(row, 'answer');
    if (isGone(key)) await rows('delete from inbound_seen where key = $1', key);
    else if (answer !== null && anyGone(JSON.parse(answer), isGone))
      await rows('update inbound_seen set answer = null where key = $1', key);
  }
};

/** Lanes and their budgets are named for people and conversations. */
export const dropScopes = async (rows: Rows, isGone: IsGone): Promise<void> => {
  for (const [table, column] of [
    ['lanes', 'lane'],
    ['budgets', 'scope'],
    ['sends', 'scope'],
  ] as const)
    for (const row of await rows(`select distinct ${column} as name from ${table}`)) {
      const name = textIn(row, 'name');
      if (isGone(name)) await rows(`delete from ${table} where ${column} = $1`, name);
    }
};

/** The desk forgets a lead: no name, no turn on call. */
export const scrubDesk = async (rows: Rows, personId: string, isGone: IsGone): Promise<void> => {
  const [row] = await rows('select version, state from desk where id = 1');
  if (row === undefined) return;
  const desk = deskOf(textIn(row, 'state'));
  if (!anyGone(desk, isGone)) return;
  const stays = (lead: { readonly personId: string }): boolean => lead.personId !== personId;
  const { onCall, backup } = { ...desk, backup: desk.onCall.backup };
  const left = {
    ...desk,
    version: desk.version + 1,
    leads: desk.leads.filter(stays),
    appointed: desk.appointed.filter(stays),
    onCall: {
      ...onCall,
      rotation: onCall.rotation.filter(stays),
      overrides: onCall.overrides.filter(({ lead }) => stays(lead)),
      backup: backup !== null && stays(backup) ? backup : null,
    },
  };
  await rows(
    'update desk set version = $1, state = $2 where id = 1',
    left.version,
    JSON.stringify(scrubbed(left, isGone)),
  );
};

/** A customer's contacts without this person of theirs. */
export const dropContact = async (rows: Rows, objectId: string): Promise<void> => {
  const found = await holding(rows, {
    select: 'select state from customers',
    column: 'state',
    texts: [objectId],
  });
  for (const row of found) {
    const customer = customerOf(textIn(row, 'state'));
    const contacts = customer.contacts.filter((contact) => contact.objectId.toLowerCase() !== objectId);
    if (contacts.length === customer.contacts.length) continue;
    const next = { ...customer, version: customer.version + 1, contacts };
    await rows(
      'update customers set version = $1, state = $2 where id = $3',
      next.version,
      JSON.stringify(next),
      next.id,
    );
  }
};

/** Forgets a case altogether. */
export const dropCase = async (
  rows: Rows,
  kind: Maintenance['kind'],
  { id, number }: { readonly id: string; readonly number: number },
): Promise<void> => {
  await rows(
    kind === 'sqlite' ? 'delete from search where rowid = $1' : 'delete from search where number = $1',
    number,
  );
  for (const table of ['record_texts', 'record', 'shown_cards'])
    await rows(`delete from ${table} where case_id = $1`, id);
  await rows('delete from cases where id = $1', id);
};

/** Closed cases that nothing happened to since, oldest first, so many at a time. */
export const closedBefore = async (
  rows: Rows,
  before: string,
  limit: number,
): Promise<readonly { readonly id: string; readonly number: number }[]> =>
  (
    await rows(
      `select id, number from cases where stage = 'closed' and changed_ms < $1 order by changed_ms limit $2`,
      msOf(before),
      limit,
    )
  ).map((row) => ({ id: textIn(row, 'id'), number: numberIn(row, 'number') }));
