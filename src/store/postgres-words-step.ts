/**
 * The walk of the search from the newest block of cases to the oldest (postgres-search-step.ts) for three words and
 * more, in three queries a case has to match instead of one of all of them. Within a query the index looks for every
 * word in each case that has the rarest; between queries it goes from the list of one to the list of the other, each
 * time as far as the last case it found. Common words that never stand in one case take two thirds of the time.
 *
 * Of each block `wanted` is three tsqueries with # for its number, no two the same: the index would read it twice. For
 * one or two words the one query there was is as fast.
 */
export const wordsStep: string = `
  create function cases_with_words(wanted text[], before bigint, most bigint) returns setof cases
  language plpgsql stable rows 20
  set enable_seqscan = off
  set jit = off
  set max_parallel_workers_per_gather = 0
  set plan_cache_mode = force_generic_plan as $$
  begin
    return query
    with recursive walk (block, left_over, numbers) as (
      select (select max(s.number) from search s where s.number < before) / 8192, most, array[]::bigint[]
      union all
      select (select max(s.number) from search s where s.number < w.block * 8192) / 8192,
        w.left_over - cardinality(found.numbers), found.numbers
      from walk w cross join lateral (
        select array(
          select m.number from (
            select s.number from search s
            where block_words(s.number, s.words) @@ replace(wanted[1], '#', w.block::text)::tsquery
              and block_words(s.number, s.words) @@ replace(wanted[2], '#', w.block::text)::tsquery
              and block_words(s.number, s.words) @@ replace(wanted[3], '#', w.block::text)::tsquery
            offset 0
          ) m where m.number < before order by m.number desc limit w.left_over) as numbers
        offset 0
      ) found
      where w.block is not null and w.left_over > 0
    )
    select c.* from cases c where c.number in (select unnest(w.numbers) from walk w);
  end $$;
`;
