import type { Policy } from '../policy/policy.ts';
import { caseLabel } from './case.ts';
import { keeperOf, type CustomerKnown } from './customer-known.ts';
import { answerCustomer, customerNotice, toCustomer } from './customer-parts.ts';
import type { Said } from './customer-reading.ts';
import { partnerContact } from './customer-contact.ts';
import { openCustomerCase } from './open-customer-case.ts';
import { phrase } from './phrase.ts';
import type { Picture } from './picture.ts';
import type { ToldProblem } from './reading.ts';
import type { Turn } from './turn.ts';

const contactOf = ({ known: { profile, person } }: CustomerKnown): ReturnType<typeof partnerContact> =>
  partnerContact(profile, person);

type Told = { readonly said: Said; readonly told: ToldProblem };

/** Nobody of the desk can be told: how to reach the partner otherwise, and the words back so that they are not lost. */
const unkept = (by: CustomerKnown): Picture => ({
  ...customerNotice('customer-notice.nobody-there', []),
  says: phrase('customer-notice.nobody-there', contactOf(by)),
});

const reported = (
  { told, said }: Told,
  by: CustomerKnown,
  policy: Policy,
): { turn: Turn; picture: Picture } | null => {
  const keeper = keeperOf(by.known);
  if (keeper === null) return null;
  const { case: opened, turn } = openCustomerCase({ said, told }, keeper, { by, policy });
  // Whoever reads along in a tenant that may be compromised must not find a case there.
  const picture: Picture = opened.sensitive
    ? {
        ...customerNotice('customer-notice.private', []),
        says: phrase('customer-notice.private', contactOf(by)),
      }
    : toCustomer(opened.id, {
        notice: phrase(told.isCut ? 'customer-notice.reported-cut' : 'customer-notice.reported', {
          label: caseLabel(opened.number),
          ...contactOf(by),
        }),
      });
  return { turn, picture };
};

/** By message: the answer is a card of its own. */
export const report = (told: Told, key: string, by: CustomerKnown, policy: Policy): Turn => {
  const done = reported(told, by, policy);
  if (done === null) return answerCustomer(by, key, unkept(by));
  return { ...done.turn, rows: [...answerCustomer(by, key, done.picture).rows, ...done.turn.rows] };
};

/** By click: the answer takes the card's place. */
export const reportByClick = (
  told: Told,
  by: CustomerKnown,
  policy: Policy,
): Turn | { readonly unkept: Picture } => {
  const done = reported(told, by, policy);
  return done === null ? { unkept: unkept(by) } : { ...done.turn, picture: done.picture };
};
