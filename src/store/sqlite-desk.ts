/** What the leads read: the desk's own state, its people, and cases by time and likeness. */
import type { DatabaseSync } from 'node:sqlite';
import type { Store } from '../flow/ports.ts';
import type { Case } from '../triage/case.ts';
import type { Instant, Person } from '../triage/desk.ts';
import { newDesk, type DeskState } from '../triage/desk-state.ts';
import { caseOf, deskOf, personOf, textIn } from './kept.ts';
import { byName, outcomesIn, withoutCancelled } from './desk-lists.ts';
import { checksKeptMs, similarShown } from './limits.ts';
import { msOf } from './moments.ts';

type DeskReads = {
  readonly desk: () => DeskState;
  readonly people: () => readonly Person[];
  readonly open: () => readonly Case[];
  readonly between: (from: Instant, to: Instant) => readonly Case[];
  readonly ofIncident: (incidentId: string) => readonly Case[];
  readonly checks: (run: string) => ReturnType<typeof outcomesIn>;
  readonly similar: (alike: Parameters<Store['similarCases']>[0]) => readonly Case[];
};

const caseIn = (row: Readonly<Record<string, unknown>>): Case => caseOf(textIn(row, 'state'));

export const deskReads = (db: DatabaseSync): DeskReads => {
  const desk = db.prepare('select state from desk where id = 1');
  const people = db.prepare(`select state from persons where state ->> '$.ofCustomer' is null`);
  const open = db.prepare(`select state from cases where stage <> 'closed' order by opened_ms, number`);
  const between = db.prepare(`
    select state from cases where opened_ms >= ? and opened_ms < ? order by opened_ms, number`);
  const ofIncident = db.prepare(`
    select state from cases where incident_id = ? and stage <> 'closed' order by opened_ms, number`);
  const similar = db.prepare(`
    select state from cases
    where product = ? and symptom = ? and opened_ms >= ? and stage <> 'intake'
      and customer_id is not null and customer_id <> ?
    order by opened_ms desc, number desc limit ${similarShown}`);
  const checks = db.prepare('select target, outcome from checks where run = ?');
  return {
    checks: (run) => outcomesIn(checks.all(run)),
    desk: () => {
      const row = desk.get();
      return row === undefined ? newDesk : deskOf(textIn(row, 'state'));
    },
    people: () => byName(people.all().map((row) => personOf(textIn(row, 'state')))),
    open: () => open.all().map(caseIn),
    between: (from, to) => between.all(msOf(from), msOf(to)).map(caseIn),
    ofIncident: (incidentId) => ofIncident.all(incidentId).map(caseIn),
    similar: ({ product, symptom, since, exceptCustomer }) =>
      withoutCancelled(similar.all(product, symptom, msOf(since), exceptCustomer).map(caseIn)),
  };
};

/** To be run inside a transaction. */
export const noteCheck = (db: DatabaseSync): ((...noted: Parameters<Store['noteCheck']>) => void) => {
  const forget = db.prepare('delete from checks where at_ms < ?');
  const note = db.prepare(`
    insert into checks (run, target, outcome, at_ms) values (?, ?, ?, ?)
    on conflict (run, target) do update set outcome = min(outcome, excluded.outcome), at_ms = excluded.at_ms`);
  return (run, target, outcome, now) => {
    forget.run(msOf(now) - checksKeptMs);
    note.run(run, target, outcome, msOf(now));
  };
};
