/**
 * Words are indexed by blocks of 8,192 case numbers, each block with its own list of cases for each word, so that a
 * search walks from the newest block on and ends where it has enough. A word that all have costs one list of one
 * block; a word that nobody has costs a look into the index for each block: a million cases are 123 of them.
 *
 * One list of all cases per word was there before: the newest of it are known once all of it is read, 0.2 s for a word
 * of every third case. Reading cases from the newest on instead takes longer still for a rare word, and which of the two a word is, only
 * statistics tell, which may be old. A table of words and numbers of our own would be ten times this index, and each
 * case would be written to it three dozen times.
 *
 * Limit: common words that never stand in one case are compared through all blocks: two take 10 ms at a million cases,
 * ten 40 ms.
 */

/** Pieces of the index of a block begin with its number, so what a case writes lies close together. */
const blockWords = `
  create function block_words(number bigint, words tsvector) returns tsvector
  language plpgsql immutable strict parallel safe cost 100000 as $$
  declare mark text := number / 8192 || '/';
  begin
    return array_to_tsvector(string_to_array(
      mark || array_to_string(tsvector_to_array(words), ' ' || mark), ' '));
  end $$;
`;

/**
 * The newest cases below a number that have all the words. `wanted` is a tsquery with # for the block.
 *
 * The settings leave one plan, whatever is known of the tables: the fence (offset 0) keeps the walk by number out, and
 * without it or reading all there is only the index. It is planned once, and neither compiled nor given to workers,
 * which would take longer than the search.
 */
const casesWith = `
  create function cases_with(wanted text, before bigint, most bigint) returns setof cases
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
            where block_words(s.number, s.words) @@ replace(wanted, '#', w.block::text)::tsquery offset 0
          ) m where m.number < before order by m.number desc limit w.left_over) as numbers
        offset 0
      ) found
      where w.block is not null and w.left_over > 0
    )
    select c.* from cases c where c.number in (select unnest(w.numbers) from walk w);
  end $$;
`;

/** A minute for a million cases, in which no case is written; the clock on statements would end it before. */
const index = `
  set local statement_timeout = 0;
  drop index search_words;
  create index search_blocks on search using gin (block_words(number, words)) with (fastupdate = off);
`;

export const searchStep: string = blockWords + casesWith + index;
