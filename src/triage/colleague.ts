/** Whom a form means: one of the desk's list, or somebody looked up in the organisation beside it. */
import type { LeadRef } from './desk-state.ts';
import { phrase } from './phrase.ts';
import type { Problem } from './picture.ts';
import type { Known } from './turn.ts';

/** In the list: whoever is meant stands in the field beside it. A list cannot be emptied again on every client. */
export const somebodyElse = 'somebody-else';

/** In either field: what was chosen before holds no more. */
export const nobody = 'nobody';

/** The field beside the list of `input`. */
export const lookedUpIn = (input: string): string => `${input}Other`;

export type Chosen = { readonly who: LeadRef } | { readonly problems: readonly Problem[] };

/** What tells the desk's own people apart. */
type Desk = Pick<Known, 'colleagues' | 'person' | 'desk'>;

/** The picker gives a bare object id, a list may give the desk's own. */
const idOf = (chosen: string, { person }: Desk): string =>
  (chosen.includes('/') ? chosen : `${person.tenantId}/${chosen}`).toLowerCase();

const chosenIn = (inputs: Readonly<Record<string, string>>, input: string): string | null => {
  const chosen = (inputs[input] ?? '').trim();
  return ['', nobody, somebodyElse].includes(chosen) ? null : chosen;
};

const wrong = (input: string, key: string): Chosen => ({ problems: [{ input, says: phrase(key) }] });

/**
 * Whichever of the two fields is filled counts; both may name the same person. Only people the desk has met can be
 * given anything: somebody else could not be told of it.
 */
export const chosenColleague = (
  input: string,
  inputs: Readonly<Record<string, string>>,
  known: Desk,
): Chosen => {
  const other = lookedUpIn(input);
  const listed = chosenIn(inputs, input);
  const found = chosenIn(inputs, other);
  if (listed !== null && found !== null && idOf(listed, known) !== idOf(found, known))
    return wrong(other, 'problem.two-people');
  const at = found === null ? input : other;
  const chosen = found ?? listed;
  if (chosen === null)
    return wrong(inputs[input] === somebodyElse ? other : input, 'problem.choose-somebody');
  const id = idOf(chosen, known);
  const who = [...known.colleagues, ...known.desk.leads].find(({ personId }) => personId === id);
  return who === undefined ? wrong(at, 'problem.not-met') : { who };
};

/** Whether neither field names anybody. */
export const namesNobody = (input: string, inputs: Readonly<Record<string, string>>): boolean =>
  chosenIn(inputs, input) === null &&
  chosenIn(inputs, lookedUpIn(input)) === null &&
  inputs[input] !== somebodyElse;
