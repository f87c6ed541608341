/** What did not reach a customer, to be copied by whoever wrote it. */
import type { Case } from '../triage/case.ts';
import type { Picture } from '../triage/picture.ts';
import { talkOf } from '../triage/talk.ts';
import type { Section } from './desk-page.ts';
import type { Voice } from './voice.ts';

/** The newest of our messages that did not arrive, where the notice is about one. */
export const undeliveredSections = (
  subject: Case,
  { event }: Extract<Picture, { card: 'alert' }>,
  voice: Voice,
): readonly Section[] => {
  const message = talkOf(subject).messages.findLast(
    (one) => one.from === 'desk' && one.delivery.state === 'failed',
  );
  return event === 'customer-not-told' && message !== undefined
    ? [{ title: voice.say('card.alert.undelivered'), copy: message.text }]
    : [];
};
