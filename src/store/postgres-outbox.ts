/**
 * The outbox on PostgreSQL; outbox-order.ts says what its columns mean, postgres-lanes-step.ts how they change.
 * Instances claim side by side and share one budget. Each call is one statement, so one transaction.
 */
import type { Due, Store } from '../flow/ports.ts';
import type { Budget } from './budgets.ts';
import {
  conversationBudgets,
  forgetEveryMs,
  longestWindowMs,
  noticeBudgets,
  noticesInOne,
  overdueMs,
  tenantBudgets,
} from './budgets.ts';
import { messageOf, numberIn, rowOf, textIn } from './kept.ts';
import type { Columns } from './kept.ts';
import { endedForgotten, endedKeptMs, parkedKeptMs } from './limits.ts';
import { instantOf, msOf } from './moments.ts';
import type { Client, Sql } from './postgres-client.ts';

const claim: Sql = {
  name: 'claim',
  text: 'select claim_due($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as due',
};

const settle: Sql = { name: 'settle', text: 'select settle_row($1, $2, $3, $4, $5, $6)' };

const next: Sql = {
  name: 'next-due',
  text: `select min(greatest(t.budget_ms, (select min(l.next_ms) from lanes l where l.tenant = t.tenant))) as next_ms
    from waiting_tenants() t`,
};

const forget: Sql = {
  name: 'forget-sends',
  text: `with gone as (delete from sends where at_ms < $1) delete from budgets where last_ms < $1`,
};

const forgetEnded: Sql = { name: 'forget-ended', text: 'select forget_ended($1, $2, $3, $4)' };

const mosts = (budgets: readonly Budget[]) => budgets.map(({ most }) => most);
const windows = (budgets: readonly Budget[]) => budgets.map(({ windowMs }) => windowMs);
const budgetValues = (mostNotices: number | undefined) =>
  [conversationBudgets, tenantBudgets, noticeBudgets(mostNotices)].flatMap((budgets) => [
    mosts(budgets),
    windows(budgets),
  ]);

const isColumns = (value: unknown): value is Columns => typeof value === 'object' && value !== null;

/** The object claim_due makes of a row. */
const claimedIn = (row: Columns): Columns => {
  const due = row['due'];
  return isColumns(due) ? due : {};
};

const dueRow = (claimed: Columns): Due => {
  const list: unknown = claimed['folded'];
  const folded = Array.isArray(list) ? list.map((row: unknown) => messageOf(String(row))) : [];
  return {
    ...rowOf(textIn(claimed, 'row')),
    id: numberIn(claimed, 'id'),
    attempt: numberIn(claimed, 'attempt'),
    lapsed: claimed['lapsed'] === true,
    ...(folded.length === 0 ? {} : { folded }),
  };
};

const byReadiness = (a: Columns, b: Columns): number =>
  numberIn(a, 'readyMs') - numberIn(b, 'readyMs') || numberIn(a, 'id') - numberIn(b, 'id');

/** Takes out, now and then, what no longer counts, and what ended so long ago that nobody asks. */
const forgetting = ({ call }: Client): ((nowMs: number) => Promise<void>) => {
  let forgottenMs = 0;
  return async (nowMs) => {
    if (Math.abs(nowMs - forgottenMs) < forgetEveryMs) return;
    forgottenMs = nowMs;
    await call(forget, [nowMs - longestWindowMs]);
    await call(forgetEnded, [nowMs, nowMs - parkedKeptMs, nowMs - endedKeptMs, endedForgotten]);
  };
};

type Outbox = Pick<Store, 'claimDue' | 'settle' | 'nextDueAt'>;

export const postgresOutbox = (client: Client): Outbox => {
  const forgetOld = forgetting(client);
  return {
    claimDue: async (now, limit, leaseMs, mostNotices) => {
      const nowMs = msOf(now);
      await forgetOld(nowMs);
      const budgets = budgetValues(mostNotices);
      const values = [nowMs, limit, leaseMs, overdueMs, ...budgets, noticesInOne - 1];
      const rows = await client.call(claim, values);
      return rows.map(claimedIn).toSorted(byReadiness).map(dueRow);
    },
    settle: async ({ id, attempt }, settled) => {
      const why = settled.kind === 'sent' ? null : settled.why;
      const againMs = settled.kind === 'again' ? msOf(settled.dueAt) : null;
      const isFree = settled.kind === 'again' && settled.isFree === true;
      await client.call(settle, [id, attempt, settled.kind, why, againMs, isFree]);
    },
    nextDueAt: async () => {
      const [row] = await client.call(next, []);
      return row === undefined || row['next_ms'] === null ? null : instantOf(numberIn(row, 'next_ms'));
    },
  };
};
