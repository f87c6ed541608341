/**
 * The order of the outbox, in SQL that both databases read alike. A lane is one recipient; its rows leave one after
 * another, ordered by when they were first due. A row that must wait keeps its place, so a later one never overtakes it.
 *
 * `order_ms`: the place in the lane. `ready_ms`: from when the row may be claimed: its due instant, its next try, or,
 * while claimed, the end of the claim. A row claimed and then replaced loses its key, and vanishes when settled.
 */

/** Nothing of the lane stands before row `o`. */
export const isHead = `
  not exists (select 1 from outbox p where p.state = 'waiting' and p.lane = o.lane
    and (p.order_ms, p.id) < (o.order_ms, o.id))`;

/** Nothing of the lane stands before row `o`, and nothing is under way. `now` is the placeholder of the instant. */
export const isFree = (now: string): string => `${isHead}
  and not exists (select 1 from outbox p where p.state = 'waiting' and p.lane = o.lane
    and p.claimed_ms is not null and p.ready_ms > ${now} and p.id <> o.id)`;
