/**
 * What a store keeps as JSON, read back. Only our own commits write these columns, and the schema's version guards
 * their shape, so reading checks what tells the kinds apart and no more: a turn must not pay for a full validation.
 */
import { Fault } from '../fault.ts';
import type { Case, CaseSummary } from '../triage/case.ts';
import type { Customer, Person } from '../triage/desk.ts';
import { newDesk, type DeskState } from '../triage/desk-state.ts';
import type { OutgoingRow, RecordEntry, ReminderRow } from '../triage/turn.ts';
import { withTrail } from './case-text.ts';
import { recently } from './recent.ts';

type Guard<T> = (value: unknown) => value is T;

const holds = (value: unknown, keys: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key));

const isCase = (value: unknown): value is Case =>
  holds(value, ['id', 'number', 'version', 'owner', 'stage', 'facts']);
const isSummary = (value: unknown): value is CaseSummary =>
  holds(value, ['id', 'number', 'title', 'stage', 'changedAt']);
const isPerson = (value: unknown): value is Person =>
  holds(value, ['id', 'version', 'tenantId', 'objectId', 'locale']);
const isCustomer = (value: unknown): value is Customer =>
  holds(value, ['id', 'version', 'name', 'domain', 'cloud', 'contacts']);
const isMessage = (value: unknown): value is OutgoingRow =>
  holds(value, ['key', 'dueAt', 'recipient', 'picture', 'sendClass']);
const isRow = (value: unknown): value is OutgoingRow | ReminderRow =>
  isMessage(value) || holds(value, ['key', 'dueAt', 'reminder']);
const isDesk = (value: unknown): value is DeskState =>
  holds(value, ['version', 'leadRoom', 'onCall', 'settings', 'leads']);

/** What of a record entry the chain covers word for word; whatever could name somebody stands in rows of its own. */
export type BareEntry = Pick<RecordEntry, 'at' | 'what' | 'data'>;
const isEntry = (value: unknown): value is BareEntry => holds(value, ['at', 'what', 'data']);
const isData = (value: unknown): value is RecordEntry['data'] => holds(value, []);

const reader =
  <T>(kind: string, is: Guard<T>) =>
  (json: string): T => {
    const value = parsed(kind, json);
    if (is(value)) return value;
    throw new Fault('store-corrupt', { detail: { kind, found: 'JSON of another shape' } });
  };

const parsed = (kind: string, json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Fault('store-corrupt', { detail: { kind, found: 'no JSON' }, cause });
  }
};

// A turn reads the same case, person and customers several times over: what was read lately is given again.
const charactersKept = 400_000;

const storedCase = reader('case', isCase);
export const caseOf = recently((json: string): Case => withTrail(storedCase(json)), charactersKept);
export const summaryOf = reader('summary', isSummary);
export const personOf = recently(reader('person', isPerson), charactersKept);
export const customerOf = recently(reader('customer', isCustomer), charactersKept);
export const rowOf = reader('outgoing row', isRow);
export const messageOf = reader('message', isMessage);
const storedDesk = reader('desk', isDesk);
const deskCharacters = 50_000;
/** What a desk stored before a setting existed lacks is as a new desk has it. */
export const deskOf = recently((json: string): DeskState => {
  const desk = storedDesk(json);
  return { ...newDesk, ...desk, settings: { ...newDesk.settings, ...desk.settings } };
}, deskCharacters);
/** A typed text, kept as a JSON string because a database's text holds neither NUL nor a lone surrogate. */
export const typedOf = reader('typed text', (value): value is string => typeof value === 'string');
export const entryOf = reader('record entry', isEntry);
export const entryDataOf = reader('data of a record entry', isData);

// ── columns ──────────────────────────────────────────────────────────────────────────────────

/** A row as a database driver gives it. */
export type Columns = Readonly<Record<string, unknown>>;

const wrong = (column: string, expected: string): Fault =>
  new Fault('store-corrupt', { detail: { column, expected } });

export const textIn = (row: Columns, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw wrong(column, 'text');
  return value;
};

export const textOrNullIn = (row: Columns, column: string): string | null =>
  row[column] === null ? null : textIn(row, column);

/** PostgreSQL gives its 64-bit integers as text. */
export const numberIn = (row: Columns, column: string): number => {
  const value = Number(row[column] ?? Number.NaN);
  if (!Number.isSafeInteger(value)) throw wrong(column, 'a whole number');
  return value;
};
