/** Cases, their search and their record on PostgreSQL. */
import type { Store } from '../flow/ports.ts';
import type { CaseSummary } from '../triage/case.ts';
import type { PersonId } from '../triage/desk.ts';
import { firstBroken } from './chain.ts';
import type { ChainLink } from './chain.ts';
import { caseOf, numberIn as integerIn, summaryOf, textIn, textOrNullIn } from './kept.ts';
import type { Columns } from './kept.ts';
import type { Client, Sql } from './postgres-client.ts';
import { customerCasesShown, draftsShown } from './limits.ts';
import { authorStart, authorText, recordLine } from './record-lines.ts';
import { numberIn, wantedTokens, wholeWords } from './tokens.ts';
import type { WantedToken } from './tokens.ts';
import { personIdIn } from './turn-rows.ts';

const byId: Sql = { name: 'case', text: 'select state from cases where id = $1' };
const byNumber: Sql = { name: 'case-by-number', text: 'select state from cases where number = $1' };
const drafts: Sql = {
  name: 'drafts',
  text: `select state from cases where owner = $1 and stage = 'intake'
    order by changed_ms desc, number desc limit ${draftsShown}`,
};
const open: Sql = {
  name: 'open-cases',
  text: `select summary from cases where owner = $1 and stage <> 'closed'
    order by changed_ms desc, number desc limit $2`,
};

/** What serves customers carries their tenant in the statement itself: nothing above it could forget to. */
const ofCustomer: Sql = {
  name: 'customer-cases',
  text: `select state from cases c where customer_tenant = $1 and not sensitive and ($2 or exists (
      select 1 from record_texts t where t.case_id = c.id and t.seq = 1 and t.name = '${authorText}'
        and starts_with(t.text, $3)))
    order by number desc limit ${customerCasesShown}`,
};

/** $1: who looks; null is a lead, who sees every case. */
const isVisible = '(not c.sensitive or c.owner = $1 or $1 is null)';
const newest: Sql = {
  name: 'find-newest',
  text: `select summary from cases c where ${isVisible} order by number desc limit $2`,
};
const numbered: Sql = {
  name: 'find-number',
  text: `select summary from cases c where ${isVisible} and number = $2`,
};

/** So many of the newest cases with all the words, of which this viewer may see only some. */
const withWords = (name: string, walk: string): Sql => ({
  name,
  text: `
    with newest as materialized (
      select number, summary, sensitive, owner from ${walk}($2, $4, $5)
    )
    select (select count(*) from newest) as matches, (select min(number) from newest) as last, array(
      select c.summary from newest c where ${isVisible} and c.number <> $3 order by c.number desc
    ) as summaries`,
});
const withFewWords = withWords('find-words', 'cases_with');
const withManyWords = withWords('find-many-words', 'cases_with_words');

/**
 * In each block its number stands for the #. Tokens hold letters, digits and marks only; the quotes keep the parser
 * from reading anything into them.
 */
const lexeme = ({ token, isBeginning }: WantedToken): string => `'#/${token}'${isBeginning ? ':*' : ''}`;

/**
 * One or two words are one query. More are three queries of which a case has to match all: long words are rare ones,
 * and the search goes from one case with the first to the next.
 */
const queryOf = (words: readonly WantedToken[]): readonly [Sql, string | readonly string[]] => {
  const longestFirst = words.toSorted((a, b) => b.token.length - a.token.length).map(lexeme);
  const [first = '', second = '', ...rest] = longestFirst;
  return rest.length === 0
    ? [withFewWords, longestFirst.join(' & ')]
    : [withManyWords, [first, second, rest.join(' & ')]];
};

const summaryIn = (row: Columns): CaseSummary => summaryOf(textIn(row, 'summary'));

const summariesIn = (row: Columns): readonly CaseSummary[] => {
  const list: unknown = row['summaries'];
  return Array.isArray(list) ? list.map((summary: unknown) => summaryOf(String(summary))) : [];
};

type Asked = {
  readonly viewer: PersonId | null;
  readonly words: readonly WantedToken[];
  /** Listed already. */
  readonly except: number;
  readonly limit: number;
};

/** Whoever may not see what was found is given what comes after it, more at a time. */
const matching = async (
  { call }: Client,
  { viewer, words, except, limit }: Asked,
): Promise<readonly CaseSummary[]> => {
  const found: CaseSummary[] = [];
  const [sql, query] = queryOf(words);
  let before = Number.MAX_SAFE_INTEGER;
  for (let most = limit; ; most *= 4) {
    const [row] = await call(sql, [viewer, query, except, before, most]);
    if (row === undefined) return found;
    found.push(...summariesIn(row));
    if (found.length >= limit || integerIn(row, 'matches') < most) return found.slice(0, limit);
    before = integerIn(row, 'last');
  }
};

const find =
  (client: Client): Store['findCases'] =>
  async (query, { id, isLead }, limit) => {
    const viewer = isLead ? null : id;
    const wanted = wantedTokens(query);
    if (wanted.length === 0) return (await client.call(newest, [viewer, limit])).map(summaryIn);
    const number = numberIn(query);
    const first = number === null ? [] : (await client.call(numbered, [viewer, number])).map(summaryIn);
    const all = (words: readonly WantedToken[]) =>
      matching(client, { viewer, words, except: number ?? 0, limit });
    const whole = wholeWords(wanted);
    const exact = whole === null ? [] : await all(whole);
    const rest = exact.length < limit ? await all(wanted) : exact;
    return [...first, ...rest].slice(0, limit);
  };

const entries: Sql = {
  name: 'record',
  text: `
    select r.seq, r.entry, r.hash, t.name, t.salt, t.text, t.hash as text_hash
    from record r left join record_texts t on t.case_id = r.case_id and t.seq = r.seq
    where r.case_id = $1 order by r.seq`,
};

const textOf = (row: Columns): ChainLink['texts'] =>
  row['name'] === null
    ? []
    : [
        {
          name: textIn(row, 'name'),
          hash: textIn(row, 'text_hash'),
          salt: textOrNullIn(row, 'salt'),
          text: textOrNullIn(row, 'text'),
        },
      ];

const links = async ({ call }: Client, caseId: string): Promise<readonly ChainLink[]> => {
  const bySeq = Map.groupBy(await call(entries, [caseId]), (row) => integerIn(row, 'seq'));
  return [...bySeq].flatMap(([seq, rows]) => {
    const [first] = rows;
    if (first === undefined) return [];
    return [
      { seq, entryJson: textIn(first, 'entry'), hash: textIn(first, 'hash'), texts: rows.flatMap(textOf) },
    ];
  });
};

type Cases = Pick<
  Store,
  'case' | 'caseByNumber' | 'drafts' | 'openCases' | 'customerCases' | 'findCases' | 'record' | 'brokenEntry'
>;

export const postgresCases = (client: Client): Cases => {
  const states = async (sql: Sql, ...values: readonly (string | number | boolean)[]) =>
    (await client.call(sql, values)).map((row) => caseOf(textIn(row, 'state')));
  return {
    case: async (id) => (await states(byId, id))[0] ?? null,
    caseByNumber: async (number) => (await states(byNumber, number))[0] ?? null,
    drafts: (owner) => states(drafts, owner),
    openCases: async (owner, limit) => (await client.call(open, [owner, limit])).map(summaryIn),
    customerCases: (tenant, { objectId, isContact }) =>
      states(ofCustomer, tenant.toLowerCase(), isContact, authorStart(personIdIn(tenant, objectId))),
    findCases: find(client),
    record: async (caseId) => (await links(client, caseId)).map((link) => recordLine(caseId, link)),
    brokenEntry: async (caseId) => firstBroken(caseId, await links(client, caseId)),
  };
};
