/** Pictures of a customer's side, each with its builder. */
import type { Case } from '../triage/case.ts';
import type { Picture } from '../triage/picture.ts';
import type { Drawing } from './card.ts';
import type { CardContext } from './context.ts';
import { customerCaseCard, customerMessageCard } from './customer-case.ts';
import {
  customerCasesCard,
  customerNoticeCard,
  customerStartCard,
  customerWhichCard,
} from './customer-start.ts';

type AboutCase = Extract<Picture, { card: 'customer-case' | 'customer-message' }>;
type OfPerson = Extract<
  Picture,
  { card: 'customer-start' | 'customer-cases' | 'customer-which' | 'customer-notice' }
>;

/** Cards about one case of theirs. */
export const customerCaseDrawing = (about: Case, picture: AboutCase, context: CardContext): Drawing =>
  picture.card === 'customer-case'
    ? customerCaseCard(about, picture, context)
    : customerMessageCard(about, picture, context);

/** Cards about the person. */
export const customerDrawing = (picture: OfPerson, context: CardContext): Drawing => {
  switch (picture.card) {
    case 'customer-start':
      return customerStartCard(picture, context);
    case 'customer-cases':
      return customerCasesCard(picture, context);
    case 'customer-which':
      return customerWhichCard(picture, context);
    case 'customer-notice':
      return customerNoticeCard(picture, context);
  }
};
