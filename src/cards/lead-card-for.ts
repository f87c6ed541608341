/** Pictures of the leads' side, each with its builder. */
import type { Case } from '../triage/case.ts';
import { phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { alertCard, alertsCard } from './alert-cards.ts';
import { boardCard, boardExportCard } from './board-cards.ts';
import type { Drawing } from './card.ts';
import { checkCard, testCard } from './check-cards.ts';
import { isForRoom, type CardContext } from './context.ts';
import { digestCard } from './digest-card.ts';
import { handOverCard, offerCard } from './hand-over-cards.ts';
import { leadCaseCard, privateCard } from './lead-case.ts';
import { ledOf, type Led, type LeadCasePicture } from './led.ts';
import { assignForm, sendBackForm, severityForm } from './lead-forms.ts';
import { onCallCard } from './on-call-card.ts';
import { settingsCard } from './settings-card.ts';
import { noticeCard } from './start-cards.ts';
import { incidentCard } from './incident-card.ts';
import { signalCard } from './signal-cards.ts';

type DeskPicture = Extract<
  Picture,
  {
    card:
      | 'alerts'
      | 'board'
      | 'board-moved'
      | 'board-export'
      | 'digest'
      | 'on-call'
      | 'settings'
      | 'hand-over'
      | 'test'
      | 'check';
  }
>;
type AboutCase = Extract<Picture, { card: 'lead-case' | 'alert' | 'signal' | 'incident' | 'offer' }>;

/** Cards about the desk as a whole. */
export const deskDrawing = (picture: DeskPicture, context: CardContext): Drawing => {
  switch (picture.card) {
    case 'alerts':
      return alertsCard(picture, context);
    case 'board':
      return boardCard(picture, context);
    case 'board-moved':
      return noticeCard({ card: 'notice', says: phrase('notice.board-moved'), forward: [] }, context);
    case 'board-export':
      return boardExportCard(picture, context);
    case 'digest':
      return digestCard(picture, context);
    case 'on-call':
      return onCallCard(picture, context);
    case 'settings':
      return settingsCard(picture, context);
    case 'hand-over':
      return handOverCard(picture, context);
    case 'test':
      return testCard(picture, context);
    case 'check':
      return checkCard(picture, context);
  }
};

/** Cards about one case that are not its living card. */
export const aboutCaseDrawing = (subject: Case, picture: AboutCase, context: CardContext): Drawing => {
  switch (picture.card) {
    case 'lead-case':
      return leadDrawing(subject, picture, context);
    case 'alert':
      return alertCard(subject, picture, context);
    case 'signal':
      return signalCard(subject, picture, context);
    case 'incident':
      return incidentCard(subject, picture, context);
    case 'offer':
      return offerCard(subject, context);
  }
};

/** A lead alone with the bot may say why a private case goes back; in a room it stays what it is: private. */
const privateDrawing = (led: Led): Drawing => {
  const { case: subject, picture, context, desk } = led;
  const isOwnChat = !isForRoom(context) && context.person.isLead;
  const mayForm = isOwnChat && picture.panel === 'send-back' && subject.stage.at === 'decided';
  return mayForm ? sendBackForm(led) : privateCard(subject, desk);
};

const leadDrawing = (subject: Case, picture: LeadCasePicture, context: CardContext): Drawing => {
  const led = ledOf(subject, picture, context);
  if (subject.sensitive) return privateDrawing(led);
  if (subject.stage.at === 'closed') return leadCaseCard(led);
  switch (picture.panel) {
    case 'state':
      return leadCaseCard(led);
    case 'assign':
      return assignForm(led);
    case 'send-back':
      return sendBackForm(led);
    case 'severity':
      return severityForm(led);
  }
};
