/** What an agent typed about a request that was filed: number, time and the severity chosen there. */
import { instantOf } from '../clocks/wall-clock.ts';
import type { Policy } from '../policy/policy.ts';
import { textOf, type Inputs } from './answer.ts';
import { doorOf } from './bounce.ts';
import type { Case } from './case.ts';
import type { Instant } from './desk.ts';
import type { Submitted } from './event.ts';
import { filingDoor } from './filing-door.ts';
import { phrase } from './phrase.ts';
import type { Problem } from './picture.ts';
import type { Known } from './turn.ts';

export const severityTyped = (inputs: Inputs): Submitted['severity'] => {
  const value = inputs['severity'];
  return value === 'A' || value === 'B' || value === 'C' ? value : null;
};

type Checked = { readonly isTime: boolean; readonly givesNumber: boolean; readonly now: Instant };

const filingProblems = (submitted: Submitted, { isTime, givesNumber, now }: Checked): readonly Problem[] => [
  ...((submitted.requestNumber === '' && !givesNumber) ||
  /^[\p{L}\p{N}][\p{L}\p{N} ._#/:-]{0,59}$/u.test(submitted.requestNumber)
    ? []
    : [{ input: 'requestNumber', says: phrase('problem.request-number') }]),
  ...(isTime ? [] : [{ input: 'filedTime', says: phrase('problem.time') }]),
  ...(isTime && Date.parse(submitted.filedAt) > Date.parse(now)
    ? [{ input: 'filedTime', says: phrase('problem.future') }]
    : []),
];

type Typed = {
  readonly about: Case;
  readonly inputs: Inputs;
  readonly known: Known;
  readonly policy: Policy;
};

/** Day and time of the agent's clock; both left empty means just now. */
export const readFiling = ({
  about,
  inputs,
  known,
  policy,
}: Typed): { readonly submitted: Submitted; readonly problems: readonly Problem[] } => {
  const { givesNumber, severity } = filingDoor(doorOf(about), policy);
  const date = textOf(inputs, 'filedDate');
  const time = textOf(inputs, 'filedTime');
  const at = date === '' && time === '' ? known.now : instantOf(date, time, known.zone);
  const submitted: Submitted = {
    requestNumber: textOf(inputs, 'requestNumber'),
    filedAt: at ?? known.now,
    severity: severity === 'none' ? null : severityTyped(inputs),
  };
  return {
    submitted,
    problems: filingProblems(submitted, { isTime: at !== null, givesNumber, now: known.now }),
  };
};
