/** What has to hold, however unlucky the run: told by what people saw and what the store keeps, not by how it is done. */
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import type { DueRow, Store } from '../../src/flow/ports.ts';
import type { RecordEntry } from '../../src/triage/turn.ts';
import { everything, text, type Json } from '../scenarios/card-text.ts';
import type { Attempt } from './connector.ts';
import type { Human } from './people.ts';
import { isBefore, type Reference, type ReferenceRow } from './reference.ts';
import type { Posted } from './teams-client.ts';
import type { World } from './world.ts';

/** What a button of ours is bound to, read without checking its signature. */
const boundTo = (token: string): readonly unknown[] => {
  const [body = ''] = token.split('.');
  const value: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  return Array.isArray(value) ? value : [];
};

const dataOf = (action: Json): Json => {
  const data = action['data'];
  return typeof data === 'object' && data !== null ? { ...data } : {};
};

const boundIn = (card: Json): readonly (readonly unknown[])[] =>
  everything(card).flatMap((one) => {
    const token = text(dataOf(one)['token']);
    return token === '' ? [] : [boundTo(token)];
  });

/** What the message said that opened the case; the case itself may be told otherwise later. */
const openingWords = (record: readonly RecordEntry[] | undefined): string =>
  record?.find(({ what }) => what === 'opened')?.texts['text'] ?? '';

/** I4: every button is the reader's own, a sensitive case is its owner's and the leads', a stranger sees no case. */
export const checkShown = (reader: Human, card: Json, world: World, { cases, records }: Reference): void => {
  const words = JSON.stringify(card);
  for (const [caseId, version, , audience] of boundIn(card)) {
    world.verify(
      audience === (reader.isOfDesk ? reader.id : ''),
      () => `${reader.id} holds a button of ${String(audience)}`,
    );
    const about = typeof caseId === 'string' ? cases.get(caseId) : undefined;
    if (typeof caseId !== 'string') continue;
    // Nobody is shown what is not durable (I1).
    world.verify(
      about !== undefined && about.version >= Number(version),
      () => `${reader.id} saw an uncommitted version`,
    );
  }
  for (const { id, sensitive, owner, number } of cases.values()) {
    const isTheirs = reader.isOfDesk && (!sensitive || reader.isLead || owner === reader.id);
    const marker = /kw\d+z/.exec(openingWords(records.get(id)))?.[0];
    if (isTheirs || marker === undefined) continue;
    world.verify(!words.includes(marker), () => `${reader.id} saw what H-${number} is about`);
    world.verify(!words.includes(`H-${number}`), () => `${reader.id} saw H-${number}`);
  }
};

/** I3: nothing that was queued before for the same person still waits when this is shown. I6: never early. */
export const checkOrder = (due: DueRow, world: World, reference: Reference): void => {
  const row = reference.find(due);
  world.verify(row !== undefined, () => `${due.key} was never committed`);
  if (row === undefined) return;
  world.verify(world.time.nowMs() >= row.dueMs, () => `row ${row.row.key} was shown early`);
  const earlier = reference.rows.find(
    (other) =>
      other.lane === row.lane &&
      other.state === 'waiting' &&
      isBefore(other, row) &&
      other.freedAtStep < row.claimedAtStep,
  );
  world.verify(earlier === undefined, () => `${row.row.key} overtook ${earlier?.row.key ?? ''}`);
};

/** Nobody could know whether it had arrived: the answer was lost, or the process died before it could note it. */
const isAmbiguous = (one: Attempt, at: number, all: readonly Attempt[]): boolean =>
  one.told === 'unclear' || one.told === 'nothing' || all[at + 1]?.row.lapsed === true;

type Sent = { readonly attempts: readonly Attempt[]; readonly isReachable: boolean };

/** When all is well, nothing takes longer than this. */
const withinMs = 10 * 60_000;

const checkRow = (row: ReferenceRow, { attempts, isReachable }: Sent, world: World): void => {
  if ('reminder' in row.row) {
    const isLate = row.state === 'waiting' && row.dueMs < world.time.nowMs() - withinMs;
    world.verify(!isLate, () => `reminder ${row.row.key} never came`);
    return;
  }
  const { key, sendClass } = row.row;
  const shown = attempts.filter(({ isShown }) => isShown);
  // What tells of other rows too is sent again like an alarm: a list twice is the smaller harm.
  const isRepeated = sendClass === 'at-least-once' || attempts.some((one) => one.row.folded !== undefined);
  const unclear = attempts.filter((one, at) => one.isShown && isAmbiguous(one, at, attempts));
  const mayRepeat = isRepeated ? unclear.length : 0;
  world.verify(
    shown.length <= 1 + mayRepeat,
    () => `${key} was shown ${shown.length} times, ${mayRepeat} unclear`,
  );
  // What is for "whoever is on call" ends by becoming rows for those people, which are looked at by themselves.
  const isForPeople = row.row.recipient.to === 'person' || row.row.recipient.to === 'conversation';
  world.verify(
    row.state !== 'sent' || shown.length > 0 || !isForPeople,
    () => `${key} counts as sent and was never shown`,
  );
  const isOverdue = row.dueMs < world.time.nowMs() - withinMs;
  world.verify(row.state !== 'waiting' || !isOverdue, () => `${key} still waits`);
  world.verify(row.state !== 'parked' || !isReachable, () => `${key} is parked though its reader is back`);
  world.verify(
    row.state !== 'dead' || row.why === 'nothing left to show',
    () => `${key} is dead: ${row.why}`,
  );
  world.verify(
    row.state !== 'unknown' || sendClass === 'at-most-once',
    () => `${key} was given up as unknown`,
  );
};

/** I1, I2, I6: every row arrived once; again only where nobody could know whether it had. */
export const checkRows = (attempts: readonly Attempt[], world: World, { rows, isKnown }: Reference): void => {
  const byRow = Map.groupBy(attempts, ({ row }) => row.id);
  for (const row of rows)
    checkRow(row, { attempts: byRow.get(row.id) ?? [], isReachable: isKnown(row.lane) }, world);
};

/** Whether a deed carries these words. A text once typed stands in its field again when a page is gone back to. */
const carries = ({ deed: { what } }: Posted, marker: string): boolean =>
  what.kind === 'action' && Object.values(what.data).some((value) => text(value).includes(marker));

/** I1 and I2, by the words people typed: one case per message that asked for one, one entry per click. */
export const checkDeeds = (posts: readonly Posted[], world: World, { records }: Reference): void => {
  const opened = [...records.values()].map(openingWords);
  const entries = [...records.values()].flat();
  for (const { deed, isAcknowledged } of posts) {
    const { marker, what, by } = deed;
    if (marker === null) continue;
    if (what.kind === 'message') {
      const found = opened.filter((words) => words.includes(marker)).length;
      const least = isAcknowledged && by.isOfDesk ? 1 : 0;
      world.verify(found >= least && found <= (by.isOfDesk ? 1 : 0), () => `${marker} opened ${found} cases`);
      continue;
    }
    const clicks = posts.filter((post) => carries(post, marker)).length;
    const noted = entries.filter(
      (one) => one.what === 'answered' && Object.values(one.texts).some((words) => words.includes(marker)),
    );
    world.verify(noted.length <= clicks, () => `${marker}: ${clicks} clicks, ${noted.length} answers`);
  }
};

/** After every step: the cases just changed are the reference's, and so is whether anything waits. */
export const checkStep = async (store: Store, world: World, reference: Reference): Promise<void> => {
  if (!world.takeWrote()) return;
  for (const one of reference.takeTouched())
    world.verify(
      isDeepStrictEqual(await store.case(one.id), one),
      () => `H-${one.number} is not as committed`,
    );
  const dueAt = await store.nextDueAt();
  world.verify((dueAt === null) === reference.isEmpty(), () => `next due at ${String(dueAt)}`);
};

/** All cases and records are the reference's, every chain holds, every page of the file is sound (I1, I7). */
export const checkKept = async (
  store: Store,
  path: string,
  world: World,
  reference: Reference,
): Promise<void> => {
  for (const one of reference.cases.values()) {
    world.verify(
      isDeepStrictEqual(await store.case(one.id), one),
      () => `H-${one.number} is not as committed`,
    );
    const kept = (await store.record(one.id)).map(({ seq: _seq, hash: _hash, ...entry }) => entry);
    world.verify(
      isDeepStrictEqual(kept, reference.records.get(one.id) ?? []),
      () => `H-${one.number}: another record`,
    );
    world.verify(
      (await store.brokenEntry(one.id)) === null,
      () => `H-${one.number}: the record's chain is broken`,
    );
  }
  const db = new DatabaseSync(path, { readOnly: true });
  const verdict = db.prepare('pragma integrity_check').get()?.['integrity_check'];
  db.close();
  world.verify(verdict === 'ok', () => `integrity_check: ${String(verdict)}`);
};
