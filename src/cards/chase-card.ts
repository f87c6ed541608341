/** Texts that ask for news, or give them: ready to paste, in the reader's language at the other end. */
import { chaseText } from '../triage/chase.ts';
import { caseLabel, type Case } from '../triage/case.ts';
import type { Locale } from '../triage/desk.ts';
import { doorOf } from '../triage/bounce.ts';
import { optional, showPanel } from './buttons.ts';
import type { Drawing } from './card.ts';
import type { Decided } from './case-view.ts';
import { isAtRisk, readingsOf, type Timed } from './clock-view.ts';
import type { CardContext } from './context.ts';
import type { JsonObject } from './expand.ts';
import { pieceView } from './pieces.ts';
import { paragraphs } from './phrase.ts';

export type ChaseTo = 'vendor' | 'customer';

/** A vendor is written to in the language of its door, a customer in the customer's. */
const languageOf = (to: ChaseTo, subject: Case, { policy, customer, profile }: CardContext): Locale => {
  if (to === 'customer') return customer?.language ?? profile.language;
  const door = doorOf(subject);
  return policy.doors.find(({ id }) => id === door)?.packetLanguage ?? profile.language;
};

/** Whether that clock runs out or has run out: only then a text to paste is worth its room on the card. */
export const isChaseable = ({ case: subject, context }: Timed, to: ChaseTo): boolean =>
  readingsOf(subject, context).some(
    (reading) => reading.clock === (to === 'vendor' ? 'vendor' : 'update') && isAtRisk(reading),
  );

/** The text as one string, paragraphs apart. */
export const chaseCopy = (to: ChaseTo, subject: Case, context: CardContext): string => {
  const { policy, profile, customer, now, texts } = context;
  const locale = languageOf(to, subject, context);
  return paragraphs(chaseText(subject, to, { policy, profile, customer, now }), locale, texts);
};

/** As a part of another card: none where there is nothing to say. */
export const chaseView = (to: ChaseTo, { case: subject, context, desk }: Decided): readonly JsonObject[] => {
  const text = chaseCopy(to, subject, context);
  return text === '' ? [] : [{ label: desk.voice.say(`card.chase.${to}`), ...pieceView(text) }];
};

/** The text alone, to be copied. */
export const chaseCard = (decided: Decided): Drawing => {
  const { case: subject, context, desk, picture } = decided;
  const { voice } = desk;
  const to: ChaseTo = picture.inputs['to'] === 'customer' ? 'customer' : 'vendor';
  const text = chaseCopy(to, subject, context);
  return {
    template: 'text',
    summary: voice.plain(`card.chase.${to}`),
    foldable: [],
    view: {
      label: caseLabel(subject.number),
      title: voice.say(`card.chase.${to}`),
      explain: optional(voice.say('card.chase.explain')),
      notice: optional(picture.notice === null ? null : voice.words(picture.notice)),
      font: 'Monospace',
      pieces: text === '' ? [] : [pieceView(text)],
      buttons: desk.buttons(
        ...(to === 'customer' ? [{ verb: 'customer-told', place: 'first' as const }] : []),
        showPanel('verdict', 'to-verdict'),
      ),
    },
  };
};
