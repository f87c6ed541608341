/*
 * The cards room: a picture of state becomes an Adaptive Card. It holds no state, no words of its own (texts) and no
 * layout (cards/*.json); each builder makes the view that fills one layout.
 */
import { askedPage } from '../triage/ask.ts';
import type { Case } from '../triage/case.ts';
import type { Picture } from '../triage/picture.ts';
import { draw, type Drawing, type ReadyCard } from './card.ts';
import { decidedOf, type CasePicture, type Decided } from './case-view.ts';
import { catchUpCard } from './catch-up.ts';
import { changeCard } from './change.ts';
import type { CardContext } from './context.ts';
import { chaseCard } from './chase-card.ts';
import { composerCard, previewCard } from './composer-cards.ts';
import { fromCustomerCard } from './from-customer.ts';
import { talkCard } from './talk-card.ts';
import { customerCaseDrawing, customerDrawing } from './customer-card-for.ts';
import { filingCard } from './filing-card.ts';
import {
  approvalCard,
  bounceCard,
  disagreeCard,
  healthCard,
  newCustomerCard,
  nextUpdateCard,
} from './forms.ts';
import { intakeCard } from './intake.ts';
import { aboutCaseDrawing, deskDrawing } from './lead-card-for.ts';
import { addOrNewCard, casesCard } from './list-cards.ts';
import { exportCard, recordCard } from './record.ts';
import { packetOf, requestCard, requestTextCard } from './request.ts';
import { helpCard, languageCard, noticeCard, welcomeCard } from './start-cards.ts';
import { closedCard } from './state-cards.ts';
import { verdictCard } from './verdict.ts';
import { watchCard } from './watch-card.ts';

/** The card for a picture, in the reader's language, its buttons bound to the reader. */
export const cardFor = (picture: Picture, context: CardContext): ReadyCard =>
  draw(drawingOf(picture, context), context);

const drawingOf = (picture: Picture, context: CardContext): Drawing => {
  switch (picture.card) {
    case 'welcome':
      return welcomeCard(context);
    case 'help':
      return helpCard(picture.because, context);
    case 'notice':
      return noticeCard(picture, context);
    case 'aside':
      return noticeCard({ card: 'notice', says: picture.says, forward: [] }, context);
    case 'language':
      return languageCard(context);
    case 'cases':
      return casesCard(picture, context);
    case 'catch-up':
      return catchUpCard(picture, context);
    case 'add-or-new':
      return addOrNewCard(picture, context);
    case 'new-customer':
      return newCustomerCard(picture, context);
    case 'export':
      return exportCard(caseOf(context), picture, context);
    case 'case':
      return caseDrawing(caseOf(context), picture, context);
    case 'from-customer':
      return fromCustomerCard(caseOf(context), picture, context);
    case 'lead-case':
    case 'alert':
    case 'signal':
    case 'incident':
    case 'offer':
      return aboutCaseDrawing(caseOf(context), picture, context);
    case 'customer-case':
    case 'customer-message':
      return customerCaseDrawing(caseOf(context), picture, context);
    case 'customer-start':
    case 'customer-cases':
    case 'customer-which':
    case 'customer-notice':
      return customerDrawing(picture, context);
    case 'alerts':
    case 'board':
    case 'board-moved':
    case 'board-export':
    case 'digest':
    case 'on-call':
    case 'settings':
    case 'hand-over':
    case 'test':
    case 'check':
      return deskDrawing(picture, context);
  }
};

/** Whoever composes a picture of a case has loaded that case. */
const caseOf = ({ case: subject }: CardContext): Case => {
  if (subject === null) throw new Error('a picture of a case needs the case');
  return subject;
};

/** The case's stage decides what can be shown of it; the panel chooses among that. */
const caseDrawing = (subject: Case, picture: CasePicture, context: CardContext): Drawing => {
  const { stage, decision } = subject;
  if (picture.panel === 'record') return recordCard(subject, picture, context);
  if (picture.panel === 'customer') return composerCard(subject, picture, context);
  if (picture.panel === 'customer-preview') return previewCard(subject, picture, context);
  if (picture.panel === 'talk') return talkCard(subject, picture, context);
  if (stage.at === 'closed') return closedCard(subject, stage, picture, context);
  if (picture.panel === 'change') return changeCard(subject, picture, context);
  if (stage.at === 'intake' || decision === null) return intakeDrawing(subject, picture, context);
  return panelDrawing(decidedOf(subject, decision.verdict, picture, context));
};

const intakeDrawing = (subject: Case, picture: CasePicture, context: CardContext): Drawing => {
  const page = subject.stage.at === 'intake' ? subject.stage.page : 'who-and-what';
  return intakeCard(subject, askedPage(subject, page, context.policy, context), picture, context);
};

const panelDrawing = (decided: Decided): Drawing => {
  switch (decided.picture.panel) {
    case 'request':
    case 'request-text':
      return requestDrawing(decided);
    case 'filing':
      return filingCard(decided);
    case 'disagree':
      return disagreeCard(decided);
    case 'bounce':
      return bounceCard(decided);
    case 'health':
      return healthCard(decided);
    case 'next-update':
      return nextUpdateCard(decided);
    case 'approval':
      return approvalCard(decided);
    case 'chase':
      return chaseCard(decided);
    case 'customer':
    case 'customer-preview':
    case 'talk':
    case 'watch':
    case 'verdict':
    case 'change':
    case 'record':
      return stateDrawing(decided);
  }
};

const requestDrawing = (decided: Decided): Drawing => {
  const request = packetOf(decided);
  if (request === null) return stateDrawing(decided);
  return decided.picture.panel === 'request'
    ? requestCard(request, decided)
    : requestTextCard(request, decided);
};

const stateDrawing = (decided: Decided): Drawing => {
  const { stage } = decided.case;
  return stage.at === 'handed-over' ? watchCard(stage.filing, decided) : verdictCard(decided);
};
