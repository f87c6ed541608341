/**
 * Removes a person of the desk. Their name and what they typed leave the record, where the salted hashes stay and the
 * chain holds; what was queued for them or about them is never sent.
 */
import type { Instant, PersonId } from '../triage/desk.ts';
import { caseWithoutPerson } from './erase-case.ts';
import { dropContact, dropOutbox, dropScopes, dropSeen, holding, scrubDesk } from './erase-rows.ts';
import { goneWith, tracesOfPerson } from './erase-subject.ts';
import { casesWith, countOpen, entryIn, idsOf, shorten } from './erase-work.ts';
import type { Erased } from './erase-work.ts';
import { customerOf, personOf, textIn, typedOf } from './kept.ts';
import type { Maintenance } from './maintenance.ts';
import { authorStart, authorText } from './record-lines.ts';
import { personLane } from './turn-rows.ts';

/** What a person did and typed, by the record. */
const doneBy = async (db: Maintenance, id: PersonId) => {
  const start = authorStart(id);
  const authored = await db.read(
    `select case_id, seq, text from record_texts where name = '${authorText}' and substr(text, 1, $2) = $1`,
    start,
    start.length,
  );
  const names = authored.map((row) => typedOf(textIn(row, 'text')).split('\n').slice(1).join('\n'));
  const typed: string[] = [];
  for (const { caseId, seq } of authored.map(entryIn)) {
    const texts = await db.read(
      `select text from record_texts where case_id = $1 and seq = $2 and text is not null and name not like '@%'`,
      caseId,
      seq,
    );
    typed.push(...texts.map((row) => typedOf(textIn(row, 'text'))));
  }
  return { entries: authored.map(entryIn), names, typed };
};

/** How the directory names them: a contact may be written to without ever having met the bot. */
const listedAs = async (db: Maintenance, objectId: string) => {
  const found = await holding(db.read, {
    select: 'select state from customers',
    column: 'state',
    texts: [objectId],
  });
  return found
    .flatMap((row) => customerOf(textIn(row, 'state')).contacts)
    .filter((contact) => contact.objectId.toLowerCase() === objectId);
};

/** @param id `tenant/object`, as in the record. */
export const erasePerson = async (db: Maintenance, id: PersonId, now: Instant): Promise<Erased> => {
  const [row] = await db.read('select state from persons where id = $1', id);
  const person = row === undefined ? null : personOf(textIn(row, 'state'));
  const { entries, names, typed } = await doneBy(db, id);
  const listed = await listedAs(db, id.split('/').at(-1) ?? '');
  const traces = tracesOfPerson(id, person, { names, typed, listed });
  const isGone = goneWith(traces);
  const mine = new Set(entries.map(({ caseId, seq }) => `${caseId} ${seq}`));
  const owned = await idsOf(db, 'select id from cases where owner = $1', id);
  const cases = [
    ...new Set([...owned, ...entries.map(({ caseId }) => caseId), ...(await casesWith(db, traces.marks))]),
  ];
  const openCases = await countOpen(db, cases);
  let texts = 0;
  for (const caseId of cases)
    texts += await shorten(db, {
      caseId,
      isMine: (text) => mine.has(`${caseId} ${String(text['seq'])}`),
      isGone,
      left: (kase) => caseWithoutPerson(kase, id, isGone, now),
    });
  const unsent = await db.inTransaction(async (rows) => {
    await scrubDesk(rows, id, isGone);
    await dropContact(rows, id.split('/').at(-1) ?? '');
    await dropSeen(rows, isGone);
    const dropped = await dropOutbox(rows, db.kind, isGone, personLane(id));
    await dropScopes(rows, isGone);
    if (person?.address != null)
      await rows('delete from shown_cards where conversation_id = $1', person.address.conversationId);
    await rows('delete from persons where id = $1', id);
    return dropped;
  });
  const wasKnown = person !== null || cases.length > 0;
  return { wasKnown, cases: cases.length, openCases, texts, unsent, traces };
};
