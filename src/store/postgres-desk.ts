/** What the leads read on PostgreSQL: the desk's own state, its people, and cases by time and likeness. */
import type { Store } from '../flow/ports.ts';
import type { Case } from '../triage/case.ts';
import { newDesk } from '../triage/desk-state.ts';
import { caseOf, deskOf, personOf, textIn } from './kept.ts';
import { byName, outcomesIn, withoutCancelled } from './desk-lists.ts';
import { checksKeptMs, similarShown } from './limits.ts';
import { msOf } from './moments.ts';
import type { Client, Sql } from './postgres-client.ts';

const desk: Sql = { name: 'desk', text: 'select state from desk where id = 1' };
const people: Sql = {
  name: 'people',
  text: `select state from persons where position('"ofCustomer":{' in state) = 0`,
};
const open: Sql = {
  name: 'open-cases-of-desk',
  text: `select state from cases where stage <> 'closed' order by opened_ms, number`,
};
const between: Sql = {
  name: 'cases-between',
  text: 'select state from cases where opened_ms >= $1 and opened_ms < $2 order by opened_ms, number',
};
const ofIncident: Sql = {
  name: 'cases-of-incident',
  text: `select state from cases where incident_id = $1 and stage <> 'closed' order by opened_ms, number`,
};
const similar: Sql = {
  name: 'similar-cases',
  text: `
    select state from cases
    where product = $1 and symptom = $2 and opened_ms >= $3 and stage <> 'intake'
      and customer_id is not null and customer_id <> $4
    order by opened_ms desc, number desc limit ${similarShown}`,
};

const checks: Sql = { name: 'checks', text: 'select target, outcome from checks where run = $1' };
const noteCheck: Sql = {
  name: 'note-check',
  text: `
    with forgotten as (delete from checks where at_ms < $5)
    insert into checks as kept (run, target, outcome, at_ms) values ($1, $2, $3, $4)
    on conflict (run, target) do update
      set outcome = least(kept.outcome, excluded.outcome), at_ms = excluded.at_ms`,
};

type Desk = Pick<
  Store,
  | 'desk'
  | 'checksOf'
  | 'noteCheck'
  | 'people'
  | 'openCasesOfDesk'
  | 'casesBetween'
  | 'casesOfIncident'
  | 'similarCases'
>;

export const postgresDesk = ({ call }: Client): Desk => {
  const cases = async (sql: Sql, values: readonly unknown[]): Promise<readonly Case[]> =>
    (await call(sql, values)).map((row) => caseOf(textIn(row, 'state')));
  return {
    desk: async () => {
      const [row] = await call(desk, []);
      return row === undefined ? newDesk : deskOf(textIn(row, 'state'));
    },
    noteCheck: async (run, target, outcome, now) => {
      await call(noteCheck, [run, target, outcome, msOf(now), msOf(now) - checksKeptMs]);
    },
    checksOf: async (run) => outcomesIn(await call(checks, [run])),
    people: async () => byName((await call(people, [])).map((row) => personOf(textIn(row, 'state')))),
    openCasesOfDesk: () => cases(open, []),
    casesBetween: (from, to) => cases(between, [msOf(from), msOf(to)]),
    casesOfIncident: (incidentId) => cases(ofIncident, [incidentId]),
    similarCases: ({ product, symptom, since, exceptCustomer }) =>
      cases(similar, [product, symptom, msOf(since), exceptCustomer]).then(withoutCancelled),
  };
};
