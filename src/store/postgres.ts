/**
 * The store on PostgreSQL 15 or newer: the same port for as many instances as wanted. None is special, and nothing
 * that matters is kept in memory.
 */
import type { Commit, Committed, Store } from '../flow/ports.ts';
import type { Instant, PersonId } from '../triage/desk.ts';
import { coveredText } from './chain.ts';
import { numberIn, personOf, textIn, textOrNullIn } from './kept.ts';
import type { Columns } from './kept.ts';
import { parkedKeptMs, seenKeptMs } from './limits.ts';
import { msOf } from './moments.ts';
import { postgresCases } from './postgres-cases.ts';
import { connect, isStale } from './postgres-client.ts';
import type { Client, Sql } from './postgres-client.ts';
import { postgresCustomers } from './postgres-customers.ts';
import { postgresDesk } from './postgres-desk.ts';
import { postgresOutbox } from './postgres-outbox.ts';
import { storedEntry } from './record-lines.ts';
import {
  caseRow,
  customerRow,
  deskRow,
  droppedKeys,
  outgoingRows,
  lanesOf,
  personRow,
  seenKeys,
} from './turn-rows.ts';

const commitTurn: Sql = { name: 'commit-turn', text: 'select commit_turn($1::jsonb) as committed' };
const forget: Sql = { name: 'forget-seen', text: 'delete from inbound_seen where at_ms < $1' };
const seen: Sql = {
  name: 'seen',
  text: 'select answer from inbound_seen where key = any($1) order by key limit 1',
};
const nextNumber: Sql = { name: 'next-number', text: `select nextval('case_numbers') as number` };
const person: Sql = { name: 'person', text: 'select state from persons where id = $1' };
const shownCard: Sql = {
  name: 'shown-card',
  text: 'select activity_id from shown_cards where case_id = $1 and conversation_id = $2',
};
const setShownCard: Sql = {
  name: 'set-shown-card',
  text: `insert into shown_cards values ($1, $2, $3)
    on conflict (case_id, conversation_id) do update set activity_id = excluded.activity_id`,
};
const secret: Sql = { name: 'secret', text: 'select value from secrets where name = $1' };
const keepSecret: Sql = {
  name: 'keep-secret',
  text: 'insert into secrets values ($1, $2) on conflict do nothing',
};

/** Lane by lane, so that two turns lock the lanes they share in the same order. */
const outgoing = (commit: Commit) =>
  outgoingRows(commit).toSorted((a, b) => (a.lane < b.lane ? -1 : a.lane > b.lane ? 1 : 0));

const unparked = (personId: PersonId, now: Instant) =>
  lanesOf(personId).map((lane) => ({ lane, oldestMs: msOf(now) - parkedKeptMs }));

/** The turn as commit_turn takes it: flat rows, everything a list. */
const turnJson = (commit: Commit): string => {
  const { inboundId, intent, answer, cases, customer, record, shown } = commit;
  return JSON.stringify({
    nowMs: msOf(commit.now),
    keys: seenKeys(inboundId, intent),
    answer,
    cases: cases.map(caseRow),
    persons: commit.person === null ? [] : [personRow(commit.person)],
    customers: customer === null ? [] : [customerRow(customer)],
    record: record.map((entry) => {
      const { json, texts } = storedEntry(entry);
      return { caseId: entry.caseId, entry: json, texts, covered: coveredText(json, texts) };
    }),
    desks: commit.desk === null ? [] : [deskRow(commit.desk)],
    settles: commit.settles === null ? [] : [{ id: commit.settles.id, attempt: commit.settles.attempt }],
    drop: commit.drop.map(droppedKeys),
    rows: outgoing(commit),
    unparks: commit.unparks === null ? [] : unparked(commit.unparks, commit.now),
    shown: shown === null ? [] : [shown],
  });
};

const committedIn = (row: Columns | undefined): Committed => {
  const answer: unknown = row?.['committed'];
  if (typeof answer !== 'object' || answer === null || !('kind' in answer) || answer.kind !== 'already-seen')
    return { kind: 'committed' };
  return {
    kind: 'already-seen',
    answer: 'answer' in answer && typeof answer.answer === 'string' ? answer.answer : null,
  };
};

const committing = (client: Client): Store['commit'] => {
  let forgottenOn = '';
  const forgetOld = async (now: string): Promise<void> => {
    const today = now.slice(0, 10);
    if (today === forgottenOn) return;
    forgottenOn = today;
    await client.call(forget, [msOf(now) - seenKeptMs]);
  };
  return async (commit) => {
    try {
      const [row] = await client.call(commitTurn, [turnJson(commit)]);
      await forgetOld(commit.now);
      return committedIn(row);
    } catch (caught) {
      if (isStale(caught)) return { kind: 'stale' };
      throw caught;
    }
  };
};

type Small = Pick<Store, 'seen' | 'nextCaseNumber' | 'person' | 'shownCard' | 'setShownCard' | 'secret'>;

const smallThings = ({ call }: Client): Small => ({
  seen: async (inboundId, intent) => {
    const [row] = await call(seen, [seenKeys(inboundId, intent)]);
    return row === undefined ? null : { answer: textOrNullIn(row, 'answer') };
  },
  nextCaseNumber: async () => numberIn((await call(nextNumber, []))[0] ?? {}, 'number'),
  person: async (id) => {
    const [row] = await call(person, [id]);
    return row === undefined ? null : personOf(textIn(row, 'state'));
  },
  shownCard: async (caseId, conversationId) => {
    const [row] = await call(shownCard, [caseId, conversationId]);
    return row === undefined ? null : { caseId, conversationId, activityId: textIn(row, 'activity_id') };
  },
  setShownCard: async ({ caseId, conversationId, activityId }) => {
    await call(setShownCard, [caseId, conversationId, activityId]);
  },
  secret: async (name, make) => {
    const [kept] = await call(secret, [name]);
    if (kept !== undefined) return textIn(kept, 'value');
    await call(keepSecret, [name, make()]);
    return textIn((await call(secret, [name]))[0] ?? {}, 'value');
  },
});

type Options = {
  /** `postgres://user:password@host/database`. */
  readonly url: string;
};

/** Opens the store. Rejects with a Fault that says what is in the way. */
export const open = async ({ url }: Options): Promise<Store> => {
  const client = await connect(url);
  return {
    commit: committing(client),
    ...smallThings(client),
    ...postgresCases(client),
    ...postgresCustomers(client),
    ...postgresDesk(client),
    ...postgresOutbox(client),
    close: () => client.close(),
  };
};
