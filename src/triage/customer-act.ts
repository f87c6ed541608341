/* Clicks of somebody of a customer. Every verb asks the rights table first, on the case as it stands now. */
import type { Policy } from '../policy/policy.ts';
import type { Case } from './case.ts';
import { ownershipOf, type CustomerKnown } from './customer-known.ts';
import { toCustomer } from './customer-parts.ts';
import { setLanguage, setStopped, type Set } from './customer-person.ts';
import {
  isCustomerCaseVerb,
  type CustomerCaseVerb,
  type CustomerReading,
  type CustomerVerb,
} from './customer-reading.ts';
import { reportByClick } from './customer-report.ts';
import { waitsForThem } from './customer-view.ts';
import type { Wrote } from './event.ts';
import { ownerAlert } from './owner-alert.ts';
import { phrase } from './phrase.ts';
import { rightTo } from './rights.ts';
import { step } from './step.ts';
import { changeTurn } from './turn-change.ts';
import { showing } from './turn-parts.ts';
import type { Turn } from './turn.ts';

type Action = Extract<CustomerReading, { is: 'action' }>;

const noSuchCase = (): Turn =>
  showing({ card: 'customer-cases', notice: phrase('customer-notice.no-such-case') });

/** Their words become part of the case, and ring at its owner. */
const hear = (about: Case, wrote: Wrote, by: CustomerKnown, policy: Policy): Turn => {
  const { known } = by;
  const { now, zone, person, profile, desk, customer } = known;
  const stepped = step(
    about,
    { is: 'customer-wrote', ...wrote },
    { now, zone, person, profile, desk, customer, policy },
  );
  if (stepped.is === 'refused') return showing(toCustomer(about.id, { notice: stepped.notice }));
  const rows = ownerAlert(stepped.case, wrote, known);
  return {
    ...changeTurn({ before: about, after: stepped.case, noted: stepped.noted, rows }, known, policy),
    picture: toCustomer(about.id, { notice: stepped.notice }),
  };
};

const isEmpty = ({ said: { text, files } }: Action): boolean => text === '' && files.length === 0;

/** What they wrote answers us if we asked; otherwise it is more about the same. */
const answer = (about: Case, action: Action, by: CustomerKnown, policy: Policy): Turn =>
  isEmpty(action)
    ? showing(
        toCustomer(about.id, {
          panel: 'answer',
          problems: [{ input: 'text', says: phrase('problem.required') }],
        }),
      )
    : hear(about, { said: waitsForThem(about) ? 'answered' : 'reported', ...action.said }, by, policy);

const onCase = (verb: CustomerCaseVerb, about: Case, action: Action, { by, policy }: Acting): Turn => {
  switch (verb) {
    case 'my-case':
      return showing(toCustomer(about.id, { panel: action.panel }));
    case 'my-answer':
      return answer(about, action, by, policy);
    case 'my-works':
      return hear(about, { said: 'works', text: '', files: [] }, by, policy);
    case 'my-worse':
      return hear(about, { said: 'worse', ...action.said }, by, policy);
  }
};

type Acting = { readonly by: CustomerKnown; readonly policy: Policy };

const settingOf = ({ person, picture }: Set): Turn => ({ ...showing(picture), person });

const reportNew = (action: Action, { by, policy }: Acting): Turn => {
  if (isEmpty(action))
    return showing({ card: 'customer-start', because: phrase('customer-notice.write-it') });
  const done = reportByClick(action, by, policy);
  return 'unkept' in done ? showing(done.unkept) : done;
};

const onNothing = (verb: Exclude<CustomerVerb, CustomerCaseVerb>, action: Action, acting: Acting): Turn => {
  switch (verb) {
    case 'my-status':
      return showing({ card: 'customer-cases', notice: null });
    case 'my-report':
      return reportNew(action, acting);
    case 'my-stop':
      return settingOf(setStopped(true, acting.by));
    case 'my-resume':
      return settingOf(setStopped(false, acting.by));
    case 'my-language':
      return settingOf(setLanguage(action.inputs['locale'] ?? '', acting.by, acting.policy));
  }
};

export const actAsCustomer = (action: Action, by: CustomerKnown, policy: Policy): Turn => {
  const { verb } = action;
  const { case: about, person } = by.known;
  const right = rightTo({
    role: by.role,
    verb,
    ownership: about === null ? null : ownershipOf(about, person.id),
    isSensitive: about?.sensitive ?? false,
  });
  if (!right.allowed) return noSuchCase();
  if (!isCustomerCaseVerb(verb)) return onNothing(verb, action, { by, policy });
  return about === null ? noSuchCase() : onCase(verb, about, action, { by, policy });
};
