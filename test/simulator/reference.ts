/**
 * The reference: what the store has to hold after each step, written as plainly as possible and without looking at how
 * the store does it. Versions go up by one, keys are taken once, a lane's rows leave in order, one at a time.
 */
import type { Commit, Committed, Due, Settled } from '../../src/flow/ports.ts';
import type { Case } from '../../src/triage/case.ts';
import type { OutgoingRow, RecordEntry, ReminderRow } from '../../src/triage/turn.ts';

export type ReferenceRow = {
  readonly id: number;
  readonly row: OutgoingRow | ReminderRow;
  readonly lane: string;
  readonly dueMs: number;
  /** `told`: by the message of another row, after a downtime. */
  state: 'waiting' | 'parked' | 'sent' | 'replaced' | 'told' | 'unknown' | 'dead';
  why: string;
  readyMs: number;
  isClaimed: boolean;
  claimedMs: number;
  attempt: number;
  /** While it was under way its person came back. */
  hasReturned: boolean;
  /** Replaced while under way: it may still arrive, but is not tried again. */
  isOutdated: boolean;
  /** Steps of the reference at which it became free to be claimed, and at which it was claimed last. */
  freedAtStep: number;
  claimedAtStep: number;
};

const laneOf = (row: OutgoingRow | ReminderRow): string => {
  if ('reminder' in row) return `reminder of ${'caseId' in row.reminder ? row.reminder.caseId : 'the desk'}`;
  if (row.recipient.to === 'person') return row.recipient.personId;
  return row.recipient.to === 'conversation' ? row.recipient.address.conversationId : row.recipient.to;
};

/** Whether one has to leave before the other, both being for the same person. */
export const isBefore = (one: ReferenceRow, other: ReferenceRow): boolean =>
  one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.id < other.id);

const versionsIn = ({ cases, person, customer, desk }: Commit): readonly (readonly [string, number])[] => [
  ...cases.map(({ case: { id, version } }) => [`case ${id}`, version] as const),
  ...(person === null ? [] : [[`person ${person.id}`, person.version] as const]),
  ...(customer === null ? [] : [[`customer ${customer.id}`, customer.version] as const]),
  ...(desk === null ? [] : [['desk', desk.version] as const]),
];

const keysOf = ({ inboundId, intent }: Commit): readonly string[] => [
  ...(inboundId === null ? [] : [`activity ${inboundId}`]),
  ...(intent === null ? [] : [`intent ${intent}`]),
];

export type Reference = ReturnType<typeof createReference>;

export const createReference = (customers: readonly { readonly id: string; readonly version: number }[]) => {
  const cases = new Map<string, Case>();
  const records = new Map<string, readonly RecordEntry[]>();
  const versions = new Map(customers.map(({ id, version }) => [`customer ${id}`, version]));
  const seen = new Map<string, string | null>();
  const rows: ReferenceRow[] = [];
  const touched = new Set<string>();
  let step = 0;

  const find = ({ id }: { readonly id: number }): ReferenceRow | undefined => rows[id - 1];
  const laneMates = ({ lane }: ReferenceRow): readonly ReferenceRow[] =>
    rows.filter((row) => row.lane === lane && row.state === 'waiting');

  const drop = (name: string): void => {
    const begins = name.endsWith('*') ? name.slice(0, -1) : null;
    for (const one of rows) {
      const isNamed = begins === null ? one.row.key === name : one.row.key.startsWith(begins);
      if (!isNamed || one.isOutdated || (one.state !== 'waiting' && one.state !== 'parked')) continue;
      if (one.isClaimed && !('reminder' in one.row)) one.isOutdated = true;
      else one.state = 'replaced';
    }
  };

  const queue = (row: OutgoingRow | ReminderRow, dueMs: number): void => {
    drop(row.key);
    const fresh = {
      state: 'waiting',
      why: '',
      isClaimed: false,
      isOutdated: false,
      hasReturned: false,
    } as const;
    const times = { dueMs, readyMs: dueMs, claimedMs: 0, freedAtStep: (step += 1), claimedAtStep: 0 };
    rows.push({ ...fresh, ...times, attempt: 0, id: rows.length + 1, row, lane: laneOf(row) });
  };

  const queueAll = ({ rows: messages, reminders, settles, now }: Commit): void => {
    const lateMs = Math.min(Date.parse(now), Date.parse(settles?.dueAt ?? now));
    for (const row of messages) {
      const dueMs = Date.parse(row.dueAt);
      queue(row, dueMs > Date.parse(now) ? dueMs : Math.min(dueMs, lateMs));
    }
    for (const row of reminders) queue(row, Date.parse(row.dueAt));
  };

  const unpark = (personId: string, nowMs: number): void => {
    for (const row of rows.filter(({ lane }) => lane === personId)) {
      if (row.isClaimed) row.hasReturned = true;
      if (row.state !== 'parked') continue;
      Object.assign(row, { state: 'waiting', readyMs: nowMs, freedAtStep: (step += 1) });
    }
  };

  const endsReminder = ({ settles }: Commit): boolean => {
    if (settles === null) return true;
    const row = find(settles);
    if (row?.state !== 'waiting' || !row.isClaimed || row.attempt !== settles.attempt) return false;
    row.state = 'sent';
    return true;
  };

  return {
    cases,
    records,
    rows,
    find,
    isKnown: (personId: string): boolean => versions.has(`person ${personId}`),
    /** Cases changed since the last call. */
    takeTouched: (): readonly Case[] => {
      const changed = [...touched].flatMap((id) => cases.get(id) ?? []);
      touched.clear();
      return changed;
    },
    commit: (commit: Commit): Committed => {
      const known = keysOf(commit).find((key) => seen.has(key));
      if (known !== undefined) return { kind: 'already-seen', answer: seen.get(known) ?? null };
      const changes = versionsIn(commit);
      if (changes.some(([name, version]) => (versions.get(name) ?? 0) !== version - 1))
        return { kind: 'stale' };
      if (!endsReminder(commit)) return { kind: 'already-seen', answer: null };
      for (const [name, version] of changes) versions.set(name, version);
      for (const { case: one } of commit.cases) cases.set(one.id, one);
      for (const { case: one } of commit.cases) touched.add(one.id);
      for (const entry of commit.record)
        records.set(entry.caseId, [...(records.get(entry.caseId) ?? []), entry]);
      commit.drop.forEach(drop);
      queueAll(commit);
      if (commit.unparks !== null) unpark(commit.unparks, Date.parse(commit.now));
      for (const key of keysOf(commit)) seen.set(key, commit.answer);
      return { kind: 'committed' };
    },
    /** Rows that nothing holds back: due, first of their lane, none of the lane under way. */
    free: (nowMs: number): readonly ReferenceRow[] =>
      rows.filter(
        (row) =>
          row.state === 'waiting' &&
          row.readyMs <= nowMs &&
          laneMates(row).every(
            (mate) => mate === row || (isBefore(row, mate) && !(mate.isClaimed && mate.readyMs > nowMs)),
          ),
      ),
    /** The store claimed this row; what it has to look like. */
    claim: (row: ReferenceRow, nowMs: number, leaseMs: number): { attempt: number; lapsed: boolean } => {
      const lapsed = row.isClaimed;
      const claimed = {
        isClaimed: true,
        hasReturned: false,
        claimedMs: nowMs,
        readyMs: nowMs + leaseMs,
        claimedAtStep: (step += 1),
      };
      Object.assign(row, claimed, { attempt: row.attempt + 1 });
      return { attempt: row.attempt, lapsed };
    },
    settle: (due: Due, settled: Settled): void => {
      const row = find(due);
      if (row === undefined || (settled.kind !== 'sent' && (row.attempt !== due.attempt || !row.isClaimed)))
        return;
      row.isClaimed = false;
      if (settled.kind !== 'sent') row.why = settled.why;
      if (settled.kind === 'again') row.readyMs = Date.parse(settled.dueAt);
      else if (settled.kind === 'parked' && row.hasReturned) row.readyMs = row.claimedMs;
      else row.state = settled.kind;
      if (settled.kind === 'again' && settled.isFree === true) row.attempt -= 1;
      if (row.isOutdated && (settled.kind === 'again' || settled.kind === 'parked')) row.state = 'replaced';
    },
    /** The process that held the claims is gone: they count as lapsed at once. */
    lapse: (): void => {
      for (const row of rows) if (row.isClaimed) row.readyMs = Math.min(row.readyMs, row.dueMs);
    },
    isEmpty: (): boolean => rows.every(({ state }) => state !== 'waiting'),
  };
};
