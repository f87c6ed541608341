/** All that is kept of a person or a customer, as one value: what somebody may ask for. */
import type { RecordLine } from '../flow/ports.ts';
import type { Case } from '../triage/case.ts';
import type { Customer, Person, PersonId } from '../triage/desk.ts';
import { talkOf, type TalkMessage } from '../triage/talk.ts';
import type { ChainLink } from './chain.ts';
import { firstBroken } from './chain.ts';
import { holding } from './erase-rows.ts';
import { caseOf, customerOf, numberIn, personOf, textIn, textOrNullIn } from './kept.ts';
import type { Maintenance } from './maintenance.ts';
import { authorStart, authorText, recordLine } from './record-lines.ts';

type ExportedCase = {
  readonly case: Case;
  readonly record: readonly RecordLine[];
  /** Whether the record's hash chain holds. */
  readonly isIntact: boolean;
};

export type PersonExport = {
  readonly person: Person | null;
  readonly cases: readonly ExportedCase[];
  /** What the person did in cases of others. */
  readonly entries: readonly RecordLine[];
  readonly contactOf: readonly string[];
  /** What the desk wrote to them, where they are somebody of a customer. */
  readonly told: readonly { readonly caseId: string; readonly message: TalkMessage }[];
};

export type CustomerExport = {
  readonly customer: Customer | null;
  readonly cases: readonly ExportedCase[];
  readonly people: readonly Person[];
};

const linksOf = async ({ read }: Maintenance, caseId: string): Promise<readonly ChainLink[]> => {
  const texts = await read('select seq, name, salt, text, hash from record_texts where case_id = $1', caseId);
  const entries = await read('select seq, entry, hash from record where case_id = $1 order by seq', caseId);
  return entries.map((row) => ({
    seq: numberIn(row, 'seq'),
    entryJson: textIn(row, 'entry'),
    hash: textIn(row, 'hash'),
    texts: texts
      .filter((text) => numberIn(text, 'seq') === numberIn(row, 'seq'))
      .map((text) => ({
        name: textIn(text, 'name'),
        hash: textIn(text, 'hash'),
        salt: textOrNullIn(text, 'salt'),
        text: textOrNullIn(text, 'text'),
      })),
  }));
};

const linesOf = async (db: Maintenance, caseId: string) => {
  const links = await linksOf(db, caseId);
  return {
    record: links.map((link) => recordLine(caseId, link)),
    isIntact: firstBroken(caseId, links) === null,
  };
};

/** The first broken entry of each broken record. All are walked, which takes a while, or so many of the newest cases. */
export const brokenRecords = async (
  db: Maintenance,
  newest: number | null = null,
): Promise<{ readonly records: number; readonly broken: readonly string[] }> => {
  const cases = await (newest === null
    ? db.read('select distinct case_id from record')
    : db.read('select id as case_id from cases order by number desc limit $1', newest));
  const broken: string[] = [];
  for (const row of cases) {
    const caseId = textIn(row, 'case_id');
    const seq = firstBroken(caseId, await linksOf(db, caseId));
    if (seq !== null) broken.push(`${caseId} entry ${seq}`);
  }
  return { records: cases.length, broken };
};

const casesBy = async (
  db: Maintenance,
  column: 'owner' | 'customer_id',
  value: string,
): Promise<readonly ExportedCase[]> => {
  const found = await db.read(`select state from cases where ${column} = $1 order by number`, value);
  const exported: ExportedCase[] = [];
  for (const row of found) {
    const kase = caseOf(textIn(row, 'state'));
    exported.push({ case: kase, ...(await linesOf(db, kase.id)) });
  }
  return exported;
};

const entriesBy = async (db: Maintenance, id: PersonId): Promise<readonly RecordLine[]> => {
  const start = authorStart(id);
  const cases = await db.read(
    `select distinct case_id from record_texts where name = '${authorText}' and substr(text, 1, $2) = $1`,
    start,
    start.length,
  );
  const lines: RecordLine[] = [];
  for (const row of cases) lines.push(...(await linesOf(db, textIn(row, 'case_id'))).record);
  return lines.filter(({ by }) => by === id);
};

const toldTo = async (db: Maintenance, objectId: string): Promise<PersonExport['told']> => {
  const sought = { select: 'select state from cases', column: 'state', texts: [objectId] };
  const cases = (await holding(db.read, sought)).map((row) => caseOf(textIn(row, 'state')));
  return cases.flatMap((about) =>
    talkOf(about)
      .messages.filter((one) => one.from === 'desk' && one.to.objectId.toLowerCase() === objectId)
      .map((message) => ({ caseId: about.id, message })),
  );
};

export const exportPerson = async (db: Maintenance, id: PersonId): Promise<PersonExport> => {
  const [row] = await db.read('select state from persons where id = $1', id);
  const cases = await casesBy(db, 'owner', id);
  const own = new Set(cases.map((one) => one.case.id));
  const entries = (await entriesBy(db, id)).filter(({ caseId }) => !own.has(caseId));
  const objectId = id.split('/').at(-1) ?? '';
  const customers = (await db.read('select state from customers order by id')).map((found) =>
    customerOf(textIn(found, 'state')),
  );
  const contactOf = customers.filter(({ contacts }) =>
    contacts.some((contact) => contact.objectId.toLowerCase() === objectId),
  );
  return {
    person: row === undefined ? null : personOf(textIn(row, 'state')),
    cases,
    entries,
    contactOf: contactOf.map(({ domain }) => domain),
    told: await toldTo(db, objectId),
  };
};

export const exportCustomer = async (db: Maintenance, domain: string): Promise<CustomerExport> => {
  const [row] = await db.read('select state from customers where lower(domain) = $1 or id = $1', domain);
  if (row === undefined) return { customer: null, cases: [], people: [] };
  const customer = customerOf(textIn(row, 'state'));
  const start = `${(customer.tenantId ?? '-').toLowerCase()}/`;
  const people = (await db.read('select id, state from persons order by id'))
    .map((found) => personOf(textIn(found, 'state')))
    .filter(({ id, ofCustomer }) => id.startsWith(start) || ofCustomer?.customerId === customer.id);
  return {
    customer,
    cases: await casesBy(db, 'customer_id', customer.id),
    people,
  };
};
