import type { DeskState } from './desk-state.ts';
import type { Known, RecordEntry } from './turn.ts';

/** The record's name for what belongs to no case. */
const deskRecord = 'desk';

/** A line of the desk's own record. */
export const deskEntry = (
  what: string,
  data: RecordEntry['data'],
  { person, now }: Pick<Known, 'person' | 'now'>,
): RecordEntry => ({
  caseId: deskRecord,
  at: now,
  by: person.id,
  byName: person.name,
  what,
  data,
  texts: {},
});

export const changedDesk = (desk: DeskState): DeskState => ({ ...desk, version: desk.version + 1 });
