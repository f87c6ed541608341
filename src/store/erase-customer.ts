/**
 * Removes a customer: their cases keep what figures are made of, and everybody else's keep everything but them. The
 * people of the desk stay named.
 */
import type { Case } from '../triage/case.ts';
import type { Customer, Instant } from '../triage/desk.ts';
import { caseWithoutTexts, scrubbed } from './erase-case.ts';
import type { IsGone } from './erase-case.ts';
import { erasePerson } from './erase-person.ts';
import { dropOutbox, dropScopes, dropSeen } from './erase-rows.ts';
import { goneWith, tracesOfCustomer } from './erase-subject.ts';
import { casesWith, countOpen, idsOf, shorten } from './erase-work.ts';
import type { Erased } from './erase-work.ts';
import { caseOf, customerOf, textIn } from './kept.ts';
import type { Maintenance } from './maintenance.ts';
import { authorText } from './record-lines.ts';

const findCustomer = async (db: Maintenance, domain: string): Promise<Customer | null> => {
  const [row] = await db.read('select state from customers where lower(domain) = $1 or id = $1', domain);
  return row === undefined ? null : customerOf(textIn(row, 'state'));
};

const nothing: Erased = {
  wasKnown: false,
  cases: 0,
  openCases: 0,
  texts: 0,
  unsent: 0,
  traces: { marks: [], typed: [] },
};

/** A reseller's people stay while they are told about another customer. */
const isShared = async (db: Maintenance, tenantId: string, exceptId: string): Promise<boolean> => {
  const sql = 'select id from customers where tenant_id = $1 and id <> $2 limit 1';
  return (await db.read(sql, tenantId.toLowerCase(), exceptId)).length > 0;
};

/** Those who were told, where some of them wrote to the bot. */
const erasePeopleOf = async (
  db: Maintenance,
  tenantId: string | null | undefined,
  exceptId: string,
  now: Instant,
): Promise<void> => {
  if (tenantId == null || (await isShared(db, tenantId, exceptId))) return;
  const start = `${tenantId.toLowerCase()}/`;
  const people = await db.read('select id from persons where substr(id, 1, $2) = $1', start, start.length);
  for (const row of people) await erasePerson(db, textIn(row, 'id'), now);
};

/** Cases of others that name this customer keep everything but that. */
const withoutTraces = (kase: Case, isGone: IsGone, now: Instant): Case => ({
  ...caseOf(JSON.stringify(scrubbed(kase, isGone))),
  version: kase.version + 1,
  changedAt: now,
});

/** @param domain the customer's domain or id, lower-case. */
export const eraseCustomer = async (db: Maintenance, domain: string, now: Instant): Promise<Erased> => {
  const customer = await findCustomer(db, domain);
  if (customer === null) return nothing;
  const own = await idsOf(db, 'select id from cases where customer_id = $1', customer.id);
  const openCases = await countOpen(db, own);
  const traces = tracesOfCustomer(customer, []);
  const isGone = goneWith(traces);
  for (const tenantId of [customer.tenantId, customer.reseller?.tenantId])
    await erasePeopleOf(db, tenantId, customer.id, now);
  let texts = 0;
  for (const caseId of own)
    texts += await shorten(db, {
      caseId,
      isMine: (text) => text['name'] !== authorText,
      isGone,
      left: (kase) => caseWithoutTexts(kase, now),
    });
  const others = new Set(await casesWith(db, traces.marks)).difference(new Set(own));
  for (const caseId of others)
    texts += await shorten(db, {
      caseId,
      isMine: () => false,
      isGone,
      left: (kase) => withoutTraces(kase, isGone, now),
    });
  const isAboutThem = goneWith(tracesOfCustomer(customer, own));
  const unsent = await db.inTransaction(async (rows) => {
    await dropSeen(rows, isAboutThem);
    const dropped = await dropOutbox(rows, db.kind, isAboutThem, null);
    await dropScopes(rows, isGone);
    await rows('delete from customers where id = $1', customer.id);
    return dropped;
  });
  return { wasKnown: true, cases: own.length, openCases, texts, unsent, traces };
};
