/**
 * The reference: what the store has to hold after each step, written as plainly as possible and without looking at how
 * the store does it. Cases and people carry versions, keys are taken once, a lane's rows leave in order.
 */
import type { Commit, Committed, DueRow, Settled } from '../../src/flow/ports.ts';
import type { Case } from '../../src/triage/case.ts';
import type { OutgoingRow, RecordEntry } from '../../src/triage/turn.ts';

export type ReferenceRow = {
  readonly outgoing: OutgoingRow;
  readonly lane: string;
  /** Place in the lane: first by when it was due, then by when it was committed. */
  readonly dueMs: number;
  readonly id: number;
  state: 'waiting' | 'parked' | 'sent' | 'replaced' | 'unknown' | 'dead';
  why: string;
  readyMs: number;
  /** Replaced while under way: it may still arrive, but is not tried again. */
  isOutdated: boolean;
  isClaimed: boolean;
  claimedMs: number;
  attempt: number;
  /** Steps of the reference at which it became free to be claimed, and at which it was claimed last. */
  freedAtStep: number;
  claimedAtStep: number;
};

type Versioned = { readonly id: string; readonly version: number };

const parkedKeptMs = 7 * 24 * 3_600_000;

const laneOf = ({ recipient }: OutgoingRow): string => {
  if (recipient.to === 'person') return recipient.personId;
  return recipient.to === 'conversation' ? recipient.address.conversationId : recipient.to;
};

const byLane = (a: ReferenceRow, b: ReferenceRow): number => a.dueMs - b.dueMs || a.id - b.id;
/** Whether one has to leave before the other, both being for the same person. */
export const isBefore = (one: ReferenceRow, other: ReferenceRow): boolean => byLane(one, other) < 0;
const byReadiness = (a: ReferenceRow, b: ReferenceRow): number => a.readyMs - b.readyMs || a.id - b.id;

export type Reference = ReturnType<typeof createReference>;

export const createReference = (customers: readonly Versioned[]) => {
  const cases = new Map<string, Case>();
  const records = new Map<string, readonly RecordEntry[]>();
  const versions = new Map(customers.map(({ id, version }) => [`customer ${id}`, version]));
  const seen = new Map<string, string | null>();
  const rows: ReferenceRow[] = [];
  const touched = new Set<string>();
  const people = new Set<string>();
  let step = 0;

  const keysOf = ({ inboundId, intent }: Commit): readonly string[] => [
    ...(inboundId === null ? [] : [`activity ${inboundId}`]),
    ...(intent === null ? [] : [`intent ${intent}`]),
  ];

  const changed = (commit: Commit): readonly (readonly [string, number])[] => [
    ...commit.cases.map(({ case: { id, version } }) => [`case ${id}`, version] as const),
    ...(commit.person === null ? [] : [[`person ${commit.person.id}`, commit.person.version] as const]),
    ...(commit.customer === null
      ? []
      : [[`customer ${commit.customer.id}`, commit.customer.version] as const]),
  ];

  const waiting = (): readonly ReferenceRow[] => rows.filter(({ state }) => state === 'waiting');

  const replace = (key: string): void => {
    for (const row of rows.filter(({ outgoing, isOutdated }) => outgoing.key === key && !isOutdated)) {
      if (row.state === 'sent' || row.state === 'dead' || row.state === 'unknown') continue;
      if (row.isClaimed) row.isOutdated = true;
      else row.state = 'replaced';
    }
  };

  const queue = (outgoing: OutgoingRow): void => {
    replace(outgoing.key);
    const dueMs = Date.parse(outgoing.dueAt);
    const fresh = { state: 'waiting', why: '', isOutdated: false, isClaimed: false } as const;
    const times = { dueMs, readyMs: dueMs, claimedMs: 0, freedAtStep: (step += 1), claimedAtStep: 0 };
    rows.push({ ...fresh, ...times, outgoing, lane: laneOf(outgoing), id: rows.length + 1, attempt: 0 });
  };

  const mayBeClaimed = (row: ReferenceRow, nowMs: number): boolean => {
    const lane = waiting().filter((other) => other.lane === row.lane);
    const isHead = lane.every((other) => byLane(row, other) <= 0);
    const isBusy = lane.some((other) => other !== row && other.isClaimed && other.readyMs > nowMs);
    return row.readyMs <= nowMs && isHead && !isBusy;
  };

  const find = ({ id }: Pick<DueRow, 'id'>): ReferenceRow | undefined => rows[id - 1];

  return {
    cases,
    records,
    rows,
    /** Those the desk knows an address of. */
    people,
    /** Cases changed since the last call. */
    takeTouched: (): readonly Case[] => {
      const changedCases = [...touched].flatMap((id) => cases.get(id) ?? []);
      touched.clear();
      return changedCases;
    },
    commit: (commit: Commit): Committed => {
      const known = keysOf(commit).find((key) => seen.has(key));
      if (known !== undefined) return { kind: 'already-seen', answer: seen.get(known) ?? null };
      const isCurrent = changed(commit).every(([name, version]) => (versions.get(name) ?? 0) === version - 1);
      if (!isCurrent) return { kind: 'stale' };
      for (const [name, version] of changed(commit)) versions.set(name, version);
      for (const { case: one } of commit.cases) {
        touched.add(one.id);
        cases.set(one.id, one);
      }
      for (const entry of commit.record)
        records.set(entry.caseId, [...(records.get(entry.caseId) ?? []), entry]);
      if (commit.person !== null) people.add(commit.person.id);
      commit.rows.forEach(queue);
      for (const key of keysOf(commit)) seen.set(key, commit.answer);
      return { kind: 'committed' };
    },
    find,
    /** The rows that have to be claimed now, in order. */
    claim: (nowMs: number, limit: number, leaseMs: number): readonly Pick<DueRow, 'attempt' | 'lapsed'>[] => {
      const due = waiting().filter((row) => mayBeClaimed(row, nowMs));
      return due
        .toSorted(byReadiness)
        .slice(0, limit)
        .map((row) => {
          const lapsed = row.isClaimed;
          row.isClaimed = true;
          row.attempt += 1;
          row.claimedMs = nowMs;
          row.claimedAtStep = step += 1;
          row.readyMs = nowMs + leaseMs;
          return { ...row.outgoing, id: row.id, attempt: row.attempt, lapsed };
        });
    },
    settle: (due: DueRow, settled: Settled): void => {
      const row = find(due);
      if (row === undefined) return;
      row.isClaimed = false;
      if (settled.kind !== 'sent') row.why = settled.why;
      if (settled.kind === 'again') row.readyMs = Date.parse(settled.dueAt);
      else row.state = settled.kind;
      if (row.isOutdated && (settled.kind === 'again' || settled.kind === 'parked')) row.state = 'replaced';
    },
    unpark: (lane: string, nowMs: number): void => {
      for (const row of rows.filter((one) => one.lane === lane && one.state === 'parked')) {
        const isTooOld = row.claimedMs < nowMs - parkedKeptMs;
        row.state = isTooOld ? 'dead' : 'waiting';
        row.readyMs = nowMs;
        row.freedAtStep = step += 1;
      }
    },
    /** The process that held the claims is gone: they count as lapsed at once. */
    lapse: (): void => {
      for (const row of waiting()) if (row.isClaimed) row.readyMs = Math.min(row.readyMs, row.dueMs);
    },
    nextDueMs: (): number | null => {
      const heads = waiting().filter((row) =>
        waiting().every((other) => other.lane !== row.lane || byLane(row, other) <= 0),
      );
      return heads.length === 0 ? null : Math.min(...heads.map(({ readyMs }) => readyMs));
    },
  };
};
