/**
 * How often the outbox may send: what Teams allows one bot, as rows. Counted when a row is claimed, in the store, so
 * that all processes on one database share them. Checked 2026-11-20:
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 * Limit: what is counted is the claim. A message held up on its way after that arrives later than it was counted; the
 * service's own Retry-After settles such cases.
 */

/** At most `most` sends in any `windowMs` milliseconds. */
export type Budget = { readonly most: number; readonly windowMs: number };

/** "Per bot per thread": sending to one conversation. */
export const conversationBudgets: readonly Budget[] = [
  { most: 7, windowMs: 1_000 },
  { most: 8, windowMs: 2_000 },
  { most: 60, windowMs: 30_000 },
  { most: 1_800, windowMs: 3_600_000 },
];

/** "50 requests per second per app per tenant". */
export const tenantBudgets: readonly Budget[] = [{ most: 50, windowMs: 1_000 }];

/**
 * Notices to one person: however much happens at once, they are told no oftener. What is more waits, holds up nothing
 * else, and is told in one message when the window allows. `most` is the policy's to say; absent: no limit.
 */
export const noticeBudgets = (most: number | undefined): readonly Budget[] =>
  most === undefined ? [] : [{ most, windowMs: 60_000 }];

/** As many as a card has room for, however long their sentences; more go into the next one. */
export const noticesInOne = 12;

/** Sends older than this no longer count for anything. */
export const longestWindowMs = Math.max(
  ...[...conversationBudgets, ...tenantBudgets].map(({ windowMs }) => windowMs),
);

/** How often the counts that no longer matter are swept out. */
export const forgetEveryMs = 60_000;

/**
 * Our own choice: a person's message this late is no news any more. Everything for them that was queued this long ago
 * and is due by now is told in one.
 */
export const overdueMs = 30 * 60_000;

/** Names under which sends are counted; a lane's begins with its kind, so the two never meet. */
export const tenantScope = (tenant: string): string => `tenant:${tenant}`;
export const noticeScope = (lane: string): string => `notices:${lane}`;
