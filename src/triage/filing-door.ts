/** What happens when a request goes to a door: whether it is filed or sent, what comes back, where severity stands. */
import type { DoorId } from '../policy/decision.ts';
import type { DoorRow, Policy } from '../policy/policy.ts';

export type FilingDoor = {
  /** A form is filed; a vendor or provider is written to. */
  readonly words: 'file' | 'send';
  readonly givesNumber: boolean;
  /** Whether severity is chosen in a field of the form, told in the text, or nothing the door answers to. */
  readonly severity: 'field' | 'in-text' | 'none';
};

type Actor = DoorRow['actor'];

/** Who is written to and promises no number. */
const writtenTo: readonly Actor[] = ['isv', 'provider'];
/** Nothing tells that 21Vianet gives a number at once, and its form has no severity. */
const withoutNumber: readonly Actor[] = [...writtenTo, '21vianet'];

export const filingDoor = (door: DoorId | null, { doors, forms }: Policy): FilingDoor => {
  const row = doors.find(({ id }) => id === door);
  const isNumbered = row === undefined || !withoutNumber.includes(row.actor);
  const hasField = forms.find(({ id }) => id === row?.form)?.fields.some(({ id }) => id === 'severity');
  return {
    words: row !== undefined && writtenTo.includes(row.actor) ? 'send' : 'file',
    givesNumber: isNumbered,
    severity: isNumbered ? (hasField === true ? 'field' : 'in-text') : 'none',
  };
};
