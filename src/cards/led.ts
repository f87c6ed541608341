/** A case about to be shown to leads, and what they call it: whom it is about, what, how severe, in whose hands. */
import { caseTitle } from '../triage/case-summary.ts';
import type { Case } from '../triage/case.ts';
import { severityOf } from '../triage/case-summary.ts';
import { phrase, type Phrase } from '../triage/phrase.ts';
import type { Picture } from '../triage/picture.ts';
import { deskOf, type Desk } from './buttons.ts';
import type { Timed } from './clock-view.ts';
import type { CardContext } from './context.ts';
import { cut } from './escape.ts';
import { stateWords } from './holder-words.ts';

export type LeadCasePicture = Extract<Picture, { card: 'lead-case' }>;

export type Led = Timed & { readonly picture: LeadCasePicture; readonly desk: Desk };

export const ledOf = (subject: Case, picture: LeadCasePicture, context: CardContext): Led => {
  const desk = deskOf(context, { caseId: subject.id, version: subject.version, card: 'lead-case' });
  return { case: subject, picture, context, desk, voice: desk.voice };
};

/** Whom the case is about, for a line; our own tenant goes by our own name. */
export const aboutWords = (subject: Case, { customer, profile }: CardContext): string =>
  cut(customer?.name ?? subject.facts.customer ?? profile.name, 60);

export const titleWords = (subject: Case, context: CardContext): Phrase => {
  const customer = aboutWords(subject, context);
  const title = cut(caseTitle(subject), 90);
  return title === ''
    ? phrase('card.lead.untitled', { customer })
    : phrase('card.lead.title', { customer, title });
};

/** "Severity A, critical · with Microsoft" */
export const tagWords = (subject: Case, { policy }: CardContext): Phrase => {
  const level = severityOf(subject);
  const state = stateWords(subject, policy);
  return level === null
    ? state
    : phrase('card.lead.tag', { severity: phrase(`severity.${level}.name`), state });
};

/** A state in words may begin the line. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
