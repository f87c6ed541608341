/**
 * The order of the outbox, alike in both databases. A lane is one recipient; its rows leave one after another, ordered
 * by when they were first due. A row that must wait keeps its place, so a later one never overtakes it.
 *
 * In `outbox`: `order_ms`: the place in the lane. `ready_ms`: from when the row may be claimed: its due instant, its
 * next try, or, while claimed, the end of the claim. A row claimed and then replaced loses its key, and vanishes when
 * settled. `folded_into`: the row that tells this one too. `returned`: the row's person came back while it was under
 * way, so that it is not parked for having failed. `ended_ms`: since when it is folded, dead or unknown.
 *
 * Notices (`notice`) are the exception to the order: so many to one person in a minute, and while there may be no more,
 * those that wait stay where they are and the rest of the lane goes past them. When there may, the first of them tells
 * the others too.
 *
 * In `lanes`: one row for each lane with waiting rows, so that neither claiming nor asking for the next instant looks
 * at what merely waits. `next_ms`: from when the lane's first row may be claimed: that row is ready, nothing of the
 * lane is under way, its budgets allow it; and never before the lane's last claim, so that lanes take turns.
 * Where it is a notice that has to wait, the first row that is none counts, if that may go sooner.
 * `urgent_ms`: due instant of its earliest urgent row. Whatever changes a lane's rows refreshes it in the same
 * transaction.
 *
 * In `sends`: the claims of a lane or tenant, and of a lane's notices, numbered; with `most` sends allowed in a window, the next may come a
 * window after the one `most` before it. `budgets`: how many there were, the last one, and when the next may come.
 */

/**
 * A lane that can be claimed. `rank`: 0 a reminder, which costs nothing and decides what is told next; 1 a lane with an
 * urgent row, 2 any other. `sinceMs`: since when it is urgent, or could go.
 */
export type OpenLane = {
  readonly lane: string;
  readonly tenant: string;
  readonly rank: number;
  readonly sinceMs: number;
};

export const byTurn = (a: OpenLane, b: OpenLane): number =>
  a.rank - b.rank || a.sinceMs - b.sinceMs || (a.lane < b.lane ? -1 : 1);

/** What is under way as a message may have arrived and has to end by itself; a reminder under way is simply taken back. */
export const isReplaceable = `(claimed_ms is null or lane like 'reminder:%')`;
